/** Bundles the search element for the demo and for tests. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lateTables } from '../../tsup.config.ts';

/** The script of the element: files that stand in one folder. */
export interface ElementScript {
  /** The classic script, `element.global.js`. */
  readonly script: string;
  /** The module with tables that it loads when it needs them, by its name. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Bundles the element from source, as `npm run build` does. */
export async function bundleElement(): Promise<ElementScript> {
  const [script, tables] = await Promise.all([bundle('index.ts', 'iife'), bundle('tables.ts', 'esm')]);
  return { script, parts: { 'element.tables.js': tables } };
}

async function bundle(entry: string, format: 'iife' | 'esm'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../src/element/${entry}`, import.meta.url))],
    bundle: true,
    format,
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    plugins: [lateTables],
    write: false,
  });
  return outputFiles[0].text;
}

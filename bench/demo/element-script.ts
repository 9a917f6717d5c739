/** Bundles the search element for the demo and for tests. */
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { coreCode, lateCode, lateTables } from '../../tsup.late-code.ts';

/** The script of the element: files that stand in one folder. */
export interface ElementScript {
  /** The classic script, `element.global.js`. */
  readonly script: string;
  /** The modules that it loads when it needs them, by their names. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Bundles the element from source, as `npm run build` does. */
export async function bundleElement(): Promise<ElementScript> {
  const [script, late, tables] = await Promise.all([
    bundle('index.ts', 'iife', [coreCode, lateTables]),
    bundle('script/late.ts', 'esm', [lateCode, lateTables]),
    bundle('script/tables.ts', 'esm', []),
  ]);
  return { script, parts: { 'element.late.js': late, 'element.tables.js': tables } };
}

async function bundle(entry: string, format: 'iife' | 'esm', plugins: Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../src/element/${entry}`, import.meta.url))],
    bundle: true,
    format,
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    plugins,
    write: false,
  });
  return outputFiles[0].text;
}

/** Bundles the search element for the demo and for tests. */
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { coreCode, lateParts, lateTables, partCode } from '../../tsup.late-code.ts';
import { shortenCode } from '../../tsup.short-code.ts';

/** The script of the element: files that stand in one folder. */
export interface ElementScript {
  /** The classic script, `element.global.js`. */
  readonly script: string;
  /** The modules that it loads when it needs them, by their names. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Bundles the element from source, as `npm run build` does. */
export async function bundleElement(): Promise<ElementScript> {
  const [script, tables, forms, ...late] = await Promise.all([
    bundle('index.ts', 'iife', [coreCode, lateTables]),
    bundle('script/tables.ts', 'esm', []),
    bundle('script/forms.ts', 'esm', []),
    ...lateParts.map(part => bundle(`script/${part}.ts`, 'esm', [partCode(part), lateTables])),
  ]);
  const parts = late.map((code, i) => [`element.${lateParts[i]}.js`, code] as const);
  return { script, parts: { ...Object.fromEntries(parts), 'element.forms.js': forms, 'element.tables.js': tables } };
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
  return shortenCode(outputFiles[0].text, format);
}

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The element as one classic script, from source: what `npm run build` leaves in `dist/element.global.js`. */
export async function elementScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/element/index.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
  });
  return outputFiles[0].text;
}

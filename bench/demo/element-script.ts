/** Bundles the search element for the demo and for tests. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the element from source into one classic script, as `npm run build` does for `dist/element.global.js`. */
export async function bundleElement(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/element/index.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
  });
  return outputFiles[0].text;
}

/** What a program loads when it imports a door: libraries of file formats wait for the first file of their format. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** The packages that a door imports itself, not later. */
async function listPackages(door: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL(`../../src/${door}`, import.meta.url))],
    outdir: 'built',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
  });
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const each of metafile.outputs[path].imports)
      if (each.kind === 'import-statement')
        if (!each.external) visit(each.path);
        else if (!each.path.startsWith('node:')) packages.add(each.path);
  };
  visit(Object.keys(metafile.outputs).find(path => metafile.outputs[path].entryPoint?.endsWith(door))!);
  return [...packages].sort();
}

it.each([
  ['index.ts', []],
  ['remote/index.ts', []],
  ['base-lexicon.ts', []],
  // Found files and decoded bytes are given back at once, so these cannot be loaded later.
  ['node/index.ts', ['iconv-lite', 'tinyglobby']],
])('the door %s loads these packages: %j', async (door, packages) => {
  expect(await listPackages(door)).toEqual(packages);
});

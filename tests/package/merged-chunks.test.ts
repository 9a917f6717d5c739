/** The files of the package that several doors share. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mergeChunks } from '../../tsup.merged-chunks.ts';

/** Modules that doors share in many ways; two of them have equal names. */
const sources: Readonly<Record<string, string>> = {
  'counter.js': 'export let count = 0; export const add = () => ++count;',
  'red.js':
    "import { add } from './counter.js'; export class Colour { static name = 'red'; touch() { return add(); } }",
  'blue.js': "export class Colour { static name = 'blue'; }",
  'lazy.js': "import { count } from './counter.js'; export const seen = () => count;",
  'one.js':
    "import { Colour } from './red.js'; import { Colour as Blue } from './blue.js'; export { Colour as Red, Blue }; export const later = () => import('./lazy.js');",
  'two.js': "export { Colour as Red } from './red.js'; export { count } from './counter.js';",
  'three.js': "export { Colour as Blue } from './blue.js'; export { add } from './counter.js';",
  'four.js': "export { Colour as Red } from './red.js'; export { Colour as Blue } from './blue.js';",
};

describe('merged chunks', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hansou-merged-'));
    for (const [name, code] of Object.entries(sources)) await writeFile(join(directory, name), code);
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** Builds the modules, and gives the built files by name. */
  async function buildMerged(doors: readonly string[]): Promise<Map<string, string>> {
    const { outputFiles } = await build({
      absWorkingDir: directory,
      entryPoints: ['one', 'two', 'three', 'four'].map(name => `${name}.js`),
      outdir: 'built',
      bundle: true,
      splitting: true,
      format: 'esm',
      write: false,
      metafile: true,
      banner: { js: '/*! notice */' },
      outExtension: { '.js': '.mjs' },
      plugins: [mergeChunks(doors)],
    });
    for (const { path, contents } of outputFiles) await writeFile(join(directory, path.split('/').pop()!), contents);
    return new Map(outputFiles.map(({ path, text }) => [path.split('/').pop()!, text]));
  }

  const load = (name: string) => import(pathToFileURL(join(directory, `${name}.mjs`)).href);

  it.each([
    [['one']],
    [['three']],
    [['one', 'two']],
    [['one', 'two', 'three', 'four']],
  ])('of %s give each door what it exports, each piece of code once, and equal names their own values', async doors => {
    const files = await buildMerged(doors);
    const [one, two, three, four] = await Promise.all(['one', 'two', 'three', 'four'].map(load));
    expect([one.Red.name, one.Blue.name]).toEqual(['red', 'blue']);
    expect(two.Red).toBe(one.Red);
    expect(four.Red).toBe(one.Red);
    expect([three.Blue, four.Blue]).toEqual([one.Blue, one.Blue]);
    new one.Red().touch();
    three.add();
    expect(two.count).toBe(2);
    expect((await one.later()).seen()).toBe(2);
    const code = [...files.values()].join('\n');
    for (const once of ['let count', 'var count', '"red"', '"blue"'].filter(each => code.includes(each)))
      expect(code.split(once), once).toHaveLength(2);
  });

  it('are one file for what the same doors load', async () => {
    const files = await buildMerged(['one', 'two']);
    const shared = [...files.keys()].filter(name => name.startsWith('shared-')).sort();
    expect(shared).toEqual(['shared-one-two.mjs', 'shared-one.mjs']);
    expect(files.get('shared-one-two.mjs')).toMatch(/"red"/);
    expect(files.get('shared-one-two.mjs')).not.toMatch(/"blue"/);
    expect([...files.keys()].filter(name => name.startsWith('chunk-'))).toEqual([]);
  });

  it('have the notice once', async () => {
    for (const [name, code] of await buildMerged(['one'])) expect(code.split('/*! notice */'), name).toHaveLength(2);
  });

  it('are refused for a door that is no entry point', async () => {
    await expect(buildMerged(['five'])).rejects.toThrow('there is no entry point five');
  });
});

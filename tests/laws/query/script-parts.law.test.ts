import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleElement } from '../../../bench/demo/element-script.ts';
import type { openRemote } from '../../../src/remote/index.ts';
import { openIndex } from '../../../src/search-index.ts';
import { coreCode, lateTables } from '../../../tsup.late-code.ts';
import { shortenCode } from '../../../tsup.short-code.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyDocument, buildTestIndex, type Fields } from '../test-index.ts';

/** The searching side of the script that is loaded first, as a module. */
async function bundleCore(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../../../src/remote/open-remote.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    plugins: [coreCode, lateTables],
    write: false,
  });
  return shortenCode(outputFiles[0].text, 'esm');
}

describe('the parts of the script of a page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hansou-parts-'));
  const scope = globalThis as { location?: unknown };
  const { location } = scope;
  let files: Readonly<Record<string, string>>;
  let core: string;
  let count = 0;

  beforeAll(async () => {
    core = await bundleCore();
    files = (await bundleElement()).parts;
  });

  afterAll(() => {
    if (location === undefined) delete scope.location;
    else scope.location = location;
    rmSync(folder, { recursive: true });
  });

  /** The script as a page has it that has just been opened. */
  async function loadScript(without: readonly string[] = []): Promise<{ openRemote: typeof openRemote }> {
    const own = join(folder, String(count++));
    mkdirSync(own);
    writeFileSync(join(own, 'core.mjs'), core);
    writeFileSync(join(own, 'package.json'), '{"type":"module"}');
    for (const [name, code] of Object.entries(files)) if (!without.includes(name)) writeFileSync(join(own, name), code);
    for (const [key] of core.matchAll(/hansou [0-9a-f]{8}/g)) Reflect.deleteProperty(globalThis, Symbol.for(key));
    const address = pathToFileURL(join(own, 'core.mjs')).href;
    scope.location = { href: address };
    return import(address);
  }

  function createSource(bytes: Uint8Array) {
    return { size: bytes.length, read: async (start: number, end: number) => bytes.slice(start, end) };
  }

  it('give the answers of the whole engine, whichever are loaded when a query comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDocument, { minLength: 1, maxLength: 30 }),
        fc.array(fc.tuple(anyTyped, anyOptions), { minLength: 1, maxLength: 4 }),
        async (documents, queries) => {
          const bytes = buildTestIndex(documents).toBytes();
          const whole = openIndex<Fields>(bytes);
          const divided = await (await loadScript()).openRemote<Fields>(createSource(bytes));
          for (const [query, options] of queries) {
            const expected = whole.search(query, options);
            expect(await divided.search(query, options)).toEqual(expected);
            expect(await divided.suggest(query)).toEqual(whole.suggest(query));
            const id = expected.hits[0]?.id ?? '0';
            expect(await divided.explain(query, id)).toEqual(whole.explain(query, id));
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 180_000);

  it('are named in an error when they cannot be loaded, and searches that need none of them go on', async () => {
    const bytes = buildTestIndex([{ title: '监利疫情', body: '監利', author: [], date: '' }]).toBytes();
    const index = await (await loadScript(['element.rare.js', 'element.forms.js'])).openRemote<Fields>(
      createSource(bytes),
    );
    const options = { returnFields: false, snippet: false } as const;
    for (const query of ['"监利"', '監利'])
      await expect(index.search(query, options)).rejects.toMatchObject({
        code: 'UNREACHABLE',
        hint: 'Upload all files of the folder together.',
      });
    expect((await index.search('监利疫情', { ...options, match: 'all' })).total).toBe(1);
  });
});

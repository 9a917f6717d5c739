/** Dictionaries of plugins are read as those of the command line are. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, expect, it } from 'vitest';
import { loadSearchLexicon } from '../../../src/plugins/search-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-dictionaries-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

it.each([
  ['is not there', 'none.txt', 'IO', 'none, or a broken link'],
  ['is a folder', '.', 'IO', 'a folder'],
  ['has nothing', 'empty.txt', 'BAD_FILE', 'none'],
  ['has a bad line', 'bad.txt', 'BAD_DICTIONARY', 'many'],
])('one that %s is an error of ours, which names it', async (_, name, code, got) => {
  writeFileSync(at('empty.txt'), '');
  writeFileSync(at('bad.txt'), '苇渡镇 many ns\n');
  await expect(loadSearchLexicon({ dict: at(name) })).rejects.toMatchObject({
    code,
    got: expect.stringContaining(got),
    message: expect.stringContaining(at(name)),
  });
});

it('are read in their encodings', async () => {
  writeFileSync(at('a.txt'), '苇渡镇 10 ns\n');
  writeFileSync(at('b.txt'), iconv.encode('云汀县 10 ns\n何田湾 10 ns\n柳湾新村 10 ns\n', 'gb18030'));
  const lexicon = await loadSearchLexicon({ dict: [at('a.txt'), at('b.txt')] });
  expect(['苇渡镇', '云汀县'].map(word => lexicon.has(word))).toEqual([true, true]);
});

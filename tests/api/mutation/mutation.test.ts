/** Whatever goes into an index or comes out of it can be changed afterwards without changing the index. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createIndex, Lexicon, openIndex, parseQuery } from '../../../src/index.ts';
import { IndexBuilder } from '../../../src/node/index.ts';
import { newDocument, newFields, newWords } from './sample.ts';
import { scramble } from './scramble.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-mutation-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lexicon = Lexicon.fromEntries(newWords());

/** Every call that hands something out, on an index and the same options. */
function answers(index: ReturnType<typeof createIndex<ReturnType<typeof newFields>>>): unknown[] {
  const query = parseQuery('石桥 "通车" -没有', index.fields);
  return [
    index.search('石桥 通车', { facets: { author: 10 }, snippet: { fields: ['body', 'title'], fragments: 2 } }),
    index.search(query, { sort: { field: 'date' }, filter: { page: { from: 2 } }, fields: ['body'] }),
    index.search('石桥 page:x "', { returnFields: ['author', 'more'], freshness: { field: 'date' } }),
    index.search('he tian'),
    index.explain('石桥 通车 没有', '3'),
    index.explain('石桥通车是哪一天？', '3', { freshness: { field: 'date' } }),
    index.suggest('石'),
    index.suggest('石桥 he'),
    index.get('3'),
    index.describe(),
    index.fields,
    query,
  ];
}

describe('an index', () => {
  it.each([
    false,
    true,
  ])('does not change when everything that it returned or was given is changed (opened: %s)', isOpened => {
    const make = (isScrambled: boolean) => {
      const fields = newFields();
      const options = { fields, lexicon, synonyms: '石桥, 通车' };
      let index = createIndex(options);
      if (isScrambled) scramble([fields, { ...options, lexicon: undefined }]);
      for (let i = 0; i < 12; i++) {
        const document = newDocument(i);
        index.add(document);
        if (isScrambled) scramble(document);
      }
      if (isOpened) {
        const words = { lexicon };
        index = openIndex(index.toBytes(), words);
        if (isScrambled) Object.assign(words, { lexicon: undefined });
        index.update(newDocument(5));
      }
      return index;
    };
    const untouched = make(false);
    const index = make(true);
    const expected = JSON.stringify(answers(untouched));
    for (let round = 0; round < 3; round++) {
      const given = answers(index);
      expect(JSON.stringify(given), `round ${round}`).toBe(expected);
      scramble(given);
    }
    const bytes = index.toBytes();
    expect(Buffer.compare(bytes, untouched.toBytes())).toBe(0);
    scramble(bytes);
    expect(Buffer.compare(index.toBytes(), untouched.toBytes())).toBe(0);
    index.verify();
  });

  it('gives out its fields frozen, whether created or opened', () => {
    const created = createIndex({ fields: newFields() });
    for (const { fields } of [created, openIndex(created.toBytes())]) {
      expect(Object.isFrozen(fields)).toBe(true);
      expect(Object.values(fields).every(Object.isFrozen)).toBe(true);
    }
  });
});

describe('an index file', () => {
  it('does not change when options and documents are changed after they were passed in', async () => {
    const build = async (name: string, isScrambled: boolean) => {
      const output = join(folder, name);
      const fields = newFields();
      const options = { fields, output, threads: 1 };
      const builder = new IndexBuilder(options);
      if (isScrambled) scramble(options);
      for (let i = 0; i < 12; i++) {
        const document = newDocument(i);
        await builder.add(document);
        if (isScrambled) scramble(document);
      }
      await builder.finish();
      return readFileSync(output);
    };
    expect(Buffer.compare(await build('changed', true), await build('untouched', false))).toBe(0);
  });
});

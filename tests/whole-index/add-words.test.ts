import { beforeAll, describe, expect, it } from 'vitest';
import { addWords } from '../../src/add-words.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { text } from '../../src/fields.ts';
import type { Lexicon } from '../../src/lexicon/lexicon.ts';
import { createIndex, openIndex } from '../../src/search-index.ts';
import { OffsetMap } from '../../src/text/offset-map.ts';
import { RepairedText } from '../../src/text/repaired-text.ts';

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon();
});

describe('addWords', () => {
  it('cuts the documents that hold a word anew, and no others', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    index.addAll([
      { id: '1', body: '韩曦到桐坡社区调研' },
      { id: '2', body: '桐坡的社区' },
      { id: '3', body: '桐坡社區' },
    ]);
    const { documents, lexicon: richer } = addWords(index, [{ word: '桐坡社区', tag: 'ns' }], { lexicon });
    expect(documents).toBe(2);
    expect(index.suggest('桐坡').suggestions.map(({ word }) => word)).toContain('桐坡社区');
    expect(addWords(index, [{ word: '韩曦', tag: 'nr' }], { lexicon: richer }).documents).toBe(1);
  });

  it('keeps where a repaired text came from', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    const map = new OffsetMap(Uint32Array.of(0, 6), Uint32Array.of(0, 7), 9);
    index.add({ id: '1', body: new RepairedText('韩曦到桐坡社区调研', '韩曦到桐坡社\n区调研', map) });
    const before = index.search('调研').hits[0].snippets.body;
    expect(addWords(index, [{ word: '桐坡社区' }], { lexicon }).documents).toBe(1);
    expect(index.search('调研').hits[0].snippets.body).toEqual(before);
  });

  it('does nothing for words that the lexicon has already, and for none', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    index.add({ id: '1', body: '社区' });
    const richer = lexicon.extend([{ word: '桐坡社区', weight: 5, tag: 'ns' }]);
    expect(addWords(index, [], { lexicon })).toEqual({ lexicon, documents: 0 });
    const { lexicon: same } = addWords(index, [{ word: '桐坡社区', weight: 5, tag: 'ns' }], { lexicon });
    expect(same.fingerprint).toBe(richer.fingerprint);
    expect(addWords(index, [{ word: '桐坡社区', weight: 5, tag: 'ns' }], { lexicon: same }).documents).toBe(0);
  });

  it('names the new analysis in the file even if no document holds a word', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    index.add({ id: '1', body: '社区' });
    const opened = openIndex<{ body: ReturnType<typeof text> }>(index.toBytes(), { lexicon });
    const { lexicon: richer } = addWords(opened, [{ word: '桐坡社区' }], { lexicon });
    const again = openIndex<{ body: ReturnType<typeof text> }>(opened.toBytes(), { lexicon: richer });
    expect(() => again.add({ id: '2', body: '桐坡社区' })).not.toThrow();
  });

  it('refuses another lexicon, what is no index, and words that are none', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    expect(() => addWords(index, [{ word: '桐坡' }], { lexicon: lexicon.without(['社区']) })).toThrow(
      /another analysis/,
    );
    expect(() => addWords({} as never, [], { lexicon })).toThrow(/SearchIndex/);
    expect(() => addWords(index, [{ word: '' }], { lexicon })).toThrow(/is not a word/);
    expect(() => addWords(index, 'text' as never, { lexicon })).toThrow(/words/);
    expect(() => addWords(index, [], {} as never)).toThrow(/lexicon is missing/);
  });
});

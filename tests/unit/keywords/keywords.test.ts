import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, createSegmenter, keywords, type Lexicon, text } from '../../../src/index.ts';
import { rankByText } from '../../../src/keywords/rank-by-text.ts';

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = (await baseLexicon()).extend([{ word: '石桥村', tag: 'ns' }]);
});

const article = '石桥村的小龙虾上市了。石桥村的养殖户说，2022年小龙虾的价格比去年高，小龙虾卖到了iPhone的价格。';
const words = (found: readonly { word: string }[]) => found.map(({ word }) => word);

describe('keywords', () => {
  it('are the words that are frequent here and rare elsewhere, with their counts and tags', () => {
    const found = keywords(article, { lexicon, top: 4 });
    expect(found[0]).toMatchObject({ word: '小龙虾', count: 3 });
    expect(words(found)).toContain('石桥村');
    expect(found.find(({ word }) => word === '石桥村')).toMatchObject({ count: 2, tag: 'ns' });
    for (const [i, { weight }] of found.entries()) expect(weight <= (found[i - 1]?.weight ?? Infinity)).toBe(true);
    expect(words(keywords(article, { lexicon, top: 100 }))).not.toContain('2022');
    expect(words(keywords(article, { lexicon, top: 100 }))).toContain('iPhone');
  });

  it('are rare in an index, when one is given', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    for (let i = 0; i < 50; i++) index.add({ id: `${i}`, body: '小龙虾又上市了' });
    index.add({ id: 'other', body: article });
    expect(words(keywords(article, { lexicon, top: 1 }))).toEqual(['小龙虾']);
    expect(words(keywords(article, { lexicon, top: 1, index }))).toEqual(['石桥村']);
  });

  it('by textrank are nouns and verbs close to many others', () => {
    const found = keywords(article, { lexicon, method: 'textrank' });
    expect(words(found)).toContain('价格');
    expect(words(found)).not.toContain('去年');
    for (const { weight } of found) expect(weight > 0 && weight <= 1).toBe(true);
  });

  it('may be of given parts of speech alone', () => {
    expect(words(keywords(article, { lexicon, tags: ['nz', 'ns'] }))).toContain('石桥村');
    expect(words(keywords(article, { lexicon, tags: ['nz', 'ns'] }))).not.toContain('价格');
    expect(words(keywords(article, { lexicon, method: 'textrank', tags: ['t'] }))).toEqual(['去年']);
  });

  it('of a text without words are none', () => {
    for (const method of ['tfidf', 'textrank'] as const)
      for (const each of ['', '，。', '的了在', '2022']) expect(keywords(each, { lexicon, method })).toEqual([]);
  });

  it('refuse wrong options', () => {
    expect(() => keywords('', {} as never)).toThrow('lexicon is missing');
    expect(() => keywords('', { lexicon, method: 'bm25' as never })).toThrow('method is invalid');
    expect(() => keywords('', { lexicon, index: {} as never })).toThrow('index is invalid');
    expect(() => keywords('', { lexicon, tags: 'n' as never })).toThrow('tags is invalid');
  });
});

it('textrank gives words in like positions like ranks, and a hub the highest', () => {
  const ranks = rankByText(['hub', 'a', undefined, undefined, undefined, undefined, 'hub', 'b']);
  expect(ranks.get('hub')).toBe(1);
  expect(ranks.get('a')).toBeCloseTo(ranks.get('b')!, 10);
  expect(rankByText([]).size).toBe(0);
});

it('segment with tags gives names, words, numbers, Latin and signs their part of speech', () => {
  const tokens = createSegmenter({ lexicon }).segment('石桥村在2022年，iPhone 上市', { tags: true });
  expect(tokens.map(({ text, tag }) => `${text}/${tag}`).join(' ')).toBe(
    '石桥村/ns 在/p 2022/m 年/m ，/x iPhone/eng  /x 上市/ns'.replace('上市/ns', `上市/${lexicon.find('上市')?.tag}`),
  );
});

describe('a suggested frequency', () => {
  it.each(['今天天气', '中将'])('of the word %s is the least with which it is cut as one token', word => {
    const weight = lexicon.suggestFrequency(word);
    const cut = (weight: number) => createSegmenter({ lexicon: lexicon.extend([{ word, weight }]) }).cut(word);
    expect(cut(weight)).toEqual([word]);
    if (weight > (lexicon.find(word)?.weight ?? 0)) expect(cut(weight * 0.9)).not.toEqual([word]);
  });

  it.each([
    ['今天', '天气'],
    ['中', '将'],
  ])('of the parts %s and %s is one with which they fall apart', (...parts) => {
    const word = parts.join('');
    const weight = lexicon.suggestFrequency(parts);
    expect(createSegmenter({ lexicon: lexicon.extend([{ word, weight }]) }).cut(word)).toEqual(parts);
  });

  it('refuses what is no word', () => {
    expect(() => lexicon.suggestFrequency('')).toThrow(expect.objectContaining({ code: 'BAD_DICTIONARY' }));
    expect(() => lexicon.suggestFrequency(['一'])).toThrow(expect.objectContaining({ code: 'BAD_DICTIONARY' }));
  });
});

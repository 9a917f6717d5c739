import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, createSegmenter, keywords, Lexicon, text } from '../../../src/index.ts';
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

describe('the weights of keywords', () => {
  const small = Lexicon.fromEntries([
    { word: '小龙虾', weight: 4, tag: 'n' },
    { word: '价格', weight: 96, tag: 'n' },
    { word: '在', weight: 900, tag: 'p' },
  ]);
  // Eight tokens; what is no keyword counts for the length.
  const read = '小龙虾，价格，小龙虾在石桥';
  const shares = { 小龙虾: 2 / 8, 价格: 1 / 8 };
  const weigh = (options: object) =>
    Object.fromEntries(keywords(read, { lexicon: small, ...options }).map(({ word, weight }) => [word, weight]));

  it('are the share in the text, times the logarithm of how rare the word is in the lexicon', () => {
    const rarity = (weight: number) => Math.log(small.base.total / weight);
    expect(createSegmenter({ lexicon: small }).cut(read)).toHaveLength(8);
    const { 小龙虾, 价格 } = weigh({ tags: ['n'] });
    expect(小龙虾).toBeCloseTo(shares.小龙虾 * rarity(4), 12);
    expect(价格).toBeCloseTo(shares.价格 * rarity(96), 12);
  });

  it('or in an index, by the field that has it in most documents', () => {
    const index = createIndex({ fields: { title: text(), body: text() }, lexicon: small });
    for (let i = 0; i < 9; i++)
      index.add({ id: `${i}`, title: i < 2 ? '价格' : '', body: i < 5 ? '价格，小龙虾' : '别的' });
    const idf = (documents: number) => Math.log(1 + (9 + 1) / (documents + 0.5));
    const found = weigh({ index, tags: ['n'] });
    expect(found['小龙虾']).toBeCloseTo(shares.小龙虾 * idf(5), 12);
    expect(found['价格']).toBeCloseTo(shares.价格 * idf(5), 12);
  });

  it('by textrank are those of the graph of neighbours', () => {
    // A star: its rays have all they get from the middle, which shares what it has among them.
    const ranks = rankByText(['hub', 'a', undefined, undefined, undefined, undefined, 'hub', 'b']);
    let [hub, ray] = [1, 1];
    for (let round = 0; round < 20; round++) [hub, ray] = [0.15 + 0.85 * 2 * ray, 0.15 + 0.85 * (hub / 2)];
    expect(ranks.get('a')).toBeCloseTo(ray / hub, 12);
    expect(ranks.get('b')).toBeCloseTo(ray / hub, 12);
    // Four words apart are neighbours, five are not.
    expect(rankByText(['a', undefined, undefined, undefined, 'b']).get('a')).toBe(1);
    expect(rankByText(['a', undefined, undefined, undefined, undefined, 'b', 'c']).get('a')).toBeLessThan(0.5);
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
    '石桥村/ns 在/p 2022/m 年/m ，/x iPhone/eng  /x 上市/ns',
  );
});

describe('a suggested frequency', () => {
  it.each([
    '大桥上',
    '我们的',
    '的了',
  ])('of %s, which falls apart, is the least with which it is cut as one token', word => {
    const weight = lexicon.suggestFrequency(word);
    const cut = (weight: number) => createSegmenter({ lexicon: lexicon.extend([{ word, weight }]) }).cut(word);
    expect(createSegmenter({ lexicon }).cut(word)).not.toEqual([word]);
    expect(cut(weight)).toEqual([word]);
    expect(cut(weight - 1)).not.toEqual([word]);
  });

  it.each(['今天天气', '中将'])('of %s, which is one token, is at least the weight that it has', word => {
    expect(lexicon.suggestFrequency(word)).toBe(lexicon.find(word)!.weight);
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

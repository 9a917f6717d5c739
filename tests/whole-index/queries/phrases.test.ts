import { afterEach, describe, expect, it, vi } from 'vitest';
import { text } from '../../../src/fields.ts';
import { TextStoreReader } from '../../../src/index/store/text-store-reader.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

/** Articles with both characters, of which hardly any has the phrase, and some with words beside it. */
function createArticles(count: number) {
  const built = createIndex({ fields: { body: text() } });
  for (let i = 0; i < count; i++)
    built.add({
      id: String(i),
      body: `${i % 5 === 0 ? '石桥' : '新村'}今年，通车了。${i % 97 === 5 ? '那年 了' : ''}`,
    });
  return openIndex(built.toBytes());
}

describe('a phrase that its terms hardly restrict', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is looked for in the text of an article once, however many tiers ask for it', () => {
    const index = createArticles(200);
    const read = vi.spyOn(TextStoreReader.prototype, 'readText');
    const { total } = index.search('"今 年" 石桥 通车 大桥 水库', { snippet: false, returnFields: false });
    expect(total).toBe(0);
    const documents = read.mock.calls.map(([document]) => document);
    expect(documents.length).toBeGreaterThan(0);
    expect(new Set(documents).size).toBe(documents.length);
  });

  it('is looked for in the articles that match the words beside it only', () => {
    const index = createArticles(200);
    const read = vi.spyOn(TextStoreReader.prototype, 'readText');
    index.search('"年 了" 石桥', { match: 'all', snippet: false, returnFields: false });
    expect(read.mock.calls.length).toBeGreaterThan(0);
    expect(read.mock.calls.every(([document]) => document % 5 === 0)).toBe(true);
  });

  it('is found in the same articles when most are ruled out by their codes', () => {
    const index = createArticles(3000);
    const read = vi.spyOn(TextStoreReader.prototype, 'readText');
    const options = { limit: 100, exactTotal: true, snippet: false, returnFields: false } as const;
    const { total, hits } = index.search('"年 了"', options);
    const expected = Array.from({ length: 3000 }, (_, i) => i).filter(i => i % 97 === 5);
    expect(total).toBe(expected.length);
    expect(hits.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(expected);
    expect(read.mock.calls.length).toBeLessThan(400);
    const either = index.search('"年 了" OR "村 今"', options);
    expect(either.total).toBe(expected.length);
    const beside = expected.filter(i => i % 5 === 0);
    expect(index.search('"年 了" 石桥', options).tiers[0]).toMatchObject({ total: beside.length });
  });

  it('is one of many, and most articles are ruled out by their codes before they are read', () => {
    const index = createArticles(1500);
    const read = vi.spyOn(TextStoreReader.prototype, 'readText');
    // All of their characters are in all articles.
    const characters = [...'今年车了'];
    const pairs = characters.flatMap(a => characters.map(b => `${a} ${b}`)).filter(pair => pair !== '年 了');
    const options = { limit: 100, exactTotal: true, snippet: false, returnFields: false } as const;
    expect(index.search({ any: pairs.map(phrase => ({ phrase })) }, options).total).toBe(0);
    expect(read.mock.calls.length).toBe(0);
    const { hits } = index.search({ any: [...pairs, '年 了'].map(phrase => ({ phrase })) }, options);
    const expected = Array.from({ length: 1500 }, (_, i) => i).filter(i => i % 97 === 5);
    expect(hits.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(expected);
    expect(new Set(read.mock.calls.map(([document]) => document))).toEqual(new Set(expected));
  });
});

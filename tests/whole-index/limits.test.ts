/** What comes from outside has limits: what is above them is told, and takes no more time than what is below. */
import { expect, it } from 'vitest';
import { date, keyword, text } from '../../src/fields.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';
import type { Filter } from '../../src/query/match/filter.ts';
import { createIndex } from '../../src/search-index.ts';

const index = createIndex({
  fields: { body: text(), author: keyword(), date: date() },
  lexicon: Lexicon.fromEntries([{ word: '石桥' }, { word: '通车' }]),
});
index.add({ id: '1', body: '石桥今天通车', author: '何田', date: '2022-09-05' });

const found = (filter: unknown) => index.search('石桥', { filter: filter as Filter<'author' | 'date'> }).total;

it('a filter has at most 1,024 parts, however they are nested or shared', () => {
  const half = { or: Array.from({ length: 255 }, () => ({ author: '何田' })) };
  expect(found(half)).toBe(1);
  expect(() => found({ or: Array.from({ length: 1_000_000 }, () => ({ author: '何田' })) })).toThrow('too many parts');
  expect(() => found({ and: Array.from({ length: 1_000_000 }, () => ({})) })).toThrow('too many parts');
  let shared: object = { author: '何田' };
  for (let i = 0; i < 20; i++) shared = { or: [shared, shared] };
  expect(() => found(shared)).toThrow('too many parts');
});

it('a filter is nested at most 32 deep, and cannot contain itself', () => {
  const nest = (levels: number): object => (levels === 1 ? { author: '何田' } : { and: [nest(levels - 1)] });
  expect(found(nest(32))).toBe(1);
  expect(() => found(nest(33))).toThrow('nested too deeply');
  const own: { not?: object } = {};
  own.not = own;
  expect(() => found(own)).toThrow('nested too deeply');
});

it('a filter has at most 10,000 values', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => `${i}`);
  expect(found({ author: [...values.slice(1), '何田'] })).toBe(1);
  expect(() => found({ author: [...values, '何田'] })).toThrow('too many values');
});

it('a filter with parts that are no objects is refused', () => {
  for (const part of [null, 5, 'author', [], [{ author: '何田' }]])
    for (const name of ['and', 'or'])
      expect(() => found({ [name]: [part] }), `${name} ${part}`).toThrow('the filter is not an object');
  for (const part of [null, [], [{ author: '何田' }]])
    expect(() => found({ not: part }), `not ${part}`).toThrow('the filter is not an object');
});

it('suggestions complete the end of a long text, and keep all of it', () => {
  const long = '通车'.repeat(50_000);
  const [suggestion] = index.suggest(`${long} 石`).suggestions;
  expect(suggestion?.text.startsWith(`${long} 石`)).toBe(true);
  expect(index.suggest('石'.repeat(100_000)).suggestions).toEqual([]);
});

it('there are at most 1,000 suggestions', () => {
  expect(index.suggest('石', { limit: 1000 }).suggestions.length).toBeGreaterThan(0);
  expect(() => index.suggest('石', { limit: 1001 })).toThrow('an integer from 0 to 1000');
});

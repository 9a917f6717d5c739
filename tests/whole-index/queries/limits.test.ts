/** What comes from outside has limits: what is above them is told, and takes no more time than what is below. */
import { describe, expect, it, vi } from 'vitest';
import { type Asked, listHostileQueries } from '../../../bench/studies/limits/hostile-queries.ts';
import { date, keyword, text } from '../../../src/fields.ts';
import { MultiSegmentText } from '../../../src/index/live/multi-segment-text.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { maxQueryUnits } from '../../../src/query/language/query.ts';
import { createIndex } from '../../../src/search-index.ts';

const index = createIndex({
  fields: { body: text(), author: keyword(), date: date() },
  lexicon: Lexicon.fromEntries([{ word: '石桥' }, { word: '通车' }]),
});
index.add({ id: '1', body: '石桥今天通车', author: '何田', date: '2022-09-05' });

const found = (filter: unknown) => index.search('石桥', { filter: filter as never }).total;

it('a filter has at most 256 parts, however they are nested or shared', () => {
  const half = { or: Array.from({ length: 127 }, () => ({ author: '何田' })) };
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

describe('the work of a query', () => {
  const many = createIndex({ fields: { body: text(), author: keyword(), date: date() } });
  const documents = 300;
  const characters = Array.from({ length: 64 }, (_, i) => String.fromCharCode(0x4e00 + i * 3));
  for (let i = 0; i < documents; i++)
    many.add({ id: `${i}`, body: characters.join(i % 2 ? '，' : '的'), author: `${i}`, date: '2022-09-05' });
  const words = characters.flatMap((first, i) => [first + characters[(i * 7) % 64], first]);
  const hostile = listHostileQueries({ characters, words });

  /** How often a query looks at its budget: once for each list, column and text that it reads. */
  function countWork(asked: Asked): number {
    let looks = 0;
    const signal = {
      get aborted() {
        looks++;
        return false;
      },
    };
    many.search(asked.query, { ...asked.options, signal } as never);
    return looks;
  }

  it.each([...hostile.keys()])('is bounded by the limits and the documents: %s', name => {
    // A list is read at most twice for each unit that may be typed, a text at most once: the most is 1,044.
    expect(countWork(hostile.get(name)!)).toBeLessThan(2 * maxQueryUnits + documents);
  });

  it('of a prefix reads a list for each word, and no text where a word begins with it', () => {
    const latin = createIndex({ fields: { body: text() } });
    for (let i = 0; i < 400; i++) latin.add({ id: `${i}`, body: `石桥a${i % 5} b${i % 3}c` });
    let looks = 0;
    const signal = {
      get aborted() {
        looks++;
        return false;
      },
    };
    expect(latin.search({ all: [{ prefix: 'a' }, { words: '石桥' }] }, { signal, limit: 0 }).total).toBe(400);
    expect(latin.search({ any: [{ prefix: 'a' }, { prefix: 'b' }] }, { signal, limit: 0 }).total).toBe(400);
    expect(looks).toBeLessThan(100);
    // `c` is only inside of runs: there the text decides.
    expect(latin.search({ prefix: 'c' }).total).toBe(0);
  });

  it('of several parts verifies at most 2,000 documents and an eighth of all, of one phrase all of them', () => {
    const long = createIndex({ fields: { body: text() } });
    const documents = 2800;
    for (let i = 0; i < documents; i++)
      long.add({ id: `${i}`, body: `石，桥。水；田${i === documents - 1 ? '桥，石' : ''}` });
    expect(long.search({ phrase: '桥，石' })).toMatchObject({ total: 1, totalIsExact: true });
    const several = long.search({ any: [{ phrase: '桥，石' }, { phrase: '田，水' }] });
    expect(several).toMatchObject({ partial: true, totalIsExact: false });
    // What can be found without so many texts is whole.
    const few = long.search({ any: [{ phrase: '石，桥' }, { phrase: '水；田' }] });
    expect(few.partial).toBeUndefined();
    expect(few.hits.length).toBe(10);
    expect(long.search({ any: [{ phrase: '桥，石' }, { phrase: '田，水' }] })).toEqual(several);
  });

  it('of more than 16 parts verifies a quarter as many documents', () => {
    const long = createIndex({ fields: { body: text() } });
    for (let i = 0; i < 750; i++) long.add({ id: `${i}`, body: '石，桥。水；田' });
    const searched = (count: number) =>
      long.search({ any: Array.from({ length: count }, (_, i) => ({ phrase: i % 2 ? '桥，石' : '田，水' })) });
    expect(searched(16).partial).toBeUndefined();
    expect(searched(17)).toMatchObject({ partial: true, totalIsExact: false });
  });

  it('of many phrases looks ahead in no further text when it has verified as many documents as it may', () => {
    const long = createIndex({ fields: { body: text() } });
    const documents = 8000;
    for (let i = 0; i < documents; i++) long.add({ id: `${i}`, body: '石，桥。水；田' });
    const looked = vi.spyOn(MultiSegmentText.prototype, 'markPossible');
    const any = Array.from({ length: 20 }, (_, i) => ({ phrase: i % 2 ? '桥，石' : '田，水' }));
    expect(long.search({ any })).toMatchObject({ partial: true });
    const count = looked.mock.calls.reduce((sum, [{ length }]) => sum + length, 0);
    looked.mockRestore();
    // Of more than 16 parts 750 documents are verified; the batch in which the last of them lies is looked at whole.
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(750 + 512);
  });

  it('of several parts by OR reads no text of a document that another part matches', () => {
    const dated = createIndex({ fields: { body: text(), date: date() } });
    for (let i = 0; i < 3000; i++) dated.add({ id: `${i}`, body: '石，桥。水；田', date: '2022' });
    dated.add({ id: 'last', body: '桥，石' });
    const { total, partial } = dated.search(
      { any: [{ phrase: '桥，石' }, { field: 'date', from: '2022' }, { phrase: '田，水' }, { words: '水' }] },
      { exactTotal: true },
    );
    expect({ total, partial }).toEqual({ total: 3001, partial: undefined });
  });

  it('of a long text scores its rarest terms, with at most 32 postings for each document, 16 of more than 240 terms', () => {
    const mixed = createIndex({ fields: { body: text() } });
    const rare = Array.from({ length: 40 }, (_, i) => String.fromCharCode(0x6000 + i * 5));
    for (let i = 0; i < 100; i++) mixed.add({ id: `${i}`, body: `${characters.join('，')}${i < 40 ? rare[i] : ''}` });
    const typed = [...characters, ...rare].join(' ');
    const { terms, score } = mixed.explain(typed, '7')!;
    expect(terms.map(({ term }) => term)).toContain(rare[7]);
    expect(terms.length).toBeGreaterThan(24);
    expect(terms.length).toBeLessThanOrEqual(33);
    const longer = mixed.explain(`${typed} ${'一丁丂七丄丅丆万丈三'.repeat(10)}${characters.join('')}`, '7')!;
    expect(longer.terms.map(({ term }) => term)).toContain(rare[7]);
    expect(longer.terms.length).toBeGreaterThan(8);
    expect(longer.terms.length).toBeLessThanOrEqual(17);
    const [first] = mixed.search(typed).hits.filter(({ id }) => id === '7');
    expect(first.score).toBeCloseTo(score, 6);
  });

  it('of more than 64 single characters apart needs half of the 64 rarest', () => {
    const apart = createIndex({ fields: { body: text() } });
    const rare = Array.from({ length: 64 }, (_, i) => String.fromCharCode(0x6000 + i * 5));
    const common = characters.slice(0, 30);
    for (let i = 0; i < 50; i++) apart.add({ id: `${i}`, body: common.join('，') });
    apart.add({ id: 'half', body: rare.slice(0, 32).join('，') });
    apart.add({ id: 'less', body: [...rare.slice(32, 63), ...common.slice(0, 20)].join('，') });
    const idsOf = (words: readonly string[]) =>
      apart.search(words.join(' '), { limit: 100 }).hits.flatMap(({ id, tier }) => (tier === 'most' ? [id] : []));
    expect(idsOf(rare)).toEqual(['half']);
    // The 30 characters that 50 documents hold do not count beside 64 rarer ones.
    expect(idsOf([...rare, ...common])).toEqual(['half']);
  });

  it('that ended early leaves no memory of its own, and what it read stays', () => {
    const long = createIndex({ fields: { body: text() } });
    for (let i = 0; i < 2800; i++) long.add({ id: `${i}`, body: `石，桥。水；田${i % 7 ? '' : '桥，石'}` });
    const questions = ['石 桥', '"水；田"', '桥石', '石，桥。水'];
    const before = questions.map(question => long.search(question));
    const read = vi.spyOn(MultiSegmentText.prototype, 'readPostings');
    const any = [{ phrase: '石。桥' }, { phrase: '田，水' }];
    expect(long.search({ any })).toMatchObject({ partial: true });
    read.mockClear();
    expect(questions.map(question => long.search(question))).toEqual(before);
    const again = read.mock.calls.length;
    read.mockRestore();
    expect(again).toBe(0);
  });

  it('reads each text once for all phrases of a choice', () => {
    const any = characters.map((first, i) => ({ phrase: `${first}。${characters[(i + 1) % 64]}` })).slice(0, 60);
    expect(many.search({ any }).total).toBe(0);
    expect(countWork({ query: { any } })).toBeLessThan(3 * documents + 16 * any.length);
  });
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

it('a query and a filter as data are read once, so that no getter gives more than was checked', () => {
  let reads = 0;
  const long = {
    get words() {
      return reads++ === 0 ? '石桥' : '石'.repeat(10_000);
    },
  };
  expect(index.search({ all: [long] }).total).toBe(1);
  expect(reads).toBe(1);
  let asked = 0;
  const filter = {
    or: [
      {
        get author() {
          return asked++ === 0 ? ['何田'] : Array.from({ length: 20_000 }, (_, i) => `${i}`);
        },
      },
    ],
  };
  expect(found(filter)).toBe(1);
  expect(asked).toBe(1);
});

it('an article of nothing but definitions that are never closed is read to its end once', () => {
  // Each of these marks was looked for to the end of the text, and each space was where a definition may begin.
  const unclosed = createIndex({ fields: { body: text() } });
  unclosed.add({ id: '1', body: `${'石桥公司（以下简称“'.repeat(150_000)}${' '.repeat(1_000_000)}` });
  expect(unclosed.search('石桥公司 石').total).toBe(1);
});

it('a list of field names has at most as many as there are fields', () => {
  for (const [name, field] of [
    ['fields', 'body'],
    ['returnFields', 'author'],
    ['disjunctiveFacets', 'author'],
  ]) {
    const search = (count: number) =>
      index.search('石桥', { filter: { author: '何田' }, [name]: Array.from({ length: count }, () => field) } as never);
    expect(search(3).total).toBe(1);
    expect(() => search(4), name).toThrow('as many as there are fields');
  }
});

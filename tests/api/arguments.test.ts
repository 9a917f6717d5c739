import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as hansou from '../../src/index.ts';
import { fuzzRuns } from '../fuzz-runs.ts';

const { createIndex, createSegmenter, date, HansouError, keyword, Lexicon, number, openIndex, stored, text } = hansou;

/** Values that callers without types pass by mistake. */
const wrong: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  Number.NaN,
  10n,
  '',
  '文',
  Symbol('s'),
  true,
  [],
  [null],
  ['文'],
  {},
  Object.create(null),
  Object.freeze({ a: 1 }),
  new Proxy({}, {}),
  () => 1,
  new Date(0),
  new Map([['a', 1]]),
  new Uint8Array(9),
  new Uint16Array(9),
  new ArrayBuffer(4),
  new String('文'),
];

const fields = {
  title: text({ weight: 3 }),
  body: text(),
  author: keyword(),
  date: date(),
  page: number(),
  more: stored(),
};
const lexicon = Lexicon.fromEntries([{ word: '石桥' }]);
const segmenter = createSegmenter({ lexicon });
const index = createIndex({ fields, lexicon });
index.add({ id: '1', title: '石桥', body: '石桥通车', author: ['何田'], date: '2022-09', page: 1 });
const bytes = index.toBytes();

/** Every argument and every option of every public function, with a wrong value in its place. */
const calls: Readonly<Record<string, (value: never) => unknown>> = {
  createIndex: value => createIndex(value),
  'createIndex fields': value => createIndex({ fields: value }),
  'createIndex field': value => createIndex({ fields: { a: value } }),
  'createIndex lexicon': value => createIndex({ fields, lexicon: value }),
  'createIndex segmenter': value => createIndex({ fields, segmenter: value }),
  'createIndex synonyms': value => createIndex({ fields, synonyms: value }),
  text: value => text(value),
  'text weight': value => text({ weight: value }),
  openIndex: value => openIndex(value),
  'openIndex words': value => openIndex(bytes, value),
  'openIndex synonyms': value => openIndex(bytes, { synonyms: value }),
  add: value => createIndex({ fields }).add(value),
  addAll: value => createIndex({ fields }).addAll(value),
  ...Object.fromEntries(
    ['id', ...Object.keys(fields), 'other'].map(name => [
      `add ${name}`,
      (value: never) => createIndex({ fields }).add({ id: '1', [name]: value }),
    ]),
  ),
  get: value => index.get(value),
  has: value => index.has(value),
  remove: value => openIndex(bytes).remove(value),
  search: value => index.search(value),
  'search options': value => index.search('石桥', value),
  ...Object.fromEntries(
    ['limit', 'offset', 'fields', 'filter', 'sort', 'facets', 'freshness', 'snippet', 'match', 'returnFields'].map(
      name => [`search ${name}`, (value: never) => index.search('石桥', { [name]: value })],
    ),
  ),
  ...Object.fromEntries(
    ['title', 'author', 'date', 'page', 'and', 'or', 'not'].flatMap(name => [
      [`filter ${name}`, (value: never) => index.search('石桥', { filter: { [name]: value } })],
      [`filter ${name} []`, (value: never) => index.search('石桥', { filter: { [name]: [value] } })],
      [`filter ${name} from`, (value: never) => index.search('石桥', { filter: { [name]: { from: value } } })],
    ]),
  ),
  ...Object.fromEntries(
    ['words', 'phrase', 'prefix', 'from', 'all', 'any', 'not', 'field'].flatMap(name => [
      [`query ${name}`, (value: never) => index.search({ [name]: value } as never)],
      [`query words and ${name}`, (value: never) => index.search({ words: '石', [name]: value } as never)],
      [`query ${name} of a field`, (value: never) => index.search({ field: 'date', [name]: value } as never)],
    ]),
  ),
  explain: value => index.explain(value, '1'),
  'explain id': value => index.explain('石桥', value),
  'explain options': value => index.explain('石桥', '1', value),
  'search timeLimit': value => index.search('石桥', { timeLimit: value }),
  'search signal': value => index.search('石桥', { signal: value }),
  suggest: value => index.suggest(value),
  'suggest options': value => index.suggest('石', value),
  parseQuery: value => hansou.parseQuery(value),
  createSegmenter: value => createSegmenter(value),
  segment: value => segmenter.segment(value),
  terms: value => segmenter.terms(value),
  cut: value => segmenter.cut(value),
  'Lexicon.fromBytes': value => Lexicon.fromBytes(value),
  'Lexicon.fromEntries': value => Lexicon.fromEntries(value),
  extend: value => lexicon.extend(value),
  without: value => lexicon.without(value),
  split: value => lexicon.split(value),
  find: value => lexicon.find(value),
  'lexicon.has': value => lexicon.has(value),
  parseLexicon: value => hansou.parseLexicon(value),
  parsePage: value => hansou.parsePage(value),
  'parsePage options': value => hansou.parsePage('石桥', value),
  parsePages: value => hansou.parsePages(value),
  repairText: value => hansou.repairText(value),
  repairPages: value => [...hansou.repairPages(value)],
  toHtml: value => hansou.toHtml(value),
  'toHtml marks': value => hansou.toHtml({ text: '石桥', highlights: [] }, value),
  'toHtml highlights': value => hansou.toHtml({ text: '石桥', highlights: value }),
  escapeHtml: value => hansou.escapeHtml(value),
};

/** Names that options, queries, filters and documents have. */
const keys = [
  ...[
    'id',
    'and',
    'or',
    'not',
    'from',
    'to',
    'words',
    'phrase',
    'prefix',
    'all',
    'any',
    'field',
    'length',
    '__proto__',
  ],
  ...['limit', 'offset', 'fields', 'filter', 'sort', 'facets', 'freshness', 'snippet', 'match', 'lexicon', 'segmenter'],
  ...['word', 'weight', 'tag', 'text', 'highlights', 'start', 'end', 'toString', 'constructor', ...Object.keys(fields)],
];

describe('a wrong argument', () => {
  it.each(Object.keys(calls))('of %s is accepted or refused with a HansouError that has a hint', name => {
    for (const value of wrong) {
      try {
        calls[name](value as never);
      } catch (error) {
        if (!(error instanceof HansouError)) throw new Error(`${name} of ${typeof value}`, { cause: error });
        for (const part of [error.code, error.expected, error.got, error.hint]) expect(part).toMatch(/^.+$/);
      }
    }
  });

  it('of any shape, drawn at random, is accepted or refused with a HansouError', () => {
    const junk = fc.anything({
      key: fc.oneof(fc.string(), fc.constantFrom(...keys)),
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    const call = fc.constantFrom(...Object.keys(calls));
    fc.assert(
      fc.property(call, junk, (name, value) => {
        try {
          calls[name](value as never);
        } catch (error) {
          expect(error).toBeInstanceOf(HansouError);
        }
      }),
      { numRuns: fuzzRuns(20_000) },
    );
  }, 3_600_000);

  it('whose getter throws lets that error through', () => {
    const own = new RangeError('mine');
    const document = {
      get id(): string {
        throw own;
      },
    };
    expect(() => createIndex({ fields }).add(document)).toThrow(own);
  });
});

describe('an unusual argument', () => {
  const found = (filter: object) => index.search('石桥', { filter }).total;

  it('in a filter: undefined sets no condition, null and objects are refused', () => {
    expect(found({ author: undefined, page: 1 })).toBe(1);
    expect(found({ date: { from: undefined, to: '2022' } })).toBe(1);
    for (const value of [null, new Date(0), { form: '2022' }, [undefined]])
      expect(() => found({ date: value })).toThrow(HansouError);
    expect(() => found({ author: null })).toThrow(HansouError);
  });

  it('as a query object is refused when it is not exactly one kind of clause', () => {
    for (const query of [
      {},
      [],
      { words: '石', phrase: '石' },
      { words: '石', all: [] },
      { any: [], from: 1, field: 'page' },
    ])
      expect(() => index.search(query as never)).toThrow('one of words, phrase, prefix');
  });

  it('to openIndex may be any view of the bytes', () => {
    const { buffer, byteOffset, byteLength } = bytes;
    for (const view of [new DataView(buffer, byteOffset, byteLength), new Uint8Array(bytes).buffer])
      expect(openIndex(view as never).size).toBe(1);
  });

  it('with a repeated keyword counts as one keyword in facets', () => {
    const twice = createIndex({ fields });
    twice.add({ id: '1', title: '石桥', author: ['何田', '何田'] });
    expect(twice.search('石桥', { facets: { author: 9 } }).facets?.author).toEqual([{ value: '何田', count: 1 }]);
  });
});

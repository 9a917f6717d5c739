/** The checks of options: wrong values, unknown names and missing options are refused with an error that can be followed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createIndex, date, HansouError, keyword, number, openIndex, stored, text } from '../../src/index.ts';
import { IndexBuilder, openFile } from '../../src/node/index.ts';

const fields = {
  title: text({ weight: 3 }),
  body: text(),
  author: keyword(),
  date: date(),
  page: number(),
  more: stored(),
};
const index = createIndex({ fields });
index.add({ id: '1', title: '石桥', body: '石桥通车', author: ['何田'], date: '2022-09', page: 1 });
const bytes = index.toBytes();
const folder = mkdtempSync(join(tmpdir(), 'hansou-options-'));
afterAll(() => rmSync(folder, { recursive: true }));
const output = join(folder, 'a.hansou');

/** Returns the error of a call with wrong types. */
function errorOf(call: () => unknown): HansouError {
  try {
    call();
  } catch (error) {
    if (error instanceof HansouError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const search =
  (options: unknown, query: unknown = '石桥') =>
  () =>
    index.search(query as string, options as object);
const explain = (options: unknown) => () => index.explain('石桥', '1', options as object);
const suggest = (options: unknown) => () => index.suggest('石', options as object);
const create = (options?: unknown) => () => createIndex(options as { fields: typeof fields });
const open = (options: unknown) => () => openIndex(bytes, options as object);
const build = (options?: unknown) => () => new IndexBuilder(options as { fields: typeof fields; output: string });
const openAt = (options: unknown) => () => openFile(output, options as object);

/** Wrong calls, with what the error names first and its code. */
const refused: readonly [what: string, call: () => unknown, start: string, code?: string][] = [
  ['match', search({ match: 'foo' }), 'match is invalid: expected one of'],
  ['limit', search({ limit: -1 }), 'limit is invalid: expected a non-negative integer, got -1.'],
  ['limit as a string', search({ limit: '10' }), 'limit is invalid'],
  ['limit null', search({ limit: null }), 'limit is invalid'],
  ['offset', search({ offset: 1.5 }), 'offset is invalid'],
  ['fields that are none', search({ fields: 'title' }), 'fields is invalid: expected an array'],
  ['no fields', search({ fields: [] }), 'fields is invalid: expected an array with at least one'],
  ['an unknown field', search({ fields: ['nobody'] }), 'a name in fields is invalid', 'UNKNOWN_FIELD'],
  ['a field of another kind', search({ fields: ['date'] }), 'a name in fields is invalid'],
  ['the name of a method', search({ fields: ['constructor'] }), 'a name in fields is invalid', 'UNKNOWN_FIELD'],
  ['filter', search({ filter: 3 }), 'filter is invalid', 'BAD_QUERY'],
  ['an empty filter string', search({ filter: '' }), 'filter is invalid', 'BAD_QUERY'],
  [
    'conditions beside or',
    search({ filter: { or: [], author: 'x' } }),
    'the filter has conditions besides',
    'BAD_QUERY',
  ],
  ['sort without field', search({ sort: {} }), 'sort.field is missing in the options of sort'],
  ['sort by a text', search({ sort: { field: 'title' } }), 'sort.field is invalid'],
  ['sort by a name', search({ sort: 'date' }), 'sort is invalid: expected'],
  ['sort order', search({ sort: { field: 'date', order: 'down' } }), 'sort.order is invalid'],
  ['facets', search({ facets: 3 }), 'facets is invalid'],
  ['facets of a text', search({ facets: { title: 3 } }), 'a name in facets is invalid'],
  ['facet count', search({ facets: { author: -1 } }), 'facets.author is invalid'],
  [
    'a facet range that is a Date',
    search({ facets: { date: [new Date(0)] } }),
    'facets.date is invalid: expected ranges',
  ],
  ['a facet range that is an array', search({ facets: { date: [[]] } }), 'facets.date is invalid: expected ranges'],
  ['a facet range that is a Map', search({ facets: { date: [new Map()] } }), 'facets.date is invalid: expected ranges'],
  [
    'a facet range with a unit',
    search({ facets: { date: [{ form: '2022' }] } }),
    'facets.date is invalid: expected ranges',
  ],
  [
    'a filter by a Date',
    search({ filter: { date: new Date(0) } }),
    'the filter value of date is not a range',
    'BAD_QUERY',
  ],
  [
    'a filter by a Map',
    search({ filter: { date: new Map() } }),
    'the filter value of date is not a range',
    'BAD_QUERY',
  ],
  ['freshness without field', search({ freshness: {} }), 'freshness.field is missing in the options of freshness'],
  ['freshness that finds nothing', search({ freshness: { field: 'page' } }, '没有的词'), 'freshness.field is invalid'],
  ['half-life', search({ freshness: { field: 'date', halfLifeDays: 0 } }), 'freshness.halfLifeDays is invalid'],
  ['today', search({ freshness: { field: 'date', today: '5 May' } }), 'freshness.today is invalid'],
  [
    'snippet length',
    search({ snippet: { length: -3 } }),
    'snippet.length is invalid: expected a positive integer, got -3.',
  ],
  ['snippet fragments', search({ snippet: { fragments: 0 } }), 'snippet.fragments is invalid'],
  ['snippet number', search({ snippet: 7 }), 'the options of snippet'],
  ['snippet fields', search({ snippet: { fields: ['author'] } }), 'a name in snippet.fields is invalid'],
  ['returnFields', search({ returnFields: 3 }), 'returnFields is invalid'],
  ['returnFields unknown', search({ returnFields: ['nobody'] }), 'a name in returnFields', 'UNKNOWN_FIELD'],
  ['exactTotal', search({ exactTotal: 1 }), 'exactTotal is invalid'],
  ['weights', search({ weights: [3] }), 'weights is invalid: expected an object of text fields and their weights'],
  ['a weight of a keyword', search({ weights: { author: 2 } }), 'a name in weights is invalid'],
  ['a weight of nothing', search({ weights: { nobody: 2 } }), 'a name in weights is invalid', 'UNKNOWN_FIELD'],
  ['a weight of 0', search({ weights: { title: 0 } }), 'weights.title is invalid: expected a number above 0, got 0'],
  [
    'a weight too high',
    search({ weights: { title: 1e300 } }),
    'weights.title is invalid: expected a number of at most 1000',
  ],
  ['minRelevance', search({ minRelevance: 1.5 }), 'minRelevance is invalid: expected a number from 0 to 1, got 1.5'],
  ['minRelevance as text', search({ minRelevance: '.3' }), 'minRelevance is invalid'],
  [
    'an old name',
    search({ documents: false }),
    'search has no option of this name: expected one of limit, offset, fields',
  ],
  ['a misspelled name', search({ limt: 3 }), 'search has no option of this name'],
  ['a misspelled name inside', search({ snippet: { lenght: 3 } }), 'snippet has no option of this name'],
  ['options null', search(null), 'the options of search'],
  ['options as an array', search([]), 'the options of search'],
  ['a query that is none', search({}, 3), 'the query is invalid', 'BAD_QUERY'],
  ['a query without shape', search({}, {}), 'the query is invalid', 'BAD_QUERY'],
  ['a query with an unknown name', search({}, { words: '石桥', feild: 'title' }), 'the query is invalid', 'BAD_QUERY'],
  ['a query with a field for all', search({}, { all: [], field: 'title' }), 'the query is invalid', 'BAD_QUERY'],
  ['a query of an unknown field', search({}, { words: '石', field: 'x' }), 'the query names', 'UNKNOWN_FIELD'],
  ['explain of a limit', explain({ limit: 3 }), 'explain has no option of this name'],
  ['explain of a match', explain({ match: 1 }), 'match is invalid'],
  ['explain of an id', () => index.explain('石桥', 1 as never), 'the id is invalid'],
  ['suggest of a limit', suggest({ limit: Number.NaN }), 'limit is invalid'],
  ['suggest of a field', suggest({ fields: ['author'] }), 'a name in fields is invalid'],
  ['suggest of titles', suggest({ titles: true }), 'titles is invalid: expected the name of a text field'],
  ['suggest of a filter', suggest({ filter: { author: {} } }), 'author cannot be filtered by a range', 'BAD_QUERY'],
  ['suggest of nothing', () => index.suggest(undefined as never), 'what was typed is invalid'],
  ['get of a number', () => index.get(1 as never), 'the id is invalid'],
  ['has of a number', () => index.has(1 as never), 'the id is invalid'],
  ['remove of nothing', () => index.remove(undefined as never), 'the id is invalid'],
  ['verify', () => index.verify('deep' as never), 'the depth is invalid'],
  ['createIndex()', create(), 'the options of createIndex'],
  ['createIndex({})', create({}), 'fields is missing in the options of createIndex'],
  [
    'createIndex without a field',
    create({ fields: {} }),
    'fields is invalid: expected an object with at least one field',
  ],
  ['a field called id', create({ fields: { id: text() } }), 'a name in fields is invalid'],
  ['a name with a blank', create({ fields: { 'a b': text() } }), 'a name in fields is invalid'],
  ['a field that is a string', create({ fields: { body: 'text' } }), 'fields.body is invalid'],
  ['a field without weight', create({ fields: { body: { type: 'text' } } }), 'fields.body is invalid'],
  ['lexicon', create({ fields, lexicon: 3 }), 'lexicon is invalid: expected a Lexicon'],
  ['segmenter', create({ fields, segmenter: {} }), 'segmenter is invalid: expected a Segmenter'],
  ['synonyms', create({ fields, synonyms: ['a, b'] }), 'synonyms is invalid: expected a string'],
  ['an option of openIndex', open({ fields }), 'openIndex has no option of this name'],
  ['a lexicon for openIndex', open({ lexicon: {} }), 'lexicon is invalid'],
  ['text()', () => text({ weight: 0 }), 'weight is invalid: expected a number above 0, got 0.'],
  [
    'text({ weight })',
    () => text({ weight: 1e6 }),
    'weight is invalid: expected a number of at most 1000, got 1000000.',
  ],
  ['text({ repair })', () => text({ repair: 'yes' as never }), 'repair is invalid'],
  ['new IndexBuilder()', build(), 'the options of IndexBuilder'],
  ['a builder without output', build({ fields }), 'output is missing in the options of IndexBuilder'],
  ['a builder of threads', build({ fields, output, threads: 0 }), 'threads is invalid'],
  ['a builder of expected documents', build({ fields, output, expectedDocuments: -1 }), 'expectedDocuments is invalid'],
  ['a builder of progress', build({ fields, output, onProgress: 1 }), 'onProgress is invalid'],
  ['a builder of signals', build({ fields, output, signal: {} }), 'signal is invalid'],
  ['a builder of a misspelled name', build({ fields, output, thread: 1 }), 'IndexBuilder has no option of this name'],
  ['openFile of bytes', openAt({ cacheBytes: -1 }), 'cacheBytes is invalid'],
  ['openFile of a misspelled name', openAt({ cache: 1 }), 'openFile has no option of this name'],
];

describe('wrong options', () => {
  it.each(refused)('are refused, naming what is wrong: %s', (_, call, start, code = 'BAD_ARGUMENT') => {
    const error = errorOf(call);
    expect(error.message.slice(0, start.length)).toBe(start);
    expect(error.code).toBe(code);
    for (const part of [error.expected, error.got, error.hint]) expect(part).toMatch(/^.+$/);
  });

  it('are checked whether or not anything is found, and before anything is searched', () => {
    const empty = createIndex({ fields });
    for (const options of [{ sort: {} }, { facets: 3 }, { freshness: {} }, { snippet: 7 }, { returnFields: 3 }])
      expect(() => empty.search('石桥', options as object)).toThrow(HansouError);
  });
});

describe('right options', () => {
  it('may be undefined, which counts as left out, also under an unknown name', () => {
    const names = ['limit', 'offset', 'fields', 'match', 'filter', 'sort', 'facets', 'freshness', 'snippet'];
    const options = Object.fromEntries(
      [...names, 'returnFields', 'exactTotal', 'minRelevance', 'weights', 'unknown'].map(name => [name, undefined]),
    );
    expect(index.search('石桥', options)).toEqual(index.search('石桥'));
    const inside = { snippet: { length: undefined }, facets: { author: undefined } };
    expect(index.search('石桥', inside as object).facets).toEqual({});
    expect(index.explain('石桥', '1', options as object)).toEqual(index.explain('石桥', '1'));
    expect(index.suggest('石', options as object)).toEqual(index.suggest('石'));
  });

  it('may have no prototype, or be inherited', () => {
    const bare = Object.assign(Object.create(null), { limit: 0 });
    expect(index.search('石桥', bare).hits).toEqual([]);
    expect(() => index.search('石桥', Object.create({ limit: -1 }))).toThrow('limit is invalid');
  });
});

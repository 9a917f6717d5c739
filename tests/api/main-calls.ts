/** Every argument and every option of every public function of `hansou`, with a value in its place. */
import { expect } from 'vitest';
import * as hansou from '../../src/index.ts';
import type { Call, Calls } from './junk.ts';

const { createIndex, createSegmenter, date, keyword, Lexicon, number, openIndex, stored, text } = hansou;

export const fields = {
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
/** An index of one document. */
export const bytes = index.toBytes();
const repaired = hansou.repairText('石桥\n通车');
const { OffsetMap } = hansou;
const map = OffsetMap.identity(4);

/** One call for each of some names. */
export function callsFor(
  names: readonly string[],
  create: (name: string) => Readonly<Record<string, Call | Call['run']>>,
): Calls {
  return Object.assign({}, ...names.map(create)) as Calls;
}

/** What a search found is one of the index's documents, and is counted. */
function checkFound(result: hansou.SearchResult): void {
  expect(Number.isInteger(result.total)).toBe(true);
  expect(result.total).toBeLessThanOrEqual(1);
  expect(result.hits.length).toBeLessThanOrEqual(result.total);
  for (const hit of result.hits) {
    expect(hit.id).toBe('1');
    expect(Number.isFinite(hit.score)).toBe(true);
  }
}
const search = (options: object) => index.search('石桥', options as never);
const found = (run: Call['run']): Call => ({ run, check: checkFound });

/** Tokens cover their text. */
function checkTokens(tokens: readonly hansou.Token[], value: unknown): void {
  expect(tokens.map(token => token.text).join('')).toBe(value);
}

/** The only tags are the marks. */
function checkHtml(html: string): void {
  expect(html.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/);
}

/** An index that a document of junk was added to is whole, and gives it back. */
function checkAdded(added: hansou.SearchIndex<typeof fields>): void {
  expect(added.size).toBeLessThanOrEqual(2);
  const again = openIndex<typeof fields>(added.toBytes());
  again.verify();
  for (const { id } of added.search({ all: [] }).hits) expect(again.get(id)).toEqual(added.get(id));
}
const add = (document: unknown) => {
  const empty = createIndex({ fields });
  empty.add(document as never);
  return empty;
};
const update = (document: unknown) => {
  const one = openIndex<typeof fields>(bytes, { lexicon });
  one.update(document as never);
  return one;
};
const removeAll = (filter: unknown) => openIndex<typeof fields>(bytes).removeAll(filter as never);
const checkRemoved = (removed: number) => expect([0, 1]).toContain(removed);

/** Passages are of the one document, and where they say. */
function checkPassages(passages: readonly hansou.Passage[]): void {
  for (const { id, field, text: passage, span } of passages) {
    expect(id).toBe('1');
    expect(String(index.get('1')![field as 'body']).slice(span.start, span.end)).toBe(passage);
  }
}
const passages = (options: object) => index.passages('石桥', options as never);

const addWith = (run: (value: never) => unknown): Call => ({ run, check: checkAdded });

/** What a field of junk makes is a field. */
const field = (run: Call['run']): Call => ({
  run,
  check: (made: hansou.Field) => expect(createIndex({ fields: { body: text(), made } }).fields.made).toEqual(made),
});

export const mainCalls: Calls = {
  createIndex: value => createIndex(value),
  'createIndex fields': value => createIndex({ fields: value }).toBytes(),
  'createIndex field': value => createIndex({ fields: { a: value } }).toBytes(),
  ...callsFor(['lexicon', 'segmenter', 'synonyms', 'commonSynonyms'], name => ({
    [`createIndex ${name}`]: value => createIndex({ fields, [name]: value }).add({ id: '1', body: '石桥' }),
    [`openIndex ${name}`]: value => openIndex(bytes, { [name]: value }).search('石桥'),
  })),
  text: field(value => text(value)),
  'text weight': field(value => text({ weight: value })),
  'text repair': field(value => text({ repair: value })),
  keyword: field(value => keyword(value)),
  'keyword searchable': field(value => keyword({ searchable: value })),
  'keyword namesOf': field(value => keyword({ namesOf: value })),
  stored: value => stored(value),
  'stored sectionsOf': value =>
    createIndex({ fields: { body: text(), made: stored({ sectionsOf: value }) } }).toBytes(),
  date: field(value => (date as (value: never) => hansou.Field)(value)),
  number: field(value => (number as (value: never) => hansou.Field)(value)),
  openIndex: value => openIndex(value),
  'openIndex options': value => openIndex(bytes, value).search('石桥'),
  'openIndex file': value => openIndex([bytes, value]),
  'openIndex files': value => openIndex([value]),
  verify: value => index.verify(value),
  add: addWith(add),
  addAll: value => createIndex({ fields }).addAll(value),
  update: addWith(update),
  ...callsFor(['id', ...Object.keys(fields), 'other'], name => ({
    [`add ${name}`]: addWith(value => add({ id: '1', [name]: value })),
    [`add ${name} []`]: addWith(value => add({ id: '1', [name]: [value] })),
    [`update ${name}`]: addWith(value => update({ id: '1', [name]: value })),
    [`fromRow ${name}`]: addWith(value => add(hansou.fromRow({ id: '1', [name]: value }, { fields, rest: 'more' }))),
  })),
  fromRow: value => hansou.fromRow(value, { fields }),
  'fromRow options': value => hansou.fromRow({ id: '1' }, value),
  ...callsFor(['fields', 'idField', 'rest', 'timeZone'], name => ({
    [`fromRow option ${name}`]: value =>
      hansou.fromRow({ id: '1', date: new Date(0), views: 3 }, { fields, [name]: value }),
  })),
  'add sections': value => {
    const sections = createIndex({ fields: { body: text(), sections: stored({ sectionsOf: 'body' }) } });
    sections.add({ id: '1', body: '石桥通车', sections: value });
    sections.search('石桥');
    openIndex(sections.toBytes()).search('石桥');
  },
  get: value => index.get(value),
  has: { run: value => index.has(value), check: (is, value) => expect(is).toBe(value === '1') },
  remove: value => openIndex(bytes).remove(value),
  removeAll: { run: removeAll, check: checkRemoved },
  passages: { run: value => index.passages(value), check: checkPassages },
  'passages options': { run: value => passages(value), check: checkPassages },
  ...callsFor(
    ['length', 'limit', 'perDocument', 'fields', 'match', 'filter', 'freshness', 'minRelevance', 'weights', 'other'],
    name => ({ [`passages ${name}`]: { run: value => passages({ [name]: value }), check: checkPassages } }),
  ),
  search: found(value => index.search(value)),
  'search options': found(value => search(value)),
  ...callsFor(
    [
      ...['limit', 'offset', 'fields', 'filter', 'sort', 'facets', 'freshness', 'snippet', 'match', 'returnFields'],
      ...[
        'exactTotal',
        'timeLimit',
        'signal',
        'minRelevance',
        'weights',
        'where',
        'distinct',
        'disjunctiveFacets',
        'other',
      ],
    ],
    name => ({ [`search ${name}`]: found(value => search({ [name]: value })) }),
  ),
  ...callsFor(['length', 'fragments', 'fields'], name => ({
    [`snippet ${name}`]: found(value => search({ snippet: { [name]: value } })),
  })),
  ...callsFor(['field', 'halfLifeDays', 'weight', 'today'], name => ({
    [`freshness ${name}`]: found(value => search({ freshness: { field: 'date', [name]: value } })),
  })),
  ...callsFor(['field', 'order'], name => ({
    [`sort ${name}`]: found(value => search({ sort: { field: 'date', [name]: value } })),
  })),
  'weights title': found(value => search({ weights: { title: value } })),
  'facets author': found(value => search({ facets: { author: value } })),
  'a name in fields': found(value => search({ fields: [value] })),
  'a name in returnFields': found(value => search({ returnFields: [value] })),
  ...callsFor(['title', 'author', 'date', 'page', 'and', 'or', 'not'], name => ({
    [`filter ${name}`]: found(value => search({ filter: { [name]: value } })),
    [`filter ${name} []`]: found(value => search({ filter: { [name]: [value] } })),
    [`filter ${name} from`]: found(value => search({ filter: { [name]: { from: value } } })),
    [`removeAll ${name}`]: { run: value => removeAll({ [name]: value }), check: checkRemoved },
  })),
  ...callsFor(['words', 'phrase', 'prefix', 'from', 'all', 'any', 'not', 'field'], name => ({
    [`query ${name}`]: found(value => index.search({ [name]: value } as never)),
    [`query ${name} []`]: found(value => index.search({ [name]: [value] } as never)),
    [`query words and ${name}`]: found(value => index.search({ words: '石', [name]: value } as never)),
    [`query ${name} of a field`]: found(value => index.search({ field: 'date', [name]: value } as never)),
  })),
  explain: value => index.explain(value, '1'),
  'explain id': value => index.explain('石桥', value),
  'explain options': value => index.explain('石桥', '1', value),
  ...callsFor(['fields', 'match', 'filter', 'freshness', 'minRelevance', 'weights'], name => ({
    [`explain ${name}`]: value => index.explain('石桥', '1', { [name]: value }),
  })),
  suggest: value => index.suggest(value),
  'suggest options': value => index.suggest('石', value),
  ...callsFor(['limit', 'fields', 'titles', 'filter', 'timeLimit', 'signal'], name => ({
    [`suggest ${name}`]: value => index.suggest('石', { [name]: value }),
  })),
  parseQuery: found(value => index.search(hansou.parseQuery(value))),
  'parseQuery fields': value => hansou.parseQuery('石桥 author:何田', value),
  'parseQuery field': value => hansou.parseQuery('石桥 author:何田', { author: value }),
  createSegmenter: value => createSegmenter(value),
  'createSegmenter lexicon': value => createSegmenter({ lexicon: value }),
  segment: { run: value => segmenter.segment(value), check: checkTokens },
  'segment options': value => segmenter.segment('石桥', value),
  'segment tags': value => segmenter.segment('石桥', { tags: value }),
  eachToken: value => segmenter.eachToken(value, () => {}),
  'eachToken visitor': value => segmenter.eachToken('石桥', value),
  terms: value => segmenter.terms(value),
  cut: { run: value => segmenter.cut(value), check: (cut: string[], value) => expect(cut.join('')).toBe(value) },
  'Lexicon.fromBytes': value => Lexicon.fromBytes(value),
  'Lexicon.fromEntries': value => Lexicon.fromEntries(value),
  extend: value => lexicon.extend(value),
  ...callsFor(['word', 'weight', 'tag'], name => ({
    [`extend ${name}`]: value => lexicon.extend([{ word: '通车', [name]: value }]).find('通车'),
  })),
  without: value => lexicon.without(value),
  'without word': value => lexicon.without([value]),
  split: value => lexicon.split(value),
  'split part': value => lexicon.split(['石', value]),
  find: value => lexicon.find(value),
  suggestFrequency: value => lexicon.suggestFrequency(value),
  'suggestFrequency part': value => lexicon.suggestFrequency(['石', value]),
  keywords: value => hansou.keywords(value, { lexicon }),
  'keywords options': value => hansou.keywords('石桥通车', value),
  ...callsFor(['lexicon', 'top', 'method', 'index', 'tags'], name => ({
    [`keywords ${name}`]: value => hansou.keywords('石桥通车，石桥', { lexicon, [name]: value }),
  })),
  'lexicon.has': value => lexicon.has(value),
  parseLexicon: { run: value => hansou.parseLexicon(value), check: entries => Lexicon.fromEntries(entries) },
  'parseLexicon options': value => hansou.parseLexicon('石桥 10 x y z\n通车', value),
  'parseLexicon file': value => hansou.parseLexicon('石桥 10 ns x', { file: value }),
  'parseLexicon problems': value => hansou.parseLexicon('石桥 10 ns x', { problems: value }),
  parsePage: value => hansou.parsePage(value),
  'parsePage options': value => hansou.parsePage('石桥今天通车', value),
  readPage: value => hansou.readPage(value),
  ...callsFor(['date', 'name', 'lineSizes'], name => ({
    [`parsePage ${name}`]: value => hansou.parsePage('石桥今天通车\n何田今天走过。', { [name]: value }),
    [`parsePages ${name}`]: value => hansou.parsePages([{ text: '石桥今天通车', [name]: value }]),
  })),
  'a line size': value => hansou.parsePage('石桥今天通车\n何田今天走过。', { lineSizes: [value, 1] }),
  parsePages: value => hansou.parsePages(value),
  'parsePages page': value => hansou.parsePages([value]),
  'parsePages text': value => hansou.parsePages([{ text: value }]),
  repairText: value => hansou.repairText(value),
  fold: value => hansou.fold(value),
  repairPages: value => [...hansou.repairPages(value)],
  'repairPages page': value => [...hansou.repairPages([value])],
  toSource: value => repaired.toSource(value),
  fromSource: value => repaired.fromSource(value),
  'toSource start': value => repaired.toSource({ start: value, end: 2 }),
  'map.toSource': value => map.toSource(value),
  'map.fromSource': value => map.fromSource(value),
  'OffsetMap.identity': value => OffsetMap.identity(value),
  'OffsetMap.identity start': value => OffsetMap.identity(3, value),
  toHtml: { run: value => hansou.toHtml(value), check: checkHtml },
  'toHtml text': { run: value => hansou.toHtml({ text: value, highlights: [] }), check: checkHtml },
  'toHtml marks': value => hansou.toHtml({ text: '石桥', highlights: [] }, value),
  'toHtml open': value => hansou.toHtml({ text: '石桥', highlights: [{ start: 0, end: 1 }] }, { open: value }),
  'toHtml close': value => hansou.toHtml({ text: '石桥', highlights: [{ start: 0, end: 1 }] }, { close: value }),
  'toHtml highlights': { run: value => hansou.toHtml({ text: '石桥', highlights: value }), check: checkHtml },
  'toHtml highlight': {
    run: value => hansou.toHtml({ text: '石桥', highlights: [value, { start: 0, end: 1 }] }),
    check: (html: string) => expect(html.replaceAll(/<\/?mark>/g, '')).toBe('石桥'),
  },
  escapeHtml: { run: value => hansou.escapeHtml(value), check: checkHtml },
};

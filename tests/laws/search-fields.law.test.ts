/** Laws of the option `fields`: what is searched, found, scored, suggested and explained when some text fields are left out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, parseQuery, type Query, type SearchIndex, type SearchOptions, text } from '../../src/index.ts';
import { fold } from '../../src/text/folding.ts';
import { type Fields, fields, type Given, given, indexOf, lexicon, someText } from './asking.ts';

const documents = fc.array(given, { minLength: 1, maxLength: 45 });
/** Words that others sound or look like. */
const lookalikes = fc.constantFrom(
  '韩续',
  '疫请',
  '见利 疫情',
  'hanxu',
  'jianli',
  'yiqing',
  'ruanjian',
  'shipinhuiyi',
  'covit',
  'covit',
);
const query = fc.oneof(
  someText(5),
  someText(4).map(text => `${text}怎么样？`),
  someText(2).map(text => `"${text.replaceAll('"', '')}"`),
  someText(2).map(text => `“监利”怎么样 "${text.replaceAll('"', '')}"`),
  fc.constantFrom(
    ...[
      '监利市 防控 韩旭 视频会议 软件',
      '软件',
      '监利 -疫情',
      '-监利',
      '韩旭|软件',
      '监*',
      'cov*',
      'date:2022-09.. 监利',
    ],
    ...['author:李超 疫情', '监利 "疫情"', '“监利”怎么样 疫情', 'title:疫情 监利', 'body:防控 韩旭怎么样'],
  ),
  { arbitrary: lookalikes, weight: 3 },
);
const options = fc.record(
  {
    match: fc.constantFrom('smart', 'smart', 'all', 'any'),
    filter: fc.constantFrom({ author: '李超' }, { date: { from: '2022-09' } }),
    sort: fc.constantFrom({ field: 'date' }, { field: 'page', order: 'asc' }),
    freshness: fc.constant({ field: 'date', halfLifeDays: 10 }),
    facets: fc.constant({ author: 5 }),
    exactTotal: fc.boolean(),
  },
  { requiredKeys: ['match'] },
) as fc.Arbitrary<SearchOptions<Fields>>;
const field = fc.constantFrom('title', 'body');

/** The query, every part of which names the field unless it names one. */
function named(query: Query, field: string): Query {
  if ('all' in query) return { all: query.all.map(part => named(part, field)) };
  if ('any' in query) return { any: query.any.map(part => named(part, field)) };
  if ('not' in query) return { not: named(query.not, field) };
  return query.field === undefined ? { ...query, field } : query;
}

function parsed(typed: string): Query {
  return parseQuery(typed, fields);
}

describe('searching one field', () => {
  it('finds, scores, counts and marks as when every part of the query names the field', () => {
    const tiers = new Set<string>();
    fc.assert(
      fc.property(documents, query, options, field, (given, typed, asked, name) => {
        const index = indexOf(given);
        const snippet = { fields: ['title', 'body'] } as const;
        const whole = { ...asked, snippet, limit: 1000 };
        const found = index.search(parsed(typed), { ...whole, fields: [name] });
        expect(found).toEqual(index.search(named(parsed(typed), name), whole));
        for (const { tier } of found.hits) tiers.add(tier);
      }),
      { numRuns: 300 },
    );
    for (const tier of ['literal', 'all', 'most', 'any', 'pinyin', 'homophone', 'spelling'])
      expect(tiers).toContain(tier);
  });

  it('explains as when every part of the query names the field', () => {
    fc.assert(
      fc.property(documents, query, options, field, (given, typed, { match = 'smart' }, name) => {
        const index = indexOf(given);
        const { segmentation, ...rest } = index.explain(parsed(typed), '0', { match, fields: [name] })!;
        const { segmentation: ofAll, ...expected } = index.explain(named(parsed(typed), name), '0', { match })!;
        expect(rest).toEqual(expected);
        expect(segmentation).toEqual({ query: ofAll.query, texts: { [name]: ofAll.texts[name] } });
      }),
      { numRuns: 200 },
    );
  });

  it('finds nothing by the text of another field, whatever the query', () => {
    fc.assert(
      fc.property(documents, query, fc.constantFrom('smart', 'any'), (given, typed, match) => {
        fc.pre(!/title:|body:|date:|author:|-/.test(typed));
        const bare = given.map(
          (document): Given => ({ ...document, title: '', body: `${document.title}${document.body}` }),
        );
        expect(indexOf(bare).search(typed, { match, fields: ['title'] }).total).toBe(0);
      }),
    );
  });
});

const three = { title: text({ weight: 3 }), lead: text({ weight: 2 }), body: text() };
type Three = typeof three;

function threeOf(given: readonly { title: string; lead: string; body: string }[]): SearchIndex<Three> {
  const index = createIndex({ fields: three });
  given.forEach((document, i) => {
    index.add({ id: `${i}`, ...document });
  });
  return index;
}

const inThree = fc.array(fc.record({ title: someText(3), lead: someText(8), body: someText(20) }), {
  minLength: 1,
  maxLength: 30,
});

describe('searching several fields', () => {
  it('answers as searching all when the others hold nothing', () => {
    fc.assert(
      fc.property(inThree, query, fc.constantFrom('smart', 'all', 'any'), (given, typed, match) => {
        const index = threeOf(given.map(document => ({ ...document, lead: '' })));
        const fields = ['body', 'title'] as const;
        expect(index.search(typed, { match, fields, snippet: false })).toEqual(
          index.search(typed, { match, snippet: false }),
        );
        expect(index.suggest(typed, { fields })).toEqual(index.suggest(typed));
      }),
      { numRuns: 150 },
    );
  });

  it('answers as without the option when all are named, in any order', () => {
    fc.assert(
      fc.property(inThree, query, (given, typed) => {
        const index = threeOf(given);
        const fields = ['body', 'title', 'lead'] as const;
        expect(index.search(typed, { fields, snippet: false })).toEqual(index.search(typed, { snippet: false }));
      }),
      { numRuns: 50 },
    );
  });

  it('finds a quoted piece exactly where one of them holds it', () => {
    const piece = someText(2).filter(text => !/["\s]/.test(text) && /[监利疫情防控]/.test(text));
    fc.assert(
      fc.property(
        inThree,
        piece,
        fc.subarray(['title', 'lead', 'body'] as const, { minLength: 1 }),
        (given, phrase, fields) => {
          fc.pre(!/[a-zａ0-9]/i.test(phrase));
          const { hits } = threeOf(given).search({ phrase }, { fields, limit: 100 });
          const holding = given.flatMap((document, i) =>
            fields.some(name => fold(document[name]).includes(fold(phrase))) ? [`${i}`] : [],
          );
          expect(hits.map(({ id }) => id).sort()).toEqual(holding.sort());
          for (const { snippets } of hits)
            expect(Object.keys(snippets).every(name => fields.includes(name as 'title'))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function lexiconIndex(documents: readonly { title: string; body: string }[]) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  documents.forEach(({ title, body }, i) => {
    index.add({ id: `${i}`, title, body });
  });
  return index;
}

describe('suggestions from one field', () => {
  it('are words of that field, and are those of an index of which other fields hold nothing', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom('监', '监利 疫', 'jian', 'hx', 'yi', '软', '监利市 h', 'cov'),
        field,
        (given, typed, name) => {
          const other = name === 'title' ? 'body' : 'title';
          // Most text stands in the body, so that the title is one.
          const long = { title: '', body: '的'.repeat(2000) };
          const suggested = lexiconIndex([long, ...given]).suggest(typed, { fields: [name] });
          const alone = lexiconIndex([long, ...given.map(document => ({ ...document, [other]: '' }))]).suggest(typed);
          const wordsOf = (suggestions: typeof alone) => new Set(suggestions.map(({ word }) => word));
          expect(wordsOf(suggested)).toEqual(wordsOf(alone));
          for (const { word } of suggested)
            expect(given.some(document => fold(document[name]).includes(word))).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

/**
 * Laws of the option `fields`, which restricts searching, scoring, suggesting and explaining to some text fields, and of
 * `weights`, which says how much each counts.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, Lexicon, parseQuery, type Query, type SearchIndex, text } from '../../../src/index.ts';
import { fold } from '../../../src/text/folding.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyDocument, anyTextOfParts, buildTestIndex, fields, lexicon, type TestDocument } from '../test-index.ts';

const documents = fc.array(anyDocument, { minLength: 1, maxLength: 45 });
/** Words that are pronounced or spelled like other words. */
const misspelledWords = fc.constantFrom(
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
  { arbitrary: anyTyped, weight: 5 },
  anyTextOfParts(2).map(text => `“监利”怎么样 "${text.replaceAll('"', '')}"`),
  fc.constantFrom(
    ...['监利市 防控 韩旭 视频会议 软件', '软件', '-监利', 'cov*', 'author:李超 疫情', '监利 "疫情"'],
    ...['“监利”怎么样 疫情', 'title:疫情 监利', 'body:防控 韩旭怎么样'],
  ),
  { arbitrary: misspelledWords, weight: 3 },
);
const field = fc.constantFrom('title', 'body');

/** Adds the field to every clause that names none. */
function addField(query: Query, field: string): Query {
  if ('all' in query) return { all: query.all.map(clause => addField(clause, field)) };
  if ('any' in query) return { any: query.any.map(clause => addField(clause, field)) };
  if ('not' in query) return { not: addField(query.not, field) };
  return query.field === undefined ? { ...query, field } : query;
}

function parse(typed: string): Query {
  return parseQuery(typed, fields);
}

describe('searching one field', () => {
  it('returns the same results as a query whose clauses all name the field', () => {
    const rare: TestDocument = { title: '韩旭', body: '监利 covid', author: [], date: '' };
    const tiers = new Set<string>();
    fc.assert(
      fc.property(documents, query, anyOptions, field, (given, typed, asked, name) => {
        const index = buildTestIndex(given);
        const snippet = { fields: ['title', 'body'] } as const;
        const whole = { ...asked, snippet, limit: 1000 };
        const found = index.search(parse(typed), { ...whole, fields: [name] });
        expect(found).toEqual(index.search(addField(parse(typed), name), whole));
        for (const { tier } of found.hits) tiers.add(tier);
      }),
      {
        numRuns: 300,
        // One example for each of the tiers expected below.
        examples: [
          [[rare], '监利*', { match: 'smart' }, 'body'],
          [[rare], '监利', { match: 'smart' }, 'body'],
          [[rare], '监利 疫情 covid', { match: 'smart' }, 'body'],
          [[rare], '监利疫情怎么样？', { match: 'any' }, 'body'],
          [[rare], '韩续', { match: 'smart' }, 'title'],
          [[rare], 'hanxu', { match: 'smart' }, 'title'],
          [[rare], 'covit', { match: 'smart' }, 'body'],
        ],
      },
    );
    for (const tier of ['literal', 'all', 'most', 'any', 'pinyin', 'similar', 'spelling'])
      expect(tiers).toContain(tier);
  });

  it('is explained like a query whose clauses all name the field', () => {
    fc.assert(
      fc.property(documents, query, anyOptions, field, (given, typed, { match = 'smart' }, name) => {
        const index = buildTestIndex(given);
        const { segmentation, ...rest } = index.explain(parse(typed), '0', { match, fields: [name] })!;
        const { segmentation: ofAll, ...expected } = index.explain(addField(parse(typed), name), '0', { match })!;
        expect(rest).toEqual(expected);
        expect(segmentation).toEqual({ query: ofAll.query, texts: { [name]: ofAll.texts[name] } });
      }),
      { numRuns: 200 },
    );
  });

  it('takes words that sound alike from that field, however frequent others are elsewhere', () => {
    const body = '韩续，韩需，汉续，寒序，汉墟，焊须，旱虚，憨絮，寒墟，涵旭，罕徐，含煦。';
    const words = [...body.slice(0, -1).split('，'), '韩旭'].map(word => ({ word, tag: 'nr' }));
    const index = createIndex({
      fields: { title: text({ weight: 3 }), body: text() },
      lexicon: Lexicon.fromEntries(words),
    });
    for (let i = 0; i < 5; i++) index.add({ id: `${i}`, title: i ? '' : '韩旭', body: i ? body : '' });
    for (const typed of ['hanxu', '汗需'])
      expect(index.search(typed, { fields: ['title'] }).hits.map(({ id }) => id)).toEqual(['0']);
  });

  it('adds nothing for words close together in another field', () => {
    const index = buildLexiconIndex([
      { title: '监利 疫情', body: '监利的疫情怎么样。' },
      { title: '监利 疫情', body: '的'.repeat(80) },
    ]);
    const scores = (fields?: ['title']) =>
      index.search('监利的疫情怎么样？', fields ? { fields } : {}).hits.map(({ score }) => score);
    expect(new Set(scores(['title'])).size).toBe(1);
    expect(new Set(scores()).size).toBe(2);
  });

  it('finds nothing by the text of another field', () => {
    fc.assert(
      fc.property(documents, query, fc.constantFrom('smart', 'any'), (given, typed, match) => {
        fc.pre(!/title:|body:|date:|author:|-/.test(typed));
        // A query without text lists all documents.
        fc.pre(JSON.stringify(parse(typed)) !== JSON.stringify(parse('')));
        const bare = given.map(
          (document): TestDocument => ({ ...document, title: '', body: `${document.title}${document.body}` }),
        );
        expect(buildTestIndex(bare).search(typed, { match, fields: ['title'] }).total).toBe(0);
      }),
    );
  });
});

const threeFields = { title: text({ weight: 3 }), lead: text({ weight: 2 }), body: text() };
type ThreeFields = typeof threeFields;

function buildThreeFieldIndex(
  given: readonly { title: string; lead: string; body: string }[],
): SearchIndex<ThreeFields> {
  const index = createIndex({ fields: threeFields });
  given.forEach((document, i) => {
    index.add({ id: `${i}`, ...document });
  });
  return index;
}

const anyThreeFieldDocuments = fc.array(
  fc.record({ title: anyTextOfParts(3), lead: anyTextOfParts(8), body: anyTextOfParts(20) }),
  {
    minLength: 1,
    maxLength: 30,
  },
);

describe('searching several fields', () => {
  it('returns the same results as searching all fields when the others are empty', () => {
    fc.assert(
      fc.property(anyThreeFieldDocuments, query, fc.constantFrom('smart', 'all', 'any'), (given, typed, match) => {
        const index = buildThreeFieldIndex(given.map(document => ({ ...document, lead: '' })));
        const fields = ['body', 'title'] as const;
        expect(index.search(typed, { match, fields, snippet: false })).toEqual(
          index.search(typed, { match, snippet: false }),
        );
        expect(index.suggest(typed, { fields })).toEqual(index.suggest(typed));
      }),
      { numRuns: 150 },
    );
  });

  it('returns the same results as without the option when all fields are named, in any order', () => {
    fc.assert(
      fc.property(anyThreeFieldDocuments, query, (given, typed) => {
        const index = buildThreeFieldIndex(given);
        const fields = ['body', 'title', 'lead'] as const;
        expect(index.search(typed, { fields, snippet: false })).toEqual(index.search(typed, { snippet: false }));
      }),
      { numRuns: 50 },
    );
  });

  it('finds a phrase exactly in the documents with it in one of the fields', () => {
    const anyPhrase = anyTextOfParts(2).filter(text => !/["\s]/.test(text) && /[监利疫情防控]/.test(text));
    fc.assert(
      fc.property(
        anyThreeFieldDocuments,
        anyPhrase,
        fc.subarray(['title', 'lead', 'body'] as const, { minLength: 1 }),
        (given, phrase, fields) => {
          fc.pre(!/[a-zａ0-9]/i.test(phrase));
          const { hits } = buildThreeFieldIndex(given).search({ phrase }, { fields, limit: 100 });
          const expected = given.flatMap((document, i) =>
            fields.some(name => fold(document[name]).includes(fold(phrase))) ? [`${i}`] : [],
          );
          expect(hits.map(({ id }) => id).sort()).toEqual(expected.sort());
          for (const { snippets } of hits)
            expect(Object.keys(snippets).every(name => fields.includes(name as 'title'))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('weights of a query', () => {
  const heavier = fc.constantFrom(0.5, 1, 3, 5, 40, 1000);
  const lighter = fc.constantFrom(0.01, 0.4);
  const build = (given: readonly TestDocument[], title: number, body: number) => {
    const index = createIndex({
      fields: { ...fields, title: text({ weight: title }), body: text({ weight: body }) },
      lexicon,
    });
    given.forEach((document, i) => {
      index.add({ id: `${i}`, ...document });
    });
    return index;
  };

  it('give the results and explanations of an index whose fields were made with them', () => {
    let changed = 0;
    fc.assert(
      fc.property(documents, query, anyOptions, heavier, lighter, (given, typed, options, title, body) => {
        const index = build(given, 3, 1);
        const made = build(given, title, body);
        const asked = index.search(typed, { ...options, weights: { title, body } });
        expect(asked).toEqual(made.search(typed, options));
        const { match = 'smart' } = options;
        expect(index.explain(typed, '0', { match, weights: { title, body } })).toEqual(
          made.explain(typed, '0', { match }),
        );
        if (JSON.stringify(asked) !== JSON.stringify(index.search(typed, options))) changed++;
      }),
      { numRuns: 200 },
    );
    expect(changed).toBeGreaterThan(20);
  });

  it('change no later query without them', () => {
    fc.assert(
      fc.property(documents, query, (given, typed) => {
        const index = build(given, 3, 1);
        const before = index.search(typed);
        for (const weight of [1, 2, 4, 5, 6, 7]) index.search(typed, { weights: { title: weight } });
        expect(index.search(typed)).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});

function buildLexiconIndex(documents: readonly { title: string; body: string }[]) {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  documents.forEach(({ title, body }, i) => {
    index.add({ id: `${i}`, title, body });
  });
  return index;
}

describe('suggestions from one field', () => {
  it('are words of that field, the same as from an index whose other fields are empty', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom('监', '监利 疫', 'jian', 'hx', 'yi', '软', '监利市 h', 'cov'),
        field,
        (given, typed, name) => {
          const other = name === 'title' ? 'body' : 'title';
          // Most of the text is in the body, so that the title counts as a headline.
          const long = { title: '', body: '的'.repeat(2000) };
          const suggested = buildLexiconIndex([long, ...given]).suggest(typed, { fields: [name] });
          const alone = buildLexiconIndex([long, ...given.map(document => ({ ...document, [other]: '' }))]).suggest(
            typed,
          );
          const wordsOf = ({ suggestions }: typeof alone) => new Set(suggestions.map(({ word }) => word));
          expect(wordsOf(suggested)).toEqual(wordsOf(alone));
          for (const { word } of suggested.suggestions)
            expect(given.some(document => fold(document[name]).includes(word))).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

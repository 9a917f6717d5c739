/** Listing documents without a query, and what goes with it: ids, iteration, removal by filter, sorting, facets of ranges. */
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { createIndex, date, keyword, type Lexicon, number, openIndex, text } from '../../../src/index.ts';

const fields = { title: text({ weight: 3 }), body: text(), author: keyword(), date: date(), page: number() };
const documents = [
  { id: 'a', title: '石桥村新桥通车', body: '石桥村的新桥今天通车。', author: '何田', date: '2022-09-05', page: 1 },
  { id: 'b', title: '苇塘村通公交', body: '苇塘村今天通了公交。', author: ['周禾', '何田'], date: '2022-09', page: 4 },
  { id: 'c', title: '公交延长', body: '公交线路延长到新桥。', author: '周禾', date: '2023', page: 4 },
  { id: 'd', title: '无题', body: '没有日期和作者。' },
];
let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon();
});

function createSample() {
  const index = createIndex({ fields, lexicon });
  index.addAll(documents);
  return index;
}

/** The sample as one segment, and as several with a removed document. */
function* createSamples() {
  yield createSample();
  const changed = createIndex({ fields, lexicon });
  changed.add({ id: 'gone', body: '石桥' });
  for (const document of documents) {
    changed.add(document);
    changed.search('石桥');
  }
  changed.remove('gone');
  const opened = openIndex<typeof fields>(changed.toBytes(), { lexicon });
  yield changed;
  yield opened;
}

const idsOf = ({ hits }: { hits: readonly { id: string }[] }) => hits.map(({ id }) => id);

describe('an empty query', () => {
  it.each([
    ['blank', '  '],
    ['empty', ''],
    ['a star', ' * '],
    ['as data', { words: '' }],
  ] as const)('that is %s lists all documents in the order in which they were added', (_, query) => {
    for (const index of createSamples()) {
      const result = index.search(query);
      expect(idsOf(result)).toEqual(['a', 'b', 'c', 'd']);
      expect(result).toMatchObject({ total: 4, totalIsExact: true, tiers: [{ tier: 'listed', total: 4 }] });
      expect(result.hits[0]).toMatchObject({ score: 0, relevance: 1, tier: 'listed', words: [] });
      expect(idsOf(index.search(query, { offset: 2, limit: 1 }))).toEqual(['c']);
    }
  });

  it('is filtered, sorted and counted like any other', () => {
    for (const index of createSamples()) {
      const result = index.search('', {
        filter: { author: '周禾' },
        sort: { field: 'date' },
        facets: { author: 10, date: 'year' },
      });
      expect(idsOf(result)).toEqual(['c', 'b']);
      expect(result.facets).toEqual({
        author: [
          { value: '周禾', count: 2 },
          { value: '何田', count: 1 },
        ],
        date: [
          { value: '2023', count: 1 },
          { value: '2022', count: 1 },
        ],
      });
    }
  });

  it.each([
    '，。',
    '""',
    '“”',
    '“ ”',
    'title:""',
    '""|""',
    '-',
    '|',
    '\u200b',
    '🙂',
  ])('of signs alone (%j) lists nothing', signs => {
    for (const index of createSamples()) {
      expect(index.search(signs).total).toBe(0);
      expect(index.explain(signs, 'a')).toMatchObject({ found: false });
      expect(idsOf(index.search(`${signs} 苇塘村`))).toEqual(['b']);
    }
  });

  it('as data lists nothing where its words are characters that are not seen', () => {
    expect(createSample().search({ words: '\u200b' }).total).toBe(0);
    expect(createSample().search({ all: [{ words: '\u200b' }, { words: '苇塘村' }] }).total).toBe(1);
  });
});

it('a filter by id finds the documents with these ids, whatever else they have', () => {
  for (const index of createSamples()) {
    expect(idsOf(index.search('', { filter: { id: ['d', 'nobody', 'a'] } }))).toEqual(['a', 'd']);
    expect(idsOf(index.search('新桥', { filter: { not: { id: 'a' } } }))).toEqual(['c']);
    expect(() => index.search('', { filter: { id: 3 } as never })).toThrow('the filter value of id is not a string');
  }
});

it('ids and documents are those of the time of the call, also when the first is asked for later', () => {
  for (const index of createSamples()) {
    const ids = index.ids();
    const iterated = index.documents();
    index.remove('a');
    index.update({ id: 'b', body: '换了' });
    index.add({ id: 'e', body: '新的' });
    expect([...ids]).toEqual(['a', 'b', 'c', 'd']);
    expect([...iterated]).toEqual(documents);
  }
});

it('ids and documents are iterated over as they were when it began', () => {
  for (const index of createSamples()) {
    expect([...index.ids()]).toEqual(['a', 'b', 'c', 'd']);
    const seen: string[] = [];
    for (const document of index.documents()) {
      seen.push(document.id);
      expect(document).toEqual(documents.find(({ id }) => id === document.id));
      index.remove('c');
      if (!index.has('e')) index.add({ id: 'e', body: '新的' });
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
    expect([...index.ids()]).toEqual(['a', 'b', 'd', 'e']);
  }
});

it('removeAll removes the documents that pass a filter, and says how many', () => {
  for (const index of createSamples()) {
    expect(index.removeAll({ date: { from: '2022-09', to: '2022' } })).toBe(2);
    expect([...index.ids()]).toEqual(['c', 'd']);
    expect(index.removeAll({ id: ['a', 'd'] })).toBe(1);
    expect(index.size).toBe(1);
    expect(() => index.removeAll(undefined as never)).toThrow('the filter is invalid');
  }
});

describe('sorting', () => {
  it.each([
    [[{ field: 'page' }, { field: 'date', order: 'asc' }], 'bcad'],
    [
      [
        { field: 'page', order: 'asc' },
        { field: 'author', order: 'desc' },
      ],
      'abcd',
    ],
    [[{ field: 'author', order: 'asc' }, { field: 'date' }], 'abcd'],
    [{ field: 'author', order: 'desc' }, 'bcad'],
    [[{ field: 'date' }], 'cabd'],
  ] as const)('by %j gives %s', (sort, expected) => {
    for (const index of createSamples()) {
      expect(idsOf(index.search('', { sort })).join('')).toBe(expected);
      expect(idsOf(index.search('', { sort, offset: 1, limit: 2 })).join('')).toBe(expected.slice(1, 3));
    }
  });
});

it('facets of ranges count the documents in each range, in their order', () => {
  for (const index of createSamples())
    expect(
      index.search('', {
        facets: {
          date: [{ from: '2022', to: '2022' }, { from: '2022-09-02' }, { to: '2000' }],
          page: [{ to: 3 }, { from: 4 }, {}],
        },
      }).facets,
    ).toEqual({
      date: [
        { value: '2022..2022', count: 2 },
        { value: '2022-09-02..', count: 2 },
        { value: '..2000', count: 0 },
      ],
      page: [
        { value: '..3', count: 1 },
        { value: '4..', count: 2 },
        { value: '..', count: 3 },
      ],
    });
});

it('relevance is the share of the words that a document holds', () => {
  for (const index of createSamples()) {
    const { hits } = index.search('新桥 通车 公交', { match: 'any' });
    const byId = Object.fromEntries(hits.map(({ id, relevance }) => [id, relevance]));
    expect(byId['a']).toBeGreaterThan(0.5);
    expect(byId['b']).toBeLessThan(0.5);
    for (const { relevance } of hits) expect(relevance > 0 && relevance < 1).toBe(true);
    expect(index.search('新桥 通车').hits[0]).toMatchObject({ id: 'a', tier: 'all', relevance: 1 });
    expect(index.search('"新桥今天"').hits[0]).toMatchObject({ relevance: 1 });
    const [offTopic] = index.search('怎样才能安装新桥上的量子计算机呢').hits;
    expect(offTopic.relevance).toBeLessThan(0.34);
  }
});

it('a snippet says where it stands, and a hit which words it holds', () => {
  const index = createIndex({ fields: { body: text({ repair: true }) }, lexicon });
  index.add({ id: 'long', body: `${'前面的话。'.repeat(60)}石桥村的新\n桥今天通车。${'后面的话。'.repeat(60)}` });
  const [hit] = index.search('新桥 通车 公交', { match: 'any', snippet: { length: 40 } }).hits;
  const [snippet] = hit.snippets.body!;
  const shown = hit.document.body!.slice(snippet.span.start, snippet.span.end);
  expect(snippet.text).toBe(`…${shown.replace(/\n/g, ' ')}…`);
  expect(hit.words).toEqual(['新桥', '通车']);
  expect(index.search('新桥', { snippet: false }).hits[0].words).toBeUndefined();
});

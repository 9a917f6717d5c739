import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClusterIndex } from '../../src/opensearch/index.ts';
import type { SearchIndex } from '../../src/search-index.ts';
import type { SearchOptions } from '../../src/search-options.ts';
import { anyDocument, anyTextOfParts, type Fields } from '../laws/test-index.ts';
import { fillBoth, missingCluster, needsCluster } from './open-cluster.ts';

const documents = fc.sample(anyDocument, { seed: 23, numRuns: 250 });
const runs = { numRuns: 60, seed: 23 };

const anyQuery = fc.oneof(
  anyTextOfParts(3),
  anyTextOfParts(3).map(phrase => `"${phrase.replaceAll('"', '')}"`),
  anyTextOfParts(2).map(typed => `监利 -${typed}`),
  fc.constantFrom(
    '监利疫情怎么样？',
    '监利* ',
    'cov*',
    'author:李超',
    'page:0..7 监利',
    '监利 OR 软件',
    '',
    '軟體',
    '1000',
  ),
);

const anyOptions: fc.Arbitrary<Omit<SearchOptions<Fields>, 'signal' | 'timeLimit'>> = fc.record(
  {
    filter: fc.constantFrom(
      { author: '李超' },
      { date: { from: '2022-09', to: '2022-09-30' } },
      { not: { page: [0, 7] } },
      { or: [{ author: ['沈东林', 'x'] }, { page: { to: 1 } }] },
    ),
    sort: fc.constantFrom({ field: 'date' } as const, [{ field: 'author', order: 'asc' }, { field: 'page' }] as const),
    match: fc.constantFrom('all', 'any', 'smart'),
    fields: fc.constantFrom(['title'], ['body']) as fc.Arbitrary<('title' | 'body')[]>,
    offset: fc.constantFrom(0, 5),
  },
  { requiredKeys: [] },
);

const facets = { author: 5, date: 'month', page: [{ to: 0 }, { from: 1, to: 7 }] } as const;

describe.skipIf(missingCluster !== '')(`an index on a cluster and one in memory${needsCluster}`, () => {
  let memory: SearchIndex<Fields>;
  let cluster: ClusterIndex<Fields>;
  let few: ClusterIndex<Fields>;

  beforeAll(async () => {
    ({ memory, cluster } = await fillBoth('same-answers', documents));
    ({ cluster: few } = await fillBoth('few-candidates', documents, { candidates: 12 }));
  });

  it('give the same hits, tiers, totals, facets and snippets where all matches are brought', () =>
    fc.assert(
      fc.asyncProperty(anyQuery, anyOptions, async (query, options) => {
        const expected = memory.search(query, { ...options, facets });
        // What needs the whole dictionary is left out, and says so.
        fc.pre(!expected.tiers.some(({ tier }) => ['pinyin', 'prefix', 'similar', 'spelling'].includes(tier)));
        const result = await cluster.search(query, { ...options, facets });
        expect(result.tiers).toEqual(expected.tiers);
        expect(result.total).toBe(expected.total);
        expect(result.facets).toEqual(expected.facets);
        expect(result.hits.map(({ id }) => id)).toEqual(expected.hits.map(({ id }) => id));
        expect(result.hits.map(({ snippets }) => snippets)).toEqual(expected.hits.map(({ snippets }) => snippets));
        expect(result.hits.map(({ document }) => document)).toEqual(expected.hits.map(({ document }) => document));
        for (const [i, { score }] of result.hits.entries()) expect(score).toBeCloseTo(expected.hits[i].score, 1);
      }),
      runs,
    ));

  it('give the same totals and facets, and hits that match, where only the best are brought', () =>
    fc.assert(
      fc.asyncProperty(anyQuery, anyOptions, async (query, options) => {
        const expected = memory.search(query, { ...options, facets, limit: 1000, offset: 0 });
        fc.pre(!expected.tiers.some(({ tier }) => ['pinyin', 'prefix', 'similar', 'spelling'].includes(tier)));
        const result = await few.search(query, { ...options, facets });
        const matching = new Map(expected.hits.map(({ id, tier }) => [id, tier]));
        for (const { id, tier } of result.hits) expect(matching.get(id)).toBe(tier);
        if (result.totalIsExact) {
          expect(result.tiers).toEqual(expected.tiers);
          expect(result.facets).toEqual(expected.facets);
        }
      }),
      runs,
    ));

  it('find the same documents with a phrase: those whose text contains it', () =>
    fc.assert(
      fc.asyncProperty(anyTextOfParts(4), async phrase => {
        const expected = memory.search({ phrase }, { limit: 1000, exactTotal: true });
        const result = await cluster.search({ phrase }, { limit: 300 });
        expect(result.hits.map(({ id }) => id).sort()).toEqual(expected.hits.map(({ id }) => id).sort());
        expect(result.total).toBe(expected.total);
      }),
      { numRuns: 100, seed: 5 },
    ));

  it('sort alike beyond the candidates', async () => {
    const options = { sort: [{ field: 'page', order: 'asc' }, { field: 'date' }], limit: 60 } as const;
    const result = await few.search('', options);
    expect(result.hits.map(({ id }) => id)).toEqual(memory.search('', options).hits.map(({ id }) => id));
  });

  it('explain a document alike, and find the same passages', async () => {
    for (const query of ['监利疫情', '韩旭 软件', '"监利市"', 'author:李超 视频会议']) {
      const expected = memory.explain(query, '7')!;
      const explained = (await cluster.explain(query, '7'))!;
      expect({ ...explained, score: 0, terms: [], segmentation: 0, freshnessScore: 0 }).toEqual({
        ...expected,
        ...{ score: 0, terms: [], segmentation: 0, freshnessScore: 0 },
        titleScore: explained.titleScore,
        proximityScore: explained.proximityScore,
        headingScore: explained.headingScore,
        didYouMean: [],
      });
      expect(explained.score).toBeCloseTo(expected.score, 1);
      const places = (passages: readonly { id: string; span: object }[]) => passages.map(({ id, span }) => [id, span]);
      expect(places(await cluster.passages(query))).toEqual(places(memory.passages(query)));
    }
  });

  it('say that words of similar sound are not looked for, instead of finding nothing silently', async () => {
    const { warnings, total } = await cluster.search('jianli');
    expect(total).toBe(0);
    expect(warnings?.[0].message).toContain('not looked for on a cluster');
  });

  it('refuse what costs a cluster too much by name', async () => {
    await expect(cluster.suggest()).rejects.toMatchObject({ code: 'TOO_COSTLY' });
    await expect(cluster.search('监利', { offset: 1000 })).rejects.toMatchObject({ code: 'TOO_COSTLY' });
    for (const options of [{ distinct: 'author' }, { where: () => true }, { facets, disjunctiveFacets: ['author'] }])
      await expect(cluster.search('监利', options as never)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });

  it('refuse the same wrong options', async () => {
    await expect(cluster.search('x', { limit: -1 })).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    await expect(cluster.search('x', { filter: { nothing: '1' } as never })).rejects.toMatchObject({
      code: 'UNKNOWN_FIELD',
    });
  });

  // The last one: a document that is written again moves to the end.
  it('answer many searches at once, also while documents are written, as one after the other', async () => {
    const queries = Array.from(
      { length: 24 },
      (_, i) => `监利${'市疫情防控韩旭视频会议'.slice(i % 8)} ${i % 5}怎么样？`,
    );
    const expected = queries.map(query => memory.search(query));
    const writing = (async () => {
      for (let i = 0; i < 5; i++) await cluster.update({ id: '0', ...documents[0] }, { refresh: true });
    })();
    const results = await Promise.all(queries.map(query => cluster.search(query)));
    await writing;
    expect(results.map(({ total }) => total)).toEqual(expected.map(({ total }) => total));
  });
});

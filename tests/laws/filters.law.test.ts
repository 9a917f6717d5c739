import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Given, given, indexOf, someText } from './asking.ts';

const documents = fc.array(given, { minLength: 1, maxLength: 40 });

/** Filters with what they mean, told of one document. */
const filters: readonly [object, (document: Given) => boolean][] = [
  [{ author: '李超' }, document => document.author.includes('李超')],
  [{ author: ['李超', 'x'] }, document => document.author.some(each => ['李超', 'x'].includes(each))],
  [{ date: '2022-09-05' }, document => document.date === '2022-09-05'],
  [{ date: { from: '2022-09', to: '2022-10' } }, document => /^2022-(09|10)/.test(document.date)],
  [{ page: { from: 0, to: 1.5 } }, document => document.page === 0 || document.page === 1.5],
  [{ page: 7, author: 'x' }, document => document.page === 7 && document.author.includes('x')],
  [{ not: { author: 'x' } }, document => !document.author.includes('x')],
  [
    { and: [{ author: 'x' }, { not: { page: { from: 1 } } }] },
    document => document.author.includes('x') && !((document.page ?? 0) >= 1),
  ],
  [
    { or: [{ page: -1 }, { date: { to: '2022-09-30' } }] },
    document => document.page === -1 || (document.date !== '' && document.date < '2022-10'),
  ],
];

describe('a filter', () => {
  it('keeps the documents that it means, and never changes a base score', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom(...filters),
        fc.constantFrom('监利', '监利 疫情', '的'),
        (given, [filter, means], typed) => {
          const index = indexOf(given);
          const asked = { limit: 1000, snippet: false, match: 'any' } as const;
          const all = index.search(typed, asked);
          const kept = index.search(typed, { ...asked, filter });
          expect(kept.hits).toEqual(all.hits.filter(hit => means(given[Number(hit.id)])));
          expect(kept.total).toBe(kept.hits.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('facets', () => {
  it('count what brute force counts, over everything found whatever the page, the filter and the words needed', () => {
    const queries = fc.oneof(
      someText(2),
      fc.constantFrom('监利 疫情', '软件', '监利疫情防控怎么样？', '"监利"', '-监利', '监*'),
    );
    const options = fc.record({
      match: fc.constantFrom('smart', 'all', 'any') as fc.Arbitrary<'smart' | 'all' | 'any'>,
      filter: fc.constantFrom(...filters.map(([filter]) => filter)),
    });
    fc.assert(
      fc.property(documents, queries, options, fc.integer({ min: 0, max: 4 }), (given, typed, asked, most) => {
        const index = indexOf(given, true);
        const { hits, total } = index.search(typed, { ...asked, limit: 1000, snippet: false });
        expect(hits.length).toBe(total);
        const counted = (valuesOf: (document: Given) => readonly string[]) => {
          const counts = new Map<string, number>();
          for (const hit of hits)
            for (const value of valuesOf(given[Number(hit.id)])) counts.set(value, (counts.get(value) ?? 0) + 1);
          return [...counts]
            .map(([value, count]) => ({ value, count }))
            .sort((x, y) => y.count - x.count || (x.value < y.value ? -1 : 1));
        };
        const page = { limit: 1, offset: 1, snippet: false } as const;
        const { facets } = index.search(typed, { ...asked, ...page, facets: { author: most } });
        expect(facets).toEqual({ author: counted(({ author }) => author).slice(0, most) });
      }),
      { numRuns: 120 },
    );
  });
});

describe('sorting by a field', () => {
  it('orders by its value, those without one last, equal ones as they were added', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('asc', 'desc'), (given, order) => {
        const index = indexOf(given);
        const { hits } = index.search('监利', { limit: 1000, snippet: false, sort: { field: 'page', order } });
        const value = (id: string) => given[Number(id)].page ?? (order === 'asc' ? Infinity : -Infinity);
        const expected = hits
          .map(hit => hit.id)
          .sort((x, y) => (order === 'asc' ? value(x) - value(y) : value(y) - value(x)) || Number(x) - Number(y));
        expect(hits.map(hit => hit.id)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

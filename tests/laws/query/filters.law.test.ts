import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInputs, fuzzRuns, inputsPerIndex } from '../../fuzz-runs.ts';
import { anyDocument, anyTextOfParts, buildTestIndex, type TestDocument } from '../test-index.ts';

const documents = fc.array(anyDocument, { minLength: 1, maxLength: 40 });

/** Filters, each with a function that says whether it accepts a document. */
const filters: readonly [object, (document: TestDocument) => boolean][] = [
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

/** A filter, and whether it accepts a document. */
type FilterAndModel = readonly [filter: object, accepts: (document: TestDocument) => boolean];

/** Conditions, alternatives, conjunctions and exclusions of others, some levels deep. */
const anyFilter = fc.letrec<{ filter: FilterAndModel }>(tie => {
  const some = fc.array(tie('filter'), { minLength: 1, maxLength: 3 });
  return {
    filter: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom(...filters),
      tie('filter').map(([not, accepts]): FilterAndModel => [{ not }, document => !accepts(document)]),
      some.map(
        (each): FilterAndModel => [
          { and: each.map(([filter]) => filter) },
          document => each.every(([, accepts]) => accepts(document)),
        ],
      ),
      some.map(
        (each): FilterAndModel => [
          { or: each.map(([filter]) => filter) },
          document => each.some(([, accepts]) => accepts(document)),
        ],
      ),
    ),
  };
}).filter;

describe('a filter', () => {
  it('keeps exactly the documents that it accepts and does not change their scores', () => {
    const searches = anyInputs(fc.tuple(anyFilter, fc.constantFrom('监利', '监利 疫情', '的', '"监利"', '')));
    fc.assert(
      fc.property(documents, searches, (given, searches) => {
        const index = buildTestIndex(given);
        const options = { limit: 1000, snippet: false, match: 'any' } as const;
        for (const [[filter, accepts], typed] of searches) {
          const all = index.search(typed, options);
          const filtered = index.search(typed, { ...options, filter });
          expect(filtered.hits).toEqual(all.hits.filter(hit => accepts(given[Number(hit.id)])));
          expect(filtered.total).toBe(filtered.hits.length);
        }
      }),
      { numRuns: fuzzRuns(60, inputsPerIndex) },
    );
  });
});

describe('facets', () => {
  it('count all documents found, for any page, filter and match mode, like a brute-force count', () => {
    const queries = fc.oneof(
      anyTextOfParts(2),
      fc.constantFrom('监利 疫情', '软件', '监利疫情防控怎么样？', '"监利"', '-监利', '监*'),
    );
    const anyOptions = fc.record({
      match: fc.constantFrom('smart', 'all', 'any') as fc.Arbitrary<'smart' | 'all' | 'any'>,
      filter: fc.constantFrom(...filters.map(([filter]) => filter)),
    });
    const searches = anyInputs(fc.tuple(queries, anyOptions, fc.integer({ min: 0, max: 4 })));
    fc.assert(
      fc.property(documents, searches, (given, searches) => {
        const index = buildTestIndex(given, true);
        for (const [typed, options, maxValues] of searches) {
          const { hits, total } = index.search(typed, { ...options, limit: 1000, snippet: false });
          expect(hits.length).toBe(total);
          const countValues = (valuesOf: (document: TestDocument) => readonly string[]) => {
            const counts = new Map<string, number>();
            for (const hit of hits)
              for (const value of valuesOf(given[Number(hit.id)])) counts.set(value, (counts.get(value) ?? 0) + 1);
            return [...counts]
              .map(([value, count]) => ({ value, count }))
              .sort((x, y) => y.count - x.count || (x.value < y.value ? -1 : 1));
          };
          const page = { limit: 1, offset: 1, snippet: false } as const;
          const { facets } = index.search(typed, { ...options, ...page, facets: { author: maxValues } });
          expect(facets?.author?.map(({ value, count }) => ({ value, count }))).toEqual(
            countValues(({ author }) => author).slice(0, maxValues),
          );
          for (const { count, tiers } of facets?.author ?? [])
            if (tiers) expect(tiers.reduce((sum, each) => sum + each.total, 0)).toBe(count);
        }
      }),
      { numRuns: fuzzRuns(120, inputsPerIndex) },
    );
  });
});

describe('sorting by a field', () => {
  it('orders documents by its value, those without one last, and ties as they were added', () => {
    const searches = anyInputs(
      fc.tuple(
        fc.constantFrom('监利', '监利 疫情', '的', ''),
        fc.constantFrom('page', 'date'),
        fc.constantFrom('asc', 'desc'),
      ),
    );
    fc.assert(
      fc.property(documents, searches, (given, searches) => {
        const index = buildTestIndex(given);
        for (const [typed, field, order] of searches) {
          const { hits } = index.search(typed, { limit: 1000, snippet: false, match: 'any', sort: { field, order } });
          const value = (id: string): number => {
            const document = given[Number(id)];
            // A date that names a year or a month is its first day.
            const number = field === 'page' ? document.page : document.date && Date.parse(document.date);
            return typeof number === 'number' ? number : order === 'asc' ? Infinity : -Infinity;
          };
          const compare = (x: string, y: string) =>
            value(x) === value(y) ? 0 : order === 'asc' ? value(x) - value(y) : value(y) - value(x);
          const ids = hits.map(hit => hit.id);
          expect(ids).toEqual([...ids].sort((x, y) => compare(x, y) || Number(x) - Number(y)));
        }
      }),
      { numRuns: fuzzRuns(25, inputsPerIndex) },
    );
  });
});

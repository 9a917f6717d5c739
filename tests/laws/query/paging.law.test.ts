import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allTiers } from '../../../src/query/rewrite/tier-names.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyDocument, anyTextOfParts, buildTestIndex } from '../test-index.ts';

const documents = fc.array(anyDocument, { minLength: 1, maxLength: 50 });
describe('pages of results', () => {
  it('give a hit the score of the whole result to the last digit, frequent words in the query or not', () => {
    const nothing = { title: '', body: '', author: [], date: '', page: -1 };
    const index = buildTestIndex([
      { ...nothing, body: 'covid-19' },
      { ...nothing, title: '监利' },
      { ...nothing, title: '监利', body: '监利市covid-19', date: '2022-10-01' },
    ]);
    const freshness = { field: 'date', halfLifeDays: 10, today: '2023-02-01' } as const;
    const options = { match: 'any', snippet: false, freshness } as const;
    const whole = index.search('软件covid-19监利疫情怎么样？', options);
    const pages = whole.hits.map((_, offset) =>
      index.search('软件covid-19监利疫情怎么样？', { ...options, limit: 1, offset }),
    );
    expect(pages.map(page => page.hits[0])).toEqual(whole.hits);
  });

  it('of a question, whose first thirty hits are reranked, join to the whole result', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { minLength: 20, maxLength: 50 }), anyTextOfParts(4), (given, typed) => {
        const index = buildTestIndex(given);
        const question = `${typed}监利疫情怎么样？`;
        const whole = index.search(question, { limit: 1000, snippet: false });
        const pages = [0, 3, 6, 9].flatMap(offset => index.search(question, { limit: 3, offset, snippet: false }).hits);
        expect(pages).toEqual(whole.hits.slice(0, 12));
      }),
      { numRuns: 30 },
    );
  });

  it('join to the whole result and have the same total', () => {
    fc.assert(
      fc.property(documents, anyTyped, anyOptions, fc.constantFrom(1, 3, 7), (given, typed, options, pageSize) => {
        const index = buildTestIndex(given);
        const bare = { ...options, snippet: false, returnFields: false } as const;
        const whole = index.search(typed, { ...bare, limit: 1000 });
        expect(whole.hits.length).toBe(whole.total);
        const joined = [];
        for (let offset = 0; offset < whole.total + pageSize; offset += pageSize) {
          const page = index.search(typed, { ...bare, limit: pageSize, offset });
          expect(page.total).toBe(whole.total);
          joined.push(...page.hits);
        }
        expect(joined).toEqual(whole.hits);
      }),
      { numRuns: 40 },
    );
  });
});

describe('tiers', () => {
  it('follow one another; within a tier hits are ordered by score, and ties by document number', () => {
    fc.assert(
      fc.property(documents, anyTyped, (given, typed) => {
        const index = buildTestIndex(given);
        const { hits } = index.search(typed, { limit: 1000, snippet: false });
        const seen: string[] = [];
        hits.forEach((hit, i) => {
          expect(allTiers).toContain(hit.tier);
          const before = hits[i - 1];
          if (before?.tier !== hit.tier) {
            expect(seen).not.toContain(hit.tier);
            seen.push(hit.tier);
          } else {
            expect(before.score).toBeGreaterThanOrEqual(hit.score);
            if (before.score === hit.score) expect(Number(before.id)).toBeLessThan(Number(hit.id));
          }
        });
        expect(new Set(hits.map(hit => hit.id)).size).toBe(hits.length);
      }),
      { numRuns: 40 },
    );
  });
});

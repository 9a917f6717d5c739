/** Laws of relevance, the share of a query's weight that a document holds, and of the option `minRelevance`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, text } from '../../../src/index.ts';
import { fuzzRuns } from '../../fuzz-runs.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyDocument, buildTestIndex, lexicon } from '../test-index.ts';

const words = ['监利', '疫情', '防控', '韩旭', '视频会议', '软件'];

describe('relevance', () => {
  it('is the idf of the words that a document holds, by that of all; of a word in no document its characters count', () => {
    const anyWords = (maxLength: number) => fc.array(fc.constantFrom(...words), { maxLength });
    let partial = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyWords(2), anyWords(5)), { minLength: 1, maxLength: 20 }),
        fc.uniqueArray(fc.constantFrom(...words, '水库'), { minLength: 2, maxLength: 5 }),
        (documents, asked) => {
          const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
          documents.forEach(([title, body], i) => {
            index.add({ id: `${i}`, title: title.join('，'), body: body.join('。') });
          });
          const idfOf = (word: string): number => {
            // The document frequency is the largest in any one field.
            const frequency = Math.max(...[0, 1].map(f => documents.filter(each => each[f].includes(word)).length));
            return Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5));
          };
          const isHeld = (word: string, document: readonly string[][]) => document.some(field => field.includes(word));
          const counted = asked.flatMap(word => (documents.some(each => isHeld(word, each)) ? [word] : [...word]));
          const weigh = (some: readonly string[]) => some.reduce((sum, word) => sum + idfOf(word), 0);
          const { hits } = index.search(asked.join(' '), { match: 'any', limit: 100 });
          expect(hits.length).toBe(documents.filter(each => asked.some(word => isHeld(word, each))).length);
          for (const { id, relevance } of hits) {
            const held = counted.filter(word => isHeld(word, documents[Number(id)]));
            expect(relevance).toBeCloseTo(weigh(held) / weigh(counted), 12);
            if (relevance < 1) partial++;
          }
        },
      ),
      { numRuns: fuzzRuns(150), examples: [[[[['监利'], []]], ['监利', '疫情']]] },
    );
    expect(partial).toBeGreaterThan(100);
  });

  it('of at least `minRelevance` have exactly the hits of a search without it that are as relevant', () => {
    let left = 0;
    let kept = 0;
    fc.assert(
      fc.property(
        fc.array(anyDocument, { minLength: 5, maxLength: 40 }),
        fc.oneof(anyTyped, fc.constantFrom('监利 疫情 韩旭 covid', '视频会议 防控 软件', '监利的疫情防控软件怎么样？')),
        anyOptions,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (documents, typed, { minRelevance: _, ...options }, minRelevance) => {
          const index = buildTestIndex(documents);
          const everything = { ...options, limit: 1000, facets: { author: 9 } } as const;
          const whole = index.search(typed, everything);
          const found = index.search(typed, { ...everything, minRelevance });
          const expected = whole.hits.filter(({ relevance }) => relevance >= minRelevance);
          const show = ({ id, tier, relevance }: (typeof whole.hits)[number]) => ({ id, tier, relevance });
          const byId = (a: { id: string }, b: { id: string }) => Number(a.id) - Number(b.id);
          expect(found.hits.map(show).sort(byId)).toEqual(expected.map(show).sort(byId));
          expect(found.total).toBe(expected.length);
          for (const { value, count } of found.facets!.author!)
            expect(count).toBe(expected.filter(({ document }) => document.author?.includes(value)).length);
          for (const hit of whole.hits) {
            const { match, filter } = options;
            const asked = { ...(match && { match }), ...(filter && { filter }), minRelevance };
            const explained = index.explain(typed, hit.id, asked)!;
            if (hit.relevance >= minRelevance) {
              kept++;
              expect(explained).toMatchObject({ found: true, tier: hit.tier, relevance: hit.relevance });
            } else {
              left++;
              expect(explained).toMatchObject({ found: false, reason: 'relevance', relevance: 0 });
            }
          }
        },
      ),
      { numRuns: fuzzRuns(250) },
    );
    expect(left).toBeGreaterThan(20);
    expect(kept).toBeGreaterThan(50);
  });

  it('of two steps of one rule is measured by the query of the step that found the document', () => {
    const index = createIndex({ fields: { body: text() }, lexicon });
    index.add({ id: 'half', body: '监利，98年。' });
    index.add({ id: 'day', body: '1998年，9月5日。' });
    const { hits } = index.search('98年 2022年9月5日');
    for (const { id, relevance, tier } of hits) {
      const explained = index.explain('98年 2022年9月5日', id)!;
      expect(explained).toMatchObject({ tier, relevance });
    }
  });
});

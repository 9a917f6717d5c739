import { describe, expect, it } from 'vitest';
import { agreement } from '../../../bench/quality/agreement.ts';
import { lawFigures } from '../../../bench/quality/includes-law.ts';
import { ndcg, recall, reciprocalRank } from '../../../bench/quality/metrics.ts';

const relevance = new Map([
  [1, 3],
  [2, 1],
  [3, 0],
]);

describe('nDCG', () => {
  it('is 1 for the best order there is', () => {
    expect(ndcg([1, 2, 9, 8], relevance, 10)).toBeCloseTo(1);
  });

  it('counts the gain as the relevance and discounts it by log2', () => {
    // (1 / log2(2) + 3 / log2(3)) / (3 / log2(2) + 1 / log2(3))
    expect(ndcg([2, 1], relevance, 10)).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)));
  });

  it('looks at no more than its depth, also for the best order', () => {
    expect(ndcg([9, 8, 1], relevance, 2)).toBe(0);
    expect(ndcg([1], relevance, 1)).toBe(1);
  });

  it('is 0 where nothing is relevant or nothing is found', () => {
    expect(ndcg([1], new Map([[1, 0]]), 10)).toBe(0);
    expect(ndcg([], relevance, 10)).toBe(0);
  });
});

describe('reciprocal rank and recall', () => {
  it('tells the rank of the first relevant document', () => {
    expect(reciprocalRank([9, 3, 2], relevance, 10)).toBeCloseTo(1 / 3);
    expect(reciprocalRank([9, 3, 2], relevance, 2)).toBe(0);
  });

  it('tells the share of the relevant documents that was found', () => {
    expect(recall([1, 9, 3], relevance, 10)).toBe(0.5);
    expect(recall([9, 1, 2], relevance, 1)).toBe(0);
    expect(recall([3], new Map([[3, 0]]), 10)).toBe(0);
  });
});

describe('the includes law', () => {
  it('counts what was missed, what was wrong, and which pieces were answered exactly', () => {
    const truth = [[0, 1], [], [2]];
    expect(lawFigures(truth, [[1, 0], [], [2]])).toEqual({ exact: 3, pieces: 3, misses: 0, expected: 3, falseHits: 0 });
    expect(lawFigures(truth, [[1, 2], [0], [2]])).toEqual({
      exact: 1,
      pieces: 3,
      misses: 1,
      expected: 3,
      falseHits: 2,
    });
  });
});

describe('agreement of cuts', () => {
  it('is the F1 of the ends of words', () => {
    expect(agreement([[2, 4, 6]], [[2, 4, 6]])).toBe(1);
    expect(agreement([[2, 6]], [[2, 4, 6]])).toBeCloseTo(0.8);
    expect(agreement([[1]], [[2]])).toBe(0);
  });

  it('compares only texts that both have cut', () => {
    expect(agreement([[2], [9]], [[2]])).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { measureAgreement } from '../../../bench/parts/agreement.ts';
import { ndcg, recall, reciprocalRank } from '../../../bench/studies/quality/metrics.ts';
import { scorePhrases } from '../../../bench/studies/quality/phrase-figures.ts';

const relevance = new Map([
  [1, 3],
  [2, 1],
  [3, 0],
]);

describe('ndcg', () => {
  it('is 1 for the best possible order', () => {
    expect(ndcg([1, 2, 9, 8], relevance, 10)).toBeCloseTo(1);
  });

  it('takes the relevance as gain and discounts it by log2', () => {
    // (1 / log2(2) + 3 / log2(3)) / (3 / log2(2) + 1 / log2(3))
    expect(ndcg([2, 1], relevance, 10)).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)));
  });

  it('considers only the first documents up to its depth, also for the best order', () => {
    expect(ndcg([9, 8, 1], relevance, 2)).toBe(0);
    expect(ndcg([1], relevance, 1)).toBe(1);
  });

  it('is 0 when nothing is relevant or nothing is found', () => {
    expect(ndcg([1], new Map([[1, 0]]), 10)).toBe(0);
    expect(ndcg([], relevance, 10)).toBe(0);
  });
});

describe('reciprocalRank and recall', () => {
  it('reciprocalRank is the reciprocal of the rank of the first relevant document', () => {
    expect(reciprocalRank([9, 3, 2], relevance, 10)).toBeCloseTo(1 / 3);
    expect(reciprocalRank([9, 3, 2], relevance, 2)).toBe(0);
  });

  it('recall is the share of the relevant documents that are found', () => {
    expect(recall([1, 9, 3], relevance, 10)).toBe(0.5);
    expect(recall([9, 1, 2], relevance, 1)).toBe(0);
    expect(recall([3], new Map([[3, 0]]), 10)).toBe(0);
  });
});

describe('scorePhrases', () => {
  it('counts missed documents, false hits and phrases answered exactly', () => {
    const truth = [[0, 1], [], [2]];
    expect(scorePhrases(truth, [[1, 0], [], [2]])).toEqual({
      exact: 3,
      phrases: 3,
      misses: 0,
      expected: 3,
      falseHits: 0,
    });
    expect(scorePhrases(truth, [[1, 2], [0], [2]])).toEqual({
      exact: 1,
      phrases: 3,
      misses: 1,
      expected: 3,
      falseHits: 2,
    });
  });
});

describe('measureAgreement', () => {
  it('is the F1 of the word ends', () => {
    expect(measureAgreement([[2, 4, 6]], [[2, 4, 6]])).toBe(1);
    expect(measureAgreement([[2, 6]], [[2, 4, 6]])).toBeCloseTo(0.8);
    expect(measureAgreement([[1]], [[2]])).toBe(0);
  });

  it('compares only texts that both have segmented', () => {
    expect(measureAgreement([[2], [9]], [[2]])).toBe(1);
  });
});

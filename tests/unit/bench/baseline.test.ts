import { describe, expect, it } from 'vitest';
import { compareCounts } from '../../../bench/baseline/compare.ts';
import { runCounts } from '../../../bench/baseline/counts.ts';
import stored from '../../../bench/baseline.json' with { type: 'json' };

describe('compareCounts', () => {
  it('reports a count that grew by one as worse and one that fell as better', () => {
    const { worse, better, unknown } = compareCounts(
      { bytes: 10, terms: 5, tokens: 7 },
      { bytes: 11, terms: 4, tokens: 7 },
    );
    expect(worse).toEqual([{ name: 'bytes', before: 10, now: 11 }]);
    expect(better).toEqual([{ name: 'terms', before: 5, now: 4 }]);
    expect(unknown).toEqual([]);
  });

  it('reports counts that only one of the two runs has', () => {
    const { unknown } = compareCounts({ old: 1 }, { new: 2 });
    expect(unknown).toEqual([
      { name: 'old', before: 1, now: undefined },
      { name: 'new', before: undefined, now: 2 },
    ]);
  });
});

describe('runCounts', () => {
  it('returns the same counts twice, under the names of the stored ones', async () => {
    const size = { documents: 20, queries: 10 };
    const first = await runCounts(size);
    expect(await runCounts(size)).toEqual(first);
    expect(Object.keys(first.counts)).toEqual(Object.keys(stored.counts));
    expect(first.counts['questions: postings read']).toBeGreaterThan(0);
  });
});

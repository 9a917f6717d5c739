import { describe, expect, it } from 'vitest';
import { compareCounts } from '../../../bench/baseline/compare.ts';
import { countAll } from '../../../bench/baseline/counts.ts';
import stored from '../../../bench/baseline.json' with { type: 'json' };

describe('the comparison with the baseline', () => {
  it('calls a count that grew by one worse, and one that fell better', () => {
    const { worse, better, unknown } = compareCounts(
      { bytes: 10, terms: 5, tokens: 7 },
      { bytes: 11, terms: 4, tokens: 7 },
    );
    expect(worse).toEqual([{ name: 'bytes', before: 10, now: 11 }]);
    expect(better).toEqual([{ name: 'terms', before: 5, now: 4 }]);
    expect(unknown).toEqual([]);
  });

  it('lets no count come or go unseen', () => {
    const { unknown } = compareCounts({ old: 1 }, { new: 2 });
    expect(unknown).toEqual([
      { name: 'old', before: 1, now: undefined },
      { name: 'new', before: undefined, now: 2 },
    ]);
  });
});

describe('the counts', () => {
  it('are the same twice, and of the same kinds as the stored ones', async () => {
    const size = { documents: 20, queries: 10 };
    const first = await countAll(size);
    expect(await countAll(size)).toEqual(first);
    expect(Object.keys(first.counts)).toEqual(Object.keys(stored.counts));
    expect(first.counts['questions: postings read']).toBeGreaterThan(0);
  });
});

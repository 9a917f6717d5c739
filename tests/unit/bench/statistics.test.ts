import { afterEach, describe, expect, it, vi } from 'vitest';
import { inRounds } from '../../../bench/measure/rounds.ts';
import { ChildFailed } from '../../../bench/measure/run-child.ts';
import { mean, median, percentile } from '../../../bench/measure/statistics.ts';
import { Random } from '../../../bench/queries/random.ts';

describe('statistics', () => {
  it('takes the middle of an odd and of an even number of values, in any order', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('takes as percentile a value that occurs', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    expect(percentile(values, 0.5)).toBe(100);
    expect(percentile(values, 0.99)).toBe(198);
    expect(percentile(values, 1)).toBe(200);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('gives no mean of nothing', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBeNaN();
  });
});

describe('random numbers', () => {
  it('are the same for the same seed and others for another', () => {
    const drawn = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.below(1000));
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    // Written down: a change of the generator changes every drawn query.
    expect(drawn(1)).toEqual([627, 2, 527, 981, 968]);
  });

  it('stay between their bounds, ends included', () => {
    const random = new Random(3);
    const drawn = new Set(Array.from({ length: 200 }, () => random.between(2, 4)));
    expect([...drawn].sort()).toEqual([2, 3, 4]);
  });
});

describe('rounds', () => {
  afterEach(() => vi.restoreAllMocks());

  it('ask a slow subject once, unless it is a main one', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const slowly = async () => {
      now += 31_000;
    };
    const once = await inRounds(['a'], options([]), slowly);
    const always = await inRounds(['a'], { ...options([]), isMain: () => true }, slowly);
    expect([once.get('a')?.length, always.get('a')?.length]).toEqual([1, 3]);
  });

  const options = (order: string[], failures: string[] = []) => ({
    rounds: 3,
    nameOf: (name: string) => name,
    isMain: () => false,
    log: (line: string) => {
      order.push(line.split(': ')[1].split(',')[0]);
    },
    failed: (name: string, reason: string) => {
      failures.push(`${name}: ${reason}`);
    },
  });

  it('alternate: forwards, then backwards', async () => {
    const order: string[] = [];
    const answers = await inRounds(['a', 'b'], options(order), async (name, round) => `${name}${round}`);
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(answers.get('b')).toEqual(['b0', 'b1', 'b2']);
  });

  it('name a subject that fails, and do not ask it again', async () => {
    const order: string[] = [];
    const failures: string[] = [];
    const answers = await inRounds(['a', 'b'], options(order, failures), async name => {
      if (name === 'a') throw new ChildFailed('no memory left');
      return 1;
    });
    expect(failures).toEqual(['a: no memory left']);
    expect(answers.has('a')).toBe(false);
    expect(answers.get('b')).toEqual([1, 1, 1]);
  });

  it('let errors of the bench itself through', async () => {
    const run = inRounds(['a'], options([]), async () => {
      throw new TypeError('a mistake here');
    });
    await expect(run).rejects.toThrow('a mistake here');
  });
});

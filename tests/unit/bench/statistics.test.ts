import { afterEach, describe, expect, it, vi } from 'vitest';
import { runInRounds } from '../../../bench/measure/rounds.ts';
import { ChildFailed } from '../../../bench/measure/run-child.ts';
import { mean, median, percentile } from '../../../bench/measure/statistics.ts';
import { Random } from '../../../bench/random.ts';

describe('statistics', () => {
  it('median takes the middle of an odd or even number of values in any order', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('percentile returns a value that occurs', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    expect(percentile(values, 0.5)).toBe(100);
    expect(percentile(values, 0.99)).toBe(198);
    expect(percentile(values, 1)).toBe(200);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('mean of no values is NaN', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBeNaN();
  });
});

describe('Random', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const drawn = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.below(1000));
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    // Recorded, because a change of the generator changes every drawn query.
    expect(drawn(1)).toEqual([627, 2, 527, 981, 968]);
  });

  it('stays between its bounds, which are included', () => {
    const random = new Random(3);
    const drawn = new Set(Array.from({ length: 200 }, () => random.between(2, 4)));
    expect([...drawn].sort()).toEqual([2, 3, 4]);
  });
});

describe('runInRounds', () => {
  afterEach(() => vi.restoreAllMocks());

  it('measures a slow subject once, unless it is a main one', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const slowly = async () => {
      now += 31_000;
    };
    const once = await runInRounds(['a'], options([]), slowly);
    const always = await runInRounds(['a'], { ...options([]), isMain: () => true }, slowly);
    expect([once.get('a')?.length, always.get('a')?.length]).toEqual([1, 3]);
  });

  const options = (order: string[], failures: string[] = []) => ({
    rounds: 3,
    nameOf: (name: string) => name,
    isMain: () => false,
    log: (line: string) => {
      order.push(line.split(': ')[1].split(',')[0]);
    },
    onFailure: (name: string, reason: string) => {
      failures.push(`${name}: ${reason}`);
    },
  });

  it('alternates between one order and the reverse order', async () => {
    const order: string[] = [];
    const answers = await runInRounds(['a', 'b'], options(order), async (name, round) => `${name}${round}`);
    expect(order).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(answers.get('b')).toEqual(['b0', 'b1', 'b2']);
  });

  it('reports a subject that fails and does not measure it again', async () => {
    const order: string[] = [];
    const failures: string[] = [];
    const answers = await runInRounds(['a', 'b'], options(order, failures), async name => {
      if (name === 'a') throw new ChildFailed('no memory left');
      return 1;
    });
    expect(failures).toEqual(['a: no memory left']);
    expect(answers.has('a')).toBe(false);
    expect(answers.get('b')).toEqual([1, 1, 1]);
  });

  it('throws errors of the bench itself', async () => {
    const run = runInRounds(['a'], options([]), async () => {
      throw new TypeError('a mistake here');
    });
    await expect(run).rejects.toThrow('a mistake here');
  });
});

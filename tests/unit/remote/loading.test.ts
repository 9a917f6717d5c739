import { describe, expect, it } from 'vitest';
import { MissingBytes } from '../../../src/bytes/missing-bytes.ts';
import { RangeCache } from '../../../src/bytes/range-cache.ts';
import { runLoading } from '../../../src/remote/loading.ts';

describe('work on bytes that are loaded when they are missing', () => {
  /** Work that needs as many waits as there are ranges, one after the other; `calls` says what was run. */
  const create = () => {
    const cache = new RangeCache(0x10000, 0x10000);
    const calls: string[] = [];
    const need = (name: string, blocks: number[]) => {
      calls.push(name);
      for (const block of blocks) cache.window(block * 64, block * 64 + 1);
      return name;
    };
    const load = async (ranges: readonly { start: number; end: number }[]) => {
      calls.push(`load ${ranges.map(({ start }) => start / 64)}`);
      for (const { start, end } of ranges) cache.put(start, new Uint8Array(end - start));
    };
    return { cache, calls, need, load };
  };

  it('is run once where nothing is missing, without its beginning', async () => {
    const { cache, calls, need, load } = create();
    await load([{ start: 0, end: 64 }]);
    const beginning = () => void need('beginning', [0]);
    expect(await runLoading(cache, () => need('whole', [0]), { load, beginning })).toBe('whole');
    expect(calls).toEqual(['load 0', 'whole']);
  });

  it('runs only its beginning again until that is there, and loads nothing else before', async () => {
    const { cache, calls, need, load } = create();
    const beginning = () => void need('beginning', [1, 2]);
    expect(await runLoading(cache, () => need('whole', [3, 1, 2]), { load, beginning })).toBe('whole');
    expect(calls).toEqual([
      'whole',
      'beginning',
      'load 1',
      'beginning',
      'load 2',
      'beginning',
      'whole',
      'load 3',
      'whole',
    ]);
  });

  it('loads a part of the script that it lacks', async () => {
    let isLoaded = false;
    const work = () => {
      if (isLoaded) return 7;
      throw new MissingBytes(async () => void (isLoaded = true));
    };
    expect(await runLoading(undefined, work, { load: async () => {} })).toBe(7);
  });
});

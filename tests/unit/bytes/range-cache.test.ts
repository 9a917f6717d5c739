import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherMissing, MissingBytes } from '../../../src/bytes/missing-bytes.ts';
import { RangeCache } from '../../../src/bytes/range-cache.ts';

const createFile = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 8) * 31) & 0xff);

/** Fills the cache with all that it misses. */
function loadMissing(cache: RangeCache, file: Uint8Array): number {
  const ranges = cache.takeMissing();
  for (const { start, end } of ranges) cache.put(start, file.subarray(start, end));
  return ranges.length;
}

const isMissing = (read: () => unknown): boolean => {
  try {
    read();
    return false;
  } catch (error) {
    if (error instanceof MissingBytes) return true;
    throw error;
  }
};

describe('RangeCache', () => {
  it('misses a window once, then gives the bytes of the file, whatever was loaded before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 70_000 })), { maxLength: 20 }),
        fc.constantFrom(0, 0x8000, 1 << 24),
        (size, reads, maxBytes) => {
          const file = createFile(size);
          const cache = new RangeCache(size, maxBytes);
          for (const [place, length] of reads) {
            cache.beginTurn();
            const start = Math.floor(place * (size - 1));
            const end = Math.min(size, start + length);
            if (isMissing(() => cache.window(start, end))) expect(loadMissing(cache, file)).toBeGreaterThan(0);
            const { bytes, data, origin } = cache.window(start, end);
            expect(Buffer.compare(bytes.subarray(start - origin, end - origin), file.subarray(start, end))).toBe(0);
            if (end > start) expect(data.getUint8(start - origin)).toBe(file[start]);
            cache.endTurn();
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not take the rest of a block for loaded when bytes begin inside of it', () => {
    const file = createFile(2000);
    const cache = new RangeCache(file.length, 1 << 20);
    cache.put(700, file.subarray(700));
    expect(isMissing(() => cache.window(700, 760))).toBe(true);
    expect(cache.takeMissing()).toEqual([{ start: 640, end: 704 }]);
    expect(isMissing(() => cache.window(704, 2000))).toBe(false);
  });

  it('names each missing block once, ascending, and neighbours as one range', () => {
    const cache = new RangeCache(10_000, 1 << 20);
    cache.want(5000, 5001);
    cache.want(100, 300);
    gather(cache, [300, 700], [5100, 5120], [9990, 10_000]);
    expect(cache.takeMissing()).toEqual([
      { start: 64, end: 704 },
      { start: 4992, end: 5120 },
      { start: 9984, end: 10_000 },
    ]);
    expect(cache.takeMissing()).toEqual([]);
  });

  it('drops what was not used for the longest time, and nothing that a running turn used', () => {
    const file = createFile(0x8000 * 4);
    const cache = new RangeCache(file.length, 0x8000);
    cache.beginTurn();
    for (const chunk of [0, 1, 2]) cache.put(chunk * 0x8000, file.subarray(chunk * 0x8000, (chunk + 1) * 0x8000));
    for (const chunk of [0, 1, 2]) cache.window(chunk * 0x8000, chunk * 0x8000 + 9);
    cache.beginTurn();
    for (const chunk of [0, 1, 2]) cache.window(chunk * 0x8000, chunk * 0x8000 + 9);
    cache.endTurn();
    cache.endTurn();
    cache.beginTurn();
    expect([0, 1, 2].filter(chunk => isMissing(() => cache.window(chunk * 0x8000, chunk * 0x8000 + 9)))).toHaveLength(
      2,
    );
  });

  it('refuses windows outside the file', () => {
    expect(() => new RangeCache(100, 0).window(90, 101)).toThrow(RangeError);
  });
});

describe('gatherMissing', () => {
  it('runs every step, and then throws the signal', () => {
    const ran: number[] = [];
    expect(
      isMissing(() =>
        gatherMissing(4, i => {
          ran.push(i);
          if (i % 2 === 1) throw new MissingBytes();
        }),
      ),
    ).toBe(true);
    expect(ran).toEqual([0, 1, 2, 3]);
  });

  it('passes on any other error at once', () => {
    const ran: number[] = [];
    const steps = () =>
      gatherMissing(3, i => {
        ran.push(i);
        if (i === 1) throw new RangeError('damaged');
      });
    expect(steps).toThrow('damaged');
    expect(ran).toEqual([0, 1]);
  });
});

function gather(cache: RangeCache, ...ranges: (readonly [number, number])[]): void {
  expect(isMissing(() => gatherMissing(ranges.length, i => void cache.window(...ranges[i])))).toBe(true);
}

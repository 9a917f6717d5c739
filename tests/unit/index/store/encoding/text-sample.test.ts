import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SampledStrings } from '../../../../../src/index/store/encoding/text-sample.ts';
import { TextBufferPool } from '../../../../../src/index/store/text-buffer-pool.ts';

const texts = fc.array(
  fc
    .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 9 }), fc.integer({ min: 0, max: 400 }))
    .map(([piece, times]) => piece.repeat(times)),
  { maxLength: 30 },
);

it('A sample of strings equals that of the same texts in a pool, and is not much longer than requested', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 20_000 }), (all, maxUnits) => {
      const pool = new TextBufferPool();
      for (const text of all)
        pool.add(
          Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)),
          text.length,
        );
      const sample = new SampledStrings(all).sample(maxUnits);
      expect(sample).toEqual(pool.sample(maxUnits));
      expect(sample.length).toBeLessThanOrEqual(maxUnits + 2048);
      const sampled = String.fromCharCode(...sample.units.subarray(0, sample.length));
      if (all.join('').length <= maxUnits) expect(sampled).toBe(all.join(''));
      for (const [i, start] of sample.starts.entries())
        expect(all.some(text => text.includes(sampled.slice(start, sample.starts[i + 1])))).toBe(true);
    }),
  );
});

it('A sample is spread evenly over the texts', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => String.fromCharCode(0x4e00 + i).repeat(100));
  const { units, length } = new SampledStrings(texts).sample(10_000);
  const taken = [...new Set(units.subarray(0, length))].map(unit => unit - 0x4e00);
  expect(length).toBeGreaterThan(9_000);
  const gaps = [...taken, texts.length].map((number, i) => number - (taken[i - 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(25);
});

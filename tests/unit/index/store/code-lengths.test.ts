import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeCodeLengths, maxCodeBits } from '../../../../src/index/store/code-lengths.ts';

const kraft = (lengths: Uint8Array) => lengths.reduce((sum, length) => sum + 2 ** -length, 0);

/** Counts of every steepness, up to those whose Huffman code is longer than is allowed. */
const anyCounts = fc
  .tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 300 }),
  )
  .map(([steepness, parts]) => parts.map(part => Math.max(1, Math.floor(2 ** (part * steepness)))));

describe('code lengths', () => {
  it('fill the code exactly, and none is too long', () => {
    fc.assert(
      fc.property(anyCounts, counts => {
        const lengths = computeCodeLengths(counts);
        expect(kraft(lengths)).toBe(1);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(maxCodeBits);
      }),
      { numRuns: 500 },
    );
  });

  it('give no more than a bit above the entropy, where the limit does not bind', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 60 }), counts => {
        const all = counts.reduce((a, b) => a + b, 0);
        const entropy = counts.reduce((sum, count) => sum + count * Math.log2(all / count), 0);
        const bits = computeCodeLengths(counts).reduce((sum, length, i) => sum + length * counts[i], 0);
        expect(bits).toBeGreaterThanOrEqual(entropy - 1e-6);
        expect(bits).toBeLessThan(entropy + all);
      }),
    );
  });

  it('are as Huffman found them', () => {
    expect([...computeCodeLengths([1, 1, 2, 4, 8])]).toEqual([4, 4, 3, 2, 1]);
    expect([...computeCodeLengths([5])]).toEqual([1]);
    // Fibonacci's numbers make the steepest tree: 40 of them would need 39 bits.
    const steep = [1, 1];
    while (steep.length < 40) steep.push(steep[steep.length - 1] + steep[steep.length - 2]);
    expect(kraft(computeCodeLengths(steep))).toBe(1);
  });

  it('hold 65,520 symbols', () => {
    const lengths = computeCodeLengths(new Uint32Array(65_520).fill(3));
    expect(kraft(lengths)).toBe(1);
    expect(Math.max(...lengths)).toBe(16);
  });
});

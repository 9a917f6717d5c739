import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeCodeLengths, maxCodeBits } from '../../../../../src/index/store/encoding/code-lengths.ts';

const computeKraftSum = (lengths: Uint8Array) => lengths.reduce((sum, length) => sum + 2 ** -length, 0);

/** Counts of any skew, up to those whose Huffman codes are longer than allowed. */
const anyCounts = fc
  .tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 300 }),
  )
  .map(([skew, parts]) => parts.map(part => Math.max(1, Math.floor(2 ** (part * skew)))));

describe('code lengths', () => {
  it('use the whole code space and are within the limit', () => {
    fc.assert(
      fc.property(anyCounts, counts => {
        const lengths = computeCodeLengths(counts);
        expect(computeKraftSum(lengths)).toBe(1);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(maxCodeBits);
      }),
      { numRuns: 500 },
    );
  });

  it('take less than one bit a symbol more than the entropy when the limit does not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 60 }), counts => {
        const total = counts.reduce((a, b) => a + b, 0);
        const entropy = counts.reduce((sum, count) => sum + count * Math.log2(total / count), 0);
        const bits = computeCodeLengths(counts).reduce((sum, length, i) => sum + length * counts[i], 0);
        expect(bits).toBeGreaterThanOrEqual(entropy - 1e-6);
        expect(bits).toBeLessThan(entropy + total);
      }),
    );
  });

  it('are those of known Huffman codes', () => {
    expect([...computeCodeLengths([1, 1, 2, 4, 8])]).toEqual([4, 4, 3, 2, 1]);
    expect([...computeCodeLengths([5])]).toEqual([1]);
    // Fibonacci numbers give the deepest tree: 40 of them would need 39 bits.
    const fibonacci = [1, 1];
    while (fibonacci.length < 40) fibonacci.push(fibonacci[fibonacci.length - 1] + fibonacci[fibonacci.length - 2]);
    expect(computeKraftSum(computeCodeLengths(fibonacci))).toBe(1);
  });

  it('allow 65,520 symbols', () => {
    const lengths = computeCodeLengths(new Uint32Array(65_520).fill(3));
    expect(computeKraftSum(lengths)).toBe(1);
    expect(Math.max(...lengths)).toBe(16);
  });
});

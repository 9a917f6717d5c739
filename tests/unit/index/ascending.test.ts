import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findFirstAtLeast, findNextAtLeast } from '../../../src/index/ascending.ts';

it('finds the first number that is at least another, in one way and the other', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 200 }), { maxLength: 120 }),
      fc.nat({ max: 210 }),
      fc.nat({ max: 120 }),
      fc.nat({ max: 120 }),
      (some, min, a, b) => {
        const numbers = Uint32Array.from(some).sort();
        const [from, end] = [a, b].map(place => Math.min(place, numbers.length)).sort((x, y) => x - y);
        const found = numbers.subarray(from, end).findIndex(each => each >= min);
        const expected = found < 0 ? end : from + found;
        expect(findFirstAtLeast(numbers, min, from, end)).toBe(expected);
        expect(findNextAtLeast(numbers, min, from, end)).toBe(expected);
      },
    ),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { counted } from '../../../src/cli/terminal/counted.ts';

it('a number with what it counts is written as people write it in English', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(), fc.maxSafeNat(), fc.nat(2000)), value => {
      expect(counted(value, 'word')).toBe(`${value.toLocaleString('en')} word${value === 1 ? '' : 's'}`);
    }),
  );
});

/** Arbitrary texts and damage, shared by the laws of byte formats. */
import fc from 'fast-check';
import type { Damage } from '../unit/index/sections.ts';

/** Any UTF-16: Han, Latin, lone surrogates, emoji, control characters; the empty text occurs often. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.oneof(
          fc.nat({ max: 0xffff }),
          fc.constantFrom(0, 9, 0x7f, 0x80, 0x4dff, 0x4e00, 0x76d1, 0x5229, 0xccff, 0xcd00, 0xd800, 0xdc00, 0xffff),
        ),
        { maxLength: 60 },
      )
      .map(units => String.fromCharCode(...units)),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom('监利市', '南保村', '的', '，', 'crud-0', '2023', '𠀀', '🎉', '\ud800'), { maxLength: 40 })
      .map(words => words.join('')),
  },
);

/** Changes to some bytes of a file, and a number of bytes cut off at its end. */
export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  overwrites: fc.array(
    fc.tuple(
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 255)),
    ),
    { minLength: 1, maxLength: 6 },
  ),
  cut: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat({ max: 40 })),
});

/** The numbers below `count` that the flags keep, ascending; flags repeat, and no flags keep everything. */
export function selectDocuments(count: number, flags: readonly boolean[]): Uint32Array {
  const selected: number[] = [];
  for (let i = 0; i < count; i++) if (flags[i % Math.max(1, flags.length)] ?? true) selected.push(i);
  return Uint32Array.from(selected);
}

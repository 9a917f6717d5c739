import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodedTexts } from '../../../../src/index/store/decoded-texts.ts';
import { UnitBuffer } from '../../../../src/text/unit-buffer.ts';

/** The text of a document: its number again and again, so that a part of another text is seen. */
function fill(document: number, length: number): UnitBuffer {
  const buffer = new UnitBuffer();
  buffer.reserve(length);
  buffer.units.fill(document, 0, length);
  buffer.length = length;
  return buffer;
}

describe('decoded texts', () => {
  it('are found as they were kept, or not at all; the last one is found if there is room for it', () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 64, max: 3000 })), {
      minLength: 200,
      maxLength: 400,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 100, max: 20_000 }), (asked, totalUnits) => {
        const texts = new DecodedTexts(totalUnits);
        const lengths = new Map<number, number>();
        for (const [document, length] of asked) {
          if (texts.find(document)) {
            const units = texts.units.subarray(texts.start, texts.end);
            expect(units.length).toBe(lengths.get(document));
            expect(units.every(unit => unit === document)).toBe(true);
            continue;
          }
          texts.keep(document, fill(document, length));
          lengths.set(document, length);
          expect(texts.find(document)).toBe(length <= totalUnits);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leave out a text that would leave no room for others', () => {
    const texts = new DecodedTexts(1_000_000);
    texts.keep(1, fill(1, 700));
    texts.keep(2, fill(2, 200_000));
    expect(texts.find(1)).toBe(true);
    expect(texts.find(2)).toBe(false);
  });
});

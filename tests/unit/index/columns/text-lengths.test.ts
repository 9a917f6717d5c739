import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import {
  encodeSize,
  sizeByCode,
  TextLengthReader,
  TextLengthWriter,
} from '../../../../src/index/columns/text-lengths.ts';
import { openRangedSection, openSection } from '../sections.ts';

const anySize = fc.oneof(
  fc.nat({ max: 40 }),
  fc.nat({ max: 3000 }),
  fc.nat({ max: 10_000_000 }),
  fc.constant(2 ** 32 - 1),
);

describe('size codes', () => {
  it('stand for ascending integer sizes', () => {
    for (let code = 1; code < 256; code++) expect(sizeByCode[code]).toBeGreaterThan(sizeByCode[code - 1]);
    expect(sizeByCode.every(Number.isInteger)).toBe(true);
  });

  it('encode the sizes that they stand for as themselves', () => {
    for (let code = 0; code < 256; code++) expect(encodeSize(sizeByCode[code])).toBe(code);
  });

  it('are exact up to 32, within 1/32 up to 2^17, within a quarter above', () => {
    fc.assert(
      fc.property(anySize, size => {
        const error = Math.abs(sizeByCode[encodeSize(size)] - size);
        expect(error).toBeLessThanOrEqual(size <= 32 ? 0 : size <= 2 ** 17 ? size / 32 : size / 4);
      }),
      { numRuns: 2000 },
    );
  });

  it('ascend with the size', () => {
    fc.assert(fc.property(anySize, anySize, (a, b) => a > b || encodeSize(a) <= encodeSize(b)));
  });
});

describe('text lengths', () => {
  it('have the same codes and total when merged and when built from scratch', () => {
    fc.assert(
      fc.property(fc.array(anySize), fc.array(anySize), (first, second) => {
        const fresh = new TextLengthWriter();
        for (const size of [...first, ...second]) fresh.add(size);
        const merged = new TextLengthWriter();
        for (const lengths of [first, second]) {
          const writer = new TextLengthWriter();
          for (const size of [7, ...lengths]) writer.add(size);
          const reader = new TextLengthReader(openSection(writer.finish()), lengths.length + 1);
          merged.append(
            reader,
            Uint32Array.from(lengths, (_, i) => i + 1),
          );
        }
        const bytes = fresh.finish();
        expect(merged.finish()).toEqual(bytes);
        const reader = new TextLengthReader(openRangedSection(bytes), first.length + second.length);
        expect([...reader.codes]).toEqual([...first, ...second].map(encodeSize));
        expect(reader.total).toBe([...first, ...second].reduce((sum, size) => sum + sizeByCode[encodeSize(size)], 0));
      }),
    );
  });

  it('refuse a section of another size', () => {
    expect(() => new TextLengthReader(openSection(new TextLengthWriter().finish()), 1)).toThrow(HansouError);
    expect(() => new TextLengthReader(openSection(new Uint8Array(3)), 0)).toThrow(HansouError);
  });
});

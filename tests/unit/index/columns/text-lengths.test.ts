import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Section } from '../../../../src/bytes/section.ts';
import { HansouError } from '../../../../src/errors.ts';
import {
  encodeSize,
  sizeByCode,
  TextLengthReader,
  TextLengthWriter,
} from '../../../../src/index/columns/text-lengths.ts';
import { openLoadedSection, openRangedSection, openSection } from '../sections.ts';

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

  /** Sizes of many pages, of all codes. */
  const createSizes = (count: number) => Array.from({ length: count }, (_, i) => (i * 7919) % 40_000);
  const write = (sizes: readonly number[]) => {
    const writer = new TextLengthWriter();
    for (const size of sizes) writer.add(size);
    return writer.finish();
  };

  it('of many documents come back, the same for all or all different', () => {
    for (const sizes of [createSizes(1000), createSizes(256), new Array(600).fill(30), []])
      for (const open of [openSection, openRangedSection])
        expect([...new TextLengthReader(open(write(sizes)), sizes.length).codes]).toEqual(sizes.map(encodeSize));
  });

  it('are loaded by pages where a long section is not in memory', () => {
    const sizes = createSizes(60_000);
    const bytes = write(sizes);
    expect(bytes.length).toBeGreaterThan(1 << 15);
    const asked: number[] = [];
    const source = {
      size: bytes.length,
      window(start: number, end: number) {
        asked.push(end - start);
        return { bytes, data: new DataView(bytes.buffer), origin: 0 };
      },
      want() {},
    };
    const reader = new TextLengthReader(new Section(source, 0, bytes.length), sizes.length);
    const documents = Uint32Array.of(5, 300, 31_000, 31_001, 59_999);
    expect(reader.load(documents, 1, documents.length, 0)).toBe(true);
    expect(Array.from(documents.subarray(1), document => reader.codes[document])).toEqual(
      Array.from(documents.subarray(1), document => encodeSize(sizes[document])),
    );
    expect(reader.codes[5]).toBe(0);
    expect(asked.reduce((a, b) => a + b)).toBeLessThan(3000);
    expect(reader.load(documents, 1, documents.length, 0)).toBe(false);
    expect(
      reader.load(
        documents.map(document => document + 700),
        0,
        1,
        700,
      ),
    ).toBe(true);
    expect(reader.codes[5]).toBe(encodeSize(sizes[5]));
  });

  it('ask for all that is read before the first page, and of a short section for all', () => {
    for (const count of [60_000, 300]) {
      const bytes = write(createSizes(count));
      const { section, missing } = openLoadedSection(bytes);
      const reader = new TextLengthReader(section, count);
      missing.length = 0;
      reader.want();
      reader.load(Uint32Array.of(3), 0, 1, 0);
      if (count === 300) expect(reader.codes[3]).toBe(encodeSize(createSizes(count)[3]));
      // The page itself is known only when its start was read.
      expect(missing).toHaveLength(count === 300 ? 0 : 1);
    }
  });

  it('refuse a section of another size', () => {
    expect(() => new TextLengthReader(openSection(new TextLengthWriter().finish()), 1)).toThrow(HansouError);
    expect(() => new TextLengthReader(openSection(new Uint8Array(3)), 0)).toThrow(HansouError);
  });
});

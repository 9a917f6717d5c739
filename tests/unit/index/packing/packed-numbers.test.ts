import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../../../src/bytes/byte-writer.ts';
import {
  bitWidthFor,
  PackedNumbersReader,
  packedBytes,
  writePackedNumbers,
} from '../../../../src/index/packing/packed-numbers.ts';
import { openRangedSection } from '../sections.ts';

const edges = [0, 1, 2 ** 8 - 1, 2 ** 24 - 1, 2 ** 24, 2 ** 32 - 1, 2 ** 32, 2 ** 48 - 1];

describe('packed numbers', () => {
  it('of any width up to 48 bits are read back as they were written', () => {
    const anyNumbers = fc.integer({ min: 0, max: 48 }).chain(bits =>
      fc.array(
        fc.oneof(
          fc.maxSafeNat().map(value => value % 2 ** bits),
          fc.constant(2 ** bits - 1),
        ),
        { maxLength: 40 },
      ),
    );
    fc.assert(
      fc.property(anyNumbers, numbers => {
        const width = bitWidthFor(Math.max(0, ...numbers));
        const writer = new ByteWriter();
        writePackedNumbers(writer, numbers, numbers.length, width);
        const bytes = writer.finish();
        expect(bytes.length).toBe(packedBytes(numbers.length, width));
        const packed = new PackedNumbersReader(openRangedSection(bytes), numbers.length, width);
        expect(numbers.map((_, i) => packed.at(i))).toEqual(numbers);
        expect([...packed.readAll()]).toEqual(numbers);
      }),
      { numRuns: 500 },
    );
  });

  it.each(edges)('can hold %d as the largest number', max => {
    const writer = new ByteWriter();
    writePackedNumbers(writer, [max, 0, max], 3, bitWidthFor(max));
    const packed = new PackedNumbersReader(openRangedSection(writer.finish()), 3, bitWidthFor(max));
    expect([packed.at(0), packed.at(1), packed.at(2)]).toEqual([max, 0, max]);
  });
});

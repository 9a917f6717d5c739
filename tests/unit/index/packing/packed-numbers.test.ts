import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../../../src/bytes/byte-writer.ts';
import {
  bitWidthFor,
  PackedNumbersReader,
  packedBytes,
  writePackedNumbers,
} from '../../../../src/index/packing/packed-numbers.ts';
import { RecordStartsReader, RecordStartsWriter } from '../../../../src/index/packing/record-starts.ts';
import { rangedSectionOf } from '../sections.ts';

const edges = [0, 1, 2 ** 8 - 1, 2 ** 24 - 1, 2 ** 24, 2 ** 32 - 1, 2 ** 32, 2 ** 48 - 1];

describe('packed numbers', () => {
  it('come back, of any width up to 48 bits', () => {
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
        const packed = new PackedNumbersReader(rangedSectionOf(bytes), numbers.length, width);
        expect(numbers.map((_, i) => packed.at(i))).toEqual(numbers);
        expect([...packed.readAll()]).toEqual(numbers);
      }),
      { numRuns: 500 },
    );
  });

  it.each(edges)('hold %d', most => {
    const writer = new ByteWriter();
    writePackedNumbers(writer, [most, 0, most], 3, bitWidthFor(most));
    const packed = new PackedNumbersReader(rangedSectionOf(writer.finish()), 3, bitWidthFor(most));
    expect([packed.at(0), packed.at(1), packed.at(2)]).toEqual([most, 0, most]);
  });
});

describe('starts', () => {
  it('tell where each record begins, beyond 2^32 too', () => {
    const anySizes = fc.oneof(
      fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 2000 })), { maxLength: 200 }),
      fc.array(fc.nat({ max: 2 ** 31 }), { maxLength: 70 }),
      fc.nat({ max: 200 }).map(count => new Array<number>(count).fill(0)),
    );
    fc.assert(
      fc.property(anySizes, sizes => {
        const starts = new RecordStartsWriter();
        for (const size of sizes) starts.add(size);
        const writer = new ByteWriter();
        starts.write(writer);
        const read = new RecordStartsReader(rangedSectionOf(writer.finish()), sizes.length);
        expect(read.tableBytes).toBe(writer.length);
        let at = 0;
        for (let i = 0; i <= sizes.length; i++) {
          expect(read.at(i)).toBe(at);
          at += sizes[i] ?? 0;
        }
      }),
      { numRuns: 300 },
    );
  });
});

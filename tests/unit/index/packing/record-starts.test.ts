import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../../../src/bytes/byte-writer.ts';
import { RecordStartsReader, RecordStartsWriter } from '../../../../src/index/packing/record-starts.ts';
import { openLoadedSection, openRangedSection } from '../sections.ts';

describe('the table of record starts', () => {
  it('gives the start of each record, also beyond 2^32', () => {
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
        const reader = new RecordStartsReader(openRangedSection(writer.finish()), sizes.length);
        expect(reader.tableBytes).toBe(writer.length);
        let start = 0;
        for (let i = 0; i <= sizes.length; i++) {
          expect(reader.at(i)).toBe(start);
          start += sizes[i] ?? 0;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('asks for all that finding a record reads', () => {
    for (const count of [1, 63, 64, 65, 128, 130]) {
      const starts = new RecordStartsWriter();
      for (let i = 0; i < count; i++) starts.add(100 + i);
      const bytes = starts.finish();
      for (let record = 0; record < count; record++) {
        const { section, missing } = openLoadedSection(bytes);
        const reader = new RecordStartsReader(section, count);
        // Opening reads the header.
        missing.length = 0;
        reader.want(record);
        expect(reader.at(record + 1) - reader.at(record)).toBe(100 + record);
        expect(missing).toEqual([]);
      }
    }
  });
});

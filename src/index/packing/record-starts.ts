/**
 * A table of where each of many adjacent records begins.
 *
 *     starts = width u8, zero u8, total u48, base u48 * ceil(count / 64), packed
 *
 * `packed` (packed-numbers.ts) holds, for each record, the offset of its start from the base of its block of 64 records;
 * `total` is where the last record ends. If all records are empty, `width` is 255 and the table has only the first 8 bytes.
 */
import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, PackedNumbersReader, packedBytes, writePackedNumbers } from './packed-numbers.ts';
import { sliceSection } from './slice-section.ts';

const headerSize = 8;
/** Records for each base. */
const blockSize = 64;
const baseSize = 6;
/** The width that means that all records are empty. */
const allEmpty = 255;

/** Collects the sizes of records and writes the table. */
export class RecordStartsWriter {
  private starts = new Float64Array(64);
  /** Number of records. */
  count = 0;
  /** Bytes of all records: where the next one begins. */
  recordBytes = 0;

  /** Adds a record of `size` bytes. */
  add(size: number): void {
    if (this.count === this.starts.length) {
      const grown = new Float64Array(this.count * 2);
      grown.set(this.starts);
      this.starts = grown;
    }
    this.starts[this.count++] = this.recordBytes;
    this.recordBytes += size;
  }

  write(writer: ByteWriter): void {
    const { starts, count, recordBytes } = this;
    const offsets = new Float64Array(count);
    let maxOffset = 0;
    for (let i = 0; i < count; i++) {
      offsets[i] = starts[i] - starts[i - (i % blockSize)];
      maxOffset = Math.max(maxOffset, offsets[i]);
    }
    const width = bitWidthFor(maxOffset);
    writer.writeU8(recordBytes === 0 ? allEmpty : width);
    writer.writeU8(0);
    writer.writeU48(recordBytes);
    if (recordBytes === 0) return;
    for (let i = 0; i < count; i += blockSize) writer.writeU48(starts[i]);
    writePackedNumbers(writer, offsets, count, width);
  }
}

/** Reads the table. */
export class RecordStartsReader {
  /** Where the last record ends. */
  readonly recordBytes: number;
  /** Number of bytes of the table. */
  readonly tableBytes: number;
  private readonly offsets: PackedNumbersReader | undefined;

  /**
   * @param section begins with the table; other bytes may follow
   * @param count number of records
   * @throws HansouError BAD_INDEX
   */
  constructor(
    private readonly section: Section,
    private readonly count: number,
  ) {
    if (section.length < headerSize) throw damageError(`a table of at least ${headerSize} bytes`, section.length);
    const { bytes, origin } = section.window(0, headerSize);
    const at = section.start - origin;
    const width = bytes[at];
    this.recordBytes = readUint48(bytes, at + 2);
    if (width === allEmpty) {
      if (this.recordBytes !== 0) throw damageError('empty records', `${this.recordBytes} bytes of records`);
      this.tableBytes = headerSize;
      return;
    }
    const packedStart = headerSize + baseSize * Math.ceil(count / blockSize);
    this.tableBytes = packedStart + packedBytes(count, width);
    this.offsets = new PackedNumbersReader(sliceSection(section, packedStart, this.tableBytes), count, width);
  }

  /** Notes that the starts of a record and of the next one will be needed. */
  want(record: number): void {
    const base = headerSize + baseSize * Math.floor(record / blockSize);
    this.section.want(base, Math.min(base + 2 * baseSize, this.tableBytes));
    this.offsets?.want(record, Math.min(record + 2, this.count));
  }

  /**
   * Where a record begins; for `count`, where the last record ends.
   * @throws HansouError BAD_INDEX if it begins beyond the end of all records
   */
  at(record: number): number {
    if (!this.offsets || record >= this.count) return this.recordBytes;
    const from = headerSize + baseSize * Math.floor(record / blockSize);
    const { bytes, origin } = this.section.window(from, from + baseSize);
    const start = readUint48(bytes, this.section.start + from - origin) + this.offsets.at(record);
    if (start > this.recordBytes) throw damageError(`a start up to ${this.recordBytes}`, start);
    return start;
  }
}

function readUint48(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = 5; i >= 0; i--) value = value * 256 + bytes[at + i];
  return value;
}

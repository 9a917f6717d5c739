/**
 * Where each of many records begins that stand one behind the other.
 *
 *     starts = width u8, zero u8, total u48, base u48 * ceil(count / 64), packed
 *
 * `packed` (packed.ts) holds for each record how far behind the base of its 64 it begins; `total` is where the last
 * one ends. When all are empty, `width` is 255 and only the first 8 bytes stand there.
 */
import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, PackedNumbersReader, packedBytes, writePackedNumbers } from './packed-numbers.ts';
import { sliceSection } from './slice-section.ts';

const headerSize = 8;
const blockSize = 64;
const baseSize = 6;
const allEmpty = 255;

/** Collects the sizes of records. */
export class RecordStartsWriter {
  private starts = new Float64Array(64);
  /** How many records. */
  count = 0;
  /** Where the next record begins. */
  recordBytes = 0;

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
    const { starts, count, recordBytes: total } = this;
    const offsets = new Float64Array(count);
    let most = 0;
    for (let i = 0; i < count; i++) {
      offsets[i] = starts[i] - starts[i - (i % blockSize)];
      most = Math.max(most, offsets[i]);
    }
    const width = bitWidthFor(most);
    writer.writeU8(total === 0 ? allEmpty : width);
    writer.writeU8(0);
    u48(writer, total);
    if (total === 0) return;
    for (let i = 0; i < count; i += blockSize) u48(writer, starts[i]);
    writePackedNumbers(writer, offsets, count, width);
  }
}

export class RecordStartsReader {
  /** Where the last record ends. */
  readonly recordBytes: number;
  /** How many bytes this table takes. */
  readonly tableBytes: number;
  private readonly offsets: PackedNumbersReader | undefined;

  /**
   * @param section begins with the table; what stands behind it is not looked at
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
    this.recordBytes = readU48(bytes, at + 2);
    if (width === allEmpty) {
      if (this.recordBytes !== 0) throw damageError('empty records', `${this.recordBytes} bytes of them`);
      this.tableBytes = headerSize;
      return;
    }
    const packedStart = headerSize + baseSize * Math.ceil(count / blockSize);
    this.tableBytes = packedStart + packedBytes(count, width);
    this.offsets = new PackedNumbersReader(sliceSection(section, packedStart, this.tableBytes), count, width);
  }

  /**
   * Where a record begins; for `count`, where the last one ends.
   * @throws HansouError BAD_INDEX when that is not inside `total`
   */
  at(record: number): number {
    if (!this.offsets || record >= this.count) return this.recordBytes;
    const from = headerSize + baseSize * Math.floor(record / blockSize);
    const { bytes, origin } = this.section.window(from, from + baseSize);
    const start = readU48(bytes, this.section.start + from - origin) + this.offsets.at(record);
    if (start > this.recordBytes) throw damageError(`a start up to ${this.recordBytes}`, start);
    return start;
  }
}

function u48(writer: ByteWriter, value: number): void {
  writer.writeU32(value % 2 ** 32);
  writer.writeU16(Math.floor(value / 2 ** 32));
}

function readU48(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = 5; i >= 0; i--) value = value * 256 + bytes[at + i];
  return value;
}

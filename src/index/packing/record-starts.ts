/**
 * A table of where each of many adjacent records begins.
 *
 *     starts = width u8, zero u8, total u48, block*, zero u8 * 3
 *     block  = base u48, offset * 64                      of 64 records, the last block fewer
 *
 * `offset` is how far behind the base of its block a record begins, in `width` bits, packed as in packed-numbers.ts; `total`
 * is where the last record ends. If all records are empty, `width` is 255 and the table has only the first 8 bytes. What is
 * needed to find a record stands together, so that a file that is read by ranges gives it in one piece.
 */
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, isPackedWidth, packedBytes, readPackedNumber, writePackedNumbers } from './packed-numbers.ts';

const headerSize = 8;
/** Records for each base. */
const blockSize = 64;
const baseSize = 6;
/** Zeros behind the last block, for readers that load four bytes at a time. */
const paddingBytes = 3;
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

  /** Appends the table to `writer`. */
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
    for (let i = 0; i < count; i += blockSize) {
      const block = offsets.subarray(i, i + blockSize);
      const packed = new ByteWriter(packedBytes(blockSize, width));
      writePackedNumbers(packed, block, block.length, width);
      writer.writeU48(starts[i]);
      writer.writeBytes(packed.finish().subarray(0, offsetBytes(block.length, width)));
    }
    for (let i = 0; i < paddingBytes; i++) writer.writeU8(0);
  }

  /** The bytes of the table. */
  finish(): Uint8Array {
    const writer = new ByteWriter();
    this.write(writer);
    return writer.finish();
  }
}

/** Reads the table. */
export class RecordStartsReader {
  /** Where the last record ends. */
  readonly recordBytes: number;
  /** Number of bytes of the table. */
  readonly tableBytes: number;
  private readonly width: number;
  /** Bytes of a block; 0 if all records are empty. */
  private readonly blockBytes: number;

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
    this.width = width;
    if (width === allEmpty) {
      if (this.recordBytes !== 0) throw damageError('empty records', `${this.recordBytes} bytes of records`);
      this.tableBytes = headerSize;
      this.blockBytes = 0;
      return;
    }
    if (!isPackedWidth(width)) throw damageError('a width of up to 48 bits', width);
    this.blockBytes = baseSize + offsetBytes(blockSize, width);
    const last = count % blockSize;
    this.tableBytes =
      headerSize +
      Math.floor(count / blockSize) * this.blockBytes +
      (last > 0 ? baseSize + offsetBytes(last, width) : 0) +
      paddingBytes;
    if (this.tableBytes > section.length)
      throw damageError(`a table of ${this.tableBytes} bytes`, `${section.length} bytes`);
  }

  /** Notes that the starts of a record and of the next one will be needed. */
  want(record: number): void {
    if (this.blockBytes === 0) return;
    const from = headerSize + Math.floor(record / blockSize) * this.blockBytes;
    const isLast = record % blockSize === blockSize - 1;
    this.section.want(from, this.endOfBlock(isLast ? from + this.blockBytes : from));
  }

  /**
   * Where a record begins; for `count`, where the last record ends.
   * @throws HansouError BAD_INDEX if it begins beyond the end of all records
   */
  at(record: number): number {
    const { blockBytes, section } = this;
    if (blockBytes === 0 || record >= this.count) return this.recordBytes;
    const block = Math.floor(record / blockSize);
    const from = headerSize + block * blockBytes;
    const window = section.window(from, this.endOfBlock(from));
    const at = section.start + from - window.origin;
    const offset = readPackedNumber(window, at + baseSize, record - block * blockSize, this.width);
    const start = readUint48(window.bytes, at) + offset;
    if (start > this.recordBytes) throw damageError(`a start up to ${this.recordBytes}`, start);
    return start;
  }

  /** Where the bytes end that are read of a block. */
  private endOfBlock(from: number): number {
    return Math.min(from + this.blockBytes + paddingBytes, this.tableBytes);
  }
}

/** Bytes of the offsets of a block of `count` records. */
function offsetBytes(count: number, width: number): number {
  return Math.ceil((count * width) / 8);
}

function readUint48(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = 5; i >= 0; i--) value = value * 256 + bytes[at + i];
  return value;
}

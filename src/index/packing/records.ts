/**
 * Adjacent records of any size, each found by its index.
 *
 *     records = record*, zero u8 * 4, starts, recordsSize u64
 *
 * `starts` (record-starts.ts) holds where each record begins. It follows the records, so that they can be written as a
 * stream. The zeros let readers load four bytes at a time.
 */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { RecordStartsReader, RecordStartsWriter } from './record-starts.ts';
import { sliceSection } from './slice-section.ts';
import { readUint64 } from './uint64.ts';

/** Zero bytes behind the last record. */
export const recordsPadding = 4;
const trailerSize = 8;
/** Bytes that are collected before they are written to the sink. */
const flushBytes = 1 << 20;
/** Bytes of records that are copied at a time, approximately. */
const copyBytes = 1 << 16;

/** Writes records: the bytes of each into `record`, then `endRecord`. */
export class RecordsWriter {
  /** Takes the bytes of the current record. */
  readonly record = new ByteWriter();
  private readonly starts = new RecordStartsWriter();
  /** Number of bytes that are in the sink. */
  private written = 0;

  /** @param sink takes the bytes as a stream; without a sink, `finish` returns them all */
  constructor(private readonly sink?: ByteSink) {}

  /** Bytes of all records. */
  get recordBytes(): number {
    return this.starts.recordBytes;
  }

  /** Ends the current record: all bytes since the end of the previous one. */
  endRecord(): void {
    this.starts.add(this.written + this.record.length - this.starts.recordBytes);
    this.flushIfFull();
  }

  /** Copies all records of a reader, many at a time. @throws HansouError BAD_INDEX */
  appendAll(records: RecordsReader): void {
    for (let next = 0; next < records.count; ) {
      records.locate(next);
      const { start } = records;
      do {
        records.locate(next++);
        this.starts.add(records.end - records.start);
      } while (next < records.count && records.end - start < copyBytes);
      this.record.writeBytes(sliceSection(records.section, start, records.end).bytes());
      this.flushIfFull();
    }
  }

  /**
   * Ends records whose starts stand elsewhere: writes the zeros behind them. Returns the bytes that are not in the sink and the
   * table of starts.
   */
  finishApart(): { readonly bytes: Uint8Array; readonly starts: Uint8Array } {
    this.record.writeU32(0);
    return { bytes: this.record.finish(), starts: this.starts.finish() };
  }

  /** Writes what follows the records. Returns the bytes that are not in the sink; all bytes without a sink. */
  finish(): Uint8Array {
    const { record: bytes, starts } = this;
    bytes.writeU32(0);
    starts.write(bytes);
    bytes.writeU64(starts.recordBytes);
    this.written += bytes.length;
    return bytes.finish();
  }

  /** Number of all bytes, after `finish`. */
  get byteLength(): number {
    return this.written;
  }

  private flushIfFull(): void {
    if (!this.sink || this.record.length < flushBytes) return;
    this.written += this.record.length;
    this.record.flushTo(this.sink);
  }
}

/** Finds records by their index. */
export class RecordsReader {
  private readonly starts: RecordStartsReader;
  /** All records. */
  readonly section: Section;
  /** Where the record that was located last begins and ends in the section. */
  start = 0;
  end = 0;
  /** The record behind that one, which begins where it ends; 0 before any was located. */
  private next = 0;

  /**
   * @param startsSection the table of starts, if it stands elsewhere (`RecordsWriter.finishApart`); `section` may go on
   *   behind the records then
   * @throws HansouError BAD_INDEX if the sizes do not fit each other
   */
  constructor(
    section: Section,
    readonly count: number,
    startsSection?: Section,
  ) {
    if (startsSection) {
      this.starts = new RecordStartsReader(startsSection, count);
      if (this.starts.tableBytes !== startsSection.length)
        throw damageError(`a table of ${this.starts.tableBytes} bytes`, startsSection.length);
      this.section = sliceSection(section, 0, this.starts.recordBytes + recordsPadding);
      return;
    }
    const trailerStart = section.length - trailerSize;
    const recordBytes = readUint64(sliceSection(section, trailerStart, section.length), 0);
    const tableStart = recordBytes + recordsPadding;
    this.section = sliceSection(section, 0, tableStart);
    this.starts = new RecordStartsReader(sliceSection(section, tableStart, trailerStart), count);
    if (this.starts.recordBytes !== recordBytes || tableStart + this.starts.tableBytes !== trailerStart)
      throw damageError(`${this.starts.recordBytes} bytes of records`, recordBytes);
  }

  /** A record; at least `recordsPadding` bytes of the source follow it. @throws HansouError BAD_INDEX */
  at(record: number): Section {
    this.locate(record);
    return sliceSection(this.section, this.start, this.end);
  }

  /** Sets `start` and `end` to a record, without allocating an object. @throws HansouError BAD_INDEX */
  locate(record: number): void {
    if (record === this.next - 1) return;
    if (this.section.source.want !== undefined) this.starts.want(record);
    const start = record === this.next ? this.end : this.starts.at(record);
    const end = this.starts.at(record + 1);
    if (start > end) throw damageError(`a record that ends behind its start at ${start}`, end);
    this.start = start;
    this.end = end;
    this.next = record + 1;
  }
}

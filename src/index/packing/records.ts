/**
 * Records of any size one behind the other, each found by its place.
 *
 *     records = record*, zero u8 * 4, starts, recordsSize u64
 *
 * `starts` (starts.ts) tells where each record begins. It stands behind them, so that they can be written as they come;
 * the zeros let readers take four bytes at a time.
 */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { RecordStartsReader, RecordStartsWriter } from './record-starts.ts';
import { sliceSection } from './slice-section.ts';
import { readUint64 } from './uint64.ts';

/** Zeros that stand behind the last record. */
export const recordsPadding = 4;
const trailerSize = 8;
/** What waits for the sink is handed on when it is more than this. */
const flushBytes = 1 << 20;
/** About how many bytes of records are copied at once. */
const copyBytes = 1 << 16;

export class RecordsWriter {
  /** Where the record that is being written goes. */
  readonly record = new ByteWriter();
  private readonly starts = new RecordStartsWriter();
  private written = 0;

  constructor(private readonly sink?: ByteSink) {}

  /** Bytes of all records. */
  get recordBytes(): number {
    return this.starts.recordBytes;
  }

  /** Ends a record: everything written since the one before. */
  endRecord(): void {
    this.starts.add(this.written + this.record.length - this.starts.recordBytes);
    this.flushIfFull();
  }

  /** Takes over all records of another, many at a time. @throws HansouError BAD_INDEX */
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

  /** Writes what stands behind the records, and gives what the sink has not got: everything without a sink. */
  finish(): Uint8Array {
    const { record: bytes, starts } = this;
    bytes.writeU32(0);
    starts.write(bytes);
    bytes.writeU64(starts.recordBytes);
    this.written += bytes.length;
    return bytes.finish();
  }

  /** Bytes in all, once it is finished. */
  get byteLength(): number {
    return this.written;
  }

  private flushIfFull(): void {
    if (!this.sink || this.record.length < flushBytes) return;
    this.written += this.record.length;
    this.record.flushTo(this.sink);
  }
}

export class RecordsReader {
  private readonly starts: RecordStartsReader;
  /** All of them. */
  readonly section: Section;
  /** Where the record that was found last begins and ends in the section. */
  start = 0;
  end = 0;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    section: Section,
    readonly count: number,
  ) {
    const trailerAt = section.length - trailerSize;
    const total = readUint64(sliceSection(section, trailerAt, section.length), 0);
    const startsAt = total + recordsPadding;
    this.section = sliceSection(section, 0, startsAt);
    this.starts = new RecordStartsReader(sliceSection(section, startsAt, trailerAt), count);
    if (this.starts.recordBytes !== total || startsAt + this.starts.tableBytes !== trailerAt)
      throw damageError(`${this.starts.recordBytes} bytes of records`, total);
  }

  /** A record; `recordsTail` bytes of the source follow it. @throws HansouError BAD_INDEX */
  at(record: number): Section {
    this.locate(record);
    return sliceSection(this.section, this.start, this.end);
  }

  /** Sets `start` and `end` to a record: no object is made for it. @throws HansouError BAD_INDEX */
  locate(record: number): void {
    const start = this.starts.at(record);
    const end = this.starts.at(record + 1);
    if (start > end) throw damageError(`a record that ends behind its start at ${start}`, end);
    this.start = start;
    this.end = end;
  }
}

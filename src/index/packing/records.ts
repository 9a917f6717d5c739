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
import type { Section } from '../../bytes/container.ts';
import { damageError } from '../damage.ts';
import { RecordStarts, RecordStartsWriter } from './record-starts.ts';
import { subsection } from './subsection.ts';
import { readUint64, writeUint64 } from './uint64.ts';

/** Zeros that stand behind the last record. */
export const recordsTail = 4;
const trailerSize = 8;
/** What waits for the sink is handed on when it is more than this. */
const chunkSize = 1 << 20;
/** About how many bytes of records are copied at once. */
const copiedAtOnce = 1 << 16;

export class RecordsWriter {
  /** Where the record that is being written goes. */
  readonly bytes = new ByteWriter();
  private readonly starts = new RecordStartsWriter();
  private written = 0;

  constructor(private readonly sink?: ByteSink) {}

  /** Bytes of all records. */
  get total(): number {
    return this.starts.total;
  }

  /** Ends a record: everything written since the one before. */
  close(): void {
    this.starts.add(this.written + this.bytes.length - this.starts.total);
    this.handOn();
  }

  /** Takes over all records of another, many at a time. @throws HansouError BAD_INDEX */
  copyAll(records: RecordsReader): void {
    for (let next = 0; next < records.count; ) {
      records.find(next);
      const { start } = records;
      do {
        records.find(next++);
        this.starts.add(records.end - records.start);
      } while (next < records.count && records.end - start < copiedAtOnce);
      this.bytes.block(subsection(records.section, start, records.end).bytes());
      this.handOn();
    }
  }

  /** Writes what stands behind the records, and gives what the sink has not got: everything without a sink. */
  finish(): Uint8Array {
    const { bytes, starts } = this;
    bytes.u32(0);
    starts.write(bytes);
    writeUint64(bytes, starts.total);
    this.written += bytes.length;
    return bytes.finish();
  }

  /** Bytes in all, once it is finished. */
  get size(): number {
    return this.written;
  }

  private handOn(): void {
    if (!this.sink || this.bytes.length < chunkSize) return;
    this.written += this.bytes.length;
    this.bytes.handTo(this.sink);
  }
}

export class RecordsReader {
  private readonly starts: RecordStarts;
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
    const total = readUint64(subsection(section, trailerAt, section.length), 0);
    const startsAt = total + recordsTail;
    this.section = subsection(section, 0, startsAt);
    this.starts = new RecordStarts(subsection(section, startsAt, trailerAt), count);
    if (this.starts.total !== total || startsAt + this.starts.size !== trailerAt)
      throw damageError(`${this.starts.total} bytes of records`, total);
  }

  /** A record; `recordsTail` bytes of the source follow it. @throws HansouError BAD_INDEX */
  at(record: number): Section {
    this.find(record);
    return subsection(this.section, this.start, this.end);
  }

  /** Sets `start` and `end` to a record: no object is made for it. @throws HansouError BAD_INDEX */
  find(record: number): void {
    const start = this.starts.at(record);
    const end = this.starts.at(record + 1);
    if (start > end) throw damageError(`a record that ends behind its start at ${start}`, end);
    this.start = start;
    this.end = end;
  }
}

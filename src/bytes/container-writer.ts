/** Writes a container (container.ts): in one piece from sections in memory, or section by section as a stream. */
import type { ByteSink } from './byte-sink.ts';
import type { ByteSource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import { Checksum, checksum } from './checksum.ts';
import {
  alignUp,
  Container,
  type ContainerFormat,
  checksumOffset,
  headerSize,
  magicNumber,
  recordSize,
  type SectionRecord,
  sectionAlignment,
} from './container.ts';

/** A section to be written. */
export interface SectionBytes {
  readonly kind: number;
  readonly ordinal: number;
  readonly bytes: Uint8Array;
}

/** The bytes of a file with these sections. */
export function writeContainer(format: ContainerFormat, sections: readonly SectionBytes[]): Uint8Array {
  let size = firstSectionStart(sections.length);
  const records = sections.map(({ kind, ordinal, bytes }) => {
    const record = { kind, ordinal, start: size, length: bytes.length, checksum: checksum(bytes) };
    size = alignUp(size + bytes.length);
    return record;
  });
  const file = new Uint8Array(size);
  file.set(encodeDirectory(format, records, size));
  sections.forEach(({ bytes }, i) => {
    file.set(bytes, records[i].start);
  });
  return file;
}

/** Where a file goes that is written as a stream. */
export interface ContainerOutput extends ByteSink {
  /** Overwrites the first bytes of the file. */
  overwriteStart(bytes: Uint8Array): void;
  /** The bytes written so far, to be read before more are written. */
  readWritten(): ByteSource;
}

/**
 * Writes a file section by section, each as a stream. The directory is written last, over zeros that reserve its place.
 *
 * Law: the same sections give the bytes that `writeContainer` gives.
 */
export class ContainerWriter {
  private readonly records: SectionRecord[] = [];
  /** Number of bytes written. */
  private size: number;
  private current: { kind: number; ordinal: number; start: number; sum: Checksum } | undefined;

  /** @param sectionCount the number of sections that will be written */
  constructor(
    private readonly format: ContainerFormat,
    private readonly sectionCount: number,
    private readonly output: ContainerOutput,
  ) {
    this.size = firstSectionStart(sectionCount);
    output.write(new Uint8Array(this.size));
  }

  /** Begins a section. The sink takes its bytes until `endSection` is called. */
  beginSection(kind: number, ordinal: number): ByteSink {
    const current = { kind, ordinal, start: this.size, sum: new Checksum() };
    this.current = current;
    return {
      write: bytes => {
        current.sum.add(bytes);
        this.size += bytes.length;
        this.output.write(bytes);
      },
    };
  }

  endSection(): void {
    const { kind, ordinal, start, sum } = this.current!;
    this.records.push({ kind, ordinal, start, length: this.size - start, checksum: sum.finish() });
    const end = alignUp(this.size);
    if (end > this.size) this.output.write(new Uint8Array(end - this.size));
    this.size = end;
  }

  /** Writes a section whose bytes are in memory. */
  writeSection(kind: number, ordinal: number, bytes: Uint8Array): void {
    this.beginSection(kind, ordinal).write(bytes);
    this.endSection();
  }

  /** The sections written so far. */
  openWritten(): Container {
    return Container.ofRecords(this.format, this.output.readWritten(), this.records);
  }

  /**
   * Header and records as they will be when one more section ends the file, with zeros for what depends on the bytes of
   * that section (`restoreDirectory` puts it in).
   * @param length bytes of that section
   */
  describeWithLast(kind: number, ordinal: number, length: number): Uint8Array {
    const last = { kind, ordinal, start: this.size, length, checksum: 0 };
    const bytes = encodeDirectory(this.format, [...this.records, last], alignUp(this.size + length));
    return bytes.fill(0, checksumOffset, checksumOffset + 4).subarray(0, headerSize + recordSize * this.sectionCount);
  }

  /** Writes the directory. */
  finish(): void {
    if (this.records.length !== this.sectionCount)
      throw new RangeError(`${this.records.length} sections were written, expected ${this.sectionCount}`);
    this.output.overwriteStart(encodeDirectory(this.format, this.records, this.size));
  }
}

/** Where the first section begins in a file of `sectionCount` sections. */
function firstSectionStart(sectionCount: number): number {
  return alignUp(headerSize + recordSize * sectionCount);
}

/** The bytes of header, records and padding: everything before the first section. */
function encodeDirectory(format: ContainerFormat, records: readonly SectionRecord[], size: number): Uint8Array {
  const writer = new ByteWriter(headerSize + recordSize * records.length);
  writer.writeU32(magicNumber(format));
  writer.writeU32(format.version);
  writer.writeU32(records.length);
  writer.writeU32(0);
  writer.writeU64(size);
  writer.writeU64(0);
  for (const { kind, ordinal, start, length, checksum: sum } of records) {
    writer.writeU16(kind);
    writer.writeU16(ordinal);
    writer.writeU32(sum);
    writer.writeU64(start);
    writer.writeU64(length);
  }
  writer.overwriteU32(checksumOffset, checksum(writer.finish()));
  writer.alignTo(sectionAlignment);
  return writer.finish();
}

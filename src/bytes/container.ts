/**
 * The container: a file of sections. An index, each of its segments and a lexicon are containers.
 *
 * All numbers are little-endian. Sections begin at multiples of 8, so that typed arrays can be laid directly on the bytes.
 *
 *     file      = header record* padding section*       each section followed by zeros up to a multiple of 8
 *     header    = magic u32, version u32, sections u32, checksum u32, size u64, reserved u64      32 bytes
 *     record    = kind u16, ordinal u16, checksum u32, start u64, length u64                      24 bytes
 *
 * `magic` identifies the type of file. The header's checksum covers the header (with its own four bytes as 0) and the
 * records; the checksum of a record covers its section. `ordinal` distinguishes sections of one kind: it is the ordinal
 * of a field. Sections are in the order of their records, without gaps other than the padding.
 *
 * This file is where the bytes of a file are checked: `Container.open` checks the header, the directory and all sizes;
 * `Container.verify` checks every section against its checksum. Each reader of a section also checks what it reads, and
 * index/segment/verify-segment.ts checks all that checksums cannot show.
 *
 * Laws: the same sections give the same bytes. `Container.open` refuses every file whose header, records or size differ
 * from what was written, and reads nothing else. `verify` finds every other byte that differs.
 */
import { type ErrorCode, HansouError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { Checksum, checksum } from './checksum.ts';
import { Section } from './section.ts';

export const headerSize = 32;
export const recordSize = 24;
/** Offset of the header's checksum. */
export const checksumOffset = 12;
/** A directory of more sections is damaged. */
const maxSections = 0x10000;
/** Sections begin at multiples of this. */
export const sectionAlignment = 8;
/** Number of bytes of a section that `verify` reads at a time. */
const verifyChunkBytes = 1 << 20;

/** A type of file: its first four bytes, its version, and what errors say about it. */
export interface ContainerFormat {
  /** Four ASCII characters. */
  readonly magic: string;
  /** Version of the layout of the sections. */
  readonly version: number;
  /** The name that error texts use: `index` or `lexicon`. */
  readonly name: string;
  /** Code of the error for a file that is damaged or of another type. */
  readonly errorCode: ErrorCode;
  /** What to do about a file that cannot be used. */
  readonly hint: string;
}

/** A record of the directory: where a section is and the checksum it must have. */
export interface SectionRecord {
  readonly kind: number;
  /** Distinguishes sections of one kind. */
  readonly ordinal: number;
  readonly start: number;
  readonly length: number;
  readonly checksum: number;
}

/** The first four bytes of a file of this format, as a little-endian number. */
export function magicNumber(format: ContainerFormat): number {
  return Array.from(format.magic).reduce((sum, character, i) => sum + character.charCodeAt(0) * 256 ** i, 0);
}

/** The next multiple of `sectionAlignment`. */
export function alignUp(length: number): number {
  return Math.ceil(length / sectionAlignment) * sectionAlignment;
}

/** An open file: its sections by kind and ordinal. */
export class Container {
  private constructor(
    private readonly format: ContainerFormat,
    readonly source: ByteSource,
    /** The records of all sections, in their order in the file. */
    readonly directory: readonly SectionRecord[],
  ) {}

  /**
   * Reads and checks the header and the directory; no section is read.
   * @throws HansouError with the error code of the format, or FORMAT_VERSION
   */
  static open(format: ContainerFormat, source: ByteSource): Container {
    const sectionCount = checkHeader(format, source);
    const directory = readDirectory(format, source, sectionCount);
    checkLayout(format, source, directory);
    return new Container(format, source, directory);
  }

  /** A container that is being written: its directory is not in the source yet. */
  static ofRecords(format: ContainerFormat, source: ByteSource, directory: readonly SectionRecord[]): Container {
    return new Container(format, source, directory);
  }

  /** The same container with another source of the same bytes. */
  withSource(source: ByteSource): Container {
    return new Container(this.format, source, this.directory);
  }

  /** The checksum of the header: it covers the checksums of all sections, so two files with one are as good as the same. */
  get checksum(): number {
    return viewOf(this.source, 0, headerSize).getUint32(checksumOffset, true);
  }

  /** The section of a kind and ordinal. @throws HansouError with the error code of the format if the file lacks it */
  getSection(kind: number, ordinal = 0): Section {
    const found = this.findSection(kind, ordinal);
    if (found) return found;
    throw new HansouError(this.format.errorCode, `this hansou ${this.format.name} lacks a section`, {
      expected: `a section of kind ${kind}, ordinal ${ordinal}`,
      got: 'none',
      hint: this.format.hint,
    });
  }

  /** The section of a kind and ordinal, if the file has one. */
  findSection(kind: number, ordinal = 0): Section | undefined {
    const record = this.directory.find(each => each.kind === kind && each.ordinal === ordinal);
    return record && this.open(record);
  }

  /**
   * Checks every section against its checksum, and that the padding is zero.
   * @throws HansouError CHECKSUM
   */
  verify(): void {
    let end = headerSize + recordSize * this.directory.length;
    for (const record of this.directory) {
      this.verifyPadding(end, record.start);
      const sum = computeChecksum(this.open(record));
      if (sum !== record.checksum)
        throw this.checksumError(`section ${record.kind}/${record.ordinal} with checksum ${record.checksum}`, `${sum}`);
      end = record.start + record.length;
    }
    this.verifyPadding(end, this.source.size);
  }

  private open({ start, length, checksum }: SectionRecord): Section {
    return new Section(this.source, start, length, checksum);
  }

  private verifyPadding(start: number, end: number): void {
    const padding = viewOf(this.source, start, end);
    for (let i = 0; i < padding.byteLength; i++) {
      const byte = padding.getUint8(i);
      if (byte !== 0) throw this.checksumError('zeros between sections', `0x${byte.toString(16)} at byte ${start + i}`);
    }
  }

  private checksumError(expected: string, got: string): HansouError {
    return new HansouError('CHECKSUM', `this hansou ${this.format.name} is damaged`, {
      expected,
      got,
      hint: this.format.hint,
    });
  }
}

/**
 * Puts the checksums into header and records that lack that of the last section and their own.
 * @param directory from `ContainerWriter.describeWithLast`; it is changed
 */
export function restoreDirectory(directory: Uint8Array, lastChecksum: number): void {
  const data = new DataView(directory.buffer, directory.byteOffset, directory.length);
  data.setUint32(directory.length - recordSize + 4, lastChecksum, true);
  data.setUint32(checksumOffset, checksum(directory), true);
}

/** Checks magic, version and size. Returns the number of sections. */
function checkHeader(format: ContainerFormat, source: ByteSource): number {
  if (source.size < headerSize) throw openError(format, `at least ${headerSize} bytes`, `${source.size}`);
  const header = viewOf(source, 0, headerSize);
  const magic = header.getUint32(0, true);
  if (magic !== magicNumber(format))
    throw openError(
      format,
      `a file that begins with ${format.magic}`,
      `other first bytes, 0x${magic.toString(16).padStart(8, '0')}`,
    );
  const version = header.getUint32(4, true);
  if (version !== format.version) {
    throw new HansouError('FORMAT_VERSION', `this hansou ${format.name} has another format version`, {
      expected: `version ${format.version}`,
      got: `version ${version}`,
      hint: format.hint,
    });
  }
  const sectionCount = header.getUint32(8, true);
  if (sectionCount > maxSections) throw openError(format, `at most ${maxSections} sections`, `${sectionCount}`);
  const size = readUint64(header, 16);
  if (size !== source.size) throw openError(format, `${size} bytes, as the header says`, `${source.size}`);
  return sectionCount;
}

/** Reads the records, after checking them and the header against their checksum. */
function readDirectory(format: ContainerFormat, source: ByteSource, sectionCount: number): SectionRecord[] {
  const directoryEnd = headerSize + recordSize * sectionCount;
  if (directoryEnd > source.size)
    throw openError(format, `a directory of ${directoryEnd} bytes`, `a file of ${source.size}`);
  const data = viewOf(source, 0, directoryEnd);
  const copy = new Uint8Array(directoryEnd);
  copy.set(new Uint8Array(data.buffer, data.byteOffset, directoryEnd));
  copy.fill(0, checksumOffset, checksumOffset + 4);
  if (checksum(copy) !== data.getUint32(checksumOffset, true))
    throw openError(format, 'a header and directory with their checksum', 'another checksum');
  return Array.from({ length: sectionCount }, (_, i) => {
    const at = headerSize + recordSize * i;
    return {
      kind: data.getUint16(at, true),
      ordinal: data.getUint16(at + 2, true),
      start: readUint64(data, at + 8),
      length: readUint64(data, at + 16),
      checksum: data.getUint32(at + 4, true),
    };
  });
}

/** Checks that the sections follow each other without gaps and fill the file. */
function checkLayout(format: ContainerFormat, source: ByteSource, directory: readonly SectionRecord[]): void {
  let next = alignUp(headerSize + recordSize * directory.length);
  for (const [i, { start, length }] of directory.entries()) {
    if (start !== next || !(length <= source.size - start))
      throw openError(
        format,
        `section ${i} inside the file, behind the section before it`,
        `start ${start}, length ${length}`,
      );
    next = alignUp(start + length);
  }
  if (next !== source.size)
    throw openError(format, `sections up to the end of the file, ${source.size}`, `up to ${next}`);
}

function openError(format: ContainerFormat, expected: string, got: string): HansouError {
  return new HansouError(format.errorCode, `these bytes cannot be opened as a hansou ${format.name}`, {
    expected,
    got,
    hint: format.hint,
  });
}

/** The checksum of a section, read chunk by chunk since the section may be larger than memory. */
function computeChecksum(section: Section): number {
  const sum = new Checksum();
  for (let from = 0; from < section.length; from += verifyChunkBytes)
    sum.add(section.bytes(from, Math.min(section.length, from + verifyChunkBytes)));
  return sum.finish();
}

function viewOf(source: ByteSource, start: number, end: number): DataView {
  const { bytes, origin } = source.window(start, end);
  return new DataView(bytes.buffer, bytes.byteOffset + start - origin, end - start);
}

/** A number below 2^53. Larger numbers occur only in damaged files, and fail the checks that follow. */
function readUint64(data: DataView, at: number): number {
  return data.getUint32(at, true) + data.getUint32(at + 4, true) * 2 ** 32;
}

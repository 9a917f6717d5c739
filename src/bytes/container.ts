/**
 * A file of sections. All numbers are little-endian; sections begin at multiples of 8, so that typed arrays lie
 * straight on the bytes.
 *
 *     file      = header record* padding section*       each section followed by zeros up to a multiple of 8
 *     header    = magic u32, version u32, sections u32, checksum u32, size u64, reserved u64      32 bytes
 *     record    = kind u16, part u16, checksum u32, start u64, length u64                         24 bytes
 *
 * `magic` says which sort of file it is. The header's checksum is of header (its own four bytes as 0) and records; a
 * record's is of its section. `part` tells sections of one kind apart (the number of a field). Sections stand in the
 * order of their records, without gaps but the padding.
 *
 * Laws: the same sections give the same bytes. `openContainer` refuses every file whose header, records or size are
 * not as written, and reads nothing else; `verify` finds every other byte that differs.
 */
import { type ErrorCode, HansouError } from '../errors.ts';
import type { ByteSource, ByteWindow } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import { Checksum, checksum } from './checksum.ts';

const headerSize = 32;
const recordSize = 24;
const checksumAt = 12;
/** More sections than this are damage. */
const mostSections = 0x10000;
const alignment = 8;
/** Bytes of a section that `verify` reads at a time. */
const verifiedAtOnce = 1 << 20;

/** A sort of file: its first four bytes, the version of its sections, and how errors speak of it. */
export interface ContainerFormat {
  /** Four ASCII characters. */
  readonly magic: string;
  readonly version: number;
  /** `index`, `lexicon`. */
  readonly name: string;
  readonly badCode: ErrorCode;
  /** What to do about a file that cannot be used. */
  readonly hint: string;
}

/** A section to be written. */
export interface SectionBytes {
  readonly kind: number;
  readonly part: number;
  readonly bytes: Uint8Array;
}

/** A stretch of a source that one reader owns. Offsets count from its start. */
export class Section {
  constructor(
    readonly source: ByteSource,
    readonly kind: number,
    readonly part: number,
    readonly start: number,
    readonly length: number,
    readonly checksum: number,
  ) {}

  /** A window on `[from, to)` of the section; byte `at` of the section is `bytes[at + start - origin]`. */
  window(from: number, to: number): ByteWindow {
    return this.source.window(this.start + from, this.start + to);
  }

  /** The bytes `[from, to)`; a view where the source is memory. They must lie inside the section. */
  bytes(from = 0, to = this.length): Uint8Array {
    const { bytes, origin } = this.source.window(this.start + from, this.start + to);
    return bytes.subarray(this.start + from - origin, this.start + to - origin);
  }
}

function magicNumber(format: ContainerFormat): number {
  return Array.from(format.magic).reduce((sum, character, i) => sum + character.charCodeAt(0) * 256 ** i, 0);
}

/** Lays sections out in one file. */
export function writeContainer(format: ContainerFormat, sections: readonly SectionBytes[]): Uint8Array {
  const directory = headerSize + recordSize * sections.length;
  let size = padded(directory);
  const starts = sections.map(({ bytes }) => {
    const start = size;
    size = padded(size + bytes.length);
    return start;
  });
  const file = new Uint8Array(size);
  file.set(
    writeDirectory(
      format,
      sections.map(({ kind, part, bytes }, i) => ({
        kind,
        part,
        start: starts[i],
        length: bytes.length,
        checksum: checksum(bytes),
      })),
      size,
    ),
  );
  sections.forEach(({ bytes }, i) => {
    file.set(bytes, starts[i]);
  });
  return file;
}

/** A section's place in the file that is being written. */
export interface SectionPlace {
  readonly kind: number;
  readonly part: number;
  readonly start: number;
  readonly length: number;
  readonly checksum: number;
}

/** Where the first section begins in a file of so many. */
export function firstSectionStart(sections: number): number {
  return padded(headerSize + recordSize * sections);
}

/** Header and records, padded: the beginning of a file whose sections are written by others. */
export function writeDirectory(format: ContainerFormat, sections: readonly SectionPlace[], size: number): Uint8Array {
  const writer = new ByteWriter(headerSize + recordSize * sections.length);
  writer.u32(magicNumber(format));
  writer.u32(format.version);
  writer.u32(sections.length);
  writer.u32(0);
  u64(writer, size);
  u64(writer, 0);
  for (const { kind, part, start, length, checksum: sum } of sections) {
    writer.u16(kind);
    writer.u16(part);
    writer.u32(sum);
    u64(writer, start);
    u64(writer, length);
  }
  writer.setU32(checksumAt, checksum(writer.finish()));
  writer.align(alignment);
  return writer.finish();
}

/** A file that was opened: its sections by kind and part. */
export class Container {
  private constructor(
    private readonly format: ContainerFormat,
    readonly source: ByteSource,
    readonly sections: readonly Section[],
  ) {}

  /**
   * Reads header and directory.
   * @throws HansouError the format's own code, or FORMAT_VERSION
   */
  static open(format: ContainerFormat, source: ByteSource): Container {
    const bad = (expected: string, got: string): never => {
      throw new HansouError(format.badCode, `these bytes cannot be opened as a hansou ${format.name}`, {
        expected,
        got,
        hint: format.hint,
      });
    };
    if (source.size < headerSize) bad(`at least ${headerSize} bytes`, `${source.size}`);
    const head = windowBytes(source, 0, headerSize);
    const magic = head.getUint32(0, true);
    if (magic !== magicNumber(format))
      bad(`a file that begins with ${format.magic}`, `other first bytes, 0x${magic.toString(16).padStart(8, '0')}`);
    const version = head.getUint32(4, true);
    if (version !== format.version) {
      throw new HansouError('FORMAT_VERSION', `this hansou ${format.name} has another format`, {
        expected: `version ${format.version}`,
        got: `version ${version}`,
        hint: format.hint,
      });
    }
    const count = head.getUint32(8, true);
    if (count > mostSections) bad(`at most ${mostSections} sections`, `${count}`);
    const directory = headerSize + recordSize * count;
    const size = readU64(head, 16);
    if (size !== source.size) bad(`${size} bytes, as its header says`, `${source.size}`);
    if (directory > source.size) bad(`a directory of ${directory} bytes`, `a file of ${source.size}`);
    const bytes = windowBytes(source, 0, directory);
    const copy = new Uint8Array(directory);
    copy.set(new Uint8Array(bytes.buffer, bytes.byteOffset, directory));
    copy.fill(0, checksumAt, checksumAt + 4);
    if (checksum(copy) !== bytes.getUint32(checksumAt, true))
      bad('a header and directory as they were written', 'other bytes');
    let next = padded(directory);
    const sections: Section[] = [];
    for (let i = 0; i < count; i++) {
      const at = headerSize + recordSize * i;
      const start = readU64(bytes, at + 8);
      const length = readU64(bytes, at + 16);
      if (start !== next || !(length <= source.size - start))
        bad(`section ${i} inside the file, behind the one before`, `start ${start}, length ${length}`);
      sections.push(
        new Section(
          source,
          bytes.getUint16(at, true),
          bytes.getUint16(at + 2, true),
          start,
          length,
          bytes.getUint32(at + 4, true),
        ),
      );
      next = padded(start + length);
    }
    if (next !== source.size) bad(`sections up to the end of the file, ${source.size}`, `up to ${next}`);
    return new Container(format, source, sections);
  }

  /** The section of a kind and part. @throws the format's own error when the file lacks it */
  section(kind: number, part = 0): Section {
    const found = this.find(kind, part);
    if (found) return found;
    throw new HansouError(this.format.badCode, `this hansou ${this.format.name} lacks a section`, {
      expected: `a section of kind ${kind}, part ${part}`,
      got: 'none',
      hint: this.format.hint,
    });
  }

  find(kind: number, part = 0): Section | undefined {
    return this.sections.find(section => section.kind === kind && section.part === part);
  }

  /**
   * Checks every section against its checksum, and the padding.
   * @throws HansouError CHECKSUM
   */
  verify(): void {
    let end = headerSize + recordSize * this.sections.length;
    for (const section of [...this.sections, undefined]) {
      const start = section ? section.start : this.source.size;
      const padding = windowBytes(this.source, end, start);
      for (let i = 0; i < padding.byteLength; i++)
        if (padding.getUint8(i))
          this.differs('zeros between sections', `0x${padding.getUint8(i).toString(16)} at byte ${end + i}`);
      if (!section) break;
      const sum = checksumOf(section);
      if (sum !== section.checksum)
        this.differs(
          `section ${section.kind}/${section.part} as it was written, checksum ${section.checksum}`,
          `${sum}`,
        );
      end = section.start + section.length;
    }
  }

  private differs(expected: string, got: string): never {
    throw new HansouError('CHECKSUM', `this hansou ${this.format.name} was damaged`, {
      expected,
      got,
      hint: this.format.hint,
    });
  }
}

/** Of a section, read a stretch at a time: it may be larger than memory. */
function checksumOf(section: Section): number {
  const sum = new Checksum();
  for (let from = 0; from < section.length; from += verifiedAtOnce)
    sum.add(section.bytes(from, Math.min(section.length, from + verifiedAtOnce)));
  return sum.finish();
}

function windowBytes(source: ByteSource, start: number, end: number): DataView {
  const { bytes, origin } = source.window(start, end);
  return new DataView(bytes.buffer, bytes.byteOffset + start - origin, end - start);
}

/** The next multiple of what sections begin at. */
export function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function u64(writer: ByteWriter, value: number): void {
  writer.u32(value % 2 ** 32);
  writer.u32(Math.floor(value / 2 ** 32));
}

/** A number up to 2^53; larger ones are damage and fail the checks on them. */
function readU64(data: DataView, at: number): number {
  return data.getUint32(at, true) + data.getUint32(at + 4, true) * 2 ** 32;
}

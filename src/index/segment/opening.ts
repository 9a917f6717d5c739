/**
 * Copies of what opening a segment reads, in one place at its end: so a file that is read over a network opens with one
 * request for its last bytes, and not with one for its first bytes and one for each section.
 *
 *     opening = part*, fewer than 8 zeros, size of the opening u32, checksum of all before it u32
 *     part    = start u48, size u16, byte * size           of the file, ascending; the first is header and records
 *
 * The opening ends the file, at a multiple of 8. What depends on its own bytes is 0 in the copy of header and records:
 * the header's checksum and that of the last record. The sections that queries read first stand before it; of a long term
 * index, of which a query reads some groups, the opening has a copy of where these are, and it stands before the others.
 */
import type { ByteSource, ByteWindow } from '../../bytes/byte-source.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { checksum } from '../../bytes/checksum.ts';
import { alignUp, headerSize, recordSize, restoreDirectory, sectionAlignment } from '../../bytes/container.ts';
import type { ContainerWriter } from '../../bytes/container-writer.ts';
import { damageError } from '../damage.ts';
import { SectionKind } from '../section-kinds.ts';
import type { StoreSections } from '../store/encoding/text-encoding.ts';
import { maxWholeIndexBytes } from '../termdict/page-index.ts';
import { Segment } from './segment.ts';

const headerBytes = 8;
const maxPartBytes = 0xffff;
const trailerBytes = 8;
/** Bytes that say where the groups of a long term index are, at most, for a copy of them. */
const maxGroupTableBytes = 0x1000;

/** A part of a file. */
export interface FilePart {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** The kinds of the sections before the opening, in their order; long term indexes stand before all of these. */
export const tailKinds: readonly number[] = [
  SectionKind.TextCode,
  SectionKind.DocumentStarts,
  SectionKind.Lengths,
  SectionKind.TermIndex,
];

/** The sections of a segment that are written behind all others, and the last one. */
export class SegmentTail {
  private readonly sections: { readonly kind: number; readonly ordinal: number; readonly bytes: Uint8Array }[] = [];

  /** Adds a section. */
  add(kind: number, ordinal: number, bytes: Uint8Array): void {
    this.sections.push({ kind, ordinal, bytes });
  }

  /** Adds the sections beside the records of the documents. */
  addDocuments({ starts, code }: StoreSections): void {
    this.add(SectionKind.TextCode, 0, code);
    this.add(SectionKind.DocumentStarts, 0, starts);
  }

  /** Writes the sections, those that queries read first last, and ends the segment. */
  finish(writer: ContainerWriter): void {
    for (const { kind, ordinal, bytes } of this.sections.sort((a, b) => placeOf(a) - placeOf(b)))
      writer.writeSection(kind, ordinal, bytes);
    const written = writer.openWritten();
    const recorder = new ReadRecorder(written.source);
    const segment = Segment.openContainer(written.withSource(recorder));
    // Pinyin is opened later, but should take no request of its own then.
    void segment.pinyin;
    for (const { kind, ordinal, bytes } of this.sections) {
      if (!isLongTermIndex(kind, bytes)) continue;
      const { groupTableBytes } = segment.textFields[ordinal]!.termReader.pages;
      const { start } = written.getSection(kind, ordinal);
      if (groupTableBytes <= maxGroupTableBytes) recorder.window(start, start + groupTableBytes);
    }
    writer.writeSection(SectionKind.Opening, 0, writeOpening(writer, recorder.listParts()));
    writer.finish();
  }
}

/** Whether a section is a term index that is not loaded as a whole. */
function isLongTermIndex(kind: number, bytes: Uint8Array): boolean {
  return kind === SectionKind.TermIndex && bytes.length > maxWholeIndexBytes;
}

/** The place of a section among those at the end. */
function placeOf({ kind, bytes }: { readonly kind: number; readonly bytes: Uint8Array }): number {
  return isLongTermIndex(kind, bytes) ? -1 : tailKinds.indexOf(kind);
}

/** Notes which bytes are read. */
class ReadRecorder implements ByteSource {
  readonly size: number;
  private readonly ranges: { start: number; end: number }[] = [];

  constructor(private readonly source: ByteSource) {
    this.size = source.size;
  }

  window(start: number, end: number): ByteWindow {
    if (end > start) this.ranges.push({ start, end });
    return this.source.window(start, end);
  }

  /** What was read, without parts inside or next to others. */
  listParts(): FilePart[] {
    const joined: { start: number; end: number }[] = [];
    for (const { start, end } of this.ranges.sort((a, b) => a.start - b.start)) {
      const before = joined[joined.length - 1];
      if (before && start <= before.end) before.end = Math.max(before.end, end);
      else joined.push({ start, end });
    }
    return joined.map(({ start, end }) => {
      const { bytes, origin } = this.source.window(start, end);
      return { start, bytes: bytes.slice(start - origin, end - origin) };
    });
  }
}

function writeOpening(container: ContainerWriter, read: readonly FilePart[]): Uint8Array {
  // What is longer is read where it stands.
  const parts = read.filter(({ bytes }) => bytes.length <= maxPartBytes);
  const describe = (length: number) => container.describeWithLast(SectionKind.Opening, 0, length);
  const directoryBytes = describe(0).length;
  const partBytes = parts.reduce((sum, { bytes }) => sum + headerBytes + bytes.length, 0);
  const length = alignUp(headerBytes + directoryBytes + partBytes) + trailerBytes;
  const writer = new ByteWriter(length);
  for (const { start, bytes } of [{ start: 0, bytes: describe(length) }, ...parts]) {
    writer.writeU48(start);
    writer.writeU16(bytes.length);
    writer.writeBytes(bytes);
  }
  writer.alignTo(sectionAlignment);
  const sum = checksum(writer.finish());
  writer.writeU32(length);
  writer.writeU32(sum);
  return writer.finish();
}

/** The opening at the end of the last bytes of a file; undefined if it is not whole. */
export function findOpening(lastBytes: Uint8Array): Uint8Array | undefined {
  if (lastBytes.length < trailerBytes) return undefined;
  const data = new DataView(lastBytes.buffer, lastBytes.byteOffset, lastBytes.length);
  const end = lastBytes.length - trailerBytes;
  const length = data.getUint32(end, true);
  if (length < trailerBytes || length > lastBytes.length) return undefined;
  const opening = lastBytes.subarray(lastBytes.length - length);
  return checksum(opening.subarray(0, length - trailerBytes)) === data.getUint32(end + 4, true) ? opening : undefined;
}

/** The parts of the file that the opening has copies of. @throws HansouError BAD_INDEX */
export function readOpening(opening: Uint8Array): FilePart[] {
  const data = new DataView(opening.buffer, opening.byteOffset, opening.length);
  const end = opening.length - trailerBytes;
  const parts: FilePart[] = [];
  for (let at = 0; end - at >= headerBytes; ) {
    const size = data.getUint16(at + 6, true);
    if (size === 0 || at + headerBytes + size > end) throw damageError('a part inside the section', size);
    const start = data.getUint32(at, true) + data.getUint16(at + 4, true) * 2 ** 32;
    parts.push({ start, bytes: opening.slice(at + headerBytes, at + headerBytes + size) });
    at += headerBytes + size;
  }
  const [directory] = parts;
  if (directory?.start !== 0 || directory.bytes.length < headerSize + recordSize)
    throw damageError('a copy of the directory', directory?.start ?? 'no part');
  restoreDirectory(directory.bytes, checksum(opening));
  return parts;
}

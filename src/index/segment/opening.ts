/**
 * Copies of what opening a segment reads, in one place at its end: so a file that is read over a network opens with one
 * request for its last bytes, and not with one for each section.
 *
 *     opening = (start u48, size u16, byte * size)*        parts of other sections, ascending
 *
 * The sections that queries read first (lengths and term indexes) stand before it.
 */
import type { ByteSource, ByteWindow } from '../../bytes/byte-source.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { ContainerWriter } from '../../bytes/container-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { SectionKind } from '../section-kinds.ts';
import { Segment } from './segment.ts';

const headerBytes = 8;
const maxPartBytes = 0xffff;

/** A part of a file. */
export interface FilePart {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** The sections of a segment that are written behind all others, and the last one. */
export class SegmentTail {
  private readonly sections: { readonly kind: number; readonly ordinal: number; readonly bytes: Uint8Array }[] = [];

  /** Adds a section of a text field. */
  add(kind: number, ordinal: number, bytes: Uint8Array): void {
    this.sections.push({ kind, ordinal, bytes });
  }

  /** Writes the sections, lengths first, and ends the segment. */
  finish(writer: ContainerWriter): void {
    for (const wanted of [SectionKind.Lengths, SectionKind.TermIndex])
      for (const { kind, ordinal, bytes } of this.sections)
        if (kind === wanted) writer.writeSection(kind, ordinal, bytes);
    const written = writer.openWritten();
    const recorder = new ReadRecorder(written.source);
    Segment.openContainer(written.withSource(recorder));
    writer.writeSection(SectionKind.Opening, 0, writeOpening(recorder.listParts()));
    writer.finish();
  }
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

function writeOpening(parts: readonly FilePart[]): Uint8Array {
  const writer = new ByteWriter();
  for (const { start, bytes } of parts) {
    // What is longer is read where it stands.
    if (bytes.length > maxPartBytes) continue;
    writer.writeU48(start);
    writer.writeU16(bytes.length);
    writer.writeBytes(bytes);
  }
  return writer.finish();
}

/** The parts of the file that the section has copies of. @throws HansouError BAD_INDEX */
export function readOpening(section: Section): FilePart[] {
  const bytes = section.bytes();
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: FilePart[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = at + headerBytes <= bytes.length ? data.getUint16(at + 6, true) : 0;
    if (size === 0 || at + headerBytes + size > bytes.length) throw damageError('a part inside the section', size);
    const start = data.getUint32(at, true) + data.getUint16(at + 4, true) * 2 ** 32;
    parts.push({ start, bytes: bytes.slice(at + headerBytes, at + headerBytes + size) });
    at += headerBytes + size;
  }
  return parts;
}

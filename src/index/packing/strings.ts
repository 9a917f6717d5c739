/**
 * A list of strings, each found by its place: any UTF-16, lone surrogates too.
 *
 *     strings = records (records.ts)           a block of 16 strings each
 *     block   = entry*                         16, in the last one maybe fewer
 *     entry   = shared varint, length varint, unit*      the first of a block has no `shared`
 *     unit    = 0 … 7f                         that unit
 *             | 80 … fe, low u8                units 4e00 … ccff: Han and most Hangul
 *             | ff, u16                        any other
 *
 * An entry takes its first `shared` units from the one before and has `length` more.
 */

import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { Section } from '../../bytes/section.ts';
import { stringFromUnits } from '../../text/units.ts';

import { damageError } from '../damage.ts';
import { RecordsReader, RecordsWriter } from './records.ts';

const blockSize = 16;
const twoByteFirst = 0x4e00;
const twoByteEnd = twoByteFirst + 0x7f * 0x100;

export class StringsWriter {
  private readonly blocks: RecordsWriter;
  private previous = '';
  count = 0;

  /** @param sink takes bytes as they come */
  constructor(sink?: ByteSink) {
    this.blocks = new RecordsWriter(sink);
  }

  add(text: string): void {
    const before = this.previous;
    let shared = 0;
    if (this.count % blockSize !== 0) {
      const most = Math.min(text.length, before.length);
      while (shared < most && text.charCodeAt(shared) === before.charCodeAt(shared)) shared++;
      this.blocks.record.writeVarint(shared);
    } else if (this.count > 0) this.blocks.endRecord();
    const { record: bytes } = this.blocks;
    bytes.writeVarint(text.length - shared);
    for (let i = shared; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) bytes.writeU8(unit);
      else if (unit >= twoByteFirst && unit < twoByteEnd) {
        bytes.writeU8(0x80 + ((unit - twoByteFirst) >> 8));
        bytes.writeU8(unit & 0xff);
      } else {
        bytes.writeU8(0xff);
        bytes.writeU16(unit);
      }
    }
    this.previous = text;
    this.count++;
  }

  /** What the sink has not got; everything without a sink. */
  finish(): Uint8Array {
    if (this.count > 0) this.blocks.endRecord();
    return this.blocks.finish();
  }

  /** Bytes in all, once it is finished. */
  get byteLength(): number {
    return this.blocks.byteLength;
  }
}

/** Reads the list; one at a time, since the units of the last one read are kept. */
export class StringsReader {
  private readonly blocks: RecordsReader;
  /** The string read last is `units[0 … length)`. */
  units = new Uint16Array(64);
  length = 0;
  /** The byte that `varint` reads next, and where its block ends. */
  private next = 0;
  private end = 0;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    section: Section,
    readonly count: number,
  ) {
    this.blocks = new RecordsReader(section, Math.ceil(count / blockSize));
  }

  /** The string at a place below `count`. @throws HansouError BAD_INDEX */
  at(index: number): string {
    this.read(index);
    return this.current();
  }

  /** The string read last. */
  current(): string {
    return stringFromUnits(this.units, 0, this.length);
  }

  /** Reads the string at a place into `units` and `length`. @throws HansouError BAD_INDEX */
  read(index: number): void {
    const block = Math.floor(index / blockSize);
    this.decodeBlock(block, index - block * blockSize);
  }

  /** Calls `visit` for each, with its place; `units` and `length` hold it then. */
  visitAll(visit: (index: number) => void): void {
    for (let first = 0; first < this.count; first += blockSize)
      this.decodeBlock(first / blockSize, Math.min(blockSize, this.count - first) - 1, i => visit(first + i));
  }

  private decodeBlock(block: number, last: number, visit?: (index: number) => void): void {
    const { blocks } = this;
    blocks.locate(block);
    const { section } = blocks;
    const { bytes, origin } = section.window(blocks.start, blocks.end);
    const end = section.start + blocks.end - origin;
    this.next = section.start + blocks.start - origin;
    this.end = end;
    let length = 0;
    for (let i = 0; i <= last; i++) {
      const shared = i === 0 ? 0 : this.readVarint(bytes);
      const more = this.readVarint(bytes);
      let at = this.next;
      if (shared > length || more > end - at)
        throw damageError('a string inside its block', `${shared} and ${more} units`);
      length = shared + more;
      const units = this.reserve(length, shared);
      for (let to = shared; to < length; to++) {
        const byte = bytes[at++];
        if (byte < 0x80) units[to] = byte;
        else if (byte < 0xff) units[to] = twoByteFirst + ((byte - 0x80) << 8) + bytes[at++];
        else {
          units[to] = bytes[at] | (bytes[at + 1] << 8);
          at += 2;
        }
      }
      if (at > end) throw damageError('a string inside its block', 'a longer one');
      this.next = at;
      this.length = length;
      visit?.(i);
    }
  }

  private readVarint(bytes: Uint8Array): number {
    let value = 0;
    for (let factor = 1; this.next < this.end; factor *= 128) {
      const byte = bytes[this.next++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      if (factor > 2 ** 40) break;
    }
    throw damageError('a number inside its block of strings', 'none');
  }

  private reserve(length: number, keep: number): Uint16Array {
    if (length > this.units.length) {
      const grown = new Uint16Array(length * 2);
      grown.set(this.units.subarray(0, keep));
      this.units = grown;
    }
    return this.units;
  }
}

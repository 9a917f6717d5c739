/**
 * A list of strings, each found by its index: any UTF-16, lone surrogates too.
 *
 *     strings = records (records.ts)           a block of 16 strings each
 *     block   = entry*                         16, in the last block maybe fewer
 *     entry   = shared varint, length varint, unit*      the first entry of a block has no `shared`
 *     unit    = 0 … 7f                         that unit
 *             | 80 … fe, low u8                units 4e00 … ccff: Han and most Hangul
 *             | ff, u16                        any other
 *
 * A string consists of the first `shared` units of the previous string and `length` more.
 */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { Section } from '../../bytes/section.ts';
import { stringFromUnits } from '../../text/units.ts';

import { damageError } from '../damage.ts';
import { RecordsReader, RecordsWriter } from './records.ts';

const blockSize = 16;
const twoByteFirst = 0x4e00;
const twoByteEnd = twoByteFirst + 0x7f * 0x100;

/** Writes a list of strings, in blocks. */
export class StringsWriter {
  private readonly blocks: RecordsWriter;
  private previous = '';
  count = 0;

  /** @param sink takes the bytes as a stream; without a sink, `finish` returns them all */
  constructor(sink?: ByteSink) {
    this.blocks = new RecordsWriter(sink);
  }

  add(text: string): void {
    const { previous } = this;
    let shared = 0;
    if (this.count % blockSize !== 0) {
      const length = Math.min(text.length, previous.length);
      while (shared < length && text.charCodeAt(shared) === previous.charCodeAt(shared)) shared++;
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

  /** Returns the bytes that are not in the sink; all bytes without a sink. */
  finish(): Uint8Array {
    if (this.count > 0) this.blocks.endRecord();
    return this.blocks.finish();
  }

  /** Number of all bytes, after `finish`. */
  get byteLength(): number {
    return this.blocks.byteLength;
  }
}

/** Reads a list of strings. The string that was read last stays in `units`. */
export class StringsReader {
  private readonly blocks: RecordsReader;
  /** The string that was read last is `units[0 … length)`. */
  units = new Uint16Array(64);
  length = 0;
  /** The byte that `readVarint` reads next, and the end of its block. */
  private next = 0;
  private end = 0;

  /** @throws HansouError BAD_INDEX if the sizes do not fit each other */
  constructor(
    section: Section,
    readonly count: number,
  ) {
    this.blocks = new RecordsReader(section, Math.ceil(count / blockSize));
  }

  /** The string at an index below `count`. @throws HansouError BAD_INDEX */
  at(index: number): string {
    this.read(index);
    return this.current();
  }

  /** The string that was read last. */
  current(): string {
    return stringFromUnits(this.units, 0, this.length);
  }

  /** Reads the string at an index into `units` and `length`. @throws HansouError BAD_INDEX */
  read(index: number): void {
    const block = Math.floor(index / blockSize);
    this.decodeBlock(block, index - block * blockSize);
  }

  /** Calls `visit` with the index of each string; `units` and `length` then hold the string. */
  visitAll(visit: (index: number) => void): void {
    for (let first = 0; first < this.count; first += blockSize)
      this.decodeBlock(first / blockSize, Math.min(blockSize, this.count - first) - 1, i => visit(first + i));
  }

  /** Decodes the first strings of a block, up to the one at `last`, and calls `visit` with the place of each in the block. */
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

  /** Ensures room for `length` units; keeps the first `kept`. */
  private reserve(length: number, kept: number): Uint16Array {
    if (length > this.units.length) {
      const grown = new Uint16Array(length * 2);
      grown.set(this.units.subarray(0, kept));
      this.units = grown;
    }
    return this.units;
  }
}

/**
 * A list of strings, each found by its place: any UTF-16, lone surrogates too.
 *
 *     strings = starts block*                  one start for each block of 16 strings (starts.ts)
 *     block   = entry*                         16, in the last one maybe fewer
 *     entry   = shared varint, length varint, unit*      the first of a block has no `shared`
 *     unit    = 0 … 7f                         that unit
 *             | 80 … fe, low u8                units 4e00 … ccff: Han and most Hangul
 *             | ff, u16                        any other
 *
 * An entry takes its first `shared` units from the one before and has `length` more.
 */
import { ByteWriter } from '../bytes/byte-writer.ts';
import type { Section } from '../bytes/container.ts';
import { stringOf } from '../text/folding.ts';
import { damaged } from './damage.ts';
import { partOf } from './part.ts';
import { Starts, StartsWriter } from './starts.ts';

const blockSize = 16;
const twoByteFirst = 0x4e00;
const twoByteEnd = twoByteFirst + 0x7f * 0x100;

export class StringsWriter {
  private readonly entries = new ByteWriter();
  private readonly starts = new StartsWriter();
  private blockStart = 0;
  private before = '';
  count = 0;

  add(text: string): void {
    const { entries } = this;
    const before = this.before;
    let shared = 0;
    if (this.count % blockSize === 0) this.closeBlock();
    else {
      const most = Math.min(text.length, before.length);
      while (shared < most && text.charCodeAt(shared) === before.charCodeAt(shared)) shared++;
      entries.varint(shared);
    }
    entries.varint(text.length - shared);
    for (let i = shared; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) entries.u8(unit);
      else if (unit >= twoByteFirst && unit < twoByteEnd) {
        entries.u8(0x80 + ((unit - twoByteFirst) >> 8));
        entries.u8(unit & 0xff);
      } else {
        entries.u8(0xff);
        entries.u16(unit);
      }
    }
    this.before = text;
    this.count++;
  }

  finish(): Uint8Array {
    this.closeBlock();
    const writer = new ByteWriter(this.entries.length + 64);
    this.starts.write(writer);
    writer.block(this.entries.finish());
    return writer.finish();
  }

  private closeBlock(): void {
    if (this.entries.length > this.blockStart) this.starts.add(this.entries.length - this.blockStart);
    this.blockStart = this.entries.length;
  }
}

/** Reads the list; one at a time, since the units of the last one read are kept. */
export class Strings {
  private readonly starts: Starts;
  /** The string read last is `units[0 … length)`. */
  units = new Uint16Array(64);
  length = 0;

  /** @throws HansouError BAD_INDEX when the section is not as long as its starts say */
  constructor(
    private readonly section: Section,
    readonly count: number,
  ) {
    this.starts = new Starts(section, Math.ceil(count / blockSize));
    if (this.starts.size + this.starts.total !== section.length)
      throw damaged(`strings of ${this.starts.size + this.starts.total} bytes`, section.length);
  }

  /** The string at a place below `count`. @throws HansouError BAD_INDEX */
  at(index: number): string {
    this.read(index);
    return this.current();
  }

  /** The string read last. */
  current(): string {
    return stringOf(this.units, 0, this.length);
  }

  /** Reads the string at a place into `units` and `length`. @throws HansouError BAD_INDEX */
  read(index: number): void {
    const block = Math.floor(index / blockSize);
    const base = this.starts.size;
    const part = partOf(this.section, base + this.starts.at(block), base + this.starts.at(block + 1));
    this.walk(part, index - block * blockSize);
  }

  /** Calls `visit` for each, with its place; `units` and `length` hold it then. */
  each(visit: (index: number) => void): void {
    for (let first = 0; first < this.count; first += blockSize) {
      const base = this.starts.size;
      const block = first / blockSize;
      const part = partOf(this.section, base + this.starts.at(block), base + this.starts.at(block + 1));
      this.walk(part, Math.min(blockSize, this.count - first) - 1, i => visit(first + i));
    }
  }

  private walk(part: Section, last: number, visit?: (index: number) => void): void {
    const { bytes, origin } = part.window(0, part.length);
    const end = part.start + part.length - origin;
    let at = part.start - origin;
    let length = 0;
    const varint = (): number => {
      let value = 0;
      for (let factor = 1; at < end; factor *= 128) {
        const byte = bytes[at++];
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) return value;
        if (factor > 2 ** 40) break;
      }
      throw damaged('a number inside its block of strings', 'none');
    };
    for (let i = 0; i <= last; i++) {
      const shared = i === 0 ? 0 : varint();
      const more = varint();
      if (shared > length || more > end - at) throw damaged('a string inside its block', `${shared} and ${more} units`);
      length = shared + more;
      const units = this.roomFor(length, shared);
      for (let to = shared; to < length; to++) {
        const byte = bytes[at++];
        if (byte < 0x80) units[to] = byte;
        else if (byte < 0xff) units[to] = twoByteFirst + ((byte - 0x80) << 8) + bytes[at++];
        else {
          units[to] = bytes[at] | (bytes[at + 1] << 8);
          at += 2;
        }
      }
      if (at > end) throw damaged('a string inside its block', 'a longer one');
      this.length = length;
      visit?.(i);
    }
  }

  private roomFor(length: number, keep: number): Uint16Array {
    if (length > this.units.length) {
      const grown = new Uint16Array(length * 2);
      grown.set(this.units.subarray(0, keep));
      this.units = grown;
    }
    return this.units;
  }
}

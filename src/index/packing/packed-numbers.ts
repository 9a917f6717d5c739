/**
 * Numbers of one width, read by their place.
 *
 *     packed = number*          `width` bits each, low bits first, then zeros: 3 bytes more than they need
 *
 * How many there are and how wide they are stands elsewhere. Up to 24 bits a number may begin at any bit; wider ones
 * are whole bytes, up to 6. A width of 0 takes no bytes and says that all are 0.
 */
import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';

const widest = 48;
const padding = 3;

/** The width for numbers up to `most`, which is below 2^48. */
export function bitWidthFor(most: number): number {
  const high = Math.floor(most / 2 ** 32);
  const width = high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(most);
  return width <= 24 ? width : Math.ceil(width / 8) * 8;
}

/** How many bytes so many numbers take. */
export function packedBytes(count: number, width: number): number {
  return width === 0 ? 0 : Math.ceil((count * width) / 8) + padding;
}

export function writePackedNumbers(writer: ByteWriter, values: ArrayLike<number>, count: number, width: number): void {
  if (width === 0) return;
  const bytes = new Uint8Array(packedBytes(count, width));
  for (let i = 0; i < count; i++) {
    let at = byteOf(i, width);
    if (width <= 24) {
      const shifted = values[i] * 2 ** shiftOf(i, width);
      bytes[at] |= shifted;
      bytes[at + 1] |= shifted >>> 8;
      bytes[at + 2] |= shifted >>> 16;
      bytes[at + 3] |= shifted >>> 24;
    } else {
      for (let rest = values[i]; rest >= 1; rest = Math.floor(rest / 256)) bytes[at++] = rest % 256;
    }
  }
  writer.writeBytes(bytes);
}

export class PackedNumbersReader {
  /** @throws HansouError BAD_INDEX when the section is not as long as so many numbers */
  constructor(
    private readonly section: Section,
    readonly count: number,
    readonly width: number,
  ) {
    if (!(width <= widest && (width <= 24 || width % 8 === 0))) throw damageError('a width of up to 48 bits', width);
    if (section.length !== packedBytes(count, width))
      throw damageError(`${packedBytes(count, width)} bytes for ${count} numbers`, section.length);
  }

  /** The number at a place below `count`. */
  at(index: number): number {
    const { width, section } = this;
    if (width === 0) return 0;
    const from = byteOf(index, width);
    if (width <= 24) {
      const { data, origin } = section.window(from, from + 4);
      return (data.getUint32(section.start + from - origin, true) >>> shiftOf(index, width)) & ((1 << width) - 1);
    }
    const bytes = width / 8;
    const window = section.window(from, from + bytes);
    return wide(window.bytes, section.start + from - window.origin, bytes);
  }

  /** All of them. */
  readAll(): Uint32Array | Float64Array {
    const { width, count, section } = this;
    const into = width > 32 ? new Float64Array(count) : new Uint32Array(count);
    if (width === 0) return into;
    const { bytes, data, origin } = section.window(0, section.length);
    const start = section.start - origin;
    if (width <= 24) {
      const mask = (1 << width) - 1;
      for (let i = 0; i < count; i++)
        into[i] = (data.getUint32(start + byteOf(i, width), true) >>> shiftOf(i, width)) & mask;
    } else for (let i = 0; i < count; i++) into[i] = wide(bytes, start + byteOf(i, width), width / 8);
    return into;
  }
}

/** The byte where a number begins; the product of place and width may pass 2^32. */
function byteOf(index: number, width: number): number {
  return Math.floor(index / 8) * width + (((index % 8) * width) >>> 3);
}

function shiftOf(index: number, width: number): number {
  return ((index % 8) * width) & 7;
}

function wide(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + bytes[at + i];
  return value;
}

/**
 * Numbers of one bit width, read by their index.
 *
 *     packed = number*          `width` bits each, low bits first, then zeros: 3 bytes more than the numbers need
 *
 * The count and the width are stored elsewhere. Up to 24 bits, a number may begin at any bit; wider numbers take whole
 * bytes, up to 6. Width 0 takes no bytes and means that all numbers are 0.
 */
import type { ByteWindow } from '../../bytes/byte-source.ts';
import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';

const maxWidth = 48;
const paddingBytes = 3;

/** The width for numbers up to `max`, which is below 2^48. */
export function bitWidthFor(max: number): number {
  const high = Math.floor(max / 2 ** 32);
  const width = high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(max);
  return width <= 24 ? width : Math.ceil(width / 8) * 8;
}

/** The number of bytes that `count` numbers take. */
export function packedBytes(count: number, width: number): number {
  return width === 0 ? 0 : Math.ceil((count * width) / 8) + paddingBytes;
}

/** Writes `values[0 … count)`, each of at most `width` bits. */
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

/** The number at an index of packed numbers that begin at `start` of a window, with at least 3 bytes behind them. */
export function readPackedNumber({ bytes, data }: ByteWindow, start: number, index: number, width: number): number {
  if (width === 0) return 0;
  const from = start + byteOf(index, width);
  return width <= 24
    ? (data.getUint32(from, true) >>> shiftOf(index, width)) & ((1 << width) - 1)
    : readWide(bytes, from, width / 8);
}

/** Whether numbers can have this width. */
export function isPackedWidth(width: number): boolean {
  return width <= maxWidth && (width <= 24 || width % 8 === 0);
}

/** Reads packed numbers, one by one or all at once. */
export class PackedNumbersReader {
  /** @throws HansouError BAD_INDEX if the length of the section does not fit the count and width */
  constructor(
    private readonly section: Section,
    readonly count: number,
    readonly width: number,
  ) {
    if (!isPackedWidth(width)) throw damageError('a width of up to 48 bits', width);
    if (section.length !== packedBytes(count, width))
      throw damageError(`${packedBytes(count, width)} bytes for ${count} numbers`, section.length);
  }

  /** Notes that the numbers from `from` on and before `to` will be needed. */
  want(from: number, to: number): void {
    const { width, section } = this;
    if (width > 0) section.want(byteOf(from, width), Math.min(section.length, byteOf(to, width) + maxWidth / 8));
  }

  /** The number at an index below `count`. */
  at(index: number): number {
    const { width, section } = this;
    if (width === 0) return 0;
    const from = byteOf(index, width);
    const window = section.window(from, from + (width <= 24 ? 4 : width / 8));
    return readPackedNumber(window, section.start - window.origin, index, width);
  }

  /** A copy of all numbers. */
  readAll(): Uint32Array | Float64Array {
    const { width, count, section } = this;
    const numbers = width > 32 ? new Float64Array(count) : new Uint32Array(count);
    if (width === 0) return numbers;
    const { bytes, data, origin } = section.window(0, section.length);
    const start = section.start - origin;
    if (width <= 24) {
      const mask = (1 << width) - 1;
      for (let i = 0; i < count; i++)
        numbers[i] = (data.getUint32(start + byteOf(i, width), true) >>> shiftOf(i, width)) & mask;
    } else for (let i = 0; i < count; i++) numbers[i] = readWide(bytes, start + byteOf(i, width), width / 8);
    return numbers;
  }
}

/** The byte in which a number begins. The product of index and width may exceed 2^32. */
function byteOf(index: number, width: number): number {
  return Math.floor(index / 8) * width + (((index % 8) * width) >>> 3);
}

/** The bit of that byte at which the number begins. */
function shiftOf(index: number, width: number): number {
  return ((index % 8) * width) & 7;
}

function readWide(bytes: Uint8Array, at: number, byteCount: number): number {
  let value = 0;
  for (let i = byteCount - 1; i >= 0; i--) value = value * 256 + bytes[at + i];
  return value;
}

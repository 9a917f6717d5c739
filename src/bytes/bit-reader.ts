/**
 * Reads the bits and codes that `BitWriter` wrote. It loads four bytes at a time, so three bytes must follow the last
 * code.
 *
 * Law: whatever the bytes are, each call ends. A position outside the window throws a RangeError, which readers of damaged
 * bytes turn into BAD_INDEX.
 */
import { escapeZeros } from './bit-writer.ts';

/** Reads bits and codes. */
export class BitReader {
  data: DataView = new DataView(new ArrayBuffer(0));
  /** The offset in `data` of the byte at position 0. */
  firstByte = 0;
  /** The next bit. */
  position = 0;

  /** Puts the reader on the first bit of a byte. */
  reset(data: DataView, firstByte: number): void {
    this.data = data;
    this.firstByte = firstByte;
    this.position = 0;
  }

  /** The next 25 bits or more, as the highest of 32 bits. The position does not change. */
  peek(): number {
    return this.data.getUint32(this.firstByte + (this.position >>> 3)) << (this.position & 7);
  }

  /** @param bits 0 … 25 */
  readShort(bits: number): number {
    // Two shifts, since a shift by 32 would shift nothing.
    const value = (this.peek() >>> 1) >>> (31 - bits);
    this.position += bits;
    return value;
  }

  /** @param bits 0 … 32 */
  readBits(bits: number): number {
    if (bits <= 25) return this.readShort(bits);
    const high = this.readShort(bits - 16);
    return ((high << 16) | this.readShort(16)) >>> 0;
  }

  readFlag(): boolean {
    const { position } = this;
    this.position = position + 1;
    return ((this.data.getUint8(this.firstByte + (position >>> 3)) >>> (7 - (position & 7))) & 1) === 1;
  }

  readRice(k: number): number {
    const word = this.peek();
    const quotient = Math.clz32(word);
    if (quotient >= escapeZeros) return this.readEscape();
    const length = quotient + 1 + k;
    if (length <= 25) {
      this.position += length;
      return (quotient << k) | (((word << (quotient + 1)) >>> 1) >>> (31 - k));
    }
    this.position += quotient + 1;
    return (quotient << k) | this.readShort(k);
  }

  readGamma(): number {
    const word = this.peek();
    const width = Math.clz32(word);
    if (width >= escapeZeros) return this.readEscape();
    if (width <= 12) {
      this.position += 2 * width + 1;
      return word >>> (31 - 2 * width);
    }
    this.position += width + 1;
    return (1 << width) | this.readShort(width);
  }

  /** Goes to the next whole byte. */
  alignToByte(): void {
    this.position = (this.position + 7) & ~7;
  }

  private readEscape(): number {
    this.position += escapeZeros;
    const width = this.readShort(6);
    return this.readBits(Math.min(32, width));
  }
}

/**
 * Reads what `BitWriter` wrote. It looks at four bytes at a time: three bytes must follow the last code.
 *
 * Law: whatever the bytes are, each call ends; a place outside of the window throws a RangeError, which readers of
 * damaged bytes turn into BAD_INDEX.
 */
import { escapeZeros } from './bit-writer.ts';

export class BitReader {
  data: DataView = new DataView(new ArrayBuffer(0));
  /** The byte from which bits count. */
  base = 0;
  /** The next bit. */
  bit = 0;

  /** Begins at a byte of a window. */
  start(data: DataView, base: number): void {
    this.data = data;
    this.base = base;
    this.bit = 0;
  }

  /** The next 25 bits or more, at the top of 32; nothing is taken. */
  peek(): number {
    return this.data.getUint32(this.base + (this.bit >>> 3)) << (this.bit & 7);
  }

  /** @param bits 0 … 25 */
  short(bits: number): number {
    // A shift by 32 is none, hence two steps.
    const value = (this.peek() >>> 1) >>> (31 - bits);
    this.bit += bits;
    return value;
  }

  /** @param bits 0 … 32 */
  read(bits: number): number {
    if (bits <= 25) return this.short(bits);
    const high = this.short(bits - 16);
    return ((high << 16) | this.short(16)) >>> 0;
  }

  flag(): boolean {
    const { bit } = this;
    this.bit = bit + 1;
    return ((this.data.getUint8(this.base + (bit >>> 3)) >>> (7 - (bit & 7))) & 1) === 1;
  }

  rice(k: number): number {
    const word = this.peek();
    const quotient = Math.clz32(word);
    if (quotient >= escapeZeros) return this.escape();
    const taken = quotient + 1 + k;
    if (taken <= 25) {
      this.bit += taken;
      return (quotient << k) | (((word << (quotient + 1)) >>> 1) >>> (31 - k));
    }
    this.bit += quotient + 1;
    return (quotient << k) | this.short(k);
  }

  gamma(): number {
    const word = this.peek();
    const width = Math.clz32(word);
    if (width >= escapeZeros) return this.escape();
    if (width <= 12) {
      this.bit += 2 * width + 1;
      return word >>> (31 - 2 * width);
    }
    this.bit += width + 1;
    return (1 << width) | this.short(width);
  }

  align(): void {
    this.bit = (this.bit + 7) & ~7;
  }

  private escape(): number {
    this.bit += escapeZeros;
    const width = this.short(6);
    return this.read(Math.min(32, width));
  }
}

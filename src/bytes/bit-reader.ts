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
  firstByte = 0;
  /** The next bit. */
  position = 0;

  /** Begins at a byte of a window. */
  reset(data: DataView, base: number): void {
    this.data = data;
    this.firstByte = base;
    this.position = 0;
  }

  /** The next 25 bits or more, at the top of 32; nothing is taken. */
  peek(): number {
    return this.data.getUint32(this.firstByte + (this.position >>> 3)) << (this.position & 7);
  }

  /** @param bits 0 … 25 */
  readShort(bits: number): number {
    // A shift by 32 is none, hence two steps.
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
    const { position: bit } = this;
    this.position = bit + 1;
    return ((this.data.getUint8(this.firstByte + (bit >>> 3)) >>> (7 - (bit & 7))) & 1) === 1;
  }

  readRice(k: number): number {
    const word = this.peek();
    const quotient = Math.clz32(word);
    if (quotient >= escapeZeros) return this.readEscape();
    const taken = quotient + 1 + k;
    if (taken <= 25) {
      this.position += taken;
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

  alignToByte(): void {
    this.position = (this.position + 7) & ~7;
  }

  private readEscape(): number {
    this.position += escapeZeros;
    const width = this.readShort(6);
    return this.readBits(Math.min(32, width));
  }
}

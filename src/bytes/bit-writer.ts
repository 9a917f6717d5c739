/**
 * Writes bits, the highest bit of a byte first, into a buffer that grows. The codes:
 *
 *     unary(q)     = q zeros, a one
 *     rice(v, k)   = unary(v >> k), the k low bits of v         when v >> k is below 24
 *                  | 24 zeros, width (6 bits), v in so many bits
 *     gamma(v)     = unary(w), the w low bits of v              v from 1 on, w = floor(log2 v) below 24
 *                  | 24 zeros, width (6 bits), v in so many bits
 *
 * (Rice 1979, Elias 1975.) The way out behind 24 zeros bounds every code, so one load of 32 bits decides how long it is.
 */
export const escapeZeros = 24;
/** Rice parameters go up to this, so that low bits are read with one load. */
export const mostRiceBits = 24;

const leastRoom = 256;

/** 1 for any number but 0, without a branch. */
export const isAbove = (value: number) => (value | -value) >>> 31;

export class BitWriter {
  /** Empty at first: V8 drops all code that took a field for one that is set once, when it is set again much later. */
  private bytes: Uint8Array = new Uint8Array(0);
  /** Whole bytes written. */
  private whole = 0;
  /** Bits not written yet, the last `restBits` of it, fewer than 16. What stands above them is of no meaning. */
  private rest = 0;
  private restBits = 0;

  /** How many bits were written. */
  get length(): number {
    return this.whole * 8 + this.restBits;
  }

  clear(): void {
    this.whole = 0;
    this.rest = 0;
    this.restBits = 0;
  }

  /** @param bits 0 … 32; `value` is below 2^bits */
  write(value: number, bits: number): void {
    if (bits > 16) {
      this.short(value >>> 16, bits - 16);
      this.short(value & 0xffff, 16);
    } else this.short(value, bits);
  }

  /** @param k 0 … 24; `value` is a whole number below 2^32 */
  rice(value: number, k: number): void {
    const quotient = value >>> k;
    if (quotient >= escapeZeros) {
      this.escape(value);
      return;
    }
    if (quotient < 16) this.short(1, quotient + 1);
    else {
      this.short(0, 16);
      this.short(1, quotient - 15);
    }
    if (k > 0) this.write(value & ((1 << k) - 1), k);
  }

  /** @param value 1 … 2^32 - 1 */
  gamma(value: number): void {
    const width = 31 - Math.clz32(value);
    if (width >= escapeZeros) {
      this.escape(value);
      return;
    }
    this.write(1, width + 1);
    this.write(value ^ (1 << width), width);
  }

  /** `rice(v, k)` of each of `values[0 … count)`. @param k 0 … 24 */
  rices(values: Uint32Array, count: number, k: number): void {
    this.reserve(2 * count + 4);
    let { bytes, whole, rest, restBits } = this;
    const mask = (1 << k) - 1;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      const length = (value >>> k) + 1 + k;
      if (length > 16) {
        this.whole = whole;
        this.rest = rest;
        this.restBits = restBits;
        this.rice(value, k);
        this.reserve(2 * (count - i) + 4);
        ({ bytes, whole, rest, restBits } = this);
        continue;
      }
      rest = (rest << length) | (1 << k) | (value & mask);
      restBits += length;
      if (restBits < 16) continue;
      restBits -= 16;
      bytes[whole++] = rest >>> (restBits + 8);
      bytes[whole++] = rest >>> restBits;
    }
    this.whole = whole;
    this.rest = rest;
    this.restBits = restBits;
  }

  /** The lowest bits of `values[0 … count)`, so many of each. @param bits 1 … 24 */
  lows(values: Uint32Array, count: number, bits: number): void {
    const mask = (1 << bits) - 1;
    if (bits > 16) {
      for (let i = 0; i < count; i++) this.write(values[i] & mask, bits);
      return;
    }
    this.reserve(((count * bits) >>> 3) + 4);
    const { bytes } = this;
    let { whole, rest, restBits } = this;
    for (let i = 0; i < count; i++) {
      rest = (rest << bits) | (values[i] & mask);
      restBits += bits;
      if (restBits < 16) continue;
      restBits -= 16;
      bytes[whole++] = rest >>> (restBits + 8);
      bytes[whole++] = rest >>> restBits;
    }
    this.whole = whole;
    this.rest = rest;
    this.restBits = restBits;
  }

  /** A bit for each of `values[0 … count)`: whether `values[i] >>> k` is above 0. */
  flags(values: Uint32Array, count: number, k: number): void {
    this.reserve((count >>> 3) + 4);
    const { bytes } = this;
    let { whole, rest, restBits } = this;
    let i = 0;
    // V8 asks in every round what the array is: so a round takes eight.
    for (; i + 7 < count; i += 8) {
      rest =
        (rest << 8) |
        (isAbove(values[i] >>> k) << 7) |
        (isAbove(values[i + 1] >>> k) << 6) |
        (isAbove(values[i + 2] >>> k) << 5) |
        (isAbove(values[i + 3] >>> k) << 4) |
        (isAbove(values[i + 4] >>> k) << 3) |
        (isAbove(values[i + 5] >>> k) << 2) |
        (isAbove(values[i + 6] >>> k) << 1) |
        isAbove(values[i + 7] >>> k);
      bytes[whole++] = rest >>> restBits;
    }
    this.whole = whole;
    this.rest = rest;
    for (; i < count; i++) this.short(isAbove(values[i] >>> k), 1);
  }

  /** From a whole byte on, `length` bits that are 0 but for those at `(values[i] >>> k) + i`, which rise. */
  marks(values: Uint32Array, count: number, k: number, length: number): void {
    this.align();
    const size = Math.ceil(length / 8);
    this.reserve(size + 1);
    const { bytes, whole } = this;
    bytes.fill(0, whole, whole + size);
    for (let i = 0; i < count; i++) {
      const bit = (values[i] >>> k) + i;
      bytes[whole + (bit >>> 3)] |= 0x80 >>> (bit & 7);
    }
    this.whole = whole + (length >>> 3);
    this.restBits = length & 7;
    this.rest = bytes[this.whole] >>> (8 - this.restBits);
  }

  /** Zeros up to a whole byte. */
  align(): void {
    this.short(0, -this.restBits & 7);
    if (this.restBits === 0) return;
    this.reserve(1);
    this.bytes[this.whole++] = this.rest;
    this.restBits = 0;
  }

  /** Appends all bits of another writer. */
  append(other: BitWriter): void {
    if (this.restBits === 0) {
      this.reserve(other.whole);
      this.bytes.set(other.bytes.subarray(0, other.whole), this.whole);
      this.whole += other.whole;
    } else for (let i = 0; i < other.whole; i++) this.short(other.bytes[i], 8);
    this.short(other.rest & ((1 << other.restBits) - 1), other.restBits);
  }

  /** The bytes written so far, ended by zeros; a view that holds until the next call. */
  finish(): Uint8Array {
    this.align();
    return this.bytes.subarray(0, this.whole);
  }

  private escape(value: number): void {
    this.short(0, 16);
    this.short(0, 8);
    const width = 32 - Math.clz32(value);
    this.short(width, 6);
    this.write(value, width);
  }

  /** @param bits 0 … 16 */
  private short(value: number, bits: number): void {
    const held = (this.rest << bits) | value;
    const used = this.restBits + bits;
    this.rest = held;
    if (used < 16) {
      this.restBits = used;
      return;
    }
    this.restBits = used - 16;
    if (this.whole + 3 > this.bytes.length) this.reserve(3);
    this.bytes[this.whole++] = held >>> (used - 8);
    this.bytes[this.whole++] = held >>> (used - 16);
  }

  private reserve(more: number): void {
    if (this.whole + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.whole + more, this.bytes.length * 2, leastRoom));
    grown.set(this.bytes.subarray(0, this.whole));
    this.bytes = grown;
  }
}

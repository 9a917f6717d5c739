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
export const maxRiceParameter = 24;

const minCapacity = 256;

/** 1 for any number but 0, without a branch. */
export const nonZeroFlag = (value: number) => (value | -value) >>> 31;

export class BitWriter {
  /** Empty at first: V8 drops all code that took a field for one that is set once, when it is set again much later. */
  private bytes: Uint8Array = new Uint8Array(0);
  /** Whole bytes written. */
  private byteLength = 0;
  /** Bits not written yet, the last `restBits` of it, fewer than 16. What stands above them is of no meaning. */
  private pending = 0;
  private pendingBits = 0;

  /** How many bits were written. */
  get bitLength(): number {
    return this.byteLength * 8 + this.pendingBits;
  }

  clear(): void {
    this.byteLength = 0;
    this.pending = 0;
    this.pendingBits = 0;
  }

  /** @param bits 0 … 32; `value` is below 2^bits */
  writeBits(value: number, bits: number): void {
    if (bits > 16) {
      this.writeShort(value >>> 16, bits - 16);
      this.writeShort(value & 0xffff, 16);
    } else this.writeShort(value, bits);
  }

  /** @param k 0 … 24; `value` is a whole number below 2^32 */
  writeRice(value: number, k: number): void {
    const quotient = value >>> k;
    if (quotient >= escapeZeros) {
      this.writeEscape(value);
      return;
    }
    if (quotient < 16) this.writeShort(1, quotient + 1);
    else {
      this.writeShort(0, 16);
      this.writeShort(1, quotient - 15);
    }
    if (k > 0) this.writeBits(value & ((1 << k) - 1), k);
  }

  /** @param value 1 … 2^32 - 1 */
  writeGamma(value: number): void {
    const width = 31 - Math.clz32(value);
    if (width >= escapeZeros) {
      this.writeEscape(value);
      return;
    }
    this.writeBits(1, width + 1);
    this.writeBits(value ^ (1 << width), width);
  }

  /** `rice(v, k)` of each of `values[0 … count)`. @param k 0 … 24 */
  writeRiceCodes(values: Uint32Array, count: number, k: number): void {
    this.reserve(2 * count + 4);
    let { bytes, byteLength: whole, pending: rest, pendingBits: restBits } = this;
    const mask = (1 << k) - 1;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      const length = (value >>> k) + 1 + k;
      if (length > 16) {
        this.byteLength = whole;
        this.pending = rest;
        this.pendingBits = restBits;
        this.writeRice(value, k);
        this.reserve(2 * (count - i) + 4);
        ({ bytes, byteLength: whole, pending: rest, pendingBits: restBits } = this);
        continue;
      }
      rest = (rest << length) | (1 << k) | (value & mask);
      restBits += length;
      if (restBits < 16) continue;
      restBits -= 16;
      bytes[whole++] = rest >>> (restBits + 8);
      bytes[whole++] = rest >>> restBits;
    }
    this.byteLength = whole;
    this.pending = rest;
    this.pendingBits = restBits;
  }

  /** The lowest bits of `values[0 … count)`, so many of each. @param bits 1 … 24 */
  writeLowBits(values: Uint32Array, count: number, bits: number): void {
    const mask = (1 << bits) - 1;
    if (bits > 16) {
      for (let i = 0; i < count; i++) this.writeBits(values[i] & mask, bits);
      return;
    }
    this.reserve(((count * bits) >>> 3) + 4);
    const { bytes } = this;
    let { byteLength: whole, pending: rest, pendingBits: restBits } = this;
    for (let i = 0; i < count; i++) {
      rest = (rest << bits) | (values[i] & mask);
      restBits += bits;
      if (restBits < 16) continue;
      restBits -= 16;
      bytes[whole++] = rest >>> (restBits + 8);
      bytes[whole++] = rest >>> restBits;
    }
    this.byteLength = whole;
    this.pending = rest;
    this.pendingBits = restBits;
  }

  /** A bit for each of `values[0 … count)`: whether `values[i] >>> k` is above 0. */
  writeHighFlags(values: Uint32Array, count: number, k: number): void {
    this.reserve((count >>> 3) + 4);
    const { bytes } = this;
    let { byteLength: whole, pending: rest, pendingBits: restBits } = this;
    let i = 0;
    // V8 asks in every round what the array is: so a round takes eight.
    for (; i + 7 < count; i += 8) {
      rest =
        (rest << 8) |
        (nonZeroFlag(values[i] >>> k) << 7) |
        (nonZeroFlag(values[i + 1] >>> k) << 6) |
        (nonZeroFlag(values[i + 2] >>> k) << 5) |
        (nonZeroFlag(values[i + 3] >>> k) << 4) |
        (nonZeroFlag(values[i + 4] >>> k) << 3) |
        (nonZeroFlag(values[i + 5] >>> k) << 2) |
        (nonZeroFlag(values[i + 6] >>> k) << 1) |
        nonZeroFlag(values[i + 7] >>> k);
      bytes[whole++] = rest >>> restBits;
    }
    this.byteLength = whole;
    this.pending = rest;
    for (; i < count; i++) this.writeShort(nonZeroFlag(values[i] >>> k), 1);
  }

  /** From a whole byte on, `length` bits that are 0 but for those at `(values[i] >>> k) + i`, which rise. */
  writeUnaryHighs(values: Uint32Array, count: number, k: number, length: number): void {
    this.alignToByte();
    const size = Math.ceil(length / 8);
    this.reserve(size + 1);
    const { bytes, byteLength: whole } = this;
    bytes.fill(0, whole, whole + size);
    for (let i = 0; i < count; i++) {
      const bit = (values[i] >>> k) + i;
      bytes[whole + (bit >>> 3)] |= 0x80 >>> (bit & 7);
    }
    this.byteLength = whole + (length >>> 3);
    this.pendingBits = length & 7;
    this.pending = bytes[this.byteLength] >>> (8 - this.pendingBits);
  }

  /** Zeros up to a whole byte. */
  alignToByte(): void {
    this.writeShort(0, -this.pendingBits & 7);
    if (this.pendingBits === 0) return;
    this.reserve(1);
    this.bytes[this.byteLength++] = this.pending;
    this.pendingBits = 0;
  }

  /** Appends all bits of another writer. */
  append(other: BitWriter): void {
    if (this.pendingBits === 0) {
      this.reserve(other.byteLength);
      this.bytes.set(other.bytes.subarray(0, other.byteLength), this.byteLength);
      this.byteLength += other.byteLength;
    } else for (let i = 0; i < other.byteLength; i++) this.writeShort(other.bytes[i], 8);
    this.writeShort(other.pending & ((1 << other.pendingBits) - 1), other.pendingBits);
  }

  /** The bytes written so far, ended by zeros; a view that holds until the next call. */
  finish(): Uint8Array {
    this.alignToByte();
    return this.bytes.subarray(0, this.byteLength);
  }

  private writeEscape(value: number): void {
    this.writeShort(0, 16);
    this.writeShort(0, 8);
    const width = 32 - Math.clz32(value);
    this.writeShort(width, 6);
    this.writeBits(value, width);
  }

  /** @param bits 0 … 16 */
  private writeShort(value: number, bits: number): void {
    const held = (this.pending << bits) | value;
    const used = this.pendingBits + bits;
    this.pending = held;
    if (used < 16) {
      this.pendingBits = used;
      return;
    }
    this.pendingBits = used - 16;
    if (this.byteLength + 3 > this.bytes.length) this.reserve(3);
    this.bytes[this.byteLength++] = held >>> (used - 8);
    this.bytes[this.byteLength++] = held >>> (used - 16);
  }

  private reserve(more: number): void {
    if (this.byteLength + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.byteLength + more, this.bytes.length * 2, minCapacity));
    grown.set(this.bytes.subarray(0, this.byteLength));
    this.bytes = grown;
  }
}

/**
 * Writes bits into a buffer that grows, beginning with the highest bit of a byte. The codes:
 *
 *     unary(q)     = q zeros, a one
 *     rice(v, k)   = unary(v >> k), the k low bits of v         if v >> k is below 24
 *                  | 24 zeros, width (6 bits), v in `width` bits
 *     gamma(v)     = unary(w), the w low bits of v              v from 1 on, w = floor(log2 v) below 24
 *                  | 24 zeros, width (6 bits), v in `width` bits
 *
 * (Rice 1979, Elias 1975.) The escape behind 24 zeros bounds every code, so one load of 32 bits decides how long it is.
 */
/** Number of zeros that begin an escaped code. */
export const escapeZeros = 24;
/** Rice parameters go up to this, so that the low bits are read with one load. */
export const maxRiceParameter = 24;

/** Bytes of the first buffer. */
const minCapacity = 256;

/** 0 for 0, 1 for any other number; without a branch. */
export const nonZeroFlag = (value: number) => (value | -value) >>> 31;

/** Writes bits and codes. */
export class BitWriter {
  /** Empty at first: if a field is set a second time much later, V8 discards all code that was optimized for a constant. */
  private bytes: Uint8Array = new Uint8Array(0);
  /** Number of whole bytes written. */
  private byteLength = 0;
  /** The lowest `pendingBits` (fewer than 16) are not written yet. The bits above them have no meaning. */
  private pending = 0;
  private pendingBits = 0;

  /** Number of bits written. */
  get bitLength(): number {
    return this.byteLength * 8 + this.pendingBits;
  }

  clear(): void {
    this.byteLength = 0;
    this.pending = 0;
    this.pendingBits = 0;
  }

  /**
   * @param value below 2^bits
   * @param bits 0 … 32
   */
  writeBits(value: number, bits: number): void {
    if (bits > 16) {
      this.writeShort(value >>> 16, bits - 16);
      this.writeShort(value & 0xffff, 16);
    } else this.writeShort(value, bits);
  }

  /**
   * @param value an integer from 0 to 2^32 - 1
   * @param k 0 … 24
   */
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

  /** Writes the Rice codes of `values[0 … count)`. @param k 0 … 24 */
  writeRiceCodes(values: Uint32Array, count: number, k: number): void {
    this.reserve(2 * count + 4);
    let { bytes, byteLength, pending, pendingBits } = this;
    const mask = (1 << k) - 1;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      const length = (value >>> k) + 1 + k;
      if (length > 16) {
        this.byteLength = byteLength;
        this.pending = pending;
        this.pendingBits = pendingBits;
        this.writeRice(value, k);
        this.reserve(2 * (count - i) + 4);
        ({ bytes, byteLength, pending, pendingBits } = this);
        continue;
      }
      pending = (pending << length) | (1 << k) | (value & mask);
      pendingBits += length;
      if (pendingBits < 16) continue;
      pendingBits -= 16;
      bytes[byteLength++] = pending >>> (pendingBits + 8);
      bytes[byteLength++] = pending >>> pendingBits;
    }
    this.byteLength = byteLength;
    this.pending = pending;
    this.pendingBits = pendingBits;
  }

  /** Writes the lowest `bits` bits of each of `values[0 … count)`. @param bits 1 … 24 */
  writeLowBits(values: Uint32Array, count: number, bits: number): void {
    const mask = (1 << bits) - 1;
    if (bits > 16) {
      for (let i = 0; i < count; i++) this.writeBits(values[i] & mask, bits);
      return;
    }
    this.reserve(((count * bits) >>> 3) + 4);
    const { bytes } = this;
    let { byteLength, pending, pendingBits } = this;
    for (let i = 0; i < count; i++) {
      pending = (pending << bits) | (values[i] & mask);
      pendingBits += bits;
      if (pendingBits < 16) continue;
      pendingBits -= 16;
      bytes[byteLength++] = pending >>> (pendingBits + 8);
      bytes[byteLength++] = pending >>> pendingBits;
    }
    this.byteLength = byteLength;
    this.pending = pending;
    this.pendingBits = pendingBits;
  }

  /** Writes a bit for each of `values[0 … count)`: whether `values[i] >>> k` is above 0. */
  writeHighFlags(values: Uint32Array, count: number, k: number): void {
    this.reserve((count >>> 3) + 4);
    const { bytes } = this;
    let { byteLength, pending, pendingBits } = this;
    let i = 0;
    // V8 checks the type of the array in every iteration, so an iteration takes eight values.
    for (; i + 7 < count; i += 8) {
      pending =
        (pending << 8) |
        (nonZeroFlag(values[i] >>> k) << 7) |
        (nonZeroFlag(values[i + 1] >>> k) << 6) |
        (nonZeroFlag(values[i + 2] >>> k) << 5) |
        (nonZeroFlag(values[i + 3] >>> k) << 4) |
        (nonZeroFlag(values[i + 4] >>> k) << 3) |
        (nonZeroFlag(values[i + 5] >>> k) << 2) |
        (nonZeroFlag(values[i + 6] >>> k) << 1) |
        nonZeroFlag(values[i + 7] >>> k);
      bytes[byteLength++] = pending >>> pendingBits;
    }
    this.byteLength = byteLength;
    this.pending = pending;
    for (; i < count; i++) this.writeShort(nonZeroFlag(values[i] >>> k), 1);
  }

  /**
   * Writes, from the next whole byte on, the unary codes of the gaps between the ascending numbers `values[i] >>> k`: of
   * `length` bits, those at `(values[i] >>> k) + i` are 1.
   */
  writeUnaryHighParts(values: Uint32Array, count: number, k: number, length: number): void {
    this.alignToByte();
    const size = Math.ceil(length / 8);
    this.reserve(size + 1);
    const { bytes, byteLength } = this;
    bytes.fill(0, byteLength, byteLength + size);
    for (let i = 0; i < count; i++) {
      const bit = (values[i] >>> k) + i;
      bytes[byteLength + (bit >>> 3)] |= 0x80 >>> (bit & 7);
    }
    this.byteLength = byteLength + (length >>> 3);
    this.pendingBits = length & 7;
    this.pending = bytes[this.byteLength] >>> (8 - this.pendingBits);
  }

  /** Writes zeros up to a whole byte. */
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

  /** The bytes written so far, zeros up to a whole byte included: a view that is valid until the next call. */
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
    const pending = (this.pending << bits) | value;
    const used = this.pendingBits + bits;
    this.pending = pending;
    if (used < 16) {
      this.pendingBits = used;
      return;
    }
    this.pendingBits = used - 16;
    if (this.byteLength + 3 > this.bytes.length) this.reserve(3);
    this.bytes[this.byteLength++] = pending >>> (used - 8);
    this.bytes[this.byteLength++] = pending >>> (used - 16);
  }

  private reserve(more: number): void {
    if (this.byteLength + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.byteLength + more, this.bytes.length * 2, minCapacity));
    grown.set(this.bytes.subarray(0, this.byteLength));
    this.bytes = grown;
  }
}

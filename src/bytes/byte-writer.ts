import type { ByteSink } from './byte-sink.ts';

/** Writes bytes into a buffer that grows: little-endian integers, variable-length integers, blocks. */
export class ByteWriter {
  private bytes: Uint8Array;
  private data: DataView;
  /** How many bytes were written. */
  length = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
    this.data = new DataView(this.bytes.buffer);
  }

  /** Makes room for `more` bytes behind what was written. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.data = new DataView(grown.buffer);
  }

  u8(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.reserve(2);
    this.data.setUint16(this.length, value, true);
    this.length += 2;
  }

  u32(value: number): void {
    this.reserve(4);
    this.data.setUint32(this.length, value, true);
    this.length += 4;
  }

  f64(value: number): void {
    this.reserve(8);
    this.data.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** A whole number below 2^53, seven bits a byte, lowest first; the high bit says that more follow. */
  varint(value: number): void {
    this.reserve(8);
    while (value > 0x7fffffff) {
      this.bytes[this.length++] = (value % 128) | 0x80;
      value = Math.floor(value / 128);
    }
    while (value > 0x7f) {
      this.bytes[this.length++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  block(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Zeros up to a multiple of `unit`. */
  align(unit: number): void {
    const rest = this.length % unit;
    if (rest === 0) return;
    this.reserve(unit - rest);
    this.bytes.fill(0, this.length, this.length + unit - rest);
    this.length += unit - rest;
  }

  /** Overwrites four bytes that were written. */
  setU32(at: number, value: number): void {
    this.data.setUint32(at, value, true);
  }

  /** Overwrites bytes that were written. */
  overwrite(at: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, at);
  }

  /** Hands on what was written, and begins anew. */
  handTo(sink: ByteSink): void {
    sink.write(this.bytes.subarray(0, this.length));
    this.length = 0;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

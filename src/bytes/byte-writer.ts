/** The writer of whole bytes, for headers and tables; bit codes are written by BitWriter. */
import type { ByteSink } from './byte-sink.ts';

/** Writes integers, floats and blocks of bytes into a buffer that grows. All numbers are little-endian. */
export class ByteWriter {
  private bytes: Uint8Array;
  private data: DataView;
  /** Number of bytes written. */
  length = 0;

  /** @param capacity bytes of the first buffer */
  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
    this.data = new DataView(this.bytes.buffer);
  }

  /** Ensures room for `more` bytes behind those written. */
  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.data = new DataView(grown.buffer);
  }

  writeU8(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  writeU16(value: number): void {
    this.reserve(2);
    this.data.setUint16(this.length, value, true);
    this.length += 2;
  }

  writeU32(value: number): void {
    this.reserve(4);
    this.data.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** @param value an integer from 0 to 2^48 - 1 */
  writeU48(value: number): void {
    this.writeU32(value % 2 ** 32);
    this.writeU16(Math.floor(value / 2 ** 32));
  }

  /** @param value an integer from 0 to 2^53 - 1 */
  writeU64(value: number): void {
    this.writeU32(value % 2 ** 32);
    this.writeU32(Math.floor(value / 2 ** 32));
  }

  writeF64(value: number): void {
    this.reserve(8);
    this.data.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /**
   * Writes a variable-length integer: seven bits a byte, lowest first; the high bit of a byte means that more follow.
   * @param value an integer from 0 to 2^53 - 1
   */
  writeVarint(value: number): void {
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

  writeBytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Writes zeros up to a multiple of `unit` bytes. */
  alignTo(unit: number): void {
    const rest = this.length % unit;
    if (rest === 0) return;
    this.reserve(unit - rest);
    this.bytes.fill(0, this.length, this.length + unit - rest);
    this.length += unit - rest;
  }

  /** Overwrites four bytes that were written. */
  overwriteU32(at: number, value: number): void {
    this.data.setUint32(at, value, true);
  }

  /** Writes all bytes to a sink and empties this writer. */
  flushTo(sink: ByteSink): void {
    sink.write(this.bytes.subarray(0, this.length));
    this.length = 0;
  }

  /** Writes all bytes to another writer and empties this one. */
  appendTo(writer: ByteWriter): void {
    writer.writeBytes(this.bytes.subarray(0, this.length));
    this.length = 0;
  }

  /** A copy of the bytes written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

import { BitReader } from '../../src/bytes/bit-reader.ts';
import type { BitWriter } from '../../src/bytes/bit-writer.ts';

const firstByte = 3;

/** A reader of the bits that were written. As in a file, other bytes stand before and behind them. */
export function openBits(bits: BitWriter): BitReader {
  const reader = new BitReader();
  resetToBits(reader, bits);
  return reader;
}

/** Puts a reader on the bits that were written. */
export function resetToBits(reader: BitReader, bits: BitWriter): void {
  const bytes = bits.finish();
  const padded = new Uint8Array(firstByte + bytes.length + 4).fill(255);
  padded.set(bytes, firstByte);
  reader.reset(new DataView(padded.buffer), firstByte);
}

import type { BitReader } from '../../bytes/bit-reader.ts';
import type { BitWriter } from '../../bytes/bit-writer.ts';

/** Terms of a block: what one look-up decodes. */
export const termsPerBlock = 32;
/** Lists of up to so many documents stand in the dictionary. */
export const maxInlineDocuments = 6;
/** Zeros behind the last code, for readers that look at four bytes at a time. */
export const readAheadPadding = 4;
/** Units from here on, 15 bits of them, are written short: Han and most Hangul. */
export const firstShortUnit = 0x4e00;
export const shortUnitBits = 15;
/** Behind blocks and zeros: terms u32, words u32, units of the longest word u32. */
export const trailerSize = 12;
/** In the index, for each block: its first two units (second u16, first u16), where it begins u32. */
export const indexEntrySize = 8;

/** A count below 2^48: its width in 6 bits, then itself. */
export function writeCount(bits: BitWriter, count: number): void {
  let width = 0;
  for (let rest = count; rest >= 1; rest = Math.floor(rest / 2)) width++;
  bits.writeBits(width, 6);
  if (width > 24) bits.writeBits(Math.floor(count / 2 ** 24), width - 24);
  bits.writeBits(count % 2 ** 24, Math.min(24, width));
}

export function readCount(bits: BitReader): number {
  const width = Math.min(48, bits.readShort(6));
  const high = width > 24 ? bits.readShort(width - 24) : 0;
  return high * 2 ** 24 + bits.readShort(Math.min(24, width));
}

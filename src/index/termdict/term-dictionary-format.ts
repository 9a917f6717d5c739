/** Constants and number codes of the term dictionary. The grammar is in term-dictionary-reader.ts. */
import type { BitReader } from '../../bytes/bit-reader.ts';
import type { BitWriter } from '../../bytes/bit-writer.ts';

/** Number of terms in a block. */
export const termsPerBlock = 32;
/** Posting lists of up to this many documents are stored inline in the dictionary; longer ones in the postings section. */
export const maxInlineDocuments = 6;
/** Zero bytes behind the last code, for readers that load four bytes at a time. */
export const readAheadPadding = 4;
/** The 2^15 units from here on (Han and most Hangul) are written in 16 bits. */
export const firstShortUnit = 0x4e00;
export const shortUnitBits = 15;
/** Bytes of the trailer: terms u32, words u32, units of the longest word u32. */
export const trailerSize = 12;
/** Number of blocks in a page. */
export const blocksPerPage = 4;
/** Bytes of a block's entry in its page: its first two units (second u16, first u16), its start u32. */
export const pageEntrySize = 8;

/** Writes a number below 2^48: its width in 6 bits, then the number. */
export function writeCount(bits: BitWriter, count: number): void {
  let width = 0;
  for (let rest = count; rest >= 1; rest = Math.floor(rest / 2)) width++;
  bits.writeBits(width, 6);
  if (width > 24) bits.writeBits(Math.floor(count / 2 ** 24), width - 24);
  bits.writeBits(count % 2 ** 24, Math.min(24, width));
}

/** Reads a number that `writeCount` wrote. */
export function readCount(bits: BitReader): number {
  const width = Math.min(48, bits.readShort(6));
  const high = width > 24 ? bits.readShort(width - 24) : 0;
  return high * 2 ** 24 + bits.readShort(Math.min(24, width));
}

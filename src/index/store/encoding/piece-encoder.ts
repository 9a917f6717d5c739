/** Encodes texts in a text code. */
import type { ByteWriter } from '../../../bytes/byte-writer.ts';
import { noPiece, PieceTrie } from './piece-trie.ts';
import type { TextCode } from './text-code.ts';

/** The piece number of the escape. */
const escapePiece = 0;
/** Bits of the unit after an escape. */
const escapeBits = 16;
/** A piece's number in the trie has, from the lowest bits: bits of its code 5, its units 5, its code. */
const lengthShift = 5;
const codeShift = 10;
const fieldMask = 31;

/** Units encoded at a time, and the bytes they can take: an escape of at most 16 bits and the unit for each. */
const chunkUnits = 2048;
const maxChunkBytes = chunkUnits * 4 + 4;

/**
 * Encodes texts greedily: at each position the longest piece that matches. (Choosing the pieces that take the fewest bits
 * in all takes 2.6 times the time and saves 1 %.)
 */
export class PieceEncoder {
  private readonly trie: PieceTrie;
  private readonly bytes = new Uint8Array(maxChunkBytes);

  constructor(private readonly code: TextCode) {
    const { units, starts, lengths, codes } = code;
    this.trie = new PieceTrie(units.length);
    for (let piece = escapePiece + 1; piece < lengths.length; piece++) {
      const size = starts[piece + 1] - starts[piece];
      const number = (codes[piece] << codeShift) | (size << lengthShift) | lengths[piece];
      this.trie.add(number, units, starts[piece], starts[piece + 1]);
    }
  }

  /** Appends the encoded `units[start … end)` to `to`, padded to a whole byte. */
  encode(units: Uint16Array, start: number, end: number, to: ByteWriter): void {
    const { trie, bytes } = this;
    const escapeCode = this.code.codes[escapePiece];
    const escapeLength = this.code.lengths[escapePiece];
    /** The low `pendingBits` bits of `bits` are not written yet; fewer than 16 between two pieces. */
    let bits = 0;
    let pendingBits = 0;
    for (let from = start; from < end; ) {
      const stop = Math.min(end, from + chunkUnits);
      let at = 0;
      while (from < stop) {
        const piece = trie.findLongest(units, from, end);
        let length = piece & fieldMask;
        if (piece !== noPiece) {
          bits = (bits << length) | (piece >>> codeShift);
          from += (piece >>> lengthShift) & fieldMask;
        } else {
          length = escapeLength;
          bits = (bits << length) | escapeCode;
          pendingBits += length;
          for (; pendingBits >= 8; pendingBits -= 8) bytes[at++] = bits >>> (pendingBits - 8);
          length = escapeBits;
          bits = (bits << length) | units[from++];
        }
        pendingBits += length;
        // Always write two bytes, which the next ones may overwrite: an unpredictable branch costs more.
        const first = bits << (32 - pendingBits);
        bytes[at] = first >>> 24;
        bytes[at + 1] = first >>> 16;
        at += (pendingBits >>> 4) << 1;
        pendingBits &= 15;
      }
      if (from >= end) for (; pendingBits > 0; pendingBits -= 8) bytes[at++] = (bits << (32 - pendingBits)) >>> 24;
      to.writeBytes(bytes.subarray(0, at));
    }
  }
}

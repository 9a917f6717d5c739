import type { ByteWriter } from '../../bytes/byte-writer.ts';
import { noPiece, PieceTrie } from './piece-trie.ts';
import type { TextCode } from './text-code.ts';

const escapePiece = 0;
const escapeBits = 16;
/** In the number of a piece, from its low bits: the bits of its code, its units, its code. */
const lengthShift = 5;
const codeShift = 10;
const fieldMask = 31;

/** Units that are written at a time, and bytes that they can take: an escape, at most 16 bits, and the unit. */
const chunkUnits = 2048;
const maxChunkBytes = chunkUnits * 4 + 4;

/**
 * Writes texts in a code: at each place the longest piece that stands there. (The pieces that take the fewest bits together
 * are found in 2.6 times the time, and save 1 %.)
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

  /** Appends the bits of `units[start … end)`, filled up to a whole byte. */
  encode(units: Uint16Array, start: number, end: number, to: ByteWriter): void {
    const { trie, bytes } = this;
    const escapeCode = this.code.codes[escapePiece];
    const escapeLength = this.code.lengths[escapePiece];
    /** Bits that are not written: the low `waiting` ones of `bits`, fewer than 16 between two pieces. */
    let bits = 0;
    let waiting = 0;
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
          waiting += length;
          for (; waiting >= 8; waiting -= 8) bytes[at++] = bits >>> (waiting - 8);
          length = escapeBits;
          bits = (bits << length) | units[from++];
        }
        waiting += length;
        // Two bytes in any case, which the next ones overwrite: a branch that cannot be foretold costs more.
        const first = bits << (32 - waiting);
        bytes[at] = first >>> 24;
        bytes[at + 1] = first >>> 16;
        at += (waiting >>> 4) << 1;
        waiting &= 15;
      }
      if (from >= end) for (; waiting > 0; waiting -= 8) bytes[at++] = (bits << (32 - waiting)) >>> 24;
      to.writeBytes(bytes.subarray(0, at));
    }
  }
}

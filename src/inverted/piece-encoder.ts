import type { ByteWriter } from '../bytes/byte-writer.ts';
import { noPiece, PieceTrie, stretch } from './piece-trie.ts';
import type { TextCode } from './text-code.ts';

const escapePiece = 0;
const escapeBits = 16;

/** Bytes that the units of a stretch can take: an escape, at most 16 bits, and the unit. */
const stretchBytes = stretch * 4 + 4;

/** Writes texts in a code, each in the fewest bits (but that no piece goes across a stretch of 2,048 units). */
export class PieceEncoder {
  private readonly trie: PieceTrie;
  private readonly escapeCost: number;
  private readonly bytes = new Uint8Array(stretchBytes);

  constructor(private readonly code: TextCode) {
    const { units, starts, lengths } = code;
    this.trie = new PieceTrie(units.length);
    for (let piece = escapePiece + 1; piece < lengths.length; piece++)
      this.trie.add(piece, units, starts[piece], starts[piece + 1]);
    this.trie.price(lengths);
    this.escapeCost = lengths[escapePiece] + escapeBits;
  }

  /** Appends the bits of `units[start … end)`, filled up to a whole byte. */
  encode(units: Uint16Array, start: number, end: number, to: ByteWriter): void {
    const { trie, bytes } = this;
    const { codes, lengths, starts } = this.code;
    let bits = 0;
    let waiting = 0;
    for (let from = start; from < end; ) {
      let unit = from;
      let at = 0;
      from = trie.cut(units, from, end, this.escapeCost);
      for (let i = 0; i < trie.count; i++) {
        const found = trie.found[i];
        const piece = found === noPiece ? escapePiece : found;
        bits = (bits << lengths[piece]) | codes[piece];
        waiting += lengths[piece];
        for (; waiting >= 8; waiting -= 8) bytes[at++] = bits >>> (waiting - 8);
        if (found === noPiece) {
          bits = (bits << escapeBits) | units[unit++];
          waiting += escapeBits;
          for (; waiting >= 8; waiting -= 8) bytes[at++] = bits >>> (waiting - 8);
        } else unit += starts[piece + 1] - starts[piece];
      }
      if (from === end && waiting > 0) bytes[at++] = bits << (8 - waiting);
      to.block(bytes.subarray(0, at));
    }
  }
}

/**
 * A text code: pieces of 1 to 16 units, each with a bit string of a canonical Huffman code. Written by `writeTextCode`, read
 * by `TextCode`.
 *
 *     code      = pieces u32, characters u32, longest u8, k u8 * 3, length*, character*, piece*, align, zero u8 * 4
 *     length    = unary(longest - bits of the code): of the escape, then of all pieces in the order below
 *     character = gamma(unit - the one before); the pieces of one unit, ascending
 *     piece     = gamma(shared + 1) gamma(more + 1) rank * (more + 1); the pieces of two units and more, ascending by ranks
 *     rank      = gamma((rank >> k) + 1), the k low bits
 *
 * The rank of a unit is its place among the characters sorted by code length, then by unit, so that frequent characters
 * have small ranks. A piece shares its first `shared` units with the piece before; its next rank is written as the
 * difference to the rank of the piece before at the same place, if there is one. There is a `k` for such a difference of
 * the first unit, one for that of others, and one for ranks.
 *
 * Codes are assigned by ascending length, then in this order. The escape is followed by 16 bits: a unit that is no piece.
 */
import { BitReader } from '../../../bytes/bit-reader.ts';
import type { ByteWindow } from '../../../bytes/byte-source.ts';
import type { UnitBuffer } from '../../../text/unit-buffer.ts';
import { damageError, toDamageError } from '../../damage.ts';
import type { PiecePlaces } from '../../piece-places.ts';
import { maxCodeBits } from './code-lengths.ts';

/** Maximum number of units in a piece. */
export const maxPieceUnits = 16;
/** Maximum number of pieces in a code. */
const maxPieces = 0xfff0;

/** Bytes before the code lengths. */
export const headerBytes = 12;
/** Zero bytes behind the last code, for readers that load four bytes at a time. */
export const readAheadBytes = 4;
/** Maximum number of low bits of a rank. */
export const maxLowBits = 15;
/** Units that decoding copies of every piece without checking its length; few pieces have more. */
const unconditionalUnits = 2;

/** The kind of a rank, by whether it is a difference, and at which place. */
export function kindOfRank(at: number, shared: number, before: number): number {
  return at > shared || at >= before ? 2 : at > 0 ? 1 : 0;
}

/** A code that was read from its bytes: decodes texts, and gives the codes to the encoder. */
export class TextCode {
  /** Piece `i` is `units[starts[i] … starts[i + 1])`; piece 0 is the escape, without units. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  /** By piece: bits of its code. */
  readonly lengths: Uint8Array;
  /** By piece: its code, in the low bits. */
  readonly codes: Uint32Array;
  /** Bits of the shortest code. */
  readonly minCodeBits: number;
  /** By the next `tableBits` bits: where the piece starts << 10 | its units << 5 | bits of its code; 0 when invalid. */
  readonly decodeTable: Uint32Array;
  /** Bits of the longest code. */
  readonly tableBits: number;
  /** See `CodePieces`. */
  places?: PiecePlaces;

  /** @throws HansouError BAD_INDEX when these bytes are not a text code */
  constructor(readonly bytes: Uint8Array) {
    const { lengths, units, starts } = readPiecesSafely(bytes);
    this.lengths = lengths;
    this.units = units;
    this.starts = starts;
    // By length: the number of codes; later the next code, padded to `tableBits`.
    const nexts = new Uint32Array(maxCodeBits + 1);
    for (let piece = 0; piece < lengths.length; piece++) nexts[lengths[piece]]++;
    this.minCodeBits = nexts.findIndex(count => count > 0);
    this.tableBits = maxCodeBits - [...nexts].reverse().findIndex(count => count > 0);
    let next = 0;
    for (let length = 1; length <= this.tableBits; length++) {
      const used = nexts[length] << (this.tableBits - length);
      nexts[length] = next;
      next += used;
    }
    this.decodeTable = new Uint32Array(1 << this.tableBits);
    if (next > this.decodeTable.length) throw damageError('a prefix-free code', 'overlapping codes');
    this.codes = new Uint32Array(lengths.length);
    for (let piece = 0; piece < lengths.length; piece++) {
      const length = lengths[piece];
      const from = nexts[length];
      const to = from + (1 << (this.tableBits - length));
      nexts[length] = to;
      this.codes[piece] = from >>> (this.tableBits - length);
      const size = starts[piece + 1] - starts[piece];
      this.decodeTable.fill((starts[piece] << 10) | (size << 5) | length, from, to);
    }
  }

  /**
   * Decodes `length` units.
   * @param from index of the first byte in the window; at least 4 bytes must follow `end`
   * @param into has room for `length + maxPieceUnits` units
   * @throws HansouError BAD_INDEX or RangeError when the bytes end before that
   */
  decode(window: ByteWindow, from: number, end: number, length: number, into: UnitBuffer): void {
    const { decodeTable, units } = this;
    const shift = 32 - this.tableBits;
    const { buffer, byteOffset } = window.data;
    // A view that is made here has a length that V8 knows: it reads twice as fast as one that is passed in.
    const data = new DataView(buffer, byteOffset + from, end - from + readAheadBytes);
    const out = into.units;
    let bit = 0;
    let at = 0;
    while (at < length) {
      const entry = decodeTable[(data.getUint32(bit >>> 3) << (bit & 7)) >>> shift];
      bit += entry & 31;
      const start = entry >>> 10;
      const size = (entry >>> 5) & 31;
      // Two units without a check: nine of ten pieces have no more, and a branch that is hard to foresee costs more than copying.
      out[at] = units[start];
      out[at + 1] = units[start + 1];
      if (size > unconditionalUnits) for (let i = unconditionalUnits; i < size; i++) out[at + i] = units[start + i];
      else if (size === 0) {
        if (entry === 0) throw damageError('the code of a piece', 'other bits');
        out[at++] = (data.getUint32(bit >>> 3) << (bit & 7)) >>> 16;
        bit += 16;
      }
      at += size;
    }
    if (bit > (end - from) * 8) throw damageError('a text inside its bytes', 'a longer text');
    into.length = length;
  }
}

/** `readPieces`, where reading beyond the end is damage. @throws HansouError BAD_INDEX */
function readPiecesSafely(bytes: Uint8Array): ReturnType<typeof readPieces> {
  try {
    return readPieces(bytes);
  } catch (error) {
    throw toDamageError(error);
  }
}

/** Reads the pieces of a code and their code lengths. @throws HansouError BAD_INDEX, RangeError */
function readPieces(bytes: Uint8Array): { lengths: Uint8Array; units: Uint16Array; starts: Uint32Array } {
  const createError = () => damageError('the pieces of a text code', 'other bytes');
  if (bytes.length < headerBytes) throw createError();
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = data.getUint32(0, true);
  const characterCount = data.getUint32(4, true);
  const longest = bytes[8];
  const ks = bytes.subarray(9, headerBytes);
  // Every piece takes a bit for its length and three more at least, a character two.
  if (count > maxPieces || characterCount > count || count > bytes.length * 4 || longest > maxCodeBits)
    throw createError();
  if (ks.some(k => k > maxLowBits)) throw createError();
  const bits = new BitReader();
  bits.reset(data, headerBytes);
  const lengths = new Uint8Array(count + 1);
  for (let i = 0; i <= count; i++) {
    const length = longest - bits.readRice(0);
    if (length < 1) throw createError();
    lengths[i] = length;
  }
  let units = new Uint16Array(characterCount + (count - characterCount) * 4 + maxPieceUnits + unconditionalUnits);
  const starts = new Uint32Array(count + 2);
  const lengthOfUnit = new Uint8Array(0x10000);
  for (let i = 0, unit = -1; i < characterCount; i++) {
    const gap = bits.readGamma();
    if (gap < 1 || unit + gap > 0xffff) throw createError();
    unit += gap;
    units[i] = unit;
    starts[i + 2] = i + 1;
    lengthOfUnit[unit] = lengths[i + 1];
  }
  const byRank = sortUnitsByRank(units.subarray(0, characterCount), lengthOfUnit);
  const ranks = new Uint16Array(maxPieceUnits);
  let to = characterCount;
  for (let i = characterCount, before = 0; i < count; i++) {
    const shared = bits.readGamma() - 1;
    const length = shared + bits.readGamma();
    if (shared > before || length > maxPieceUnits || length <= shared) throw createError();
    for (let j = shared; j < length; j++) {
      const kind = kindOfRank(j, shared, before);
      const high = bits.readGamma() - 1;
      if (high < 0 || high > 0xffff) throw createError();
      const rank = ((high << ks[kind]) | bits.readShort(ks[kind])) + (kind < 2 ? ranks[j] : 0);
      if (rank >= characterCount) throw createError();
      ranks[j] = rank;
    }
    if (to + maxPieceUnits + unconditionalUnits > units.length) {
      const grown = new Uint16Array(units.length * 2);
      grown.set(units);
      units = grown;
    }
    for (let j = 0; j < length; j++) units[to++] = byRank[ranks[j]];
    before = length;
    starts[i + 2] = to;
  }
  bits.alignToByte();
  if (headerBytes + bits.position / 8 + readAheadBytes !== bytes.length) throw createError();
  return { lengths, units, starts };
}

/** Sorts units by code length, then by unit. @param ascending distinct units */
export function sortUnitsByRank(ascending: ArrayLike<number>, lengthOfUnit: Uint8Array): Uint16Array {
  const starts = new Uint32Array(maxCodeBits + 2);
  for (let i = 0; i < ascending.length; i++) starts[lengthOfUnit[ascending[i]] + 1]++;
  for (let length = 1; length < starts.length; length++) starts[length] += starts[length - 1];
  const units = new Uint16Array(ascending.length);
  for (let i = 0; i < ascending.length; i++) units[starts[lengthOfUnit[ascending[i]]]++] = ascending[i];
  return units;
}

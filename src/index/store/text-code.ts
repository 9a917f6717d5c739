/**
 * A text code: pieces of 1 to 16 units, each with a bit string of a canonical Huffman code. Written by `writeTextCode`, read
 * by `TextCode`.
 *
 *     code      = pieces u32, characters u32, shortest u8, zero u8 * 3, length nibble*, character*, piece*
 *     length    = bits of the code, less `shortest`; of the escape, then of all pieces in the order below
 *     character = unit - the one before - 1, varint; the pieces of one unit, ascending
 *     piece     = (shared << 4 | more) u8, rank varint * (more + 1); the pieces of two units and more, ascending by ranks
 *
 * The rank of a unit is its place among the characters sorted by code length, then by unit, so that frequent characters
 * have small ranks. A piece shares its first `shared` units with the piece before; its next rank is written as the
 * difference to the rank of the piece before at the same place, if there is one.
 *
 * Codes are assigned by ascending length, then in this order. The escape is followed by 16 bits: a unit that is no piece.
 */
import type { ByteWindow } from '../../bytes/byte-source.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { UnitBuffer } from '../../text/unit-buffer.ts';
import { damageError } from '../damage.ts';
import { computeCodeLengths, maxCodeBits } from './code-lengths.ts';

/** Maximum number of units in a piece. */
export const maxPieceUnits = 16;
/** Maximum number of pieces in a code. */
const maxPieces = 0xfff0;

const headerBytes = 12;
/** Units that decoding copies of every piece without checking its length; few pieces have more. */
const unconditionalUnits = 4;

/** Distinct pieces and how often each is used: piece `i` is `units[starts[i] … starts[i + 1])`. */
export interface PieceCounts {
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  readonly counts: Uint32Array;
  /** How often a unit is escaped; at least 1. */
  readonly escapes: number;
}

/** Writes the code for these pieces. Every unit of a longer piece must be a piece too. */
export function writeTextCode(pieces: PieceCounts): Uint8Array {
  const { units, starts, counts } = pieces;
  const count = counts.length;
  const lengths = computeCodeLengths([pieces.escapes, ...counts]);
  const shortest = lengths.reduce((a, b) => Math.min(a, b));
  const lengthOfUnit = new Uint8Array(0x10000);
  const characters: number[] = [];
  const pieceOfUnit = new Int32Array(0x10000);
  for (let i = 0; i < count; i++) {
    if (starts[i + 1] - starts[i] !== 1) continue;
    const unit = units[starts[i]];
    characters.push(unit);
    lengthOfUnit[unit] = lengths[i + 1];
    pieceOfUnit[unit] = i;
  }
  characters.sort((a, b) => a - b);
  const ranks = new Uint16Array(0x10000);
  sortUnitsByRank(characters, lengthOfUnit).forEach((unit, rank) => {
    ranks[unit] = rank;
  });
  const keys: string[] = [];
  const pieceOfKey = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    if (starts[i + 1] - starts[i] === 1) continue;
    let key = '';
    for (let at = starts[i]; at < starts[i + 1]; at++) key += String.fromCharCode(ranks[units[at]]);
    keys.push(key);
    pieceOfKey.set(key, i);
  }
  keys.sort();

  const writer = new ByteWriter(headerBytes + count * 4);
  writer.writeU32(count);
  writer.writeU32(characters.length);
  writer.writeU8(shortest);
  writer.alignTo(headerBytes);
  const order = [
    0,
    ...characters.map(unit => pieceOfUnit[unit] + 1),
    ...keys.map(key => (pieceOfKey.get(key) as number) + 1),
  ];
  for (let i = 0; i <= count; i += 2)
    writer.writeU8((lengths[order[i]] - shortest) | (i < count ? (lengths[order[i + 1]] - shortest) << 4 : 0));
  characters.forEach((unit, i) => {
    writer.writeVarint(unit - (i === 0 ? -1 : characters[i - 1]) - 1);
  });
  let before = '';
  for (const key of keys) {
    let shared = 0;
    while (shared < before.length && before.charCodeAt(shared) === key.charCodeAt(shared)) shared++;
    writer.writeU8((shared << 4) | (key.length - shared - 1));
    for (let i = shared; i < key.length; i++)
      writer.writeVarint(key.charCodeAt(i) - (i === shared && i < before.length ? before.charCodeAt(i) : 0));
    before = key;
  }
  return writer.finish();
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
  private readonly decodeTable: Uint32Array;
  /** Bits of the longest code. */
  private readonly tableBits: number;

  /** @throws HansouError BAD_INDEX when these bytes are not a text code */
  constructor(readonly bytes: Uint8Array) {
    const { lengths, units, starts } = readPieces(bytes);
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
   * @throws HansouError BAD_INDEX when the bytes end before that
   */
  decode(window: ByteWindow, from: number, end: number, length: number, into: UnitBuffer): void {
    const { decodeTable, units } = this;
    const shift = 32 - this.tableBits;
    const { data } = window;
    const out = into.units;
    let byte = from;
    let bit = 0;
    let at = 0;
    while (at < length) {
      if (byte > end) throw damageError('a text inside its bytes', 'a longer text');
      const entry = decodeTable[(data.getUint32(byte) << bit) >>> shift];
      bit += entry & 31;
      byte += bit >>> 3;
      bit &= 7;
      const start = entry >>> 10;
      const size = (entry >>> 5) & 31;
      if (size === 0) {
        if (entry === 0 || byte > end) throw damageError('the code of a piece', 'other bits');
        out[at++] = (data.getUint32(byte) << bit) >>> 16;
        byte += 2;
        continue;
      }
      // Four units without a check: an unpredictable branch costs more than copying units that are overwritten.
      out[at] = units[start];
      out[at + 1] = units[start + 1];
      out[at + 2] = units[start + 2];
      out[at + 3] = units[start + 3];
      if (size > unconditionalUnits) for (let i = unconditionalUnits; i < size; i++) out[at + i] = units[start + i];
      at += size;
    }
    into.length = length;
  }
}

/** Reads the pieces of a code and their code lengths. @throws HansouError BAD_INDEX */
function readPieces(bytes: Uint8Array): { lengths: Uint8Array; units: Uint16Array; starts: Uint32Array } {
  const createError = () => damageError('the pieces of a text code', 'other bytes');
  if (bytes.length < headerBytes) throw createError();
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = data.getUint32(0, true);
  const characterCount = data.getUint32(4, true);
  const shortest = bytes[8];
  let at = headerBytes + (count >>> 1) + 1;
  if (count > maxPieces || characterCount > count || at + count > bytes.length || shortest === 0) throw createError();
  const lengths = new Uint8Array(count + 1);
  for (let i = 0; i <= count; i++) {
    lengths[i] = shortest + ((bytes[headerBytes + (i >>> 1)] >>> ((i & 1) * 4)) & 15);
    if (lengths[i] > maxCodeBits) throw createError();
  }
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 21 && at < bytes.length; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw createError();
  };
  let units = new Uint16Array(characterCount + (count - characterCount) * 4 + maxPieceUnits + unconditionalUnits);
  const starts = new Uint32Array(count + 2);
  const lengthOfUnit = new Uint8Array(0x10000);
  for (let i = 0, unit = -1; i < characterCount; i++) {
    unit += varint() + 1;
    if (unit > 0xffff) throw createError();
    units[i] = unit;
    starts[i + 2] = i + 1;
    lengthOfUnit[unit] = lengths[i + 1];
  }
  const byRank = sortUnitsByRank(units.subarray(0, characterCount), lengthOfUnit);
  const ranks = new Uint16Array(maxPieceUnits);
  let to = characterCount;
  for (let i = characterCount, before = 0; i < count; i++) {
    if (at >= bytes.length) throw createError();
    const shared = bytes[at] >>> 4;
    const length = shared + (bytes[at++] & 15) + 1;
    if (shared > before || length > maxPieceUnits) throw createError();
    for (let j = shared; j < length; j++) {
      const rank = varint() + (j === shared && j < before ? ranks[j] : 0);
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
  if (at !== bytes.length) throw createError();
  return { lengths, units, starts };
}

/** Sorts units by code length, then by unit. @param ascending distinct units */
function sortUnitsByRank(ascending: ArrayLike<number>, lengthOfUnit: Uint8Array): Uint16Array {
  const starts = new Uint32Array(maxCodeBits + 2);
  for (let i = 0; i < ascending.length; i++) starts[lengthOfUnit[ascending[i]] + 1]++;
  for (let length = 1; length < starts.length; length++) starts[length] += starts[length - 1];
  const units = new Uint16Array(ascending.length);
  for (let i = 0; i < ascending.length; i++) units[starts[lengthOfUnit[ascending[i]]]++] = ascending[i];
  return units;
}

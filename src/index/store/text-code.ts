/**
 * A code for texts: pieces of one to 16 units, each with a bit string that no other begins with (Huffman's, canonical).
 *
 *     code      = pieces u32, characters u32, shortest u8, zero u8 * 3, length nibble*, character*, piece*
 *     length    = bits of the code, less `shortest`; first of the escape, then of all pieces in the order below
 *     character = unit - the one before - 1, varint; the pieces of one unit, rising
 *     piece     = (shared << 4 | more) u8, rank varint * more; the pieces of two units and more, rising by ranks
 *
 * The rank of a unit is its place among the characters ordered by the length of their code, then by unit: so frequent
 * ones have small ranks. A piece takes its first `shared` units from the one before; its first other rank is less the
 * rank that the one before has there, when it has one.
 *
 * Codes are given out by rising length, among equals in this order. After the escape come
 * 16 bits: a unit that is no piece.
 */
import type { ByteWindow } from '../../bytes/byte-source.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { UnitBuffer } from '../../text/unit-buffer.ts';
import { damageError } from '../damage.ts';
import { computeCodeLengths, maxCodeBits } from './code-lengths.ts';

/** Units in the longest piece. */
export const maxPieceUnits = 16;
/** Most pieces that a code may have. */
export const maxPieces = 0xfff0;

const headerBytes = 12;
/** Units that are copied of every piece; most have no more. */
const unconditionalUnits = 4;

/** Pieces and how often each is used: piece `i` is `units[starts[i] … starts[i + 1])`. All are distinct. */
export interface PieceCounts {
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  readonly counts: Uint32Array;
  /** How often a unit had to be escaped; at least 1. */
  readonly escapes: number;
}

/** Lays the code for these pieces out. Every unit that a longer piece holds must be a piece too. */
export function writeTextCode(pieces: PieceCounts): Uint8Array {
  const { units, starts, counts } = pieces;
  const count = counts.length;
  const lengths = computeCodeLengths([pieces.escapes, ...counts]);
  const shortest = lengths.reduce((a, b) => Math.min(a, b));
  const lengthOfUnit = new Uint8Array(0x10000);
  const characters: number[] = [];
  const placeOfUnit = new Int32Array(0x10000);
  for (let i = 0; i < count; i++) {
    if (starts[i + 1] - starts[i] !== 1) continue;
    const unit = units[starts[i]];
    characters.push(unit);
    lengthOfUnit[unit] = lengths[i + 1];
    placeOfUnit[unit] = i;
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
    ...characters.map(unit => placeOfUnit[unit] + 1),
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

/** A code that was read: decodes, and tells the codes to who writes. */
export class TextCode {
  /** Piece `i` is `units[starts[i] … starts[i + 1])`; piece 0 is the escape, without units. */
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
  readonly codes: Uint32Array;
  /** Bits of the shortest code. */
  readonly minCodeBits: number;
  /** By the next bits, as many as the longest code has: where the piece starts << 10 | its units << 5 | bits; or 0. */
  private readonly decodeTable: Uint32Array;
  private readonly tableBits: number;

  /** @throws HansouError BAD_INDEX when these bytes are no code */
  constructor(readonly bytes: Uint8Array) {
    const { lengths, units, starts } = readPieces(bytes);
    this.lengths = lengths;
    this.units = units;
    this.starts = starts;
    // How many codes each length has; then, in the longest code's bits, where the next of each begins.
    const nexts = new Uint32Array(maxCodeBits + 1);
    for (let piece = 0; piece < lengths.length; piece++) nexts[lengths[piece]]++;
    this.minCodeBits = nexts.findIndex(count => count > 0);
    this.tableBits = maxCodeBits - [...nexts].reverse().findIndex(count => count > 0);
    let next = 0;
    for (let length = 1; length <= this.tableBits; length++) {
      const room = nexts[length] << (this.tableBits - length);
      nexts[length] = next;
      next += room;
    }
    this.decodeTable = new Uint32Array(1 << this.tableBits);
    if (next > this.decodeTable.length) throw damageError('codes of which none begins with another', 'others');
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
   * Decodes pieces behind one another until there are `length` units.
   * @param from the first byte, counted in the window; at least 4 bytes stand behind `end`
   * @param into has room for `length + longestPiece` units
   * @throws HansouError BAD_INDEX when the bytes end before
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
      if (byte > end) throw damageError('a text inside its bytes', 'a longer one');
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
      // Four without asking: a branch that cannot be foretold costs more than the units that are overwritten.
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

function readPieces(bytes: Uint8Array): { lengths: Uint8Array; units: Uint16Array; starts: Uint32Array } {
  const bad = () => damageError('the pieces of a text code', 'other bytes');
  if (bytes.length < headerBytes) throw bad();
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = data.getUint32(0, true);
  const characterCount = data.getUint32(4, true);
  const shortest = bytes[8];
  let at = headerBytes + (count >>> 1) + 1;
  if (count > maxPieces || characterCount > count || at + count > bytes.length || shortest === 0) throw bad();
  const lengths = new Uint8Array(count + 1);
  for (let i = 0; i <= count; i++) {
    lengths[i] = shortest + ((bytes[headerBytes + (i >>> 1)] >>> ((i & 1) * 4)) & 15);
    if (lengths[i] > maxCodeBits) throw bad();
  }
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 21 && at < bytes.length; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw bad();
  };
  let units = new Uint16Array(characterCount + (count - characterCount) * 4 + maxPieceUnits + unconditionalUnits);
  const starts = new Uint32Array(count + 2);
  const lengthOfUnit = new Uint8Array(0x10000);
  for (let i = 0, unit = -1; i < characterCount; i++) {
    unit += varint() + 1;
    if (unit > 0xffff) throw bad();
    units[i] = unit;
    starts[i + 2] = i + 1;
    lengthOfUnit[unit] = lengths[i + 1];
  }
  const byRank = sortUnitsByRank(units.subarray(0, characterCount), lengthOfUnit);
  const ranks = new Uint16Array(maxPieceUnits);
  let to = characterCount;
  for (let i = characterCount, before = 0; i < count; i++) {
    if (at >= bytes.length) throw bad();
    const shared = bytes[at] >>> 4;
    const length = shared + (bytes[at++] & 15) + 1;
    if (shared > before || length > maxPieceUnits) throw bad();
    for (let j = shared; j < length; j++) {
      const rank = varint() + (j === shared && j < before ? ranks[j] : 0);
      if (rank >= characterCount) throw bad();
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
  if (at !== bytes.length) throw bad();
  return { lengths, units, starts };
}

/** Units by the length of their code, the shortest first, then by unit. @param rising without repetition */
function sortUnitsByRank(rising: ArrayLike<number>, lengthOfUnit: Uint8Array): Uint16Array {
  const places = new Uint32Array(maxCodeBits + 2);
  for (let i = 0; i < rising.length; i++) places[lengthOfUnit[rising[i]] + 1]++;
  for (let length = 1; length < places.length; length++) places[length] += places[length - 1];
  const units = new Uint16Array(rising.length);
  for (let i = 0; i < rising.length; i++) units[places[lengthOfUnit[rising[i]]]++] = rising[i];
  return units;
}

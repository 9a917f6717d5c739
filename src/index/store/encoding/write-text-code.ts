/** Writes a text code; its grammar is in text-code.ts. */
import { BitWriter } from '../../../bytes/bit-writer.ts';
import { ByteWriter } from '../../../bytes/byte-writer.ts';
import { computeCodeLengths } from './code-lengths.ts';
import { headerBytes, kindOfRank, maxLowBits, readAheadBytes, sortUnitsByRank } from './text-code.ts';

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

  const order = [
    0,
    ...characters.map(unit => pieceOfUnit[unit] + 1),
    ...keys.map(key => (pieceOfKey.get(key) as number) + 1),
  ];
  const bits = new BitWriter();
  const longest = lengths.reduce((a, b) => Math.max(a, b));
  for (const piece of order) bits.writeRice(longest - lengths[piece], 0);
  characters.forEach((unit, i) => {
    bits.writeGamma(unit - (i === 0 ? -1 : characters[i - 1]));
  });
  const ranksByKind: number[][] = [[], [], []];
  visitRanks(keys, undefined, (rank, kind) => ranksByKind[kind].push(rank));
  const ks = ranksByKind.map(chooseLowBits);
  visitRanks(
    keys,
    (shared, more) => {
      bits.writeGamma(shared + 1);
      bits.writeGamma(more + 1);
    },
    (rank, kind) => {
      bits.writeGamma((rank >>> ks[kind]) + 1);
      bits.writeBits(rank & ((1 << ks[kind]) - 1), ks[kind]);
    },
  );
  const written = bits.finish();
  const writer = new ByteWriter(headerBytes + written.length + readAheadBytes);
  writer.writeU32(count);
  writer.writeU32(characters.length);
  writer.writeU8(longest);
  for (const k of ks) writer.writeU8(k);
  writer.writeBytes(written);
  writer.writeU32(0);
  return writer.finish();
}

/** Calls the visitors for all pieces: with what each shares with the one before, then with its other ranks. */
function visitRanks(
  keys: readonly string[],
  visitPiece: ((shared: number, more: number) => void) | undefined,
  visitRank: (rank: number, kind: number) => void,
): void {
  let before = '';
  for (const key of keys) {
    let shared = 0;
    while (shared < before.length && before.charCodeAt(shared) === key.charCodeAt(shared)) shared++;
    visitPiece?.(shared, key.length - shared - 1);
    for (let i = shared; i < key.length; i++) {
      const kind = kindOfRank(i, shared, before.length);
      visitRank(key.charCodeAt(i) - (kind < 2 ? before.charCodeAt(i) : 0), kind);
    }
    before = key;
  }
}

/** The number of low bits with which these ranks take the fewest bits. */
function chooseLowBits(ranks: readonly number[]): number {
  const costs = Array.from({ length: maxLowBits + 1 }, (_, k) =>
    ranks.reduce((sum, rank) => sum + 2 * (31 - Math.clz32((rank >>> k) + 1)) + 1 + k, 0),
  );
  return costs.indexOf(Math.min(...costs));
}

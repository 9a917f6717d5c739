/**
 * Finds the pieces that a text code is made of: which neighbours stand together so often that a code of their own saves
 * more bits than its line in the table takes. Pairs are joined in a few rounds, all good ones at once (byte pair
 * encoding after Gage, in batches), then the sample is cut as texts will be, and pieces that are seldom used fall.
 */

import { noPiece, PieceTrie } from './piece-trie.ts';
import type { PieceCounts } from './text-code.ts';
import { longestPiece } from './text-code.ts';

/** Most pieces: the table is about 4 bytes for each, and a page that searches remotely has to fetch it. */
const mostLearnt = 28_000;
const rounds = 5;
/** A pair has to stand so often in the sample. */
const leastPairs = 4;
/** About how many bits a pair takes in the table. */
const tableCost = 24;
/** The same of a piece at the end; by trial, since shorter pieces also leave more for others. */
const lineCost = 36;
/** Bits that a piece has to save in the sample, however much text the code is for. */
const leastSaved = 4;
/** So often a piece has to be used in the sample. */
const leastUses = 2;
/** Stands between two texts of the sample. */
const border = 0xffff;
/** Units that are more kinds than this are left to the escape. */
const mostCharacters = 20_000;
/** Bits that the length of a piece takes. */
const sizeBits = 5;
const sizeMask = (1 << sizeBits) - 1;

/** Texts to learn from, one behind the other: `units[0 … length)`, of which each begins at a place in `starts`. */
export interface Sample {
  readonly units: Uint16Array;
  readonly length: number;
  readonly starts: readonly number[];
  /** How many times as much text the code will be used for. */
  readonly scale: number;
}

export function learnPieces(sample: Sample): PieceCounts {
  const joiner = new PairJoiner(sample);
  for (let round = 0; round < rounds; round++) if (!joiner.round(round)) break;
  return joiner.recount(sample);
}

class PairJoiner {
  /** Symbol `s` is `units[starts[s] … starts[s + 1])`. */
  private units = new Uint16Array(1 << 12);
  private starts = new Uint32Array(1 << 10);
  private symbolCount = 0;
  /** The sample as symbols. */
  private readonly sequence: Uint16Array;
  private length = 0;
  private readonly characterCount: number;
  private readonly slotOfPlace: Int32Array;
  /** Two cells a pair: left << 16 | right, and how often it was counted; later the symbol that it is joined to, or 0. */
  private readonly cells: Uint32Array;
  private readonly gains: Float32Array;
  private readonly scale: number;

  constructor(sample: Sample) {
    const { units, length, starts } = sample;
    this.scale = sample.scale;
    this.sequence = new Uint16Array(length + starts.length + 2);
    const symbolOf = new Int32Array(0x10000).fill(-1);
    let next = 0;
    for (let at = 0; at < length; at++) {
      if (at === starts[next]) {
        this.sequence[this.length++] = border;
        next++;
      }
      const unit = units[at];
      if (symbolOf[unit] < 0)
        symbolOf[unit] = this.symbolCount < mostCharacters ? this.newSymbol(units, at, at + 1) : border;
      this.sequence[this.length++] = symbolOf[unit];
    }
    this.sequence[this.length++] = border;
    this.characterCount = this.symbolCount;
    this.slotOfPlace = new Int32Array(this.length);
    const slots = slotsFor(this.length);
    this.cells = new Uint32Array(2 * slots);
    this.gains = new Float32Array(slots);
  }

  /** Joins the best pairs of neighbours. Returns whether there were any. */
  round(round: number): boolean {
    const slots = slotsFor(this.length);
    const uses = this.countPairs(slots);
    const most = mostLearnt - this.symbolCount;
    const share = Math.ceil(((mostLearnt - this.characterCount) / rounds) * 1.3);
    const chosen = this.choosePairs(slots, uses, round === rounds - 1 ? most : Math.min(most, share));
    if (chosen === 0) return false;
    this.join();
    return true;
  }

  /** Counts pairs, and notes at each place where its pair is counted (-1 for none). Returns the symbols' counts. */
  private countPairs(slots: number): Uint32Array {
    const { sequence, slotOfPlace, cells } = this;
    const uses = new Uint32Array(this.symbolCount);
    cells.fill(0, 0, 2 * slots);
    const mask = slots - 1;
    const shift = Math.clz32(mask);
    let left = border;
    for (let at = 0; at < this.length; at++) {
      const right = sequence[at];
      if (right !== border) uses[right]++;
      if (at > 0) {
        if (left === border || right === border) slotOfPlace[at - 1] = -1;
        else {
          const key = ((left << 16) | right) >>> 0;
          let slot = Math.imul(key, 0x9e3779b1) >>> shift;
          while (cells[2 * slot] !== key && cells[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
          cells[2 * slot] = key;
          cells[2 * slot + 1]++;
          slotOfPlace[at - 1] = slot;
        }
      }
      left = right;
    }
    return uses;
  }

  /** Makes symbols of the pairs that save most, at most so many. Returns how many. */
  private choosePairs(slots: number, uses: Uint32Array, most: number): number {
    const { cells, gains, starts, scale } = this;
    const all = uses.reduce((a, b) => a + b, 0);
    const candidates: number[] = [];
    for (let slot = 0; slot < slots; slot++) {
      const count = cells[2 * slot + 1];
      if (count === 0) continue;
      cells[2 * slot + 1] = 0;
      if (count < leastPairs) continue;
      const left = cells[2 * slot] >>> 16;
      const right = cells[2 * slot] & 0xffff;
      if (starts[left + 1] - starts[left] + starts[right + 1] - starts[right] > longestPiece) continue;
      const gain = count * Math.log2((count * all) / (uses[left] * uses[right]));
      if (gain * scale <= tableCost || gain <= 2 * leastPairs) continue;
      gains[slot] = gain;
      candidates.push(slot);
    }
    // Ties by key: the same sample gives the same pieces.
    candidates.sort((a, b) => gains[b] - gains[a] || cells[2 * a] - cells[2 * b]);
    const chosen = Math.min(most, candidates.length);
    for (let i = 0; i < chosen; i++) cells[2 * candidates[i] + 1] = this.joinedSymbol(cells[2 * candidates[i]]);
    return Math.max(0, chosen);
  }

  private joinedSymbol(key: number): number {
    const left = key >>> 16;
    const right = key & 0xffff;
    const { units, starts } = this;
    const pair = new Uint16Array(starts[left + 1] - starts[left] + starts[right + 1] - starts[right]);
    pair.set(units.subarray(starts[left], starts[left + 1]));
    pair.set(units.subarray(starts[right], starts[right + 1]), starts[left + 1] - starts[left]);
    return this.newSymbol(pair, 0, pair.length);
  }

  /** Replaces chosen pairs from left to right; of two that overlap the one that saves more. */
  private join(): void {
    const { sequence, slotOfPlace, cells, gains } = this;
    let to = 0;
    for (let at = 0; at < this.length; at++) {
      const slot = at + 1 < this.length ? slotOfPlace[at] : -1;
      let symbol = sequence[at];
      if (slot >= 0 && cells[2 * slot + 1] !== 0) {
        const next = at + 2 < this.length ? slotOfPlace[at + 1] : -1;
        if (next < 0 || cells[2 * next + 1] === 0 || gains[next] <= gains[slot]) {
          symbol = cells[2 * slot + 1];
          at++;
        }
      }
      sequence[to++] = symbol;
    }
    this.length = to;
  }

  /** Cuts the sample by the pieces, then by those that were worth their place; gives these, with how often they are used. */
  recount(sample: Sample): PieceCounts {
    const isKept = new Uint8Array(this.symbolCount).fill(1);
    const uses = new Uint32Array(this.symbolCount);
    const trie = this.trieOf(isKept);
    this.use(sample, trie, uses);
    this.drop(trie, uses, isKept);
    uses.fill(0);
    const escapes = this.use(sample, this.trieOf(isKept), uses);
    return this.kept(uses, isKept, escapes);
  }

  private trieOf(isKept: Uint8Array): PieceTrie {
    const { units, starts, symbolCount } = this;
    const trie = new PieceTrie(starts[symbolCount]);
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      const [start, end] = [starts[symbol], starts[symbol + 1]];
      if (isKept[symbol]) trie.add((symbol << sizeBits) | (end - start), units, start, end);
    }
    return trie;
  }

  /** Counts the pieces that the sample falls into. Returns how many units are none. */
  private use({ units, starts, length }: Sample, trie: PieceTrie, uses: Uint32Array): number {
    let escapes = 0;
    for (let i = 0; i < starts.length; i++) {
      const end = i + 1 < starts.length ? starts[i + 1] : length;
      for (let at = starts[i]; at < end; ) {
        const piece = trie.longest(units, at, end);
        if (piece === noPiece) {
          escapes++;
          at++;
        } else {
          uses[piece >>> sizeBits]++;
          at += piece & sizeMask;
        }
      }
    }
    return escapes;
  }

  /** Drops each piece that saves less than its line in the table takes, beside the shorter pieces that it falls into. */
  private drop(trie: PieceTrie, uses: Uint32Array, isKept: Uint8Array): void {
    const { units, starts, symbolCount, characterCount, scale } = this;
    const all = uses.reduce((a, b) => a + b, 0);
    const least = Math.max(leastSaved, lineCost / scale);
    const bits = Float64Array.from(uses, count => Math.log2(all / Math.max(0.5, count)));
    for (let symbol = characterCount; symbol < symbolCount; symbol++) {
      const [start, end] = [starts[symbol], starts[symbol + 1]];
      let saved = -bits[symbol];
      for (let at = start; at < end; ) {
        const piece = trie.longest(units, at, at === start ? end - 1 : end);
        saved += bits[piece >>> sizeBits];
        at += piece & sizeMask;
      }
      if (saved * uses[symbol] < least) isKept[symbol] = 0;
    }
  }

  private kept(uses: Uint32Array, isKept: Uint8Array, escapes: number): PieceCounts {
    const { starts, units, symbolCount, characterCount, scale } = this;
    const isNeeded = new Uint8Array(0x10000);
    for (let symbol = characterCount; symbol < symbolCount; symbol++) {
      if (uses[symbol] < leastUses) isKept[symbol] = 0;
      if (isKept[symbol]) for (let at = starts[symbol]; at < starts[symbol + 1]; at++) isNeeded[units[at]] = 1;
    }
    let escaped = Math.max(1, escapes);
    const keptStarts = [0];
    const keptUnits: number[] = [];
    const counts: number[] = [];
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      if (symbol < characterCount)
        isKept[symbol] = isNeeded[units[starts[symbol]]] || uses[symbol] * Math.min(2, scale) >= 2 ? 1 : 0;
      if (!isKept[symbol]) {
        // Its characters will be coded otherwise, some of them by the escape.
        if (symbol < characterCount) escaped += uses[symbol];
        continue;
      }
      for (let at = starts[symbol]; at < starts[symbol + 1]; at++) keptUnits.push(units[at]);
      keptStarts.push(keptUnits.length);
      counts.push(Math.max(1, uses[symbol]));
    }
    return {
      units: Uint16Array.from(keptUnits),
      starts: Uint32Array.from(keptStarts),
      counts: Uint32Array.from(counts),
      escapes: escaped,
    };
  }

  private newSymbol(units: Uint16Array, start: number, end: number): number {
    const symbol = this.symbolCount++;
    const at = this.starts[symbol];
    if (at + longestPiece > this.units.length) {
      const grown = new Uint16Array(this.units.length * 2);
      grown.set(this.units);
      this.units = grown;
    }
    if (symbol + 2 > this.starts.length) {
      const grown = new Uint32Array(this.starts.length * 2);
      grown.set(this.starts);
      this.starts = grown;
    }
    for (let i = start; i < end; i++) this.units[at + i - start] = units[i];
    this.starts[symbol + 1] = at + end - start;
    return symbol;
  }
}

/** A power of two, more than there can be pairs. */
function slotsFor(length: number): number {
  return 1 << Math.max(8, Math.ceil(Math.log2(length + 1)));
}

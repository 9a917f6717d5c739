/** Looks up the words and prefixes at all positions of a window at once. Skip it at a first reading: it is all unrolled loops. */
import type { LexiconTable } from '../../lexicon/lexicon-table.ts';
import { prefixBit, prefixBitShift } from '../../lexicon/prefix-filter.ts';

/** Number of positions per iteration of a loop: V8 checks the types of all arrays in each iteration. */
const perRound = 4;
/** Number of codes 0 behind the window: no word continues with code 0, so the last iteration finds nothing there. */
export const paddingUnits = 2 * perRound;

/**
 * The words and prefixes of two and three units that begin at each position of a window, looked up in the trie of the
 * lexicon before the path is searched. Each loop is free of branches and goes over the positions that the loop before it
 * found: loads that depend on no branch are several times as fast as a walk through the trie.
 */
export class TrieLookahead {
  /** One more than the highest code of the trie. */
  readonly codeCount: number;
  /** By unit: the payload of the word formed by it and the next unit, or 0. */
  readonly twoUnitPayloads: Uint16Array;
  /** The positions where a three-unit prefix (or word) begins, rising. Entry 0 is unused. */
  readonly longPlaces: Uint16Array;
  /** The last entry of `longPlaces`, 0 if there is none. */
  lastEntry = 0;
  /** By entry of `longPlaces`: the cell of the prefix, its base (0 if no word is longer), and the check of the cell for the
   * fourth unit. */
  readonly longCells: Int32Array;
  readonly longBases: Int32Array;
  readonly fourthChecks: Int32Array;
  /** The positions where a two-unit prefix (or word) begins. */
  private readonly twoUnitPlaces: Uint16Array;
  /** By code: the base of its node; for nodes without children a base where every cell is free. */
  private readonly basesByCode: Int32Array;

  /** @param codes of the units of the window, filled by its owner; it has room for `capacity` and `paddingUnits` */
  constructor(
    private readonly table: LexiconTable,
    private readonly codes: Uint16Array,
    capacity: number,
  ) {
    const room = capacity + paddingUnits;
    this.twoUnitPayloads = new Uint16Array(room);
    this.twoUnitPlaces = new Uint16Array(room);
    this.longPlaces = new Uint16Array(room);
    this.longCells = new Int32Array(room);
    this.longBases = new Int32Array(room);
    this.fourthChecks = new Int32Array(room);
    const { codes: allCodes, bases, checks } = table.trie;
    let last = 0;
    for (let unit = 0; unit < allCodes.length; unit++) if (allCodes[unit] > last) last = allCodes[unit];
    const firstBases = new Int32Array(last + 1).fill(Math.max(0, checks.length - last - 1));
    for (let code = 1; code <= last; code++)
      if ((checks[code] & 0xffff) === code && bases[code] !== 0) firstBases[code] = bases[code];
    this.codeCount = last + 1;
    this.basesByCode = firstBases;
  }

  /** Looks up the first `size` units of the window. Returns the last entry of `longPlaces`, 0 if there is none. */
  read(size: number): number {
    const { codes } = this;
    codes.fill(0, size, size + paddingUnits);
    const last = this.readThreeUnits(this.filterPrefixes(this.readTwoUnits(size), size), size);
    this.readFourthChecks(last);
    this.lastEntry = last;
    return last;
  }

  /** The first entry of `longPlaces` at `place` or behind it; one more than the last if there is none. */
  findEntry(place: number): number {
    const { longPlaces } = this;
    let low = 1;
    let high = this.lastEntry + 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (longPlaces[middle] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Fills `twoUnitPayloads` and `twoUnitPlaces`. Returns the number of places. */
  private readTwoUnits(size: number): number {
    const { codes, twoUnitPayloads, twoUnitPlaces, basesByCode } = this;
    const { checks } = this.table.trie;
    let count = 0;
    let base = basesByCode[codes[0]];
    for (let at = 0; at < size; at += perRound) {
      let second: number;
      let check: number;
      // All bits set where the label is the code of the second unit, otherwise 0.
      let isPrefix: number;
      second = codes[at + 1];
      check = checks[base + second];
      base = basesByCode[second];
      isPrefix = (((check & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at] = (check >>> 16) & isPrefix;
      twoUnitPlaces[count] = at;
      count -= isPrefix;
      second = codes[at + 2];
      check = checks[base + second];
      base = basesByCode[second];
      isPrefix = (((check & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at + 1] = (check >>> 16) & isPrefix;
      twoUnitPlaces[count] = at + 1;
      count -= isPrefix;
      second = codes[at + 3];
      check = checks[base + second];
      base = basesByCode[second];
      isPrefix = (((check & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at + 2] = (check >>> 16) & isPrefix;
      twoUnitPlaces[count] = at + 2;
      count -= isPrefix;
      second = codes[at + 4];
      check = checks[base + second];
      base = basesByCode[second];
      isPrefix = (((check & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at + 3] = (check >>> 16) & isPrefix;
      twoUnitPlaces[count] = at + 3;
      count -= isPrefix;
    }
    return count;
  }

  /** Keeps those of the first `count` places whose three-unit prefix passes the filter. Returns their number. */
  private filterPrefixes(count: number, size: number): number {
    const { codes, twoUnitPlaces, basesByCode } = this;
    const { prefixFilter } = this.table;
    const shift = prefixBitShift(prefixFilter);
    let left = 0;
    twoUnitPlaces.fill(size, count, count + perRound);
    for (let i = 0; i < count; i += perRound) {
      let at: number;
      let bit: number;
      at = twoUnitPlaces[i];
      bit = prefixBit(basesByCode[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twoUnitPlaces[left] = at;
      left += (prefixFilter[bit >>> 3] >>> (bit & 7)) & 1;
      at = twoUnitPlaces[i + 1];
      bit = prefixBit(basesByCode[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twoUnitPlaces[left] = at;
      left += (prefixFilter[bit >>> 3] >>> (bit & 7)) & 1;
      at = twoUnitPlaces[i + 2];
      bit = prefixBit(basesByCode[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twoUnitPlaces[left] = at;
      left += (prefixFilter[bit >>> 3] >>> (bit & 7)) & 1;
      at = twoUnitPlaces[i + 3];
      bit = prefixBit(basesByCode[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twoUnitPlaces[left] = at;
      left += (prefixFilter[bit >>> 3] >>> (bit & 7)) & 1;
    }
    return left;
  }

  /** Fills `longPlaces` and `longCells` from the first `count` of `twoUnitPlaces`. Returns the last entry. */
  private readThreeUnits(count: number, size: number): number {
    const { codes, twoUnitPlaces, longPlaces, longCells, basesByCode } = this;
    const { bases, checks } = this.table.trie;
    // Entry 0 holds a value that is no position.
    longPlaces[0] = 0xffff;
    let entry = 1;
    twoUnitPlaces.fill(size, count, count + perRound);
    for (let i = 0; i < count; i += perRound) {
      let at: number;
      let third: number;
      let base: number;
      at = twoUnitPlaces[i];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[entry] = at;
      longCells[entry] = base + third;
      // Like `isPrefix`, but 0 where no word is longer (base 0 is that of the root).
      entry -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twoUnitPlaces[i + 1];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[entry] = at;
      longCells[entry] = base + third;
      entry -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twoUnitPlaces[i + 2];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[entry] = at;
      longCells[entry] = base + third;
      entry -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twoUnitPlaces[i + 3];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[entry] = at;
      longCells[entry] = base + third;
      entry -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
    }
    return entry - 1;
  }

  /** Fills `longBases` and `fourthChecks` up to the last entry. */
  private readFourthChecks(last: number): void {
    const { codes, longPlaces, longCells, longBases, fourthChecks } = this;
    const { bases, checks } = this.table.trie;
    for (let i = 1; i <= last; i += perRound) {
      let base: number;
      base = bases[longCells[i]];
      longBases[i] = base;
      fourthChecks[i] = checks[base + codes[longPlaces[i] + 3]];
      base = bases[longCells[i + 1]];
      longBases[i + 1] = base;
      fourthChecks[i + 1] = checks[base + codes[longPlaces[i + 1] + 3]];
      base = bases[longCells[i + 2]];
      longBases[i + 2] = base;
      fourthChecks[i + 2] = checks[base + codes[longPlaces[i + 2] + 3]];
      base = bases[longCells[i + 3]];
      longBases[i + 3] = base;
      fourthChecks[i + 3] = checks[base + codes[longPlaces[i + 3] + 3]];
    }
  }
}

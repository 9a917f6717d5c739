import type { LexiconTable } from '../../lexicon/lexicon-table.ts';
import { prefixBit, prefixBitShift } from '../../lexicon/prefix-filter.ts';

/** So many places are taken in one round of a loop: V8 asks all arrays anew what they are in each. */
const perRound = 4;
/** The codes are followed by so many 0, which no word goes on with, so that the last round finds nothing there. */
export const paddingUnits = 2 * perRound;

/**
 * What the base's trie says of all places of a stretch at once, before the path is searched: where words or their
 * beginnings of two and three units stand. Loop after loop without branches, each over the places that the one before
 * found: loads that wait for no decision are several times as fast as a walk.
 */
export class TrieLookahead {
  /** One more than the last code of the trie. */
  readonly codeCount: number;
  /** By unit: the pair of frequency and tag of the word of it and the next one; 0 for none. */
  readonly twoUnitPayloads: Uint16Array;
  /** The places where a word or its beginning of three units stands, from the second entry on, rising. */
  readonly longPlaces: Uint16Array;
  /** By entry of `longs`: the cell of the three units, the base of its node (0: no word goes on), and the mark of the
   * cell for the unit behind. */
  readonly longCells: Int32Array;
  readonly longBases: Int32Array;
  readonly fourthChecks: Int32Array;
  /** Where a word or its beginning of two units stands. */
  private readonly twoUnitPlaces: Uint16Array;
  /** By code: the base of its node; of one without children where no child is. */
  private readonly basesByCode: Int32Array;

  /** @param codes of the stretch's units in the trie, to be filled by the owner; room for `capacity` and `unitsBehind` */
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

  /** Reads what stands at the first `size` units. Returns the last entry of `longs`; before the first is no place. */
  read(size: number): number {
    const { codes } = this;
    codes.fill(0, size, size + paddingUnits);
    const last = this.readThreeUnits(this.filterPrefixes(this.readTwoUnits(size), size), size);
    this.readFourthChecks(last);
    return last;
  }

  /** Fills `pairsOfTwo` and `twos`; returns how many of these. */
  private readTwoUnits(size: number): number {
    const { codes, twoUnitPayloads, twoUnitPlaces, basesByCode } = this;
    const { checks } = this.table.trie;
    let count = 0;
    let base = basesByCode[codes[0]];
    for (let at = 0; at < size; at += perRound) {
      let second: number;
      let mark: number;
      // All ones where the label is the second unit's code, else 0.
      let isTwo: number;
      second = codes[at + 1];
      mark = checks[base + second];
      base = basesByCode[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at] = (mark >>> 16) & isTwo;
      twoUnitPlaces[count] = at;
      count -= isTwo;
      second = codes[at + 2];
      mark = checks[base + second];
      base = basesByCode[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at + 1] = (mark >>> 16) & isTwo;
      twoUnitPlaces[count] = at + 1;
      count -= isTwo;
      second = codes[at + 3];
      mark = checks[base + second];
      base = basesByCode[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at + 2] = (mark >>> 16) & isTwo;
      twoUnitPlaces[count] = at + 2;
      count -= isTwo;
      second = codes[at + 4];
      mark = checks[base + second];
      base = basesByCode[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      twoUnitPayloads[at + 3] = (mark >>> 16) & isTwo;
      twoUnitPlaces[count] = at + 3;
      count -= isTwo;
    }
    return count;
  }

  /** Leaves of the first `count` of `twos` those that may go on with the unit behind; returns how many. */
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

  /** Fills `longs` and `thirdCells` from the first `count` of `twos`; returns the last entry. */
  private readThreeUnits(count: number, size: number): number {
    const { codes, twoUnitPlaces, longPlaces, longCells, basesByCode } = this;
    const { bases, checks } = this.table.trie;
    // Before the first one stands what no unit's number is.
    longPlaces[0] = 0xffff;
    let long = 1;
    twoUnitPlaces.fill(size, count, count + perRound);
    for (let i = 0; i < count; i += perRound) {
      let at: number;
      let third: number;
      let base: number;
      at = twoUnitPlaces[i];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[long] = at;
      longCells[long] = base + third;
      // As `isTwo`, but 0 where no word goes on: base 0 is the root's.
      long -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twoUnitPlaces[i + 1];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[long] = at;
      longCells[long] = base + third;
      long -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twoUnitPlaces[i + 2];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[long] = at;
      longCells[long] = base + third;
      long -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twoUnitPlaces[i + 3];
      third = codes[at + 2];
      base = bases[basesByCode[codes[at]] + codes[at + 1]];
      longPlaces[long] = at;
      longCells[long] = base + third;
      long -= ((((checks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
    }
    return long - 1;
  }

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

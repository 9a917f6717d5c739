import type { LexiconTable } from '../../lexicon/lexicon-table.ts';
import { prefixBit, shiftOf } from '../../lexicon/prefix-filter.ts';

/** So many places are taken in one round of a loop: V8 asks all arrays anew what they are in each. */
const atOnce = 4;
/** The codes are followed by so many 0, which no word goes on with, so that the last round finds nothing there. */
export const unitsBehind = 2 * atOnce;

/**
 * What the base's trie says of all places of a stretch at once, before the path is searched: where words or their
 * beginnings of two and three units stand. Loop after loop without branches, each over the places that the one before
 * found: loads that wait for no decision are several times as fast as a walk.
 */
export class TrieLookahead {
  /** One more than the last code of the trie. */
  readonly codeCount: number;
  /** By unit: the pair of frequency and tag of the word of it and the next one; 0 for none. */
  readonly pairsOfTwo: Uint16Array;
  /** The places where a word or its beginning of three units stands, from the second entry on, rising. */
  readonly longs: Uint16Array;
  /** By entry of `longs`: the cell of the three units, the base of its node (0: no word goes on), and the mark of the
   * cell for the unit behind. */
  readonly thirdCells: Int32Array;
  readonly thirdBases: Int32Array;
  readonly fourthMarks: Int32Array;
  /** Where a word or its beginning of two units stands. */
  private readonly twos: Uint16Array;
  /** By code: the base of its node; of one without children where no child is. */
  private readonly firstBases: Int32Array;

  /** @param codes of the stretch's units in the trie, to be filled by the owner; room for `capacity` and `unitsBehind` */
  constructor(
    private readonly words: LexiconTable,
    private readonly codes: Uint16Array,
    capacity: number,
  ) {
    const room = capacity + unitsBehind;
    this.pairsOfTwo = new Uint16Array(room);
    this.twos = new Uint16Array(room);
    this.longs = new Uint16Array(room);
    this.thirdCells = new Int32Array(room);
    this.thirdBases = new Int32Array(room);
    this.fourthMarks = new Int32Array(room);
    const { codes: allCodes, bases, marks } = words.trie;
    let last = 0;
    for (let unit = 0; unit < allCodes.length; unit++) if (allCodes[unit] > last) last = allCodes[unit];
    const firstBases = new Int32Array(last + 1).fill(Math.max(0, marks.length - last - 1));
    for (let code = 1; code <= last; code++)
      if ((marks[code] & 0xffff) === code && bases[code] !== 0) firstBases[code] = bases[code];
    this.codeCount = last + 1;
    this.firstBases = firstBases;
  }

  /** Reads what stands at the first `size` units. Returns the last entry of `longs`; before the first is no place. */
  read(size: number): number {
    const { codes } = this;
    codes.fill(0, size, size + unitsBehind);
    const last = this.readThrees(this.filterThrees(this.readTwos(size), size), size);
    this.readFours(last);
    return last;
  }

  /** Fills `pairsOfTwo` and `twos`; returns how many of these. */
  private readTwos(size: number): number {
    const { codes, pairsOfTwo, twos, firstBases } = this;
    const { marks } = this.words.trie;
    let count = 0;
    let base = firstBases[codes[0]];
    for (let at = 0; at < size; at += atOnce) {
      let second: number;
      let mark: number;
      // All ones where the label is the second unit's code, else 0.
      let isTwo: number;
      second = codes[at + 1];
      mark = marks[base + second];
      base = firstBases[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      pairsOfTwo[at] = (mark >>> 16) & isTwo;
      twos[count] = at;
      count -= isTwo;
      second = codes[at + 2];
      mark = marks[base + second];
      base = firstBases[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      pairsOfTwo[at + 1] = (mark >>> 16) & isTwo;
      twos[count] = at + 1;
      count -= isTwo;
      second = codes[at + 3];
      mark = marks[base + second];
      base = firstBases[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      pairsOfTwo[at + 2] = (mark >>> 16) & isTwo;
      twos[count] = at + 2;
      count -= isTwo;
      second = codes[at + 4];
      mark = marks[base + second];
      base = firstBases[second];
      isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      pairsOfTwo[at + 3] = (mark >>> 16) & isTwo;
      twos[count] = at + 3;
      count -= isTwo;
    }
    return count;
  }

  /** Leaves of the first `count` of `twos` those that may go on with the unit behind; returns how many. */
  private filterThrees(count: number, size: number): number {
    const { codes, twos, firstBases } = this;
    const { threes } = this.words;
    const shift = shiftOf(threes);
    let left = 0;
    twos.fill(size, count, count + atOnce);
    for (let i = 0; i < count; i += atOnce) {
      let at: number;
      let bit: number;
      at = twos[i];
      bit = prefixBit(firstBases[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twos[left] = at;
      left += (threes[bit >>> 3] >>> (bit & 7)) & 1;
      at = twos[i + 1];
      bit = prefixBit(firstBases[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twos[left] = at;
      left += (threes[bit >>> 3] >>> (bit & 7)) & 1;
      at = twos[i + 2];
      bit = prefixBit(firstBases[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twos[left] = at;
      left += (threes[bit >>> 3] >>> (bit & 7)) & 1;
      at = twos[i + 3];
      bit = prefixBit(firstBases[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twos[left] = at;
      left += (threes[bit >>> 3] >>> (bit & 7)) & 1;
    }
    return left;
  }

  /** Fills `longs` and `thirdCells` from the first `count` of `twos`; returns the last entry. */
  private readThrees(count: number, size: number): number {
    const { codes, twos, longs, thirdCells, firstBases } = this;
    const { bases, marks } = this.words.trie;
    // Before the first one stands what no unit's number is.
    longs[0] = 0xffff;
    let long = 1;
    twos.fill(size, count, count + atOnce);
    for (let i = 0; i < count; i += atOnce) {
      let at: number;
      let third: number;
      let base: number;
      at = twos[i];
      third = codes[at + 2];
      base = bases[firstBases[codes[at]] + codes[at + 1]];
      longs[long] = at;
      thirdCells[long] = base + third;
      // As `isTwo`, but 0 where no word goes on: base 0 is the root's.
      long -= ((((marks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twos[i + 1];
      third = codes[at + 2];
      base = bases[firstBases[codes[at]] + codes[at + 1]];
      longs[long] = at;
      thirdCells[long] = base + third;
      long -= ((((marks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twos[i + 2];
      third = codes[at + 2];
      base = bases[firstBases[codes[at]] + codes[at + 1]];
      longs[long] = at;
      thirdCells[long] = base + third;
      long -= ((((marks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
      at = twos[i + 3];
      third = codes[at + 2];
      base = bases[firstBases[codes[at]] + codes[at + 1]];
      longs[long] = at;
      thirdCells[long] = base + third;
      long -= ((((marks[base + third] & 0xffff) ^ third) - 1) & -base) >> 31;
    }
    return long - 1;
  }

  private readFours(last: number): void {
    const { codes, longs, thirdCells, thirdBases, fourthMarks } = this;
    const { bases, marks } = this.words.trie;
    for (let i = 1; i <= last; i += atOnce) {
      let base: number;
      base = bases[thirdCells[i]];
      thirdBases[i] = base;
      fourthMarks[i] = marks[base + codes[longs[i] + 3]];
      base = bases[thirdCells[i + 1]];
      thirdBases[i + 1] = base;
      fourthMarks[i + 1] = marks[base + codes[longs[i + 1] + 3]];
      base = bases[thirdCells[i + 2]];
      thirdBases[i + 2] = base;
      fourthMarks[i + 2] = marks[base + codes[longs[i + 2] + 3]];
      base = bases[thirdCells[i + 3]];
      thirdBases[i + 3] = base;
      fourthMarks[i + 3] = marks[base + codes[longs[i + 3] + 3]];
    }
  }
}

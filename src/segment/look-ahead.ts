import { bitOfThree, shiftOf } from '../lexicon/threes.ts';
import type { WordTable } from '../lexicon/word-table.ts';

/** The codes are followed by so many 0. */
export const unitsBehind = 3;

/**
 * What the base's trie says of all places of a stretch at once, before the path is searched: where words or their
 * beginnings of two and three units stand. Loop after loop without branches, each over the places that the one before
 * found: loads that wait for no decision are several times as fast as a walk.
 */
export class LookAhead {
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
    private readonly words: WordTable,
    private readonly codes: Uint16Array,
    capacity: number,
  ) {
    this.pairsOfTwo = new Uint16Array(capacity);
    this.twos = new Uint16Array(capacity + 1);
    this.longs = new Uint16Array(capacity + 2);
    this.thirdCells = new Int32Array(capacity + 2);
    this.thirdBases = new Int32Array(capacity + 2);
    this.fourthMarks = new Int32Array(capacity + 2);
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
    codes[size] = codes[size + 1] = codes[size + 2] = 0;
    const last = this.readThrees(this.filterThrees(this.readTwos(size)));
    this.readFours(last);
    return last;
  }

  /** Fills `pairsOfTwo` and `twos`; returns how many of these. */
  private readTwos(size: number): number {
    const { codes, pairsOfTwo, twos, firstBases } = this;
    const { marks } = this.words.trie;
    let count = 0;
    let base = firstBases[codes[0]];
    for (let at = 0; at < size; at++) {
      const second = codes[at + 1];
      const mark = marks[base + second];
      base = firstBases[second];
      // All ones where the label is the second unit's code, else 0.
      const isTwo = (((mark & 0xffff) ^ second) - 1) >> 31;
      pairsOfTwo[at] = (mark >>> 16) & isTwo;
      twos[count] = at;
      count -= isTwo;
    }
    return count;
  }

  /** Leaves of the first `count` of `twos` those that may go on with the unit behind; returns how many. */
  private filterThrees(count: number): number {
    const { codes, twos, firstBases } = this;
    const { threes } = this.words;
    const shift = shiftOf(threes);
    let left = 0;
    for (let i = 0; i < count; i++) {
      const at = twos[i];
      const bit = bitOfThree(firstBases[codes[at]] + codes[at + 1], codes[at + 2], shift);
      twos[left] = at;
      left += (threes[bit >>> 3] >>> (bit & 7)) & 1;
    }
    return left;
  }

  /** Fills `longs` and `thirdCells` from the first `count` of `twos`; returns the last entry. */
  private readThrees(count: number): number {
    const { codes, twos, longs, thirdCells, firstBases } = this;
    const { bases, marks } = this.words.trie;
    // Before the first one stands what no unit's number is.
    longs[0] = 0xffff;
    let long = 1;
    for (let i = 0; i < count; i++) {
      const at = twos[i];
      const third = codes[at + 2];
      const base = bases[firstBases[codes[at]] + codes[at + 1]];
      const mark = marks[base + third];
      // As `isTwo`, but 0 where no word goes on: base 0 is the root's.
      const isThree = ((((mark & 0xffff) ^ third) - 1) & -base) >> 31;
      longs[long] = at;
      thirdCells[long] = base + third;
      long -= isThree;
    }
    return long - 1;
  }

  private readFours(last: number): void {
    const { codes, longs, thirdCells, thirdBases, fourthMarks } = this;
    const { bases, marks } = this.words.trie;
    for (let i = 1; i <= last; i++) {
      const base = bases[thirdCells[i]];
      thirdBases[i] = base;
      fourthMarks[i] = marks[base + codes[longs[i] + 3]];
    }
  }
}

import { TokenList } from '../segment/token-list.ts';
import { characterLengthAt } from '../text/characters.ts';

/** The three granularities of terms, and where a word came from. */
export const TermKind = {
  /** One Han character (or kana, Hangul syllable …, or one emoji). */
  Character: 0,
  /** Two adjacent Han characters (or kana …). */
  Bigram: 1,
  /** A word: Han of any length, a run of letters and digits, or a mixed form such as `c++`. It counts for the score. */
  Word: 2,
  /** A word inside or across the words of the best path: it can be found, and does not count for the score. */
  InnerWord: 3,
} as const;
export type TermKind = (typeof TermKind)[keyof typeof TermKind];

/** UTF-16 units of two characters. */
const maxBigramUnits = 4;

/**
 * The terms of one text, as numbers, to be filled again and again without allocating.
 *
 * `units[0 … length)` is the searchable text: folded, of the same length as the text given in, so that every offset
 * here is an offset there. Behind it stand pairs whose characters are a blank apart. Terms are parallel arrays of which
 * the first `count` entries count.
 */
export class Analysis {
  units: Uint16Array;
  length = 0;
  /** Characters and runs of letters and digits: the length that scoring divides by. */
  fieldLength = 0;

  /** By unit: which grams begin there (`GramMark`), after the text was analysed. */
  gramFlags: Uint8Array;
  /** Start and end of the runs of letters and digits that are terms. */
  readonly runs: number[] = [];
  /** What a segmenter cut the text into; `isWordTerm` tells which of these are terms. */
  readonly tokens = new TokenList();

  /** Where the pairs behind the text end. */
  private separatedEnd = 0;

  count = 0;
  kinds: Uint8Array;
  starts: Uint32Array;
  ends: Uint32Array;

  /** @param size UTF-16 units of the texts to come, about; it grows */
  constructor(size = 1024) {
    this.units = new Uint16Array(size);
    this.gramFlags = new Uint8Array(size);
    // A character and a pair for each place, and a word for some.
    this.kinds = new Uint8Array(size * 4);
    this.starts = new Uint32Array(size * 4);
    this.ends = new Uint32Array(size * 4);
  }

  push(kind: TermKind, start: number, end: number): void {
    if (this.count === this.kinds.length) this.growTerms();
    const at = this.count++;
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.ends[at] = end;
  }

  /** A pair of characters that are not side by side: its units stand behind the text. */
  pushSeparated(kind: TermKind, first: number, second: number): void {
    const start = this.separatedEnd;
    if (start + maxBigramUnits > this.units.length) {
      const units = new Uint16Array(this.units.length * 2 + maxBigramUnits);
      units.set(this.units);
      this.units = units;
    }
    this.separatedEnd = this.copyCharacter(second, this.copyCharacter(first, start));
    this.push(kind, start, this.separatedEnd);
  }

  /** Copies the character at `from` to `to`. Returns where it ends. */
  private copyCharacter(from: number, to: number): number {
    const end = from + characterLengthAt(this.units, from);
    this.units.copyWithin(to, from, end);
    return to + end - from;
  }

  /** Makes room for a text of `length` units and forgets the one before. */
  reset(length: number): void {
    if (this.units.length < length) this.units = new Uint16Array(Math.max(length, this.units.length * 2));
    // Pairs behind a text may have made the units more.
    if (this.gramFlags.length < length) this.gramFlags = new Uint8Array(this.units.length);
    this.runs.length = 0;
    this.tokens.clear();
    this.separatedEnd = this.length = length;
    this.count = 0;
    this.fieldLength = 0;
  }

  private growTerms(): void {
    const size = this.kinds.length * 2;
    const kinds = new Uint8Array(size);
    const starts = new Uint32Array(size);
    const ends = new Uint32Array(size);
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
  }
}

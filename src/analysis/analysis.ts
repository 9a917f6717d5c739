/** The terms of one text as numbers, which the analyzer fills and the index and the query read. */
import { TokenList } from '../segment/token-list.ts';
import { characterLengthAt } from '../text/characters.ts';

/** The kinds of terms. */
export const TermKind = {
  /** One character of a script without spaces between words (Han, kana, Hangul …), or one emoji. */
  Character: 0,
  /** Two neighbours, at least one of which is a character of a script without spaces between words. */
  Bigram: 1,
  /** A word on the best path, a run of letters and digits, or a mixed form such as `c++`. It counts for the score. */
  Word: 2,
  /**
   * A word inside or across the words of the best path, a part of a run of letters and digits, or another spelling of it.
   * It can be found; only for names of letters and digits it counts for the score, less than a word.
   */
  InnerWord: 3,
} as const;
export type TermKind = (typeof TermKind)[keyof typeof TermKind];

/**
 * The terms of one text. It is filled again and again without allocating.
 *
 * `units[0 … length)` is the folded text. It has the same length as the original, so every offset here is an offset there.
 * Behind it are copies: bigrams whose characters are separated, and spellings without signs and spaces. The terms are parallel arrays whose first
 * `count` entries are valid.
 */
export class Analysis {
  /** The folded text in UTF-16 units, then the bigrams separated by a space. */
  units: Uint16Array;
  /** Length of the text in UTF-16 units. */
  length = 0;
  /** Number of characters and runs of letters and digits: the length of the field in the score. */
  fieldLength = 0;

  /** By unit: what begins there, as bits of `GramFlag`. */
  gramFlags: Uint8Array;
  /** Start and end, alternating, of the runs of letters and digits that are terms. */
  readonly runs: number[] = [];
  /**
   * Other spellings of the names of letters and digits, and their parts, as `findSpellings` leaves them: five numbers each,
   * start and end of the units, start and end in the text, `Joint` bits. They are inner words.
   */
  readonly spellings: number[] = [];
  /** The tokens of the segmenter. `isWordTerm` says which of them are terms. */
  readonly tokens = new TokenList();

  /** Where the copies behind the text end. */
  copiesEnd = 0;

  /** Number of terms. */
  count = 0;
  kinds: Uint8Array;
  starts: Uint32Array;
  ends: Uint32Array;

  /** @param capacity expected length of the texts in UTF-16 units; it grows */
  constructor(capacity = 1024) {
    this.units = new Uint16Array(capacity);
    this.gramFlags = new Uint8Array(capacity);
    // A character and a bigram per position, and fewer than two words.
    this.kinds = new Uint8Array(capacity * 4);
    this.starts = new Uint32Array(capacity * 4);
    this.ends = new Uint32Array(capacity * 4);
  }

  /** Adds a term. */
  push(kind: TermKind, start: number, end: number): void {
    if (this.count === this.kinds.length) this.growTerms();
    const at = this.count++;
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.ends[at] = end;
  }

  /** Adds a bigram of characters that are separated by a space or hyphen: copies of both are put behind the text. */
  pushSeparated(kind: TermKind, first: number, second: number): void {
    const start = this.copiesEnd;
    this.appendCopy(first, first + characterLengthAt(this.units, first));
    this.appendCopy(second, second + characterLengthAt(this.units, second));
    this.push(kind, start, this.copiesEnd);
  }

  /** Puts a copy of `units[start … end)` behind the text, after the other copies. */
  appendCopy(start: number, end: number): void {
    const to = this.copiesEnd;
    this.copiesEnd += end - start;
    if (this.copiesEnd > this.units.length) {
      const units = new Uint16Array(this.copiesEnd * 2);
      units.set(this.units);
      this.units = units;
    }
    this.units.copyWithin(to, start, end);
  }

  /** Adds a spelling of `units[textStart … textEnd)`. */
  pushSpelling(start: number, end: number, textStart: number, textEnd: number, joints: number): void {
    this.spellings.push(start, end, textStart, textEnd, joints);
  }

  /** Removes everything and makes room for a text of `length` units. */
  reset(length: number): void {
    if (this.units.length < length) this.units = new Uint16Array(Math.max(length, this.units.length * 2));
    // The copies behind an earlier text may have grown `units` alone.
    if (this.gramFlags.length < length) this.gramFlags = new Uint8Array(this.units.length);
    this.runs.length = 0;
    this.spellings.length = 0;
    this.tokens.clear();
    this.copiesEnd = this.length = length;
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

import type { TermKind } from '../analysis/analysis.ts';
import type { OffsetMap } from '../text/offset-map.ts';
import type { Schema } from './schema.ts';

/**
 * The documents that hold a term, ascending, and how often: parallel arrays to be filled again and again, of which the
 * first `count` entries count.
 */
export class PostingList {
  count = 0;
  documents = new Uint32Array(1024);
  frequencies = new Uint32Array(1024);

  /** Takes the arrays of another list and leaves it its own, so that nothing is copied. Counts stay. */
  exchange(other: PostingList): void {
    const { documents, frequencies } = this;
    this.documents = other.documents;
    this.frequencies = other.frequencies;
    other.documents = documents;
    other.frequencies = frequencies;
  }

  /** Makes room for `size` entries in all and keeps the first `count`. */
  reserve(size: number): void {
    if (size <= this.documents.length) return;
    const room = Math.max(size, this.documents.length * 2);
    const documents = new Uint32Array(room);
    const frequencies = new Uint32Array(room);
    documents.set(this.documents.subarray(0, this.count));
    frequencies.set(this.frequencies.subarray(0, this.count));
    this.documents = documents;
    this.frequencies = frequencies;
  }
}

/** The documents of a pair, and how often each has it as a word of the best path. */
export class PairList extends PostingList {
  words = new Uint32Array(1024);

  override reserve(size: number): void {
    super.reserve(size);
    if (this.words.length >= this.documents.length) return;
    const words = new Uint32Array(this.documents.length);
    words.set(this.words.subarray(0, this.count));
    this.words = words;
  }
}

/** A text as UTF-16 units, to be filled again and again. */
export class UnitBuffer {
  units = new Uint16Array(4096);
  length = 0;

  reserve(size: number): void {
    if (size <= this.units.length) return;
    const units = new Uint16Array(Math.max(size, this.units.length * 2));
    units.set(this.units.subarray(0, this.length));
    this.units = units;
  }
}

/** Takes a word: its folded units, how many documents hold it (deleted ones may be counted), whether it is a name. */
export type VisitWord = (units: Uint16Array, start: number, end: number, documents: number, isName: boolean) => void;

/**
 * The words of a part of a text field that does not change: one object as long as the part is there, whatever else was
 * added or removed.
 */
export interface WordPart {
  /** Calls `visit` for every word whose first unit lies from `first` to `last`, by default for all. */
  eachWord(visit: VisitWord, first?: number, last?: number): void;
  /** The same for words that begin with these units. */
  eachWordFrom(beginning: Uint16Array, visit: VisitWord): void;
  /**
   * The same for words of two units and more, as many as there are `places`, that begin with a character of a script
   * without blanks and whose units stand among those of their place. Takes a look-up for each two first ones of which the
   * field has the first.
   * @param places rising units for each place
   */
  eachWordAmong(places: readonly Uint16Array[], visit: VisitWord): void;
  /** Something worked out of these words: made at the first asking, and kept as long as they are. */
  once<T>(key: unknown, make: () => T): T;
}

/**
 * One text field of an index, over all its segments. Terms are named by their folded units, documents by number.
 */
export interface TextReader {
  /** The mean of the documents' sizes (`Analysis.size`); 0 when nothing is indexed. */
  readonly averageSize: number;
  /** UTF-16 units of the longest word. */
  readonly longestWord: number;

  /**
   * Fills `out` with the live documents that hold the term `units[start … end)`, so `out.count` is its exact document
   * frequency. Kind Word gives only words that count for the score, InnerWord all words, Character and Bigram grams.
   */
  readPostings(kind: TermKind, units: Uint16Array, start: number, end: number, out: PostingList): void;
  /**
   * `readPostings`, of which only the documents in `candidates[0 … count)` (ascending) are wanted: blocks without any
   * are skipped. `out` must not be where the candidates stand.
   */
  readPostingsAmong(
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: Uint32Array,
    count: number,
    out: PostingList,
  ): void;
  /**
   * `readPostings` of a pair as Bigram, and for each document how often `readPostings` as Word would say, 0 where it is
   * none: one list holds both.
   * @param candidates only these are wanted, as in `readPostingsAmong`; default all
   */
  readPair(units: Uint16Array, start: number, end: number, candidates: PostingList | undefined, out: PairList): void;
  /**
   * The documents of `readPostings` alone, for less: what `out` says of how often means nothing.
   * @param kind Character or Bigram
   * @param candidates only these are wanted, as in `readPostingsAmong`; default all
   */
  readDocuments(
    kind: TermKind,
    units: Uint16Array,
    start: number,
    end: number,
    candidates: PostingList | undefined,
    out: PostingList,
  ): void;
  /**
   * How many documents hold the term, told by the dictionary alone: no list is decoded. Deleted documents are counted
   * until they are merged away.
   */
  documentFrequency(kind: TermKind, units: Uint16Array, start: number, end: number): number;
  /** In about how many documents `units[start … end)` stands as a word (deleted ones may be counted); 0 when in none. */
  wordDocuments(units: Uint16Array, start: number, end: number): number;
  /** Words (folded) that begin with `prefix`, at most `limit`, the most frequent first. */
  wordsWithPrefix(prefix: string, limit: number): string[];
  /** The words of the field: those of its parts together. */
  readonly wordParts: readonly WordPart[];

  /** By document number: the code of its size, 0 … 255; `sizes[code]` is about the size it stands for. */
  readonly sizeCodes: Uint8Array;
  /** What each size code stands for; rising. */
  readonly sizes: Float32Array;

  /**
   * Fills `into` with the field's text of a document, as it was given in (after repair).
   * @param most only the first so many units are wanted (more may come)
   */
  readText(document: number, into: UnitBuffer, most?: number): void;
  /** The map to what the caller gave in; undefined when nothing was repaired. */
  offsetMap(document: number): OffsetMap | undefined;
}

/** What filters, facets and sorting read of a keyword, date or number field. */
export interface ColumnReader {
  /** Numbers: the value (dates: days since 1970-01-01 of their first day), NaN when missing. */
  numberOf(document: number): number;
  /** Keywords: the numbers of the document's values in `values`; empty when missing. */
  keywordsOf(document: number): readonly number[];
  /** Keywords: all values that live segments hold. */
  readonly values: readonly string[];
  /** The value as it was given in; undefined when missing. */
  valueOf(document: number): unknown;
}

/**
 * What a query needs to know of an index: numbers to numbers. It is one object as long as the index does not change, so
 * that queries may remember by it what they learnt. Document numbers are below `documentLimit`; numbers of
 * deleted documents are holes. They hold until the index changes.
 */
export interface IndexReader {
  readonly schema: Schema;
  readonly documentCount: number;
  readonly documentLimit: number;
  isLive(document: number): boolean;
  text(field: string): TextReader;
  column(field: string): ColumnReader;
  idOf(document: number): string;
  /** -1 when there is no such document. */
  documentOf(id: string): number;
  /** The whole document as it was given in, repaired texts as strings. */
  document(document: number): Record<string, unknown>;
}

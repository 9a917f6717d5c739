import type { OffsetMap } from '../text/offset-map.ts';
import type { UnitBuffer } from '../text/unit-buffer.ts';
import type { BigramList, PostingList } from './posting-list.ts';
import type { Schema } from './schema.ts';
import type { Term } from './term.ts';

/** Takes a word: its folded units, how many documents hold it (deleted ones may be counted), whether it is a name. */
export type VisitWord = (units: Uint16Array, start: number, end: number, documents: number, isName: boolean) => void;

/**
 * The words of a part of a text field that does not change: one object as long as the part is there, whatever else was
 * added or removed.
 */
export interface Vocabulary {
  /** Calls `visit` for every word whose first unit lies from `first` to `last`, by default for all. */
  visitWords(visit: VisitWord, first?: number, last?: number): void;
  /** The same for words that begin with these units. */
  visitWordsWithPrefix(beginning: Uint16Array, visit: VisitWord): void;
  /**
   * The same for words of two units and more, as many as there are `places`, that begin with a character of a script
   * without blanks and whose units stand among those of their place. Takes a look-up for each two first ones of which the
   * field has the first.
   * @param places rising units for each place
   */
  visitWordsMatching(places: readonly Uint16Array[], visit: VisitWord): void;
  /** Something worked out of these words: made at the first asking, and kept as long as they are. */
  getDerived<T>(key: unknown, make: () => T): T;
}

/**
 * One text field of an index, over all its segments. Documents are known by number. No method keeps the term that it is
 * given.
 */
export interface TextReader {
  /** The mean of the documents' sizes (`Analysis.size`); 0 when nothing is indexed. */
  readonly averageSize: number;
  /** UTF-16 units of the longest word. */
  readonly longestWord: number;

  /**
   * Fills `out` with the live documents that hold the term, so `out.count` is its exact document frequency. Kind Word
   * gives only words that count for the score, InnerWord all words, Character and Bigram grams.
   */
  readPostings(term: Term, out: PostingList): void;
  /**
   * `readPostings` for the documents among `candidates` (ascending) only: blocks of postings without any are skipped.
   * `out` must be another list than `candidates`.
   */
  readPostingsIn(term: Term, candidates: PostingList, out: PostingList): void;
  /**
   * `readPostings` of a term of kind Bigram, and for each document the frequency that `readPostings` gives for the Word
   * of the same units, 0 where it is not a word: one list holds both.
   * @param candidates only these documents are read, as in `readPostingsIn`; default all
   */
  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void;
  /**
   * The documents of `readPostings` without frequencies, which is faster: the frequencies in `out` mean nothing.
   * @param term of kind Character or Bigram
   * @param candidates only these documents are read, as in `readPostingsIn`; default all
   */
  readDocuments(term: Term, candidates: PostingList | undefined, out: PostingList): void;
  /**
   * The number of documents that hold the term, from the term dictionary alone: no posting list is decoded. Deleted
   * documents are counted until they are merged away.
   */
  documentFrequency(term: Term): number;
  /** Words (folded) that begin with `prefix`, at most `limit`, the most frequent first. */
  wordsWithPrefix(prefix: string, limit: number): string[];
  /** The words of the field: those of its parts together. */
  readonly vocabularies: readonly Vocabulary[];

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

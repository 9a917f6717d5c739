/**
 * The contract between an index and a query: everything that a query, a snippet or a suggestion may read of an index.
 * Documents are known by number, terms by their units. Implemented by `LiveReader` (live/), over all segments.
 */
import type { OffsetMap } from '../text/offset-map.ts';
import type { UnitBuffer } from '../text/unit-buffer.ts';
import type { BigramList, PostingList } from './posting-list.ts';
import type { Schema } from './schema.ts';
import type { Term } from './term.ts';
import type { TextFilter } from './text-filter.ts';
import type { WideTextFilter } from './wide-text-filter.ts';

/**
 * An index as it was when the reader was created. As long as the index does not change, it gives the same reader, so
 * queries can cache data by it. Document numbers are below `documentLimit` and valid until the index changes; the
 * numbers of deleted documents are holes.
 */
export interface IndexReader {
  readonly schema: Schema;
  /** Number of documents that are not deleted. */
  readonly documentCount: number;
  readonly documentLimit: number;
  /**
   * Whether bytes may be missing until they are loaded. Then what several steps need is asked for together
   * (`gatherMissing`), and each step is repeated when its bytes are there.
   */
  readonly loadsBytes: boolean;
  /** The searchable keyword fields by value, folded, where their values are not all in `getColumnReader`. */
  readonly keywordFields?: ReadonlyMap<string, readonly string[]>;
  isLive(document: number): boolean;
  getTextReader(field: string): TextReader;
  getColumnReader(field: string): ColumnReader;
  /** The words of all text fields by their pinyin: all segments together, or one reader for each. */
  readonly pinyin: readonly PinyinVocabulary[];
  /** The id of a document. */
  getId(document: number): string;
  /** The number of the document with this id; -1 if there is none. */
  findDocument(id: string): number;
  /** A document as it was added; repaired texts are strings. @param id its id, if it was read already */
  getDocument(document: number, options?: DocumentOptions, id?: string): Record<string, unknown>;
}

/** Which fields of a document are read, and when. */
export interface DocumentOptions {
  /** The fields that are read beside the id; default all. */
  readonly fields?: readonly string[];
  /**
   * Called for a long text whose bytes are in memory, instead of decoding it now: adds the field to the values.
   * @param read decodes the text, at any later time. @throws HansouError BAD_INDEX when its bytes are damaged
   */
  readonly deferText?: (values: Record<string, unknown>, name: string, read: () => string) => void;
}

/** How a document holds a word: as an inner word, or also as a word of kind Word. */
export const PrefixMark = { Inner: 1, Word: 2 } as const;

/** One text field of an index, over all its segments. No method keeps the term that it is given. */
export interface TextReader {
  /** The mean size of the documents (`Analysis.size`); 0 if there are none. */
  readonly averageSize: number;
  /** UTF-16 units of the longest word. */
  readonly longestWord: number;
  /** The words of the field: one vocabulary, or where bytes are loaded one for each segment. */
  readonly vocabularies: readonly Vocabulary[];
  /**
   * For each document number, the code of the document's size: an index of `sizes`. If bytes are loaded while they are read,
   * only those of documents that `loadSizes` was called with.
   */
  readonly sizeCodes: Uint8Array;
  /** The size that each size code stands for, approximately; ascending. */
  readonly sizes: Float32Array;

  /**
   * Fills `out` with the live documents that hold the term, so `out.count` is its exact document frequency. Kind Word
   * gives only words that count for the score, InnerWord all words (one that is never on a best path as often as 1), Character and Bigram every occurrence.
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
   * The number of live documents that hold the term, from the term dictionary alone; only where documents are deleted, the
   * blocks of the posting list that hold them are decoded.
   */
  documentFrequency(term: Term): number;
  /**
   * An upper bound of the units of the longest term that `units[start … end)` begin with, deleted documents' terms included.
   * Where bytes are loaded while they are read, it is all of the units.
   */
  boundTermUnits(units: Uint16Array, start: number, end: number): number;
  /**
   * Fills `out` with the candidates in which a character stands somewhere with neither a character behind it nor a letter or
   * digit, also across a space or hyphen: so that no bigram begins with it there. Its bigrams say so, no text is read.
   * @param character of kind Character
   * @param out another list than `candidates`; frequencies mean nothing
   */
  readUnfollowed(character: Term, candidates: PostingList, out: PostingList): void;
  /**
   * Fills `out` with the candidates that may hold all these pairs of signs side by side (columns/text-signs.ts), by a few bits of
   * each: no text is read.
   * @param candidates ascending
   * @param pairs at least one, as `listSignPairs` gives them
   * @param out another list than `candidates`; frequencies mean nothing
   */
  keepSigns(candidates: PostingList, pairs: Uint32Array, out: PostingList): void;
  /**
   * Writes for each live document that holds a word which begins with these folded units a `PrefixMark`. Parts and other
   * spellings of names that are words of no text are passed over.
   * @param marks by document number; a higher mark stays
   */
  markWordsWithPrefix(prefix: Uint16Array, marks: Uint8Array): void;

  /**
   * Fills `into` with the text of a document as it was added, after repair.
   * @param maxUnits only this many UTF-16 units are needed (more may be read); default all
   */
  readText(document: number, into: UnitBuffer, maxUnits?: number): void;
  /**
   * Writes a 1 into `possible[i]` if the text of `documents[i]` may contain what a filter looks for; of the others it is
   * certain that it does not. It takes a sixth of the time of reading the texts.
   * @param documents ascending
   * @param possible zeros, one for each document
   */
  markPossible(documents: Uint32Array, filter: TextFilter | WideTextFilter, possible: Uint8Array): void;
  /**
   * Says that `count` terms will be looked up, and terms that begin with the same two units: what is loaded is loaded together, and many
   * segments in memory are looked at once for all of them. One segment in memory is not told which they are.
   */
  want(count: number, termAt: (i: number) => Term): void;
  /** Loads the posting list of a term, if bytes are loaded while they are read; it is not decoded. */
  loadPostings(term: Term): void;
  /** Notes that `sizeCodes` will be needed. @param isLater see `ByteSource.want` */
  wantSizes(isLater?: boolean): void;
  /** Loads the size codes of documents, ascending, if bytes are loaded while they are read. */
  loadSizes(documents: PostingList): void;
  /** Notes that texts of the field will be read: what all of them need is loaded with the next missing bytes. */
  wantTexts(): void;
  /** Maps offsets in the repaired text to the text that was added; undefined if nothing was repaired. */
  getOffsetMap(document: number): OffsetMap | undefined;
}

/**
 * Takes a word: its folded units `units[start … end)`, and what counts the live documents in which it is a known word, as long as
 * the visit lasts. Where all of them were deleted, it is 0. It is never more than `most`, which is known without counting.
 */
export type VisitWord = (units: Uint16Array, start: number, end: number, count: () => number, most: number) => void;

/** The words of a text field. */
export interface Vocabulary {
  /** Calls `visit` for every word whose first unit is from `first` to `last`, by default for all words. */
  visitWords(visit: VisitWord, first?: number, last?: number): void;
  /** Calls `visit` for every word that begins with these units. */
  visitWordsWithPrefix(prefix: Uint16Array, visit: VisitWord): void;
  /**
   * Calls `visit` for every word that matches a pattern: the word has as many units as the pattern has places, and each
   * unit is one of those at its place. Words of letters and digits are not found. Costs a look-up for each combination of
   * the first two units, and no more for a first one than there are terms that begin with it.
   * @param pattern two places or more; the units of a place are ascending
   */
  visitWordsMatching(pattern: readonly Uint16Array[], visit: VisitWord): void;
}

/** A character of a word that is looked for by its pronunciation. */
export interface PinyinPlace {
  /** The numbers of the syllables that it may have (../text/syllables.ts), ascending. */
  readonly syllables: readonly number[];
  /** The character itself, as a folded unit: then `syllables` are all that it has; 0 for any. */
  readonly unit: number;
}

/** Words to look for by their pronunciation. */
export interface PinyinPattern {
  /** The characters of the word, or its first ones. */
  readonly places: readonly PinyinPlace[];
  /** Whether more characters may follow. */
  readonly isPrefix: boolean;
}

/** Takes a word: `units[0 … length)`, and about how many documents contain it (deleted ones are counted). */
export type VisitPinyinWord = (units: Uint16Array, length: number, documents: number) => void;

/** The words of two to eight Han characters of one segment, by their pinyin. */
export interface PinyinVocabulary {
  /** The number of levels: all words of a level are in more documents than those of the next one. */
  readonly levelCount: number;
  /** The syllables of a character, the usual one first; none if the segment does not have it. */
  syllablesOf(unit: number): readonly number[];
  /** The characters of the segment that are read as a syllable, ascending. */
  charactersOf(syllable: number): readonly number[];
  /** Calls `visit` for each word of a level that matches. A word with two readings may be visited twice. */
  visitMatching(level: number, pattern: PinyinPattern, visit: VisitPinyinWord): void;
}

/** A keyword, date or number field of an index, as filters, facets and sorting read it. */
export interface ColumnReader {
  /** Notes that the values of many documents will be read. */
  want(): void;
  /** For numbers: the value. For dates: the days from 1970-01-01 to the first day of the date. NaN if missing. */
  getNumber(document: number): number;
  /** For keywords: the ordinals of the document's values in `values`; empty if missing. */
  getKeywordOrdinals(document: number): readonly number[];
  /** For keywords: all values that live segments hold. */
  readonly values: readonly string[];
  /** The value as it was added; undefined if missing. */
  getValue(document: number): unknown;
}

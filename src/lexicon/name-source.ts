/** What a lexicon carries to find names that no list holds. The code is in `segment/names/`, which a page never loads. */
import type { LexiconTable } from './lexicon-table.ts';
import type { Overlay } from './overlay.ts';

/** What a name is the name of, by number; 0 stands for no name. */
export const NameKind = { Person: 1, Place: 2, Organisation: 3 } as const;
export type NameKind = (typeof NameKind)[keyof typeof NameKind];

/** The words of a lexicon and their tags. */
export interface TaggedWords {
  readonly base: LexiconTable;
  readonly overlay: Overlay | undefined;
  /** The tag of the folded units `units[start … end)`, '' if the word has none; undefined if they are no word. */
  findTag(units: Uint16Array, start: number, end: number): string | undefined;
}

/** A way to find names: a value that never changes and that segmenters may share. */
export interface NameSource {
  /** Identifies the tables: part of the fingerprint of a lexicon. */
  readonly fingerprint: string;
  /** The files it was opened from, for other threads. */
  readonly files: readonly Uint8Array[];
  /** Creates what finds the names that may stand at a place, for one segmenter. */
  createEdges(base: LexiconTable): NameEdges;
  /** Creates what joins the tokens of a cut text, for one segmenter. */
  createJoiner(words: TaggedWords): NameJoiner;
}

/**
 * The names that may stand in a text, as edges of a word lattice beside the words of the lexicon.
 *
 * Law: an edge consists of two or more Han characters of one unit each, and its weight depends only on its characters, and
 * with its context on at most `maxContextUnits` units to each side.
 */
export interface NameEdges {
  /** By UTF-16 unit: the low four bits say whether a name may begin with it, the same bits above them whether it may stand second. */
  readonly unitBits: Uint8Array;
  /** By the unit before a name, and by the one behind it: the highest logarithm that this side can add to a weight. */
  readonly leftBounds: Float32Array;
  readonly rightBounds: Float32Array;
  /** The edges that the last `find` found: where each ends, and the logarithm of its probability without its context. */
  readonly ends: Uint32Array;
  readonly weights: Float64Array;

  /** Finds the edges from `start` that end at or before `limit`. Returns their number. */
  find(units: Uint16Array, start: number, limit: number): number;
  /** The logarithm of how much more often the word that ends at `start` stands left of a name; the text begins at `from`. */
  weighLeft(units: Uint16Array, start: number, from: number): number;
  /** The same of the word that begins at `end`, right of a name; the text ends at `to`. */
  weighRight(units: Uint16Array, end: number, to: number): number;
  /** By UTF-16 unit: 1 if no unknown word begins with it, 2 if none ends with it. */
  readonly looseUnits: Uint8Array;
}

/** Spans of a text as parallel arrays, by start; a list of tokens is one. The meaning of `kinds` depends on the list. */
export interface NameSpans {
  count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly kinds: Uint8Array;
  clear(): void;
  push(start: number, end: number, kind: number): void;
}

/** Joins tokens that are one name. */
export interface NameJoiner {
  /**
   * Joins tokens of a text that are one name, for instance at the dots of a transliterated one.
   *
   * Law: the tokens cover the text exactly, as before.
   * @param tokens of the path; kinds are token kinds
   * @param names the tokens that are names, kinds of `NameKind`: those of the lattice, and afterwards also those that were made
   * @param parts receives the words that are now inside names, longest first where they begin together
   */
  join(units: Uint16Array, tokens: NameSpans, names: NameSpans, parts: NameSpans): void;
}

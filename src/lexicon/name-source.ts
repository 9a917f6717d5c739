/** What a lexicon carries to find names that no list holds. The code is in `segment/names/`, which a page never loads. */
import type { LexiconTable } from './lexicon-table.ts';
import type { Overlay } from './overlay.ts';

/** What a name is the name of, by number; 0 stands for no name. */
export const NameKind = { Person: 1, Place: 2, Organisation: 3 } as const;
export type NameKind = (typeof NameKind)[keyof typeof NameKind];

/** Number of flags that say whether a name may begin with a unit. As many above them say whether it may stand second. */
export const screenFlags = 3;

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

/** The words of a lexicon in the part of a text that is cut at once. Words of two to five units count. */
export interface WordsBeside {
  /** The length of the longest word that ends at `end`, 0 for none. */
  longestBefore(end: number): number;
  /** The length of the longest word that begins at `start`, where the part does not end yet; 0 for none. */
  longestBehind(start: number): number;
}

/**
 * The names that may stand in a text, as edges of a word lattice beside the words of the lexicon.
 *
 * Law: an edge consists of two or more Han characters of one unit each, and its weight depends only on its characters, and
 * with its context on at most `maxContextUnits` units to each side.
 */
export interface NameEdges {
  /** The edges that the last `find` found: where each ends, and the logarithm of its probability without its context. */
  readonly ends: Uint32Array;
  readonly weights: Float64Array;

  /** Finds the edges from `start` that end at or before `limit`. Returns their number. */
  find(units: Uint16Array, start: number, limit: number): number;
  /**
   * The logarithm of how much more often the word that ends at `start` stands left of a name than elsewhere. The text begins at `from`.
   */
  weighLeft(units: Uint16Array, start: number, from: number, words: WordsBeside): number;
  /** The same of the word that begins at `end`, right of a name. The text ends at `to`. */
  weighRight(units: Uint16Array, end: number, to: number, words: WordsBeside): number;
  /** Whether a word is a surname with a form of address, which many people share: 张先生. */
  isPolite(units: Uint16Array, start: number, end: number): boolean;
  /** Creates what tells at which places no edge is good enough. @param unitsPerLog weight units of a logarithm of 1 */
  createScreen(unitsPerLog: number): NameScreen;
  /** By UTF-16 unit: 1 if no unknown word begins with it, 2 if none ends with it. */
  readonly looseUnits: Uint8Array;
}

/**
 * Tells at which places of a window names may begin, and at which none can be better than the words there. It knows units by their codes
 * in the trie of the lexicon: frequent ones have low codes, so that what is read of them lies together.
 */
export interface NameScreen {
  /**
   * By UTF-16 unit: its flags as in `flagsOfCode`, and a higher bit, if it has no code and yet matters for names: the dots between their
   * parts, characters that no word has. Otherwise 0.
   */
  readonly unusual: Uint8Array;
  /** By code: the flags of its unit. Where those of two neighbours meet a name may begin. */
  readonly flagsOfCode: Uint8Array;
  /**
   * Keeps those of `places[1 … count]` at which an edge may weigh as much as the path from its start to its end, or `slack` units less. It
   * knows the units beside an edge, not the words.
   *
   * Law: a place stays wherever an edge with its context weighs so much and none of these units is unusual.
   * @param codes by unit of the window: its code, 0 if no word contains it; 0 behind the last one
   * @param places in the window, ascending
   * @param sums by unit of the window: the weight of the path from there on
   * @param out receives the places that stay, from entry 1 on; it may be `places`
   * @returns how many stay
   */
  select(
    codes: Uint16Array,
    places: Int32Array,
    count: number,
    sums: Int32Array,
    slack: number,
    out: Int32Array,
  ): number;
  /** The most that the unit before `start` adds to a name that begins there, in weight units, and one unit more. */
  boundLeft(codes: Uint16Array, start: number): number;
  /** The same of the unit at `end`, where a name ends. */
  boundRight(codes: Uint16Array, end: number): number;
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
  /** Whether it joins nothing in a text without dots of names. */
  readonly needsDots: boolean;
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

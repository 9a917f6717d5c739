import type { TokenKindName, TokenList } from './token-list.ts';

/**
 * The version of the rules of cutting, in the fingerprint of every engine. It goes up with every change after which some
 * text is cut differently by the same lexicon: of the classes of characters (`text/characters.ts`), the tokens without a
 * dictionary (`atoms.ts`), the path, the model for unknown words, or the terms.
 */
export const rulesVersion = 'rules2';

/** One token: a stretch of the text that was cut, in UTF-16 units, as it stands there. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKindName;
}

/**
 * Cuts text into words. The contract of every engine:
 *
 * - Covering: the tokens of `segment` are non-empty, contiguous, cover the text exactly and split no surrogate pair.
 * - Folding: width, case and traditional characters make no difference to where a text is cut.
 * - Terms: `terms` gives the tokens of `segment` and, besides, the words inside and across them, each within the text,
 *   by start, longest first.
 * - Pure: the same text gives the same tokens; two segmenters in one process know nothing of each other.
 */
export interface Segmenter {
  /** Names the engine, its rules and its words; it changes when any of them does. */
  readonly fingerprint: string;

  segment(text: string): Token[];
  terms(text: string): Token[];
  /** The texts of `segment(text)`. */
  cut(text: string): string[];

  /**
   * `segment` without objects: cuts the first `length` units, which must be folded (`foldInto`), into `out`, which is
   * cleared first.
   */
  segmentInto(units: Uint16Array, length: number, out: TokenList): void;
  /** `terms` without objects: first the tokens of `segment`, `out.pathCount` of them, then the others; each by start,
   * longest first. */
  termsInto(units: Uint16Array, length: number, out: TokenList): void;

  /**
   * Whether the folded units are a word that the lexicon knows as the name of a person, place, organisation or thing
   * (tags nr, ns, nt, nz of jieba's dictionaries and of users' own).
   */
  isName(units: Uint16Array, start: number, end: number): boolean;
}

/** The contract of every segmenter, and the tokens that it returns. */
import { checkBoolean, checkOptions, type OptionRules } from '../validate.ts';
import type { TokenKindName, TokenList } from './token-list.ts';

/**
 * The version of the segmentation rules, part of the fingerprint of every engine. Raise it with every change after which the
 * same lexicon cuts some text differently: in character classes (`text/characters.ts`), the tokens without a dictionary
 * (`rule-tokens.ts`), the path, the model for unknown words, or the terms.
 */
export const rulesVersion = 'rules2';

/** One token of a text. Offsets are UTF-16 units of the original text. */
export interface Token {
  /** The token as it stands in the text. */
  readonly text: string;
  /** Where it begins. */
  readonly start: number;
  /** Where it ends (exclusive). */
  readonly end: number;
  /** What it is. */
  readonly kind: TokenKindName;
  /**
   * With `tags`, its part of speech as jieba names it: that of the lexicon; `nr`, `ns`, `nt` for names of persons, places and
   * organisations that were found; `m` for numbers, `eng` for Latin words, `x` for signs and blanks. Missing for Han
   * words that no list tags.
   */
  readonly tag?: string;
}

/** Receives a token as UTF-16 units of the original text, `end` exclusive. It may call the segmenter. */
export type TokenVisitor = (start: number, end: number, kind: TokenKindName) => void;

/** Options of `segment`. */
export interface SegmentOptions {
  /** Whether tokens get a `tag`; default false. A foreign engine gives none. */
  readonly tags?: boolean;
}

const segmentRules: OptionRules<SegmentOptions> = {
  owner: 'segment',
  checks: { tags: checkBoolean },
  example: '{ tags: true }',
};

/** Checks the options of `segment`. @throws HansouError BAD_ARGUMENT */
export function checkSegmentOptions(options: SegmentOptions): void {
  checkOptions(segmentRules, options, undefined);
}

/**
 * Cuts text into words. Every engine obeys these laws:
 *
 * - Covering: the tokens of `segment` are non-empty and contiguous, cover the text exactly and split no surrogate pair.
 * - Folding: width, case and traditional characters make no difference to where a text is cut.
 * - Terms: `terms` returns the tokens of `segment` and the words inside and across them, sorted by start, longest first.
 * - Pure: the same text gives the same tokens, and segmenters in one process share no state.
 */
export interface Segmenter {
  /** Identifies the engine, its rules and its words: it changes when any of them does. */
  readonly fingerprint: string;

  /** Cuts a text into tokens; with `tags` each has its part of speech. @throws HansouError BAD_ARGUMENT if `text` is not a string */
  segment(text: string, options?: SegmentOptions): Token[];
  /**
   * Returns the tokens of `segment`, and every other word of the lexicon with two characters or more that occurs in the text.
   * They are sorted by start, longest first.
   * @throws HansouError BAD_ARGUMENT if `text` is not a string
   */
  terms(text: string): Token[];
  /**
   * Passes each token of `segment(text)` to a function, by its offsets and its kind: for a caller that needs no objects. It takes
   * about a quarter less time than `segment`. What the function throws ends it.
   * @throws HansouError BAD_ARGUMENT if `text` is not a string or `visit` not a function
   */
  eachToken(text: string, visit: TokenVisitor): void;
  /** Returns the texts of `segment(text)`. @throws HansouError BAD_ARGUMENT if `text` is not a string */
  cut(text: string): string[];

  /** Like `segment`, but allocates no objects: cuts the first `length` units, which must be folded, into `out`. @internal */
  segmentInto(units: Uint16Array, length: number, out: TokenList): void;
  /**
   * Like `terms`, but allocates no objects: first come the tokens of `segment`, `out.pathCount` of them, then the others, each
   * group by start, longest first.
   * @internal
   */
  termsInto(units: Uint16Array, length: number, out: TokenList): void;

  /** Copies the names on the path of the text that was cut last, with kinds of `NameKind`, into `out`. @internal */
  copyNames(out: TokenList): void;
  /**
   * Lists the names among `tokens`, which are those of the text that was cut last, into `out`, with kinds of `NameKind`: what name edges and
   * model found, words of a user's dictionary tagged nr, ns or nt, and those of the base lexicon whose length makes them rarely
   * anything else. A foreign engine has none.
   * @internal
   */
  listNames(units: Uint16Array, tokens: TokenList, out: TokenList): void;

  /**
   * Whether the folded units `units[start … end)` are a word tagged as the name of a person, place, organisation or thing
   * (nr, ns, nt, nz in jieba's dictionaries and in user dictionaries).
   */
  isName(units: Uint16Array, start: number, end: number): boolean;
}

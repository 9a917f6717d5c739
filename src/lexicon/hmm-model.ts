/**
 * What a hidden Markov model knows of words that no lexicon lists: how likely each character is to stand at the
 * beginning, at the end or in the middle of a word, or alone; all as natural logarithms.
 */
export interface HmmModel {
  /** Row of each UTF-16 unit in `emissions`; 0 for units that the model does not know. */
  readonly rows: Uint16Array;
  /** Four numbers a row, in the order of `HmmState`. */
  readonly emissions: Float64Array;
  /** How a word begins, by state (4), then from each state to each (16). */
  readonly transitions: Float64Array;
}

/** The states, in jieba's order. */
export const HmmState = { Begin: 0, End: 1, Middle: 2, Single: 3 } as const;

/** The logarithm of what cannot be, in jieba's models. */
export const impossibleWeight = -3.14e100;

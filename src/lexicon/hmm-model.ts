/** The hidden Markov model that finds words missing from the lexicon. */

/**
 * For each character the probability that it begins, ends or continues a word, or is a word alone. All values are natural
 * logarithms. The states are in jieba's order: 0 begin, 1 end, 2 middle, 3 single.
 */
export interface HmmModel {
  /** By UTF-16 unit: its row in `emissions`, or 0 if the model does not contain the character. */
  readonly rows: Uint16Array;
  /** Four numbers per row, one for each state. */
  readonly emissions: Float64Array;
  /** The probability of each first state (4 numbers), then from each state to each (16 numbers). */
  readonly transitions: Float64Array;
}

/** jieba's logarithm of an impossible transition or emission. */
export const impossibleWeight = -3.14e100;

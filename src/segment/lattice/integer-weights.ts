/** The weights of words as integers, and when two of them are too close to decide. Skip it at a first reading. */
import { maxPayload } from '../../lexicon/double-array.ts';
import { type LexiconTable, maxWordUnits } from '../../lexicon/lexicon-table.ts';

/** Maximum length of a block in UTF-16 units. Longer blocks are left to the logarithms in `lattice.ts`. */
export const maxBlockUnits = 128;
/** Rounding moves each of two weights by half a unit. */
const maxRoundingError = 1;
/** Minimum difference of two weights that decides a choice: as much as rounding can change in a block. */
export const minDifference = maxRoundingError * maxBlockUnits;
/** The logarithm of twice `minDifference`. */
const tieShift = 8;

/** Maximum difference of the sums of two neighbouring positions, and the weight of no word, as multiples of the minimum weight. */
const maxSumDifference = maxWordUnits + 8;
const noWordFactor = 4;

/** Negative if the difference of two weights is smaller than `minDifference`: too close for rounded weights to decide. */
export function tieSign(difference: number): number {
  return ((difference + minDifference) >>> tieShift) - 1;
}

/** Logarithms as integers, in weight units of about a millionth. */
export class IntegerWeights {
  /** By code: the weight of the character as a token. */
  readonly characters: Int32Array;
  /** By payload: the weight of the word; too low to be taken for payload 0 (no word) and for payloads that the lexicon lacks. */
  readonly words: Int32Array;
  /** The weight of the rarest word. */
  readonly min: number;
  /** Whether all weights are usable numbers: those of a damaged lexicon may not be. */
  readonly isSound: boolean;
  /** The number of weight units of a logarithm of 1. */
  readonly unitsPerLog: number;

  /** @param characterLogs by code: the logarithm of the probability of the character as a token */
  constructor({ logProbabilities }: LexiconTable, characterLogs: Float64Array) {
    const lowest = logProbabilities.reduce((a, b) => Math.min(a, b), -1);
    const units = 2 ** Math.floor(Math.log2(2 ** 31 / (maxSumDifference * -lowest)));
    this.characters = Int32Array.from(characterLogs, weight => Math.round(weight * units));
    this.words = new Int32Array(maxPayload + 1).fill(Math.round(noWordFactor * lowest * units));
    for (let payload = 1; payload < logProbabilities.length; payload++)
      this.words[payload] = Math.round(logProbabilities[payload] * units);
    this.min = Math.round(lowest * units);
    this.unitsPerLog = units;
    this.isSound = units > 1 && logProbabilities.every(weight => weight <= 0);
  }
}

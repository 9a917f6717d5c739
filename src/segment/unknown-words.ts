import { type HmmModel, impossibleWeight } from '../lexicon/hmm-model.ts';
import { TokenKind, type TokenList } from './token-list.ts';

/** Longer stretches of single characters are cut after so many, so that memory has a bound. */
export const maxUnknownRun = 4096;

/**
 * Cuts stretches that the lexicon left as single characters into words, by the most likely sequence of the states
 * beginning, end, middle, alone (Viterbi 1967; the model and the order of ties are those of jieba and cppjieba).
 */
export class UnknownWordCutter {
  /** Two bits a state: from which state the best path to it came. */
  private readonly previousStates = new Uint8Array(maxUnknownRun);

  constructor(private readonly model: HmmModel) {}

  /**
   * Pushes the words of `units[start … end)`, Han characters of one unit each, at most `longestStretch`.
   * A character that the model does not know is a word of its own.
   */
  cut(units: Uint16Array, start: number, end: number, out: TokenList): void {
    const { rows } = this.model;
    if (end - start === 2 && rows[units[start]] !== 0 && rows[units[start + 1]] !== 0) {
      this.cutTwo(units, start, out);
      return;
    }
    let from = start;
    for (let at = start; at < end; at++) {
      if (rows[units[at]] !== 0) continue;
      if (from < at) this.cutKnown(units, from, at, out);
      out.push(at, at + 1, TokenKind.Han);
      from = at + 1;
    }
    if (from < end) this.cutKnown(units, from, end, out);
  }

  /** As `cutKnown`, where there are but two ways. Two of three stretches are so short. */
  private cutTwo(units: Uint16Array, start: number, out: TokenList): void {
    const { rows, emissions, transitions } = this.model;
    const first = 4 * rows[units[start]];
    const second = 4 * rows[units[start + 1]];
    const together = transitions[0] + emissions[first] + transitions[5] + emissions[second + 1];
    const apart = transitions[3] + emissions[first + 3] + transitions[19] + emissions[second + 3];
    out.reserve(2);
    const { starts, ends, kinds, count } = out;
    const isTwo = together > impossibleWeight && together >= apart ? 1 : 0;
    starts[count] = start;
    ends[count] = start + 1 + isTwo;
    starts[count + 1] = start + 1;
    ends[count + 1] = start + 2;
    kinds[count] = kinds[count + 1] = TokenKind.Han;
    out.count = count + 2 - isTwo;
  }

  private cutKnown(units: Uint16Array, start: number, end: number, out: TokenList): void {
    if (end - start === 1) {
      out.push(start, end, TokenKind.Han);
      return;
    }
    const { previousStates } = this;
    const { rows, emissions, transitions } = this.model;
    const endBegin = transitions[8];
    const singleBegin = transitions[16];
    const beginEnd = transitions[5];
    const middleEnd = transitions[13];
    const beginMiddle = transitions[6];
    const middleMiddle = transitions[14];
    const endSingle = transitions[11];
    const singleSingle = transitions[19];
    let row = 4 * rows[units[start]];
    let b = transitions[0] + emissions[row];
    let e = transitions[1] + emissions[row + 1];
    let m = transitions[2] + emissions[row + 2];
    let s = transitions[3] + emissions[row + 3];
    for (let at = start + 1; at < end; at++) {
      row = 4 * rows[units[at]];
      // Each state can be reached from two others; the first one wins a tie, and E where both are impossible.
      let came = 0b01010101;
      let emission = emissions[row];
      let nextB = impossibleWeight;
      let value = e + endBegin + emission;
      if (value > nextB) nextB = value;
      value = s + singleBegin + emission;
      if (value > nextB) {
        nextB = value;
        came |= 0b00000011;
      }
      emission = emissions[row + 1];
      let nextE = impossibleWeight;
      value = b + beginEnd + emission;
      if (value > nextE) {
        nextE = value;
        came &= 0b11110011;
      }
      value = m + middleEnd + emission;
      if (value > nextE) {
        nextE = value;
        came = (came & 0b11110011) | 0b00001000;
      }
      emission = emissions[row + 2];
      let nextM = impossibleWeight;
      value = b + beginMiddle + emission;
      if (value > nextM) {
        nextM = value;
        came &= 0b11001111;
      }
      value = m + middleMiddle + emission;
      if (value > nextM) {
        nextM = value;
        came = (came & 0b11001111) | 0b00100000;
      }
      emission = emissions[row + 3];
      let nextS = impossibleWeight;
      value = e + endSingle + emission;
      if (value > nextS) nextS = value;
      value = s + singleSingle + emission;
      if (value > nextS) {
        nextS = value;
        came |= 0b11000000;
      }
      b = nextB;
      e = nextE;
      m = nextM;
      s = nextS;
      previousStates[at - start] = came;
    }
    // Backward: states into the same array, one a character. The last character ends a word or is one.
    let state = e >= s ? 1 : 3;
    for (let i = end - start - 1; i >= 0; i--) {
      const came = previousStates[i];
      previousStates[i] = state;
      state = (came >> (2 * state)) & 3;
    }
    let word = start;
    for (let i = 0; i < end - start; i++) {
      if ((previousStates[i] & 1) === 0) continue;
      out.push(word, start + i + 1, TokenKind.Han);
      word = start + i + 1;
    }
  }
}

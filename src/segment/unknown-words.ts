/** Finds words that are missing from the lexicon, by a hidden Markov model. */
import { type HmmModel, impossibleWeight } from '../lexicon/hmm-model.ts';
import { TokenKind, type TokenList } from './token-list.ts';

/** Maximum length of a run of single characters, in UTF-16 units. Longer runs are cut there, so that memory is bounded. */
export const maxUnknownRun = 4096;

/**
 * Cuts runs of characters that the lexicon left single into words, by the most probable sequence of the states begin, end,
 * middle and single (Viterbi 1967). The model and the choice between equal sequences are those of jieba and cppjieba.
 */
export class UnknownWordCutter {
  /** By character: two bits for each state, the state before it on the best path. */
  private readonly previousStates = new Uint8Array(maxUnknownRun);

  /**
   * @param looseUnits by UTF-16 unit: 1 if no word of the model begins with it, 2 if none ends with it; without it all may
   */
  constructor(
    private readonly model: HmmModel,
    private readonly looseUnits?: Uint8Array,
  ) {}

  /**
   * Adds the words of `units[start … end)`: at most `maxUnknownRun` Han characters of one unit each. A character that the
   * model does not contain is a word.
   */
  cut(units: Uint16Array, start: number, end: number, out: TokenList): void {
    const { looseUnits } = this;
    const first = out.count;
    this.cutRun(units, start, end, out);
    if (looseUnits !== undefined && end - start > 2) loosen(units, looseUnits, first, out);
  }

  private cutRun(units: Uint16Array, start: number, end: number, out: TokenList): void {
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

  /** The case of two characters, two thirds of all runs: they are one word or two. */
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

  /** Cuts a run of characters that the model contains. */
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
    let beginScore = transitions[0] + emissions[row];
    let endScore = transitions[1] + emissions[row + 1];
    let middleScore = transitions[2] + emissions[row + 2];
    let singleScore = transitions[3] + emissions[row + 3];
    for (let at = start + 1; at < end; at++) {
      row = 4 * rows[units[at]];
      // Each state can be reached from two others. The first one wins a tie; the end state wins if both are impossible.
      let came = 0b01010101;
      let emission = emissions[row];
      let nextBegin = impossibleWeight;
      let value = endScore + endBegin + emission;
      if (value > nextBegin) nextBegin = value;
      value = singleScore + singleBegin + emission;
      if (value > nextBegin) {
        nextBegin = value;
        came |= 0b00000011;
      }
      emission = emissions[row + 1];
      let nextEnd = impossibleWeight;
      value = beginScore + beginEnd + emission;
      if (value > nextEnd) {
        nextEnd = value;
        came &= 0b11110011;
      }
      value = middleScore + middleEnd + emission;
      if (value > nextEnd) {
        nextEnd = value;
        came = (came & 0b11110011) | 0b00001000;
      }
      emission = emissions[row + 2];
      let nextMiddle = impossibleWeight;
      value = beginScore + beginMiddle + emission;
      if (value > nextMiddle) {
        nextMiddle = value;
        came &= 0b11001111;
      }
      value = middleScore + middleMiddle + emission;
      if (value > nextMiddle) {
        nextMiddle = value;
        came = (came & 0b11001111) | 0b00100000;
      }
      emission = emissions[row + 3];
      let nextSingle = impossibleWeight;
      value = endScore + endSingle + emission;
      if (value > nextSingle) nextSingle = value;
      value = singleScore + singleSingle + emission;
      if (value > nextSingle) {
        nextSingle = value;
        came |= 0b11000000;
      }
      beginScore = nextBegin;
      endScore = nextEnd;
      middleScore = nextMiddle;
      singleScore = nextSingle;
      previousStates[at - start] = came;
    }
    // Backward: the states are written into the same array, one per character. The last one is end or single.
    let state = endScore >= singleScore ? 1 : 3;
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

/** Takes characters from the edges of the words from number `first` on that no word begins or ends with. */
function loosen(units: Uint16Array, looseUnits: Uint8Array, first: number, out: TokenList): void {
  const { count } = out;
  let at = first;
  while (at < count && !isLoose(units, looseUnits, out.starts[at], out.ends[at])) at++;
  if (at === count) return;
  const ends = out.ends.slice(at, count);
  let start = out.starts[at];
  out.count = at;
  for (const end of ends) {
    let last = end;
    while (start < end - 2 && (looseUnits[units[start]] & 1) !== 0) out.push(start, ++start, TokenKind.Han);
    while (last - 2 > start && (looseUnits[units[last - 1]] & 2) !== 0) last--;
    out.push(start, last, TokenKind.Han);
    for (; last < end; last++) out.push(last, last + 1, TokenKind.Han);
    start = end;
  }
}

function isLoose(units: Uint16Array, looseUnits: Uint8Array, start: number, end: number): boolean {
  return end - start > 2 && ((looseUnits[units[start]] & 1) !== 0 || (looseUnits[units[end - 1]] & 2) !== 0);
}

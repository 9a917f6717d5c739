/** Finds the same path as `Lattice.solve`, faster: by integers and without branches. Skip it at a first reading. */
import { findChild, maxPayload, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import { type LexiconTable, maxWordUnits } from '../../lexicon/lexicon-table.ts';
import type { NameSteps } from './name-steps.ts';
import type { TrieLookahead } from './trie-lookahead.ts';
import { boundaryFlag, singleHan, type Window, windowCapacity } from './window.ts';

/** Maximum length of a block in UTF-16 units. Longer blocks are left to the logarithms in `lattice.ts`. */
const maxBlockUnits = 128;
/** Minimum difference of two weights that decides a choice: as much as rounding can change in a block. */
const minDifference = maxBlockUnits;
/** The logarithm of twice `minDifference`. */
const tieShift = 8;

/** Maximum difference of the sums of two neighbouring positions, and the weight of no word, as multiples of the minimum weight. */
const maxSumDifference = maxWordUnits + 8;
const noWordFactor = 4;

/** Negative if the difference of two weights is smaller than `minDifference`: too close for rounded weights to decide. */
function tieSign(difference: number): number {
  return ((difference + minDifference) >>> tieShift) - 1;
}

/**
 * The Viterbi search for the best path through the words of a lexicon without an overlay, with logarithms as integers (in
 * weight units of about a millionth). Each choice is made without a branch, of which processors would mispredict one in ten.
 * Sums may overflow: only their differences are compared, which stay below 2^31.
 *
 * Law: the path equals that of the logarithms, or none is found. The weight of a word is off by at most half a unit, so in a
 * block of at most `maxBlockUnits` characters two paths that differ by `minDifference` keep their order.
 */
export class IntegerViterbi {
  /** By code: the weight of the character as a token. */
  private readonly characterWeights: Int32Array;
  /** By payload: the weight of the word; too low to be taken for payload 0 (no word) and for payloads that the lexicon lacks. */
  private readonly wordWeights: Int32Array;
  /** The weight of the rarest word. */
  private readonly minWeight: number;
  /** Whether all weights are usable numbers: those of a damaged lexicon may not be. */
  private readonly isSound: boolean;
  /** By unit: the sum of the best path from there to the end of the window; not set inside tokens. */
  private readonly sums = new Int32Array(windowCapacity + 1);
  /** The number of weight units of a logarithm of 1. */
  private readonly unitsPerLog: number;

  /**
   * @param characterLogs by code: the logarithm of the probability of the character as a token
   * @param steps receives the path
   */
  constructor(
    private readonly table: LexiconTable,
    private readonly window: Window,
    private readonly lookahead: TrieLookahead,
    characterLogs: Float64Array,
    private readonly steps: Uint8Array,
  ) {
    const { logProbabilities } = table;
    const lowest = logProbabilities.reduce((a, b) => Math.min(a, b), -1);
    const units = 2 ** Math.floor(Math.log2(2 ** 31 / (maxSumDifference * -lowest)));
    this.characterWeights = Int32Array.from(characterLogs, weight => Math.round(weight * units));
    this.wordWeights = new Int32Array(maxPayload + 1).fill(Math.round(noWordFactor * lowest * units));
    for (let payload = 1; payload < logProbabilities.length; payload++)
      this.wordWeights[payload] = Math.round(logProbabilities[payload] * units);
    this.minWeight = Math.round(lowest * units);
    this.unitsPerLog = units;
    this.isSound = units > 1 && logProbabilities.every(weight => weight <= 0);
  }

  /**
   * Finds the path through the first `size` units of the window. Returns false if it must be found by the logarithms.
   * @param entry the last entry of the lookahead
   * @param names the names that may stand in the window
   * @param place the last entry of `names.places`
   */
  solve(text: Uint16Array, size: number, entry: number, names?: NameSteps, place = 0): boolean {
    if (!this.isSound || !this.hasShortBlocks(size)) return false;
    this.sums[size] = 0;
    this.window.kinds[size] = singleHan;
    if (this.run(text, 0, size, size, entry, undefined, 0) < 0) return false;
    return names === undefined || this.solveNames(text, size, entry, names, place);
  }

  /**
   * Solves those blocks again in which a name may be better than the path without names. In the others none is: behind the
   * last name of a path stands a path without names.
   */
  private solveNames(text: Uint16Array, size: number, entry: number, names: NameSteps, place: number): boolean {
    const { places } = names;
    const { longPlaces } = this.lookahead;
    const { kinds } = this.window;
    for (; place > 0; place--) {
      const start = places[place];
      if (this.tryNames(text, start, size, names, false) >= 0) continue;
      let to = start + 1;
      while (to < size && (kinds[to] & boundaryFlag) === 0) to++;
      let from = start;
      while (from > 0 && (kinds[from - 1] & boundaryFlag) === 0) from--;
      // Behind a boundary of several units.
      while (kinds[from] === 0) from++;
      while (entry > 0 && longPlaces[entry] >= to) entry--;
      let last = place;
      while (places[last + 1] < to && places[last + 1] > places[last]) last++;
      if (this.run(text, from, to, size, entry, names, last) < 0) return false;
      while (places[place - 1] >= from) place--;
    }
    return true;
  }

  /** Finds the path from `from` to `to`, from where it is known. Returns a negative number if a choice was too close. */
  private run(
    text: Uint16Array,
    from: number,
    to: number,
    size: number,
    entry: number,
    names: NameSteps | undefined,
    place: number,
  ): number {
    const { window, steps, sums, characterWeights, wordWeights, minWeight } = this;
    const { kinds, codes, multiUnitStarts, multiUnitEnds } = window;
    const { twoUnitPayloads, longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { bases, checks } = this.table.trie;
    let token = window.lastMultiUnit;
    while (token > 0 && multiUnitStarts[token] >= to) token--;
    // Where the next token of several units ends, and where the next prefix of three units and the next name begin.
    let nextToken = token > 0 ? multiUnitEnds[token] - 1 : -1;
    let nextLongPlace = entry > 0 ? longPlaces[entry] : -1;
    let nextName = names !== undefined ? names.places[place] : -1;
    // The best paths from one and two units further on. No word ends beyond the window.
    let one = sums[to];
    let two = (one + 2 * minWeight) | 0;
    let near = 0;
    for (let start = to - 1; start >= from; start--) {
      let stop = nextLongPlace > nextToken ? nextLongPlace : nextToken;
      if (nextName > stop) stop = nextName;
      if (stop < from) stop = from - 1;
      let alone: number;
      let difference: number;
      let isTwo: number;
      // Most characters: alone or with the next one. Unrolled by four: V8 checks the types of all arrays in each
      // iteration.
      for (; start - 3 > stop; start -= 4) {
        alone = (one + characterWeights[codes[start]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= tieSign(difference);
        steps[start] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start] = one;
        alone = (one + characterWeights[codes[start - 1]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start - 1]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= tieSign(difference);
        steps[start - 1] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 1] = one;
        alone = (one + characterWeights[codes[start - 2]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start - 2]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= tieSign(difference);
        steps[start - 2] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 2] = one;
        alone = (one + characterWeights[codes[start - 3]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start - 3]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= tieSign(difference);
        steps[start - 3] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 3] = one;
      }
      for (; start > stop; start--) {
        alone = (one + characterWeights[codes[start]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= tieSign(difference);
        steps[start] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start] = one;
      }
      if (start < from) break;
      if (start === nextToken) {
        start = multiUnitStarts[token];
        near |= this.solveToken(text, start, multiUnitEnds[token], size);
        one = sums[start];
        two = (one + 2 * minWeight) | 0;
        nextToken = --token > 0 ? multiUnitEnds[token] - 1 : -1;
        while (nextLongPlace >= start) nextLongPlace = --entry > 0 ? longPlaces[entry] : -1;
        continue;
      }
      alone = (one + characterWeights[codes[start]]) | 0;
      difference = (alone - ((two + wordWeights[twoUnitPayloads[start]]) | 0)) | 0;
      isTwo = difference >> 31;
      near |= tieSign(difference);
      let step = 1 - isTwo;
      let max = (alone - (difference & isTwo)) | 0;
      if (start === nextLongPlace) {
        if (kinds[start + 3] !== 0) {
          difference = (max - ((sums[start + 3] + wordWeights[checks[longCells[entry]] >>> 16]) | 0)) | 0;
          near |= tieSign(difference);
          const isThree = difference >> 31;
          step += (3 - step) & isThree;
          max = (max - (difference & isThree)) | 0;
        }
        let nextBase = longBases[entry];
        if (nextBase !== 0) {
          let check = fourthChecks[entry];
          // No word is longer, even in a damaged lexicon.
          const limit = start + maxWordUnits < size ? start + maxWordUnits : size;
          for (let end = start + 3; end < limit; ) {
            const code = codes[end];
            if ((check & 0xffff) !== code) break;
            end++;
            if (check >>> 16 !== 0 && kinds[end] !== 0) {
              difference = (max - ((sums[end] + wordWeights[check >>> 16]) | 0)) | 0;
              near |= tieSign(difference);
              if (difference < 0) {
                max = (max - difference) | 0;
                step = end - start;
              }
            }
            nextBase = bases[nextBase + code];
            if (nextBase === 0) break;
            check = checks[nextBase + codes[end]];
          }
        }
        nextLongPlace = --entry > 0 ? longPlaces[entry] : -1;
      }
      steps[start] = step;
      sums[start] = max;
      if (start === nextName) {
        near |= this.tryNames(text, start, size, names!, true);
        max = sums[start];
        nextName = names!.places[--place];
      }
      two = one;
      one = max;
    }
    return near;
  }

  /**
   * Looks for a name from `start` that is better than the path. Its context is looked up only if it could make it better.
   * With `takes`, it changes the path and returns a negative number if a choice was too close; otherwise it returns a negative
   * number if there is such a name.
   */
  private tryNames(text: Uint16Array, start: number, size: number, names: NameSteps, takes: boolean): number {
    const { sums, steps, unitsPerLog } = this;
    const { edges } = names;
    const { leftBounds, rightBounds, weights, ends } = edges;
    const { start: origin } = this.window;
    const count = edges.find(text, origin + start, origin + size);
    // At most what the word before can add; once that word was looked up, what it adds.
    let left = leftBounds[text[origin + start - 1]] || 0;
    let isLeftKnown = false;
    let near = 0;
    for (let i = 0; i < count; i++) {
      const end = ends[i] - origin;
      const rest = (sums[start] - sums[end]) | 0;
      const rightBound = rightBounds[text[ends[i]]] || 0;
      if ((weights[i] + left + rightBound) * unitsPerLog < rest - minDifference) continue;
      if (!isLeftKnown) {
        left = edges.weighLeft(text, origin + start, origin);
        isLeftKnown = true;
        if ((weights[i] + left + rightBound) * unitsPerLog < rest - minDifference) continue;
      }
      const context = left + edges.weighRight(text, ends[i], origin + size);
      const difference = rest - Math.round((weights[i] + context) * unitsPerLog);
      if (!takes) {
        if (difference <= minDifference) return -1;
        continue;
      }
      near |= tieSign(difference);
      if (difference >= 0) continue;
      sums[start] = (sums[start] - difference) | 0;
      steps[start] = end - start;
      names.isName[start] = 1;
    }
    return near;
  }

  /** Whether no block is longer than `maxBlockUnits`. A block ends at each unit that no word contains. */
  private hasShortBlocks(size: number): boolean {
    const { codes } = this.window;
    for (let end = maxBlockUnits; end <= size; end += maxBlockUnits) {
      const last = end - maxBlockUnits;
      while (codes[end - 1] !== 0) if (--end === last) return false;
    }
    return true;
  }

  /** Finds the step of the path at a token of several units. Returns a negative number if a choice was too close. */
  private solveToken(text: Uint16Array, start: number, tokenEnd: number, size: number): number {
    const { window, steps, sums, wordWeights, characterWeights } = this;
    const { kinds, start: origin } = window;
    const { trie } = this.table;
    steps[start] = tokenEnd - start;
    sums[start] = sums[tokenEnd];
    if ((kinds[start] & boundaryFlag) !== 0) return 0;
    let near = 0;
    // The token alone is not a word; code 0 has the weight of none.
    let max = (sums[tokenEnd] + characterWeights[0]) | 0;
    let node = rootNode;
    for (let end = start; end < size && end < start + maxWordUnits; ) {
      node = findChild(trie, node, text[origin + end]);
      if (node < 0) break;
      end++;
      const payload = payloadAt(trie, node);
      if (payload === 0 || kinds[end] === 0) continue;
      const difference = (max - ((sums[end] + wordWeights[payload]) | 0)) | 0;
      near |= tieSign(difference);
      if (difference >= 0) continue;
      max = (max - difference) | 0;
      steps[start] = end - start;
    }
    sums[start] = max;
    return near;
  }
}

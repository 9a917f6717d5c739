import { findChild, maxPayload, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import { type LexiconTable, maxWordUnits } from '../../lexicon/lexicon-table.ts';
import type { TrieLookahead } from './trie-lookahead.ts';
import { boundaryFlag, singleHan, type Window, windowCapacity } from './window.ts';

/** Longer blocks are left to the logarithms themselves, and so is a choice that so few units decide. */
const maxBlockUnits = 128;
const nearShift = 8;

/** How much the sums of two neighbouring places differ at most, in words of the least weight, and what no word weighs. */
const maxSumDifference = maxWordUnits + 8;
const noWordFactor = 4;

/** Below 0 when a difference is smaller than `nearUnits`. */
function nearTieSign(difference: number): number {
  return ((difference + maxBlockUnits) >>> nearShift) - 1;
}

/**
 * The best path through the words of a base that nothing is laid over, by whole numbers: logarithms in units of about a
 * millionth. So each choice is made without a branch, of which processors would guess one in ten wrong. Sums run over
 * and are never compared but by their difference, which stays below 2^31.
 *
 * Law: the path is the one of the logarithms themselves, or there is none. Every word is off by half a unit at most, so
 * in a block of up to `nearUnits` units two paths that differ by `nearUnits` stand as they would.
 */
export class IntegerViterbi {
  /** By code: the weight of the character alone. */
  private readonly characterWeights: Int32Array;
  /** By pair of frequency and tag; so little that nothing takes it of pair 0, no word, and of what no table holds. */
  private readonly wordWeights: Int32Array;
  /** How much the lightest word weighs. */
  private readonly minWeight: number;
  /** Whether weights are numbers that can be counted with: those of damaged bytes may not be. */
  private readonly isSound: boolean;
  /** By unit: the sum of the best path from it to the end of the stretch; inside tokens nothing. */
  private readonly sums = new Int32Array(windowCapacity + 1);

  /**
   * @param firstWeights by code: the logarithm for the character alone
   * @param steps where the path is written to
   */
  constructor(
    private readonly table: LexiconTable,
    private readonly window: Window,
    private readonly lookahead: TrieLookahead,
    firstWeights: Float64Array,
    private readonly steps: Uint8Array,
  ) {
    const { logProbabilities } = table;
    const lowest = logProbabilities.reduce((a, b) => Math.min(a, b), -1);
    const units = 2 ** Math.floor(Math.log2(2 ** 31 / (maxSumDifference * -lowest)));
    this.characterWeights = Int32Array.from(firstWeights, weight => Math.round(weight * units));
    this.wordWeights = new Int32Array(maxPayload + 1).fill(Math.round(noWordFactor * lowest * units));
    for (let pair = 1; pair < logProbabilities.length; pair++)
      this.wordWeights[pair] = Math.round(logProbabilities[pair] * units);
    this.minWeight = Math.round(lowest * units);
    this.isSound = units > 1 && logProbabilities.every(weight => weight <= 0);
  }

  /**
   * Finds the path through the first `size` units, whose look-ahead ends with entry `long`; false when it must be found
   * by the logarithms.
   */
  solve(text: Uint16Array, size: number, long: number): boolean {
    if (!this.isSound || !this.hasShortBlocks(size)) return false;
    const { window, steps, sums, characterWeights, wordWeights, minWeight } = this;
    const { kinds, codes, multiUnitStarts, multiUnitEnds } = window;
    const { twoUnitPayloads, longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { bases, checks } = this.table.trie;
    let token = window.lastMultiUnit;
    while (token > 0 && multiUnitStarts[token] >= size) token--;
    // The last units of the next token and the next longer word or beginning of one.
    let nextToken = token > 0 ? multiUnitEnds[token] - 1 : -1;
    let nextLong = long > 0 ? longPlaces[long] : -1;
    // The best paths from one and two units farther on. No word ends where the stretch does not, or a token.
    let one = 0;
    let two = 2 * minWeight;
    let near = 0;
    sums[size] = 0;
    kinds[size] = singleHan;
    for (let start = size - 1; start >= 0; start--) {
      const stop = nextLong > nextToken ? nextLong : nextToken;
      let alone: number;
      let difference: number;
      let isTwo: number;
      // Most characters: alone or with the next one. In each round of a loop V8 asks all arrays anew what they are, so
      // a round takes four.
      for (; start - 3 > stop; start -= 4) {
        alone = (one + characterWeights[codes[start]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearTieSign(difference);
        steps[start] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start] = one;
        alone = (one + characterWeights[codes[start - 1]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start - 1]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearTieSign(difference);
        steps[start - 1] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 1] = one;
        alone = (one + characterWeights[codes[start - 2]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start - 2]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearTieSign(difference);
        steps[start - 2] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 2] = one;
        alone = (one + characterWeights[codes[start - 3]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start - 3]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearTieSign(difference);
        steps[start - 3] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 3] = one;
      }
      for (; start > stop; start--) {
        alone = (one + characterWeights[codes[start]]) | 0;
        difference = (alone - ((two + wordWeights[twoUnitPayloads[start]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearTieSign(difference);
        steps[start] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start] = one;
      }
      if (start < 0) break;
      if (start === nextToken) {
        start = multiUnitStarts[token];
        near |= this.solveToken(text, start, multiUnitEnds[token], size);
        one = sums[start];
        two = (one + 2 * minWeight) | 0;
        nextToken = --token > 0 ? multiUnitEnds[token] - 1 : -1;
        while (nextLong >= start) nextLong = --long > 0 ? longPlaces[long] : -1;
        continue;
      }
      alone = (one + characterWeights[codes[start]]) | 0;
      difference = (alone - ((two + wordWeights[twoUnitPayloads[start]]) | 0)) | 0;
      isTwo = difference >> 31;
      near |= nearTieSign(difference);
      let step = 1 - isTwo;
      let most = (alone - (difference & isTwo)) | 0;
      if (start === nextLong) {
        if (kinds[start + 3] !== 0) {
          difference = (most - ((sums[start + 3] + wordWeights[checks[longCells[long]] >>> 16]) | 0)) | 0;
          near |= nearTieSign(difference);
          const isThree = difference >> 31;
          step += (3 - step) & isThree;
          most = (most - (difference & isThree)) | 0;
        }
        let under = longBases[long];
        if (under !== 0) {
          let mark = fourthChecks[long];
          // None is longer than this, whatever damaged bytes say.
          const limit = start + maxWordUnits < size ? start + maxWordUnits : size;
          for (let end = start + 3; end < limit; ) {
            const code = codes[end];
            if ((mark & 0xffff) !== code) break;
            end++;
            if (mark >>> 16 !== 0 && kinds[end] !== 0) {
              difference = (most - ((sums[end] + wordWeights[mark >>> 16]) | 0)) | 0;
              near |= nearTieSign(difference);
              if (difference < 0) {
                most = (most - difference) | 0;
                step = end - start;
              }
            }
            under = bases[under + code];
            if (under === 0) break;
            mark = checks[under + codes[end]];
          }
        }
        nextLong = --long > 0 ? longPlaces[long] : -1;
      }
      steps[start] = step;
      sums[start] = most;
      two = one;
      one = most;
    }
    return near >= 0;
  }

  /** Whether no block is longer than `nearUnits`; one ends at each unit that no word has. */
  private hasShortBlocks(size: number): boolean {
    const { codes } = this.window;
    for (let end = maxBlockUnits; end <= size; end += maxBlockUnits) {
      const last = end - maxBlockUnits;
      while (codes[end - 1] !== 0) if (--end === last) return false;
    }
    return true;
  }

  /** The step of the path at a token of several units; returns the `nearness` of its choices. */
  private solveToken(text: Uint16Array, start: number, tokenEnd: number, size: number): number {
    const { window, steps, sums, wordWeights, characterWeights } = this;
    const { kinds, start: origin } = window;
    const { trie } = this.table;
    steps[start] = tokenEnd - start;
    sums[start] = sums[tokenEnd];
    if ((kinds[start] & boundaryFlag) !== 0) return 0;
    let near = 0;
    // The token by itself is no word, nor is code 0.
    let most = (sums[tokenEnd] + characterWeights[0]) | 0;
    let node = rootNode;
    for (let end = start; end < size && end < start + maxWordUnits; ) {
      node = findChild(trie, node, text[origin + end]);
      if (node < 0) break;
      end++;
      const pair = payloadAt(trie, node);
      if (pair === 0 || kinds[end] === 0) continue;
      const difference = (most - ((sums[end] + wordWeights[pair]) | 0)) | 0;
      near |= nearTieSign(difference);
      if (difference >= 0) continue;
      most = (most - difference) | 0;
      steps[start] = end - start;
    }
    sums[start] = most;
    return near;
  }
}

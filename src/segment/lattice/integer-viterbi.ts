import { childOf, maxPayload, payloadOf, rootNode } from '../../lexicon/double-array.ts';
import { type LexiconTable, longestWord } from '../../lexicon/lexicon-table.ts';
import type { TrieLookahead } from './trie-lookahead.ts';
import { capacity, edgeFlag, singleHan, type Window } from './window.ts';

/** Longer blocks are left to the logarithms themselves, and so is a choice that so few units decide. */
const nearUnits = 128;
const nearBits = 8;

/** How much the sums of two neighbouring places differ at most, in words of the least weight, and what no word weighs. */
const mostApart = longestWord + 8;
const noWord = 4;

/** Below 0 when a difference is smaller than `nearUnits`. */
function nearness(difference: number): number {
  return ((difference + nearUnits) >>> nearBits) - 1;
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
  private readonly firstWeights: Int32Array;
  /** By pair of frequency and tag; so little that nothing takes it of pair 0, no word, and of what no table holds. */
  private readonly wordWeights: Int32Array;
  /** How much the lightest word weighs. */
  private readonly least: number;
  /** Whether weights are numbers that can be counted with: those of damaged bytes may not be. */
  private readonly isSound: boolean;
  /** By unit: the sum of the best path from it to the end of the stretch; inside tokens nothing. */
  private readonly sums = new Int32Array(capacity + 1);

  /**
   * @param firstWeights by code: the logarithm for the character alone
   * @param steps where the path is written to
   */
  constructor(
    private readonly words: LexiconTable,
    private readonly stretch: Window,
    private readonly ahead: TrieLookahead,
    firstWeights: Float64Array,
    private readonly steps: Uint8Array,
  ) {
    const { weights } = words;
    const lowest = weights.reduce((a, b) => Math.min(a, b), -1);
    const units = 2 ** Math.floor(Math.log2(2 ** 31 / (mostApart * -lowest)));
    this.firstWeights = Int32Array.from(firstWeights, weight => Math.round(weight * units));
    this.wordWeights = new Int32Array(maxPayload + 1).fill(Math.round(noWord * lowest * units));
    for (let pair = 1; pair < weights.length; pair++) this.wordWeights[pair] = Math.round(weights[pair] * units);
    this.least = Math.round(lowest * units);
    this.isSound = units > 1 && weights.every(weight => weight <= 0);
  }

  /**
   * Finds the path through the first `size` units, whose look-ahead ends with entry `long`; false when it must be found
   * by the logarithms.
   */
  solve(text: Uint16Array, size: number, long: number): boolean {
    if (!this.isSound || !this.hasShortBlocks(size)) return false;
    const { stretch, steps, sums, firstWeights, wordWeights, least } = this;
    const { kinds, codes, longStarts, longEnds } = stretch;
    const { pairsOfTwo, longs, thirdCells, thirdBases, fourthMarks } = this.ahead;
    const { bases, marks } = this.words.trie;
    let token = stretch.lastLong;
    while (token > 0 && longStarts[token] >= size) token--;
    // The last units of the next token and the next longer word or beginning of one.
    let nextToken = token > 0 ? longEnds[token] - 1 : -1;
    let nextLong = long > 0 ? longs[long] : -1;
    // The best paths from one and two units farther on. No word ends where the stretch does not, or a token.
    let one = 0;
    let two = 2 * least;
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
        alone = (one + firstWeights[codes[start]]) | 0;
        difference = (alone - ((two + wordWeights[pairsOfTwo[start]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearness(difference);
        steps[start] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start] = one;
        alone = (one + firstWeights[codes[start - 1]]) | 0;
        difference = (alone - ((two + wordWeights[pairsOfTwo[start - 1]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearness(difference);
        steps[start - 1] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 1] = one;
        alone = (one + firstWeights[codes[start - 2]]) | 0;
        difference = (alone - ((two + wordWeights[pairsOfTwo[start - 2]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearness(difference);
        steps[start - 2] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 2] = one;
        alone = (one + firstWeights[codes[start - 3]]) | 0;
        difference = (alone - ((two + wordWeights[pairsOfTwo[start - 3]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearness(difference);
        steps[start - 3] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start - 3] = one;
      }
      for (; start > stop; start--) {
        alone = (one + firstWeights[codes[start]]) | 0;
        difference = (alone - ((two + wordWeights[pairsOfTwo[start]]) | 0)) | 0;
        isTwo = difference >> 31;
        near |= nearness(difference);
        steps[start] = 1 - isTwo;
        two = one;
        one = (alone - (difference & isTwo)) | 0;
        sums[start] = one;
      }
      if (start < 0) break;
      if (start === nextToken) {
        start = longStarts[token];
        near |= this.solveToken(text, start, longEnds[token], size);
        one = sums[start];
        two = (one + 2 * least) | 0;
        nextToken = --token > 0 ? longEnds[token] - 1 : -1;
        while (nextLong >= start) nextLong = --long > 0 ? longs[long] : -1;
        continue;
      }
      alone = (one + firstWeights[codes[start]]) | 0;
      difference = (alone - ((two + wordWeights[pairsOfTwo[start]]) | 0)) | 0;
      isTwo = difference >> 31;
      near |= nearness(difference);
      let step = 1 - isTwo;
      let most = (alone - (difference & isTwo)) | 0;
      if (start === nextLong) {
        if (kinds[start + 3] !== 0) {
          difference = (most - ((sums[start + 3] + wordWeights[marks[thirdCells[long]] >>> 16]) | 0)) | 0;
          near |= nearness(difference);
          const isThree = difference >> 31;
          step += (3 - step) & isThree;
          most = (most - (difference & isThree)) | 0;
        }
        let under = thirdBases[long];
        if (under !== 0) {
          let mark = fourthMarks[long];
          // None is longer than this, whatever damaged bytes say.
          const limit = start + longestWord < size ? start + longestWord : size;
          for (let end = start + 3; end < limit; ) {
            const code = codes[end];
            if ((mark & 0xffff) !== code) break;
            end++;
            if (mark >>> 16 !== 0 && kinds[end] !== 0) {
              difference = (most - ((sums[end] + wordWeights[mark >>> 16]) | 0)) | 0;
              near |= nearness(difference);
              if (difference < 0) {
                most = (most - difference) | 0;
                step = end - start;
              }
            }
            under = bases[under + code];
            if (under === 0) break;
            mark = marks[under + codes[end]];
          }
        }
        nextLong = --long > 0 ? longs[long] : -1;
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
    const { codes } = this.stretch;
    for (let end = nearUnits; end <= size; end += nearUnits) {
      const last = end - nearUnits;
      while (codes[end - 1] !== 0) if (--end === last) return false;
    }
    return true;
  }

  /** The step of the path at a token of several units; returns the `nearness` of its choices. */
  private solveToken(text: Uint16Array, start: number, tokenEnd: number, size: number): number {
    const { stretch, steps, sums, wordWeights, firstWeights } = this;
    const { kinds, start: origin } = stretch;
    const { trie } = this.words;
    steps[start] = tokenEnd - start;
    sums[start] = sums[tokenEnd];
    if ((kinds[start] & edgeFlag) !== 0) return 0;
    let near = 0;
    // The token by itself is no word, nor is code 0.
    let most = (sums[tokenEnd] + firstWeights[0]) | 0;
    let node = rootNode;
    for (let end = start; end < size && end < start + longestWord; ) {
      node = childOf(trie, node, text[origin + end]);
      if (node < 0) break;
      end++;
      const pair = payloadOf(trie, node);
      if (pair === 0 || kinds[end] === 0) continue;
      const difference = (most - ((sums[end] + wordWeights[pair]) | 0)) | 0;
      near |= nearness(difference);
      if (difference >= 0) continue;
      most = (most - difference) | 0;
      steps[start] = end - start;
    }
    sums[start] = most;
    return near;
  }
}

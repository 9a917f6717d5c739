/** Finds the same path as `Lattice.solve`, faster: by integers and without branches. Skip it at a first reading. */
import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import { type LexiconTable, maxWordUnits } from '../../lexicon/lexicon-table.ts';
import { IntegerNames } from './integer-names.ts';
import { type IntegerWeights, maxBlockUnits, tieSign } from './integer-weights.ts';
import type { NameSteps } from './name-steps.ts';
import { paddingUnits, type TrieLookahead } from './trie-lookahead.ts';
import { boundaryFlag, singleHan, type Window, windowCapacity } from './window.ts';

/**
 * The Viterbi search for the best path through the words of a lexicon without an overlay, with logarithms as integers (in
 * weight units of about a millionth). Each choice is made without a branch, of which processors would mispredict one in ten.
 * Sums may overflow: only their differences are compared, which stay below 2^31.
 *
 * Law: the path equals that of the logarithms, or none is found. The weight of a word is off by at most half a unit, so in a
 * block of at most `maxBlockUnits` characters two paths that differ by `minDifference` keep their order.
 */
export class IntegerViterbi {
  /** By unit: the sum of the best path from there to the end of the window; not set inside tokens. */
  private readonly sums = new Int32Array(windowCapacity + paddingUnits);
  private readonly names: IntegerNames | undefined;

  /**
   * @param steps receives the path
   * @param names the names that may stand in the window
   */
  constructor(
    private readonly table: LexiconTable,
    private readonly window: Window,
    private readonly lookahead: TrieLookahead,
    private readonly weights: IntegerWeights,
    private readonly steps: Uint8Array,
    names: NameSteps | undefined,
  ) {
    this.names = names && new IntegerNames(names, window, weights, this.sums, steps);
  }

  /**
   * Finds the path through the first `size` units of the window. Returns false if it must be found by the logarithms.
   * @param entry the last entry of the lookahead
   * @param place the last entry of the places where names may begin
   */
  solve(text: Uint16Array, size: number, entry: number, place: number): boolean {
    if (!this.weights.isSound || !this.hasShortBlocks(size)) return false;
    this.sums[size] = 0;
    this.window.kinds[size] = singleHan;
    if (this.run(text, 0, size, size, entry, this.window.lastMultiUnit, -1) < 0) return false;
    return this.names === undefined || this.solveNames(text, size, entry, this.names, place);
  }

  /**
   * Solves blocks again where a name is better than the path without names, from the last such name on: behind it, none is.
   * A block ends at each unit that no word contains.
   */
  private solveNames(text: Uint16Array, size: number, entry: number, names: IntegerNames, place: number): boolean {
    const { promising } = names;
    const { places } = names.steps;
    const { longPlaces } = this.lookahead;
    const { kinds, multiUnitStarts } = this.window;
    const { sums } = this;
    let token = this.window.lastMultiUnit;
    for (let last = names.collectPromising(place); last > 0; last--) {
      const start = promising[last];
      const sum = sums[start];
      if (names.take(text, start, size) < 0) return false;
      if (sums[start] === sum) continue;
      let from = start;
      while (from > 0 && (kinds[from - 1] & boundaryFlag) === 0) from--;
      // Behind a boundary of several units.
      while (kinds[from] === 0) from++;
      while (promising[last - 1] >= from) last--;
      if (from === start) continue;
      while (entry > 0 && longPlaces[entry] >= start) entry--;
      while (token > 0 && multiUnitStarts[token] >= start) token--;
      while (places[place] >= start) place--;
      if (this.run(text, from, start, size, entry, token, place) < 0) return false;
    }
    return true;
  }

  /**
   * Finds the path from `from` to `to`, from where it is known. Returns a negative number if a choice was too close.
   * @param entry the last entry of the lookahead before `to`
   * @param token the last token of several units before `to`
   * @param place the last place of a name before `to`; -1 without names
   */
  private run(
    text: Uint16Array,
    from: number,
    to: number,
    size: number,
    entry: number,
    token: number,
    place: number,
  ): number {
    const { window, steps, sums, names } = this;
    const { characters: characterWeights, words: wordWeights, min: minWeight } = this.weights;
    const { kinds, codes, multiUnitStarts, multiUnitEnds } = window;
    const { twoUnitPayloads, longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { bases, checks } = this.table.trie;
    // Where the next token of several units ends, and where the next prefix of three units and the next name begin.
    let nextToken = token > 0 ? multiUnitEnds[token] - 1 : -1;
    let nextLongPlace = entry > 0 ? longPlaces[entry] : -1;
    let nextName = place > 0 ? names!.steps.places[place] : -1;
    // The best paths from one and two units further on. No word ends beyond the window, or inside a token.
    let one = sums[to];
    let two = to < size && kinds[to + 1] !== 0 ? sums[to + 1] : (one + 2 * minWeight) | 0;
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
        near |= names!.takeIfPromising(text, start, size);
        max = sums[start];
        nextName = names!.steps.places[--place];
      }
      two = one;
      one = max;
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
    const { window, steps, sums } = this;
    const { characters: characterWeights, words: wordWeights } = this.weights;
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

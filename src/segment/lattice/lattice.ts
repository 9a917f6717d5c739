/**
 * Which words does a text consist of? This folder cuts one window of text after the other by the words of a lexicon.
 * `dictionary-segmenter.ts` and `engine-segmenter.ts` call it; `Lattice` is the entry point.
 *
 * Read `window.ts` (a text as tokens), this file (the best path, by logarithms), `overlay-words.ts` and `word-matches.ts`.
 * Skip at a first reading: `trie-lookahead.ts` looks up the words of a whole window at once, `integer-viterbi.ts` finds the
 * same path as this file by integers without branches, and `base-matches.ts` the same matches. Both are used where the
 * lexicon has no overlay. A test compares them with this file.
 */
import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { maxWordUnits } from '../../lexicon/lexicon-table.ts';
import { ChangeKind } from '../../lexicon/overlay.ts';
import { TokenKind } from '../token-list.ts';
import { BaseMatches } from './base-matches.ts';
import { IntegerViterbi } from './integer-viterbi.ts';
import { IntegerWeights } from './integer-weights.ts';
import { NameSteps } from './name-steps.ts';
import { OverlayWords } from './overlay-words.ts';
import { TrieLookahead } from './trie-lookahead.ts';
import { boundaryFlag, singleHan, tokenKindAt, type Window, windowCapacity } from './window.ts';
import type { WordMatches } from './word-matches.ts';
import { LookaheadWords } from './words-beside.ts';

/**
 * The word lattice of a window and the best path through it: the one with the highest product of word probabilities, where
 * a token that is not a word counts as the rarest word. Of equal paths the one with the shorter first word is taken, as in
 * cppjieba. The sum of weights restarts in each block; blocks end at tokens that no word contains.
 */
export class Lattice {
  /** By unit: the length of the step of the best path that begins there, after `solve`. */
  readonly steps = new Uint8Array(windowCapacity + 1);
  /** By unit: the logarithm of the best path from there to the end of its block; not set inside tokens. */
  private readonly best = new Float64Array(windowCapacity + 1);
  /** The words of the overlay that begin at the current unit. */
  private readonly overlayWords = new OverlayWords();
  private readonly lookahead: TrieLookahead;
  private readonly integerViterbi: IntegerViterbi;
  private readonly baseMatches: BaseMatches;
  /** By code: the logarithm of the probability of the character as a token. */
  private readonly characterWeights: Float64Array;
  /** By payload: the logarithm of the probability; negative infinity for payload 0, no word. */
  private readonly wordWeights: Float64Array;
  /** The names that may stand in the window and those on the path; undefined when the lexicon finds none. */
  readonly names: NameSteps | undefined;

  constructor(
    private readonly lexicon: Lexicon,
    private readonly window: Window,
  ) {
    const { trie, logProbabilities } = lexicon.base;
    this.lookahead = new TrieLookahead(lexicon.base, window.codes, windowCapacity);
    const { checks } = trie;
    const characterWeights = new Float64Array(this.lookahead.codeCount).fill(logProbabilities[0]);
    for (let code = 1; code < characterWeights.length; code++)
      if ((checks[code] & 0xffff) === code) characterWeights[code] = logProbabilities[checks[code] >>> 16];
    this.characterWeights = characterWeights;
    this.wordWeights = logProbabilities.slice();
    this.wordWeights[0] = Number.NEGATIVE_INFINITY;
    const weights = new IntegerWeights(lexicon.base, characterWeights);
    const edges = lexicon.names?.createEdges(lexicon.base);
    this.names =
      edges &&
      new NameSteps(edges, new LookaheadWords(lexicon.base, window, this.lookahead), window, weights.unitsPerLog);
    this.baseMatches = new BaseMatches(lexicon.base, window, this.lookahead);
    this.integerViterbi = new IntegerViterbi(lexicon.base, window, this.lookahead, weights, this.steps, this.names);
  }

  /**
   * Finds the best path through the first `size` units of the window. Words of two characters and more, on the path or off
   * it, are added to `matches`.
   */
  solve(text: Uint16Array, size: number, matches?: WordMatches): void {
    const { steps, best, overlayWords, characterWeights, wordWeights } = this;
    const { kinds, codes, start: origin } = this.window;
    const { twoUnitPayloads, longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { base, overlay } = this.lexicon;
    const { bases, checks } = base.trie;
    const firstMatch = matches ? matches.count : 0;
    let entry = this.lookahead.read(size);
    const { names } = this;
    let place = names?.collect(text, size) ?? 0;
    if (overlay === undefined && this.integerViterbi.solve(text, size, entry, place)) {
      if (matches) this.baseMatches.find(size, entry, matches);
      return;
    }
    let nextLongPlace = longPlaces[entry];
    if (names) names.takenCount = 0;
    if (overlay !== undefined) names?.avoid(overlay, overlayWords, text, size);
    const none = Number.NEGATIVE_INFINITY;
    // The best paths from one, two and three units further on.
    let one = 0;
    let two = none;
    let three = none;
    best[size] = 0;
    for (let start = size - 1; start >= 0; start--) {
      const kind = kinds[start];
      let max = none;
      let step = 1;
      if (overlay !== undefined && kind !== 0) overlayWords.find(overlay, text, origin + start, origin + size);
      if (kind === singleHan && overlayWords.count === 0) {
        max = one + characterWeights[codes[start]];
        let value = two + wordWeights[twoUnitPayloads[start]];
        if (value > max) {
          max = value;
          step = 2;
        }
        if (matches !== undefined && value > none) matches.push(origin + start, origin + start + 2);
        if (start === nextLongPlace) {
          const cell = longCells[entry];
          value = three + wordWeights[checks[cell] >>> 16];
          if (value > max) {
            max = value;
            step = 3;
          }
          if (matches !== undefined && value > none) matches.push(origin + start, origin + start + 3);
          let nextBase = longBases[entry];
          if (nextBase !== 0) {
            let check = fourthChecks[entry];
            // No word is longer, even in a damaged lexicon.
            const limit = start + maxWordUnits < size ? start + maxWordUnits : size;
            for (let end = start + 3; end < limit; ) {
              const code = codes[end];
              if ((check & 0xffff) !== code) break;
              end++;
              value = best[end] + wordWeights[check >>> 16];
              if (value > max) {
                max = value;
                step = end - start;
              }
              if (matches !== undefined && value > none) matches.push(origin + start, origin + end);
              nextBase = bases[nextBase + code];
              if (nextBase === 0) break;
              check = checks[nextBase + codes[end]];
            }
          }
        }
      } else if ((kind & boundaryFlag) !== 0) {
        max = 0;
        while (start + step < size && kinds[start + step] === 0) step++;
      } else if (kind !== 0) {
        step = this.stepAt(text, start, size, matches);
        max = best[start];
      }
      best[start] = max;
      steps[start] = step;
      if (names !== undefined && start === names.places[place]) {
        this.tryNames(text, start, size, names);
        max = best[start];
        place--;
      }
      three = two;
      two = one;
      one = max;
      if (start === nextLongPlace) nextLongPlace = longPlaces[--entry];
    }
    matches?.reverseFrom(firstMatch);
  }

  /** Changes the step and the sum at `start` if a name is better. */
  private tryNames(text: Uint16Array, start: number, size: number, names: NameSteps): void {
    const { best, steps } = this;
    const { edges, words } = names;
    const { start: origin } = this.window;
    const count = edges.find(text, origin + start, origin + size);
    const sum = best[start];
    for (let i = 0; i < count; i++) {
      const end = edges.ends[i] - origin;
      if (names.isForbidden(start, end)) continue;
      const value = best[end] + edges.weights[i];
      const weight =
        value +
        edges.weighLeft(text, origin + start, origin, words) +
        edges.weighRight(text, origin + end, origin + size, words);
      if (weight <= best[start]) continue;
      best[start] = weight;
      steps[start] = end - start;
    }
    if (best[start] > sum) names.take(start);
  }

  /** Returns the step of the best path at a token that is not a single Han character, or where the overlay has words. */
  private stepAt(text: Uint16Array, start: number, size: number, matches: WordMatches | undefined): number {
    const { best, overlayWords } = this;
    const { kinds, codes, start: origin } = this.window;
    const { base, overlay } = this.lexicon;
    let tokenEnd = start + 1;
    while (tokenEnd < size && kinds[tokenEnd] === 0) tokenEnd++;
    let step = tokenEnd - start;
    // The token alone.
    const isCharacter = step === 1 && !overlayWords.has(1);
    let max = best[tokenEnd] + (isCharacter ? this.characterWeights[codes[start]] : base.logProbabilities[0]);
    const isWordAlone = step > 1 && tokenKindAt(kinds, start) !== TokenKind.Han;
    let node = rootNode;
    for (let end = start; end < size && end < start + maxWordUnits; ) {
      node = findChild(base.trie, node, text[origin + end]);
      if (node < 0) break;
      end++;
      const payload = payloadAt(base.trie, node);
      if (payload === 0 || end === start + 1 || best[end] === Number.NEGATIVE_INFINITY || overlayWords.has(end - start))
        continue;
      const value = best[end] + base.logProbabilities[payload];
      if (value > max) {
        max = value;
        step = end - start;
      }
      if (end !== tokenEnd || isWordAlone) matches?.push(origin + start, origin + end);
    }
    for (let i = 0; i < overlayWords.count; i++) {
      const number = overlayWords.numbers[i];
      const { kind } = overlay!.list[number];
      const end = start + overlayWords.lengths[i];
      if (kind === ChangeKind.Removed || best[end] === Number.NEGATIVE_INFINITY) continue;
      const value = best[end] + overlay!.logProbabilities[number];
      if (value > max) {
        max = value;
        step = end - start;
      }
      if ((end !== tokenEnd || isWordAlone) && kind === ChangeKind.Word)
        matches?.pushShorterFirst(origin + start, origin + end);
    }
    best[start] = max;
    return step;
  }
}

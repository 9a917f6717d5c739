import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { maxWordUnits } from '../../lexicon/lexicon-table.ts';
import { ChangeKind } from '../../lexicon/overlay.ts';
import { TokenKind } from '../token-list.ts';
import { BaseMatches } from './base-matches.ts';
import { IntegerViterbi } from './integer-viterbi.ts';
import { OverlayWords } from './overlay-words.ts';
import { TrieLookahead } from './trie-lookahead.ts';
import { boundaryFlag, singleHan, tokenKindAt, type Window, windowCapacity } from './window.ts';
import type { WordMatches } from './word-matches.ts';

/**
 * The word lattice of a stretch of text and the best path through it: the one with the highest product of
 * probabilities, where a token that is no word counts as the rarest one. Of equal paths the one whose first word is
 * shorter is taken, as in cppjieba. Weights are added up anew in each block: what lies between tokens that no word holds.
 */
export class Lattice {
  /** By unit: how long the step of the best path is that begins there, after `solve`. */
  readonly steps = new Uint8Array(windowCapacity + 1);
  /** By unit: the logarithm of the best path from it to the end of its block; inside tokens none. */
  private readonly best = new Float64Array(windowCapacity + 1);
  /** What the overlay says of words that begin at the unit in hand. */
  private readonly overlayWords = new OverlayWords();
  private readonly lookahead: TrieLookahead;
  private readonly integerViterbi: IntegerViterbi;
  private readonly baseMatches: BaseMatches;
  /** By code: the weight of the character alone. */
  private readonly characterWeights: Float64Array;
  /** As the base's weights, but none for pair 0, no word. */
  private readonly wordWeights: Float64Array;

  constructor(
    private readonly lexicon: Lexicon,
    private readonly window: Window,
  ) {
    const { trie, logProbabilities } = lexicon.base;
    this.lookahead = new TrieLookahead(lexicon.base, window.codes, windowCapacity);
    const { checks } = trie;
    const firstWeights = new Float64Array(this.lookahead.codeCount).fill(logProbabilities[0]);
    for (let code = 1; code < firstWeights.length; code++)
      if ((checks[code] & 0xffff) === code) firstWeights[code] = logProbabilities[checks[code] >>> 16];
    this.characterWeights = firstWeights;
    this.wordWeights = logProbabilities.slice();
    this.wordWeights[0] = Number.NEGATIVE_INFINITY;
    this.baseMatches = new BaseMatches(lexicon.base, window, this.lookahead);
    this.integerViterbi = new IntegerViterbi(lexicon.base, window, this.lookahead, firstWeights, this.steps);
  }

  /** Finds the best path through the first `size` units of `text` from `start` on. Words on and off the path, of two
   * characters and more, go into `matches`. */
  solve(text: Uint16Array, size: number, matches?: WordMatches): void {
    const { steps, best, overlayWords, characterWeights, wordWeights } = this;
    const { kinds, codes, start: origin } = this.window;
    const { twoUnitPayloads, longPlaces, longCells, longBases, fourthChecks } = this.lookahead;
    const { base, overlay } = this.lexicon;
    const { bases, checks } = base.trie;
    const firstMatch = matches ? matches.count : 0;
    let long = this.lookahead.read(size);
    if (overlay === undefined && this.integerViterbi.solve(text, size, long)) {
      if (matches) this.baseMatches.find(size, long, matches);
      return;
    }
    let nextLong = longPlaces[long];
    const none = Number.NEGATIVE_INFINITY;
    // The best paths from one, two and three units farther on.
    let one = 0;
    let two = none;
    let three = none;
    best[size] = 0;
    for (let start = size - 1; start >= 0; start--) {
      const kind = kinds[start];
      let most = none;
      let step = 1;
      if (overlay !== undefined && kind !== 0) overlayWords.find(overlay, text, origin + start, origin + size);
      if (kind === singleHan && overlayWords.count === 0) {
        most = one + characterWeights[codes[start]];
        let value = two + wordWeights[twoUnitPayloads[start]];
        if (value > most) {
          most = value;
          step = 2;
        }
        if (matches !== undefined && value > none) matches.push(origin + start, origin + start + 2);
        if (start === nextLong) {
          const cell = longCells[long];
          value = three + wordWeights[checks[cell] >>> 16];
          if (value > most) {
            most = value;
            step = 3;
          }
          if (matches !== undefined && value > none) matches.push(origin + start, origin + start + 3);
          let under = longBases[long];
          if (under !== 0) {
            let mark = fourthChecks[long];
            // None is longer than this, whatever damaged bytes say.
            const limit = start + maxWordUnits < size ? start + maxWordUnits : size;
            for (let end = start + 3; end < limit; ) {
              const code = codes[end];
              if ((mark & 0xffff) !== code) break;
              end++;
              value = best[end] + wordWeights[mark >>> 16];
              if (value > most) {
                most = value;
                step = end - start;
              }
              if (matches !== undefined && value > none) matches.push(origin + start, origin + end);
              under = bases[under + code];
              if (under === 0) break;
              mark = checks[under + codes[end]];
            }
          }
        }
      } else if ((kind & boundaryFlag) !== 0) {
        most = 0;
        while (start + step < size && kinds[start + step] === 0) step++;
      } else if (kind !== 0) {
        step = this.stepAt(text, start, size, matches);
        most = best[start];
      }
      best[start] = most;
      steps[start] = step;
      three = two;
      two = one;
      one = most;
      if (start === nextLong) nextLong = longPlaces[--long];
    }
    matches?.reverseFrom(firstMatch);
  }

  /** The step of the best path at a token that is no Han character by itself, or of which the overlay says something. */
  private stepAt(text: Uint16Array, start: number, size: number, matches: WordMatches | undefined): number {
    const { best, overlayWords } = this;
    const { kinds, codes, start: origin } = this.window;
    const { base, overlay } = this.lexicon;
    let tokenEnd = start + 1;
    while (tokenEnd < size && kinds[tokenEnd] === 0) tokenEnd++;
    let step = tokenEnd - start;
    // The token by itself.
    const isShort = step === 1 && !overlayWords.has(1);
    let most = best[tokenEnd] + (isShort ? this.characterWeights[codes[start]] : base.logProbabilities[0]);
    const isWordAlone = step > 1 && tokenKindAt(kinds, start) !== TokenKind.Han;
    let node = rootNode;
    for (let end = start; end < size && end < start + maxWordUnits; ) {
      node = findChild(base.trie, node, text[origin + end]);
      if (node < 0) break;
      end++;
      const pair = payloadAt(base.trie, node);
      if (pair === 0 || end === start + 1 || best[end] === Number.NEGATIVE_INFINITY || overlayWords.has(end - start))
        continue;
      const value = best[end] + base.logProbabilities[pair];
      if (value > most) {
        most = value;
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
      if (value > most) {
        most = value;
        step = end - start;
      }
      if ((end !== tokenEnd || isWordAlone) && kind === ChangeKind.Word)
        matches?.pushShorterFirst(origin + start, origin + end);
    }
    best[start] = most;
    return step;
  }
}

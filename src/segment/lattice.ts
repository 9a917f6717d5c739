import { childOf, payloadOf, rootNode } from '../lexicon/double-array.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { OverlayMark } from '../lexicon/overlay.ts';
import { longestWord } from '../lexicon/word-table.ts';
import { CharacterClass, classOf } from '../text/characters.ts';
import { LookAhead, unitsBehind } from './look-ahead.ts';
import type { Matches } from './matches.ts';
import { OverlayWords } from './overlay-words.ts';
import { TokenKind } from './token-list.ts';

/** So many units are cut at once; longer texts in parts. */
const windowSize = 8192;
const capacity = windowSize + longestWord;

/** In `Lattice.kinds`: the kind of a token and 1, and these. */
const kindMask = 7;
/** A token that no word holds: blocks end there. */
const edgeFlag = 8;
/** A token of several units. */
const longFlag = 16;
/** A Han character of one unit. */
export const singleHan = 1 + TokenKind.Han;

/** What a kind in `Lattice.kinds` stands for. */
export function kindAt(kinds: Uint8Array, at: number): TokenKind {
  return ((kinds[at] & kindMask) - 1) as TokenKind;
}

/**
 * The word lattice of a stretch of text and the best path through it: the one with the highest product of
 * probabilities, where a token that is no word counts as the rarest one. Of equal paths the one whose first word is
 * shorter is taken, as in cppjieba. Weights are added up anew in each block: what lies between tokens that no word holds.
 *
 * It is fed token by token: Han characters, and what `atoms.ts` makes of the rest. Words begin and end at the edges of
 * these.
 */
export class Lattice {
  /** Where the stretch begins in the text. */
  start = 0;
  /** How many units of it are in. */
  size = 0;
  /** How many units are in up to the end of the last token that no word holds. */
  private edge = 0;
  /** By unit: 1 + the kind of the token that begins there, and flags; 0 inside tokens. */
  readonly kinds = new Uint8Array(capacity + 1);
  /** By unit: how long the step of the best path is that begins there, after `solve`; at tokens that no word holds before. */
  readonly steps = new Uint8Array(capacity + 1);
  /** By unit: its code in the trie of the base; 0 in tokens that no word holds. */
  private readonly codes = new Uint16Array(capacity + unitsBehind);
  /** By unit: the logarithm of the best path from it to the end of its block; inside tokens none. */
  private readonly best = new Float64Array(capacity + 1);

  /** What the overlay says of words that begin at the unit in hand. */
  private readonly over = new OverlayWords();
  private readonly ahead: LookAhead;
  /** By code: the weight of the character alone. */
  private readonly firstWeights: Float64Array;
  /** As the base's weights, but none for pair 0, no word. */
  private readonly wordWeights: Float64Array;

  constructor(private readonly lexicon: Lexicon) {
    const { trie, weights } = lexicon.base;
    this.ahead = new LookAhead(lexicon.base, this.codes, capacity);
    const { marks } = trie;
    const firstWeights = new Float64Array(this.ahead.codeCount).fill(weights[0]);
    for (let code = 1; code < firstWeights.length; code++)
      if ((marks[code] & 0xffff) === code) firstWeights[code] = weights[marks[code] >>> 16];
    this.firstWeights = firstWeights;
    this.wordWeights = weights.slice();
    this.wordWeights[0] = Number.NEGATIVE_INFINITY;
  }

  get isFull(): boolean {
    return this.size >= windowSize;
  }

  /** Begins a new stretch at `start`. */
  begin(start: number): void {
    this.start = start;
    this.size = 0;
    this.edge = 0;
  }

  /** Whether some word has the unit: else no word reaches across it. */
  knows(unit: number): boolean {
    const { base, overlay } = this.lexicon;
    return base.trie.codes[unit] !== 0 || (overlay !== undefined && overlay.trie.codes[unit] !== 0);
  }

  /** Takes Han characters of one unit from `at` on until something else comes or the window is full; returns where. */
  feedHan(text: Uint16Array, at: number, length: number): number {
    return this.feedSingles(text, at, length, false);
  }

  /** As `feedHan`, and punctuation marks that no word holds, which make up most of the rest. */
  feedHanAndMarks(text: Uint16Array, at: number, length: number): number {
    return this.feedSingles(text, at, length, true);
  }

  private feedSingles(text: Uint16Array, at: number, length: number, takesMarks: boolean): number {
    const { kinds, codes, steps } = this;
    const { codes: baseCodes } = this.lexicon.base.trie;
    let { size } = this;
    const last = Math.min(length, at + windowSize - size);
    for (; at < last; at++) {
      const unit = text[at];
      // Most are in the first block of Han characters, and need not be asked for.
      if (unit < 0x4e00 || unit > 0x9fff) {
        const characterClass = classOf(unit);
        if (characterClass !== CharacterClass.Han) {
          if (!takesMarks || characterClass !== CharacterClass.Punctuation || this.knows(unit)) break;
          codes[size] = 0;
          steps[size] = 1;
          kinds[size++] = edgeFlag | (1 + TokenKind.Symbol);
          this.edge = size;
          continue;
        }
      }
      codes[size] = baseCodes[unit];
      kinds[size++] = singleHan;
    }
    this.size = size;
    return at;
  }

  /** Takes a token of at most `longestWord` units. */
  feed(text: Uint16Array, start: number, end: number, kind: TokenKind): void {
    const { kinds, codes } = this;
    const { codes: baseCodes } = this.lexicon.base.trie;
    let { size } = this;
    kinds[size] = end - start > 1 ? (1 + kind) | longFlag : 1 + kind;
    codes[size++] = baseCodes[text[start]];
    for (let at = start + 1; at < end; at++) {
      kinds[size] = 0;
      codes[size++] = baseCodes[text[at]];
    }
    this.size = size;
  }

  /** Takes a token of at most `longestWord` units that no word holds. */
  feedEdge(length: number, kind: TokenKind): void {
    const { kinds, codes, steps } = this;
    const end = this.size + length;
    kinds[this.size] = (1 + kind) | edgeFlag;
    steps[this.size] = length;
    codes[this.size] = 0;
    for (let at = this.size + 1; at < end; at++) {
      kinds[at] = 0;
      codes[at] = 0;
    }
    this.size = end;
    this.edge = end;
  }

  /** Finds the best path through the first `size` units of `text` from `start` on. Words on and off the path, of two
   * characters and more, go into `matches`. */
  solve(text: Uint16Array, size: number, matches?: Matches): void {
    const { kinds, steps, best, codes, over, firstWeights, wordWeights } = this;
    const { pairsOfTwo, longs, thirdCells, thirdBases, fourthMarks } = this.ahead;
    const { base, overlay } = this.lexicon;
    const { bases, marks } = base.trie;
    const { start: origin } = this;
    const firstMatch = matches ? matches.count : 0;
    let long = this.ahead.read(size);
    let nextLong = longs[long];
    const none = Number.NEGATIVE_INFINITY;
    // The best paths from one, two and three units farther on.
    let one = 0;
    let two = none;
    let three = none;
    best[size] = 0;
    const isPlain = overlay === undefined && matches === undefined;
    for (let start = size - 1; start >= 0; start--) {
      if (isPlain) {
        // Most characters: alone or with the next one. A loop of its own, without calls, is a fifth faster.
        for (; start >= 0 && kinds[start] === singleHan && start !== nextLong; start--) {
          let most = one + firstWeights[codes[start]];
          let step = 1;
          const value = two + wordWeights[pairsOfTwo[start]];
          if (value > most) {
            most = value;
            step = 2;
          }
          best[start] = most;
          steps[start] = step;
          three = two;
          two = one;
          one = most;
        }
        if (start < 0) break;
      }
      const kind = kinds[start];
      let most = none;
      let step = 1;
      if (overlay !== undefined && kind !== 0) over.find(overlay, text, origin + start, origin + size);
      if (kind === singleHan && over.count === 0) {
        most = one + firstWeights[codes[start]];
        let value = two + wordWeights[pairsOfTwo[start]];
        if (value > most) {
          most = value;
          step = 2;
        }
        if (matches !== undefined && value > none) matches.push(origin + start, origin + start + 2);
        if (start === nextLong) {
          const cell = thirdCells[long];
          value = three + wordWeights[marks[cell] >>> 16];
          if (value > most) {
            most = value;
            step = 3;
          }
          if (matches !== undefined && value > none) matches.push(origin + start, origin + start + 3);
          let under = thirdBases[long];
          if (under !== 0) {
            let mark = fourthMarks[long];
            // None is longer than this, whatever damaged bytes say.
            const limit = start + longestWord < size ? start + longestWord : size;
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
              mark = marks[under + codes[end]];
            }
          }
        }
      } else if ((kind & edgeFlag) !== 0) {
        most = 0;
        step = steps[start];
      } else if (kind !== 0) {
        step = this.stepAt(text, start, size, matches);
        most = best[start];
      }
      best[start] = most;
      steps[start] = step;
      three = two;
      two = one;
      one = most;
      if (start === nextLong) nextLong = longs[--long];
    }
    matches?.turn(firstMatch);
  }

  /** The step of the best path at a token that is no Han character by itself, or of which the overlay says something. */
  private stepAt(text: Uint16Array, start: number, size: number, matches: Matches | undefined): number {
    const { kinds, best, over, start: origin } = this;
    const { base, overlay } = this.lexicon;
    let tokenEnd = start + 1;
    while (tokenEnd < size && kinds[tokenEnd] === 0) tokenEnd++;
    let step = tokenEnd - start;
    // The token by itself.
    const isShort = step === 1 && !over.has(1);
    let most = best[tokenEnd] + (isShort ? this.firstWeights[this.codes[start]] : base.weights[0]);
    const isWordAlone = step > 1 && kindAt(kinds, start) !== TokenKind.Han;
    let node = rootNode;
    for (let end = start; end < size && end < start + longestWord; ) {
      node = childOf(base.trie, node, text[origin + end]);
      if (node < 0) break;
      end++;
      const pair = payloadOf(base.trie, node);
      if (pair === 0 || end === start + 1 || best[end] === Number.NEGATIVE_INFINITY || over.has(end - start)) continue;
      const value = best[end] + base.weights[pair];
      if (value > most) {
        most = value;
        step = end - start;
      }
      if (end !== tokenEnd || isWordAlone) matches?.push(origin + start, origin + end);
    }
    for (let i = 0; i < over.count; i++) {
      const number = over.numbers[i];
      const { mark } = overlay!.list[number];
      const end = start + over.lengths[i];
      if (mark === OverlayMark.Removed || best[end] === Number.NEGATIVE_INFINITY) continue;
      const value = best[end] + overlay!.weights[number];
      if (value > most) {
        most = value;
        step = end - start;
      }
      if ((end !== tokenEnd || isWordAlone) && mark === OverlayMark.Word)
        matches?.pushShorterFirst(origin + start, origin + end);
    }
    best[start] = most;
    return step;
  }

  /**
   * The last place in a full window which no word crosses, so that the path goes through it whatever comes; where words
   * overlap without end, some place.
   */
  safePlace(text: Uint16Array): number {
    if (this.edge > 0) return this.edge;
    const { kinds, size, start: origin } = this;
    const { base, overlay } = this.lexicon;
    const last = size - longestWord;
    let safe = 0;
    let reach = 0;
    for (let start = 0; start <= last; start++) {
      if (kinds[start] === 0) continue;
      if (reach <= start) safe = start;
      for (const trie of overlay ? [base.trie, overlay.trie] : [base.trie]) {
        let node = rootNode;
        for (let end = start; end < size; ) {
          node = childOf(trie, node, text[origin + end]);
          if (node < 0) break;
          end++;
          if (end > reach && payloadOf(trie, node) !== 0) reach = end;
        }
      }
    }
    if (safe > 0) return safe;
    safe = last;
    while (kinds[safe] === 0) safe--;
    return safe;
  }
}

import { childOf, payloadOf, rootNode } from '../lexicon/double-array.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { OverlayMark } from '../lexicon/overlay.ts';
import { longestWord } from '../lexicon/word-table.ts';
import { CharacterClass, classOf } from '../text/characters.ts';
import type { Matches } from './matches.ts';
import { TokenKind } from './token-list.ts';

/** So many units are cut at once; longer blocks in parts. */
const windowSize = 8192;
const capacity = windowSize + longestWord;

/** A logarithm that every path beats. */
const worst = -3.14e100;

/**
 * The word lattice of a block of text (a stretch that no word of the lexicon crosses the edges of) and the best path
 * through it: the one with the highest product of probabilities, where a token that is no word counts as the rarest one.
 * Of equal paths the one whose first word is shorter is taken, as in cppjieba.
 *
 * The block is fed token by token: Han characters, and what `atoms.ts` makes of the rest. Words begin and end at the
 * edges of these.
 */
export class Lattice {
  /** Where the block begins in the text. */
  start = 0;
  /** How many units of it are in. */
  size = 0;
  /** By unit: 1 + the kind of the token that begins there, 0 inside tokens; behind the last one 1. */
  readonly kinds = new Uint8Array(capacity + 1);
  /** By unit: how long the step of the best path is that begins there, after `solve`. */
  readonly steps = new Uint8Array(capacity + 1);
  private readonly units = new Uint16Array(capacity);
  private readonly best = new Float64Array(capacity + 1);

  /** What the overlay says of words that begin at the unit in hand: their ends, shorter ones first, and numbers. */
  private readonly overEnds = new Uint16Array(longestWord);
  private readonly overNumbers = new Int32Array(longestWord);

  constructor(private readonly lexicon: Lexicon) {}

  get isFull(): boolean {
    return this.size >= windowSize;
  }

  /** Whether some word has the unit: else no word reaches across it. */
  knows(unit: number): boolean {
    const { base, overlay } = this.lexicon;
    return base.trie.codes[unit] !== 0 || (overlay !== undefined && overlay.trie.codes[unit] !== 0);
  }

  /** Takes Han characters of one unit from `at` on until something else comes or the window is full; returns where. */
  feedHan(text: Uint16Array, at: number, length: number): number {
    const { kinds, units } = this;
    let { size } = this;
    const last = Math.min(length, at + windowSize - size);
    for (; at < last; at++) {
      const unit = text[at];
      if (classOf(unit) !== CharacterClass.Han) break;
      kinds[size] = 1 + TokenKind.Han;
      units[size++] = unit;
    }
    this.size = size;
    return at;
  }

  /** Takes a token of at most `longestWord` units. */
  feed(text: Uint16Array, start: number, end: number, kind: TokenKind): void {
    const { kinds, units } = this;
    for (let at = start; at < end; at++) {
      kinds[this.size] = 0;
      units[this.size++] = text[at];
    }
    kinds[this.size - (end - start)] = 1 + kind;
  }

  /** Finds the best path through the first `size` units. Words on and off the path, of two characters and more, go into `matches`. */
  solve(size: number, matches?: Matches): void {
    const { kinds, units, best, steps, start: blockStart } = this;
    const { base, overlay } = this.lexicon;
    const { cells, codes } = base.trie as { cells: Int32Array; codes: Uint16Array };
    const { weights } = base;
    const firstMatch = matches ? matches.count : 0;
    const behind = kinds[size];
    kinds[size] = 1;
    best[size] = 0;
    let tokenEnd = size;
    for (let start = size - 1; start >= 0; start--) {
      if (kinds[start] === 0) continue;
      // The token by itself.
      let most = worst;
      let step = tokenEnd - start;
      const isLong = step > 1 && kinds[start] !== 1 + TokenKind.Han;
      const alone = best[tokenEnd] + weights[0];
      if (alone > most) most = alone;
      const over = overlay === undefined ? 0 : this.findOver(start, size);
      // Words of the base.
      let end = start;
      let code = codes[units[start]];
      let node = code;
      let mark = cells[2 * node + 1];
      if (code !== 0) {
        while ((mark & 0xffff) === code) {
          end++;
          const pair = mark >>> 16;
          if (pair !== 0 && kinds[end] !== 0 && (over === 0 || !this.isOver(over, end))) {
            const value = best[end] + weights[pair];
            if (value > most) {
              most = value;
              step = end - start;
            }
            if (matches !== undefined && (end !== tokenEnd || isLong))
              matches.push(blockStart + start, blockStart + end);
          }
          const under = cells[2 * node];
          if (under === 0 || end === size) break;
          code = codes[units[end]];
          node = under + code;
          mark = cells[2 * node + 1];
        }
      }
      for (let i = 0; i < over; i++) {
        const number = this.overNumbers[i];
        if (overlay!.list[number].mark === OverlayMark.Removed) continue;
        end = this.overEnds[i];
        const value = best[end] + overlay!.weights[number];
        if (value > most) {
          most = value;
          step = end - start;
        }
        if (matches !== undefined && (end !== tokenEnd || isLong) && overlay!.list[number].mark === OverlayMark.Word)
          matches.pushShorterFirst(blockStart + start, blockStart + end);
      }
      best[start] = most;
      steps[start] = step;
      tokenEnd = start;
    }
    kinds[size] = behind;
    matches?.turn(firstMatch);
  }

  /** Collects what the overlay says of the words that begin here; returns how many. */
  private findOver(start: number, size: number): number {
    const { kinds, units } = this;
    const { trie, numbers } = this.lexicon.overlay!;
    let count = 0;
    let node = rootNode;
    for (let end = start; end < size; ) {
      node = childOf(trie, node, units[end]);
      if (node < 0) break;
      end++;
      if (payloadOf(trie, node) === 0 || kinds[end] === 0) continue;
      this.overEnds[count] = end;
      this.overNumbers[count++] = numbers[node];
    }
    return count;
  }

  private isOver(count: number, end: number): boolean {
    for (let i = 0; i < count; i++) if (this.overEnds[i] === end) return true;
    return false;
  }

  /**
   * The last place in a full window which no word crosses, so that the path goes through it whatever comes; where words
   * overlap without end, some place.
   */
  safePlace(): number {
    const { kinds, units, size } = this;
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
          node = childOf(trie, node, units[end]);
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

  /** Forgets the first `size` units. */
  drop(size: number): void {
    this.kinds.copyWithin(0, size, this.size);
    this.units.copyWithin(0, size, this.size);
    this.start += size;
    this.size -= size;
  }
}

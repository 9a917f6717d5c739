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
  /** By unit: its code in the trie of the base. */
  private readonly codes = new Uint16Array(capacity);
  /**
   * By unit: the mark of the cell where the base's words go on with the next unit, if its label is that unit's code.
   * Read while the block is fed: loads one after the other that wait for no branch are several times as fast.
   */
  private readonly seconds = new Int32Array(capacity);
  /** By unit: the base of the node of it and the next unit, 0 for none; and the mark of the cell for the third unit. */
  private readonly bases = new Int32Array(capacity);
  private readonly thirds = new Int32Array(capacity);
  private readonly best = new Float64Array(capacity + 1);

  /** What the overlay says of words that begin at the unit in hand: their ends, shorter ones first, and numbers. */
  private readonly overEnds = new Uint16Array(longestWord);
  private readonly overNumbers = new Int32Array(longestWord);

  /** By code: the pair of frequency and tag of the character alone, and the base of its node, one without children. */
  private readonly firstPairs: Uint16Array;
  private readonly firstBases: Int32Array;

  constructor(private readonly lexicon: Lexicon) {
    const { codes, bases, marks } = lexicon.base.trie;
    const count = codes.reduce((a, b) => Math.max(a, b), 0) + 1;
    this.firstPairs = new Uint16Array(count);
    this.firstBases = new Int32Array(count).fill(Math.max(0, marks.length - count));
    for (let code = 1; code < count; code++) {
      if ((marks[code] & 0xffff) !== code) continue;
      this.firstPairs[code] = marks[code] >>> 16;
      if (bases[code] !== 0) this.firstBases[code] = bases[code];
    }
  }

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
    const { kinds, units, codes, seconds, firstBases } = this;
    const { codes: baseCodes, marks } = this.lexicon.base.trie;
    let { size } = this;
    let base = size > 0 ? firstBases[codes[size - 1]] : 0;
    const last = Math.min(length, at + windowSize - size);
    for (; at < last; at++) {
      const unit = text[at];
      // Most are in the first block of Han characters, and need not be asked for.
      if ((unit < 0x4e00 || unit > 0x9fff) && classOf(unit) !== CharacterClass.Han) break;
      const code = baseCodes[unit];
      if (size > 0) seconds[size - 1] = marks[base + code];
      base = firstBases[code];
      codes[size] = code;
      kinds[size] = 1 + TokenKind.Han;
      units[size++] = unit;
    }
    this.size = size;
    return at;
  }

  /** Takes a token of at most `longestWord` units. */
  feed(text: Uint16Array, start: number, end: number, kind: TokenKind): void {
    const { kinds, units, codes, seconds, firstBases } = this;
    const { codes: baseCodes, marks } = this.lexicon.base.trie;
    for (let at = start; at < end; at++) {
      const { size } = this;
      const code = baseCodes[text[at]];
      if (size > 0) seconds[size - 1] = marks[firstBases[codes[size - 1]] + code];
      codes[size] = code;
      kinds[size] = at === start ? 1 + kind : 0;
      units[size] = text[at];
      this.size++;
    }
  }

  /** Finds the best path through the first `size` units. Words on and off the path, of two characters and more, go into `matches`. */
  solve(size: number, matches?: Matches): void {
    const { kinds, codes, seconds, thirds, bases: pairBases, firstPairs, best, steps, start: blockStart } = this;
    const { base, overlay } = this.lexicon;
    const { bases, marks } = base.trie;
    const { weights } = base;
    const firstMatch = matches ? matches.count : 0;
    const behind = kinds[size];
    kinds[size] = 1;
    best[size] = 0;
    this.lookAhead(size);
    let tokenEnd = size;
    for (let start = size - 1; start >= 0; start--) {
      if (kinds[start] === 0) continue;
      const over = overlay === undefined ? 0 : this.findOver(start, size);
      let code = codes[start];
      // The token by itself.
      let step = tokenEnd - start;
      const isLong = step > 1 && kinds[start] !== 1 + TokenKind.Han;
      let most =
        best[tokenEnd] + weights[step === 1 && (over === 0 || !this.isOver(over, tokenEnd)) ? firstPairs[code] : 0];
      let end = start + 1;
      if (end < size) {
        // Words of the base; none is longer than this, whatever damaged bytes say.
        const limit = start + longestWord < size ? start + longestWord : size;
        let mark = seconds[start];
        code = codes[end];
        if ((mark & 0xffff) === code) {
          let under = pairBases[start];
          let next = thirds[start];
          for (;;) {
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
            if (under === 0 || end >= limit) break;
            code = codes[end];
            mark = next;
            if ((mark & 0xffff) !== code) break;
            under = bases[under + code];
            if (end + 1 < limit) next = marks[under + codes[end + 1]];
          }
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

  /** Fills `bases` and `thirds`, without branches for the same reason as `seconds`. */
  private lookAhead(size: number): void {
    const { codes, seconds, thirds, bases: pairBases, firstBases } = this;
    const { bases, marks } = this.lexicon.base.trie;
    for (let at = 0; at < size - 2; at++) {
      const second = codes[at + 1];
      // All ones where the label is the second unit's code, else 0: the root, whose base is 0.
      const same = (((seconds[at] & 0xffff) ^ second) - 1) >> 31;
      const base = bases[(firstBases[codes[at]] + second) & same];
      pairBases[at] = base;
      thirds[at] = marks[base + codes[at + 2]];
    }
    if (size >= 2) pairBases[size - 2] = 0;
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
    this.codes.copyWithin(0, size, this.size);
    this.seconds.copyWithin(0, size, this.size);
    this.start += size;
    this.size -= size;
  }
}

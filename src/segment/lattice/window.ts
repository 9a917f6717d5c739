/** A window of text as tokens, which the lattice cuts at once. */
import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { maxWordUnits } from '../../lexicon/lexicon-table.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { TokenKind } from '../token-list.ts';
import { paddingUnits } from './trie-lookahead.ts';

/** Maximum number of UTF-16 units that are cut at once. Longer texts are cut window by window. */
const windowUnits = 8192;
/** Capacity of a window in UTF-16 units: the last token may exceed `windowUnits`. */
export const windowCapacity = windowUnits + maxWordUnits;

/** In `Window.kinds`: these bits are 1 + the token kind; the others are flags. */
export const kindMask = 7;
/** A token that no word contains: a block ends there. */
export const boundaryFlag = 8;
/** A token of several units that words may contain. */
const multiUnitFlag = 16;
/** A Han character of one unit. */
export const singleHan = 1 + TokenKind.Han;
/** A Han character of two units. */
export const twoUnitHan = singleHan | multiUnitFlag;
/** In `singleKinds`: a unit that is not always a token alone, and a unit that was not classified yet. */
const notSingle = 0xff;
const unknownSingle = 0x80;

/** Returns the token kind of an entry of `Window.kinds`. */
export function tokenKindAt(kinds: Uint8Array, at: number): TokenKind {
  return ((kinds[at] & kindMask) - 1) as TokenKind;
}

/** One bit per kind in `Window.kinds`: a step of the path that begins with such a token has its token kind. */
export const plainKindMask = (1 << singleHan) | (0x7e << boundaryFlag);

/**
 * A window of text as a sequence of tokens: Han characters, and the tokens of `rule-tokens.ts`. Words begin and end at token
 * boundaries.
 */
export class Window {
  /** Where the window begins in the text. */
  start = 0;
  /** Number of units in the window. */
  length = 0;
  /** By unit: 1 + the kind of the token that begins there, with flags; 0 inside tokens. */
  readonly kinds = new Uint8Array(windowCapacity + 1);
  /** By unit: its code in the trie of the base; 0 in tokens that no word contains. */
  readonly codes = new Uint16Array(windowCapacity + paddingUnits);
  /** The tokens of several units: the number of the last one, and where each begins and ends. Entry 0 is unused. */
  lastMultiUnit = 0;
  readonly multiUnitStarts = new Int32Array(windowCapacity);
  readonly multiUnitEnds = new Int32Array(windowCapacity);
  /** By UTF-16 unit: not 0 if tokens that begin or end with it are to be noted. */
  watched: Uint8Array | undefined;
  /** Whether the window has such a token, and the text one up to here. */
  hasWatched = false;
  textHasWatched = false;
  /** By unit: its kind if it is always a token alone; a cache of `classifySingle`. */
  private readonly singleKinds = new Uint8Array(0x10000).fill(unknownSingle);

  constructor(private readonly lexicon: Lexicon) {}

  /** Whether the window must be cut before more is added. */
  get isFull(): boolean {
    return this.length >= windowUnits;
  }

  /** Begins a new window at `start`. */
  begin(start: number): void {
    if (start === 0) this.textHasWatched = false;
    this.hasWatched = false;
    this.start = start;
    this.length = 0;
    this.lastMultiUnit = 0;
  }

  /** Whether some word contains the unit. If not, no word reaches across it. */
  isInLexicon(unit: number): boolean {
    const { base, overlay } = this.lexicon;
    return base.trie.codes[unit] !== 0 || (overlay !== undefined && overlay.trie.codes[unit] !== 0);
  }

  /** Adds Han characters of one unit from `at` on, up to another character or a full window. Returns where it stopped. */
  feedHan(text: Uint16Array, at: number, length: number): number {
    const { kinds, codes } = this;
    const { codes: baseCodes } = this.lexicon.base.trie;
    const last = Math.min(length, at + windowUnits - this.length);
    for (; at < last && classOfUnit(text[at]) === CharacterClass.Han; at++) {
      codes[this.length] = baseCodes[text[at]];
      kinds[this.length++] = singleHan;
    }
    return at;
  }

  /** Like `feedHan`, but also adds punctuation that no word contains, which is most of the rest. Unrolled by four. */
  feedHanAndPunctuation(text: Uint16Array, at: number, length: number): number {
    const { kinds, codes, singleKinds } = this;
    const { codes: baseCodes } = this.lexicon.base.trie;
    let { length: size } = this;
    const last = Math.min(length, at + windowUnits - size);
    for (; at + 3 < last; at += 4, size += 4) {
      const first = text[at];
      const second = text[at + 1];
      const third = text[at + 2];
      const fourth = text[at + 3];
      const firstKind = singleKinds[first];
      const secondKind = singleKinds[second];
      const thirdKind = singleKinds[third];
      const fourthKind = singleKinds[fourth];
      if ((firstKind | secondKind | thirdKind | fourthKind) >= unknownSingle) break;
      codes[size] = baseCodes[first];
      codes[size + 1] = baseCodes[second];
      codes[size + 2] = baseCodes[third];
      codes[size + 3] = baseCodes[fourth];
      kinds[size] = firstKind;
      kinds[size + 1] = secondKind;
      kinds[size + 2] = thirdKind;
      kinds[size + 3] = fourthKind;
    }
    for (; at < last; at++) {
      const unit = text[at];
      const kind = singleKinds[unit] === unknownSingle ? this.classifySingle(unit) : singleKinds[unit];
      if (kind === notSingle) break;
      codes[size] = baseCodes[unit];
      kinds[size++] = kind;
    }
    this.length = size;
    return at;
  }

  /** Returns the kind of a unit that is always a token alone, or `notSingle`. */
  private classifySingle(unit: number): number {
    const characterClass = classOfUnit(unit);
    let kind: number = notSingle;
    if (this.watched !== undefined && this.watched[unit] !== 0) kind = notSingle;
    else if (characterClass === CharacterClass.Han) kind = singleHan;
    else if (characterClass === CharacterClass.Punctuation && !this.isInLexicon(unit))
      kind = boundaryFlag | (1 + TokenKind.Symbol);
    this.singleKinds[unit] = kind;
    return kind;
  }

  /** Adds a token of at most `maxWordUnits` units. */
  feed(text: Uint16Array, start: number, end: number, kind: TokenKind): void {
    const { codes } = this.lexicon.base.trie;
    this.putKind(end - start, end - start > 1 ? (1 + kind) | multiUnitFlag : 1 + kind);
    this.watch(text[start], text[end - 1]);
    for (let at = start; at < end; at++) this.codes[this.length++] = codes[text[at]];
  }

  /** Adds a token of at most `maxWordUnits` units that no word contains. */
  feedBoundary(text: Uint16Array, start: number, end: number, kind: TokenKind): void {
    const length = end - start;
    this.watch(text[start], text[end - 1]);
    this.putKind(length, (1 + kind) | boundaryFlag);
    for (const last = this.length + length; this.length < last; ) this.codes[this.length++] = 0;
  }

  /** Notes what stands at both ends of a token. */
  private watch(first: number, last: number): void {
    const { watched } = this;
    if (watched !== undefined && (watched[first] | watched[last]) !== 0) this.hasWatched = this.textHasWatched = true;
  }

  private putKind(length: number, kind: number): void {
    const { kinds, length: size } = this;
    kinds[size] = kind;
    if (length === 1) return;
    for (let at = 1; at < length; at++) kinds[size + at] = 0;
    this.lastMultiUnit++;
    this.multiUnitStarts[this.lastMultiUnit] = size;
    this.multiUnitEnds[this.lastMultiUnit] = size + length;
  }

  /**
   * Returns the last position in a full window that no word crosses, so that the best path passes through it whatever
   * follows. If words overlap all over the window, it returns some token boundary.
   */
  findSafeCut(text: Uint16Array): number {
    const { kinds, length: size, start: origin } = this;
    for (let at = size - 1, end = size; at >= 0; at--) {
      if ((kinds[at] & boundaryFlag) !== 0) return end;
      if (kinds[at] !== 0) end = at;
    }
    const { base, overlay } = this.lexicon;
    const last = size - maxWordUnits;
    let safe = 0;
    let reach = 0;
    for (let start = 0; start <= last; start++) {
      if (kinds[start] === 0) continue;
      if (reach <= start) safe = start;
      for (const trie of overlay ? [base.trie, overlay.trie] : [base.trie]) {
        let node = rootNode;
        for (let end = start; end < size; ) {
          node = findChild(trie, node, text[origin + end]);
          if (node < 0) break;
          end++;
          if (end > reach && payloadAt(trie, node) !== 0) reach = end;
        }
      }
    }
    if (safe > 0) return safe;
    safe = last;
    while (kinds[safe] === 0) safe--;
    return safe;
  }
}

/** The names that may stand in a window, beside the words of the lexicon. */

import { type NameEdges, type NameScreen, nameDotBit, rowBits } from '../../lexicon/name-source.ts';
import { ChangeKind, type Overlay } from '../../lexicon/overlay.ts';
import type { OverlayWords } from './overlay-words.ts';
import { singleHan, type Window, windowCapacity } from './window.ts';

/** Number of rows around those of the window: a name and what stands beside it may reach so far. */
const rowPadding = 8;
/** In a row with bits: where those of the second unit begin. */
const secondRowBits = rowBits + 4;

/**
 * Where names may begin in a window, and where the best path steps over one.
 *
 * Law: a name neither lies in a word of the overlay nor crosses one; it is one only if that is tagged as a person.
 */
export class NameSteps {
  readonly screen: NameScreen;
  /** By unit + 1: its row in the screen; 0 before the first unit and behind the last. */
  readonly rows = new Uint16Array(windowCapacity + rowPadding);
  /** Where names may begin, ascending; entry 0 is no place. */
  readonly places = new Int32Array(windowCapacity + 1);
  /** By unit: 1 if the best path steps from there over a name. */
  readonly isName = new Uint8Array(windowCapacity + 1);
  /** By unit: where the longest word of the overlay ends that begins there, and that begins before; 0 without an overlay. */
  private readonly wordEnds = new Int32Array(windowCapacity + 1);
  private readonly reaches = new Int32Array(windowCapacity + 1);
  /** By unit: 1 if the longest word of the overlay that begins there is tagged as a person. */
  private readonly isPerson = new Uint8Array(windowCapacity + 1);
  private hasWords = false;
  /** Number of units of the window before. */
  private lastSize = 0;
  /** Whether the path steps over a name. */
  hasNames = false;
  /** Whether a window since this was reset had a dot as between the parts of names. */
  hasDots = false;

  constructor(
    readonly edges: NameEdges,
    private readonly window: Window,
    unitsPerLog: number,
  ) {
    this.screen = edges.createScreen(unitsPerLog);
  }

  /** Collects the places in the first `size` units. Returns the last entry of `places`. */
  collect(text: Uint16Array, size: number): number {
    const { places, isName, rows } = this;
    const { rowOfUnit, rowOfCode } = this.screen;
    const { kinds, codes, start: origin } = this.window;
    places[0] = -1;
    if (this.hasNames) isName.fill(0, 0, this.lastSize + 1);
    this.lastSize = size;
    let count = 0;
    let first = 0;
    let isHan = 0;
    let seen = 0;
    // Unrolled by two: V8 checks the types of all arrays in each iteration. Behind the window stand codes 0.
    for (let at = 0; at < size; at += 2) {
      const code = codes[at];
      const nextCode = codes[at + 1];
      const row = code !== 0 ? rowOfCode[code] : rowOfUnit[text[origin + at]];
      const nextRow = nextCode !== 0 ? rowOfCode[nextCode] : at + 1 < size ? rowOfUnit[text[origin + at + 1]] : 0;
      const nextIsHan = ((kinds[at] ^ singleHan) - 1) >> 31;
      rows[at + 1] = row;
      rows[at + 2] = nextRow;
      seen |= row | nextRow;
      // Without a branch: one place more if the bits of a unit and of the next one meet at a Han character.
      places[count + 1] = at - 1;
      count += (-((first >> rowBits) & (row >> secondRowBits)) & isHan) >>> 31;
      places[count + 1] = at;
      count += (-((row >> rowBits) & (nextRow >> secondRowBits)) & nextIsHan) >>> 31;
      first = nextRow;
      isHan = ((kinds[at + 1] ^ singleHan) - 1) >> 31;
    }
    if ((seen & (nameDotBit << rowBits)) !== 0) this.hasDots = true;
    for (let at = size + 1; at < size + rowPadding; at++) rows[at] = 0;
    this.hasWords = this.hasNames = false;
    return count;
  }

  /** Notes that the best path steps from `start` over a name. */
  take(start: number): void {
    this.isName[start] = 1;
    this.hasNames = true;
  }

  /** Notes the words of an overlay in the first `size` units. */
  avoid(overlay: Overlay, words: OverlayWords, text: Uint16Array, size: number): void {
    const { wordEnds, reaches, isPerson } = this;
    const { start: origin } = this.window;
    this.hasWords = true;
    let reach = 0;
    for (let at = 0; at < size; at++) {
      reaches[at] = reach;
      words.find(overlay, text, origin + at, origin + size);
      wordEnds[at] = 0;
      for (let i = 0; i < words.count; i++)
        if (words.lengths[i] > 1 || overlay.list[words.numbers[i]].kind !== ChangeKind.Removed)
          wordEnds[at] = at + words.lengths[i];
      isPerson[at] = this.isPersonAt(overlay, words, wordEnds[at] - at);
      if (wordEnds[at] > reach) reach = wordEnds[at];
    }
  }

  private isPersonAt(overlay: Overlay, words: OverlayWords, length: number): number {
    for (let i = 0; i < words.count; i++) {
      const { kind, tag } = overlay.list[words.numbers[i]];
      if (words.lengths[i] === length && kind === ChangeKind.Word && tag?.startsWith('nr')) return 1;
    }
    return 0;
  }

  /** Whether a word of the overlay forbids a name. */
  isForbidden(start: number, end: number): boolean {
    if (!this.hasWords) return false;
    const { wordEnds, reaches, isPerson } = this;
    if (reaches[start] > start || wordEnds[start] > end || (wordEnds[start] === end && isPerson[start] === 0))
      return true;
    for (let at = start + 1; at < end; at++) if (wordEnds[at] > end) return true;
    return false;
  }
}

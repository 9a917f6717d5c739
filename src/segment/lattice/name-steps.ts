/** The names that may stand in a window, beside the words of the lexicon. */

import { type NameEdges, type NameScreen, rowBits, rowFlags } from '../../lexicon/name-source.ts';
import { ChangeKind, type Overlay } from '../../lexicon/overlay.ts';
import type { OverlayWords } from './overlay-words.ts';
import { type Window, windowCapacity } from './window.ts';

/** Number of rows around those of the window: a name and what stands beside it may reach so far. */
const rowPadding = 8;
/** What of `NameScreen.rowOfUnit` is the row, and where the flags begin that say whether the unit may stand second. */
const rowMask = (1 << rowBits) - 1;
const secondFlags = rowBits + rowFlags;

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
    const { rowOfUnit, dotRow } = this.screen;
    const { start: origin } = this.window;
    places[0] = -1;
    if (this.hasNames) isName.fill(0, 0, this.lastSize + 1);
    this.lastSize = size;
    let count = 0;
    let last = 0;
    let at = 0;
    // The sign of these is set by a dot.
    let dots = 0;
    // Unrolled by four: V8 checks the types of all arrays in each iteration. Without a branch: one place more if the flags of a unit and of
    // the next one meet. Only Han characters have flags, and each of them is a token.
    for (; at + 3 < size; at += 4) {
      const first = rowOfUnit[text[origin + at]];
      const second = rowOfUnit[text[origin + at + 1]];
      const third = rowOfUnit[text[origin + at + 2]];
      const fourth = rowOfUnit[text[origin + at + 3]];
      rows[at + 1] = first & rowMask;
      rows[at + 2] = second & rowMask;
      rows[at + 3] = third & rowMask;
      rows[at + 4] = fourth & rowMask;
      dots |= ((first ^ dotRow) - 1) | ((second ^ dotRow) - 1) | ((third ^ dotRow) - 1) | ((fourth ^ dotRow) - 1);
      places[count + 1] = at - 1;
      count += -((last >> rowBits) & (first >> secondFlags)) >>> 31;
      places[count + 1] = at;
      count += -((first >> rowBits) & (second >> secondFlags)) >>> 31;
      places[count + 1] = at + 1;
      count += -((second >> rowBits) & (third >> secondFlags)) >>> 31;
      places[count + 1] = at + 2;
      count += -((third >> rowBits) & (fourth >> secondFlags)) >>> 31;
      last = fourth;
    }
    for (; at < size; at++) {
      const next = rowOfUnit[text[origin + at]];
      rows[at + 1] = next & rowMask;
      dots |= (next ^ dotRow) - 1;
      places[count + 1] = at - 1;
      count += -((last >> rowBits) & (next >> secondFlags)) >>> 31;
      last = next;
    }
    if (dots < 0) this.hasDots = true;
    for (at = size + 1; at < size + rowPadding; at++) rows[at] = 0;
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

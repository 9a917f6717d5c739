/** The names that may stand in a window, beside the words of the lexicon. */

import type { NameEdges } from '../../lexicon/name-source.ts';
import { ChangeKind, type Overlay } from '../../lexicon/overlay.ts';
import type { OverlayWords } from './overlay-words.ts';
import { singleHan, type Window, windowCapacity } from './window.ts';

/**
 * Where names may begin in a window, and where the best path steps over one.
 *
 * Law: a name neither lies in a word of the overlay nor crosses one, nor is it one.
 */
export class NameSteps {
  /** Where names may begin, ascending; entry 0 is no place. */
  readonly places = new Int32Array(windowCapacity + 1);
  /** By unit: 1 if the best path steps from there over a name. */
  readonly isName = new Uint8Array(windowCapacity + 1);
  /** By unit: where the longest word of the overlay ends that begins there, and that begins before; 0 without an overlay. */
  private readonly wordEnds = new Int32Array(windowCapacity + 1);
  private readonly reaches = new Int32Array(windowCapacity + 1);
  private hasWords = false;

  constructor(
    readonly edges: NameEdges,
    private readonly window: Window,
  ) {}

  /** Collects the places in the first `size` units. Returns the last entry of `places`. */
  collect(text: Uint16Array, size: number): number {
    const { places, isName } = this;
    const { unitBits } = this.edges;
    const { kinds, start: origin } = this.window;
    let count = 0;
    places[0] = -1;
    isName.fill(0, 0, size);
    let first = size > 0 ? unitBits[text[origin]] : 0;
    for (let at = 0; at + 1 < size; at++) {
      const second = unitBits[text[origin + at + 1]];
      places[count + 1] = at;
      count += (first & (second >> 4)) !== 0 && kinds[at] === singleHan ? 1 : 0;
      first = second;
    }
    this.hasWords = false;
    return count;
  }

  /** Notes the words of an overlay in the first `size` units. */
  avoid(overlay: Overlay, words: OverlayWords, text: Uint16Array, size: number): void {
    const { wordEnds, reaches } = this;
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
      if (wordEnds[at] > reach) reach = wordEnds[at];
    }
  }

  /** Whether a word of the overlay forbids a name. */
  isForbidden(start: number, end: number): boolean {
    if (!this.hasWords) return false;
    const { wordEnds, reaches } = this;
    if (reaches[start] > start || wordEnds[start] >= end) return true;
    for (let at = start + 1; at < end; at++) if (wordEnds[at] > end) return true;
    return false;
  }
}

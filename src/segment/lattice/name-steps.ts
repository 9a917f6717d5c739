/** The names that may stand in a window, beside the words of the lexicon. */

import { type NameEdges, type NameScreen, screenFlags, type WordsBeside } from '../../lexicon/name-source.ts';
import { ChangeKind, type Overlay } from '../../lexicon/overlay.ts';
import type { OverlayWords } from './overlay-words.ts';
import { type Window, windowCapacity } from './window.ts';

/** Maximum length of a name in UTF-16 units. */
const maxNameUnits = 8;

/**
 * Where names may begin in a window, and where the best path may step over one.
 *
 * Law: a name neither lies in a word of the overlay nor crosses one; it is one only if that is tagged as a person.
 */
export class NameSteps {
  readonly screen: NameScreen;
  /** Where names may begin, ascending; entry 0 is no place. */
  readonly places = new Int32Array(windowCapacity + 1).fill(-1, 0, 1);
  /** Where a name was better than the words, the last one first. The best path need not come there. */
  readonly taken = new Int32Array(windowCapacity);
  takenCount = 0;
  /** By unit: where the longest word of the overlay ends that begins there, and that begins before; 0 without an overlay. */
  private readonly wordEnds = new Int32Array(windowCapacity + 1);
  private readonly reaches = new Int32Array(windowCapacity + 1);
  /** By unit: 1 if the longest word of the overlay that begins there is tagged as a person. */
  private readonly isPerson = new Uint8Array(windowCapacity + 1);
  private hasWords = false;
  /** By unit, in a window with unusual units: 1 if one of them may be in a name from there or beside it. */
  private readonly nearUnusual = new Uint8Array(windowCapacity);
  /** What the screen keeps, and a single place behind entry 0. */
  private readonly selected = new Int32Array(windowCapacity + 1);
  private readonly place = new Int32Array(2);

  constructor(
    readonly edges: NameEdges,
    readonly words: WordsBeside,
    private readonly window: Window,
    unitsPerLog: number,
  ) {
    this.screen = edges.createScreen(unitsPerLog);
    window.watched = this.screen.unusual;
  }

  /** Collects the places in the first `size` units. Returns the last entry of `places`. */
  collect(text: Uint16Array, size: number): number {
    this.hasWords = false;
    this.takenCount = 0;
    if (this.window.hasWatched) return this.collectByUnits(text, size);
    const { places } = this;
    const { codes } = this.window;
    const { flagsOfCode } = this.screen;
    let count = 0;
    let last = 0;
    let at = 0;
    // Unrolled by four: V8 checks the types of all arrays in each iteration. Without a branch: one place more if the flags of a unit and of
    // the next one meet.
    for (; at + 3 < size; at += 4) {
      const first = flagsOfCode[codes[at]];
      const second = flagsOfCode[codes[at + 1]];
      const third = flagsOfCode[codes[at + 2]];
      const fourth = flagsOfCode[codes[at + 3]];
      places[count + 1] = at - 1;
      count += -(last & (first >> screenFlags)) >>> 31;
      places[count + 1] = at;
      count += -(first & (second >> screenFlags)) >>> 31;
      places[count + 1] = at + 1;
      count += -(second & (third >> screenFlags)) >>> 31;
      places[count + 1] = at + 2;
      count += -(third & (fourth >> screenFlags)) >>> 31;
      last = fourth;
    }
    for (; at < size; at++) {
      const next = flagsOfCode[codes[at]];
      places[count + 1] = at - 1;
      count += -(last & (next >> screenFlags)) >>> 31;
      last = next;
    }
    return count;
  }

  /** Like `collect`, for a window with unusual units. */
  private collectByUnits(text: Uint16Array, size: number): number {
    const { places, nearUnusual } = this;
    const { codes, start: origin } = this.window;
    const { flagsOfCode, unusual } = this.screen;
    nearUnusual.fill(0, 0, size);
    let count = 0;
    let last = 0;
    for (let at = 0; at < size; at++) {
      let next = flagsOfCode[codes[at]];
      if (unusual[text[origin + at]] !== 0) {
        next = unusual[text[origin + at]];
        nearUnusual.fill(1, Math.max(0, at - maxNameUnits), at + 2);
      }
      if ((last & (next >> screenFlags)) !== 0) places[++count] = at - 1;
      last = next;
    }
    return count;
  }

  /** Fills `out` with those of the places that may hold a name that is better than the words. Returns the last entry. */
  select(count: number, sums: Int32Array, slack: number, out: Int32Array): number {
    const { window, screen, places, selected } = this;
    if (!window.hasWatched) return screen.select(window.codes, places, count, sums, slack, out);
    const last = screen.select(window.codes, places, count, sums, slack, selected);
    let all = 0;
    for (let i = 1, next = 1; i <= count; i++) {
      const isSelected = next <= last && selected[next] === places[i];
      if (isSelected) next++;
      if (isSelected || this.isNearUnusual(places[i])) out[++all] = places[i];
    }
    return all;
  }

  /** Whether `select` keeps a single place. */
  isSelected(start: number, sums: Int32Array, slack: number): boolean {
    if (this.isNearUnusual(start)) return true;
    const { window, screen, place, selected } = this;
    place[1] = start;
    return screen.select(window.codes, place, 1, sums, slack, selected) > 0;
  }

  /** Whether an unusual unit may be in a name from `start` or beside it: the screen does not know such units. */
  isNearUnusual(start: number): boolean {
    return this.window.hasWatched && this.nearUnusual[start] === 1;
  }

  /** Notes that a name from `start` is better than the words. */
  take(start: number): void {
    this.taken[this.takenCount++] = start;
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

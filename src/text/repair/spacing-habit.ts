/** Whether a text separates Latin words and numbers from Han characters by spaces, and whether its spaces only fill lines. */
import { CharKind } from './character-kinds.ts';

/** By two kinds of characters: how often they stand next to each other on a line, with spaces between them and without. */
export class SpacingCounts {
  /** Index: `indexOfKinds`. */
  readonly spaced = new Int32Array(256);
  /** Index: `indexOfKinds`. */
  readonly adjacent = new Int32Array(256);

  /** Whether a text that spaces Latin words puts a space between two kinds of characters. */
  prefersSpace(before: number, after: number): boolean {
    const index = indexOfKinds(before, after);
    const seen = this.spaced[index] + this.adjacent[index];
    if (seen >= 3) return this.spaced[index] > this.adjacent[index];
    return before === CharKind.Han || after === CharKind.Han;
  }
}

/** Returns the index of two kinds of characters in the counts. */
export function indexOfKinds(before: number, after: number): number {
  return (before << 4) | after;
}

/** The habit of a whole text, derived from its counts. */
export interface SpacingHabit {
  /** Whether the author separates Latin letters from Han characters by spaces. */
  readonly spacesLetters: boolean;
  /** Whether the author separates numbers too. Some newspaper articles separate numbers alone, to fill the line. */
  readonly spacesDigits: boolean;
  /** Whether spaces next to punctuation fill lines: there are too many of them to be slips of the author. */
  readonly dropsSpacesAtPunctuation: boolean;
}

/** Derives the habit of a text from its counts. */
export function summarizeSpacing({ spaced, adjacent }: SpacingCounts): SpacingHabit {
  const spacedLetters = countBothOrders(spaced, CharKind.Letter, CharKind.Han);
  const spacesLetters = spacedLetters >= 3 && spacedLetters > countBothOrders(adjacent, CharKind.Letter, CharKind.Han);
  const spacesDigits =
    spacesLetters &&
    countBothOrders(spaced, CharKind.Digit, CharKind.Han) > countBothOrders(adjacent, CharKind.Digit, CharKind.Han) * 2;
  let spacedClosing = 0;
  let adjacentClosing = 0;
  for (let before = 0; before < 16; before++) {
    spacedClosing += spaced[indexOfKinds(before, CharKind.Closing)];
    adjacentClosing += adjacent[indexOfKinds(before, CharKind.Closing)];
  }
  return { spacesLetters, spacesDigits, dropsSpacesAtPunctuation: spacedClosing * 10 >= adjacentClosing };
}

function countBothOrders(counts: Int32Array, one: CharKind, other: CharKind): number {
  return counts[indexOfKinds(one, other)] + counts[indexOfKinds(other, one)];
}

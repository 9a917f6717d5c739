/** Where a text sets blanks, by the kinds of characters beside them: as its writer does, or as its lines were filled. */
import { CharKind } from './character-kinds.ts';

/** How often characters of two kinds stand side by side on a line, with blanks between them and without. */
export class SpacingCounts {
  readonly spaced = new Int32Array(256);
  readonly adjacent = new Int32Array(256);

  /** The text sets Latin letters apart from Han characters by blanks. */
  get spacesLetters(): boolean {
    const apart = countBothOrders(this.spaced, CharKind.Letter, CharKind.Han);
    return apart >= 3 && apart > countBothOrders(this.adjacent, CharKind.Letter, CharKind.Han);
  }

  /** And numbers too. Newspapers set only numbers apart, in some articles, to fill the line. */
  get spacesDigits(): boolean {
    return (
      this.spacesLetters &&
      countBothOrders(this.spaced, CharKind.Digit, CharKind.Han) >
        countBothOrders(this.adjacent, CharKind.Digit, CharKind.Han) * 2
    );
  }

  /** Blanks before closing marks are too many to be slips of the writer. */
  get dropsSpacesAtPunctuation(): boolean {
    let apart = 0;
    let tight = 0;
    for (let before = 0; before < 16; before++) {
      apart += this.spaced[indexOfKinds(before, CharKind.Closing)];
      tight += this.adjacent[indexOfKinds(before, CharKind.Closing)];
    }
    return apart * 10 >= tight;
  }

  /** Whether a blank belongs between two kinds of characters, where a text that sets words apart has a line end. */
  prefersSpace(before: number, behind: number): boolean {
    const pair = indexOfKinds(before, behind);
    const seen = this.spaced[pair] + this.adjacent[pair];
    if (seen >= 3) return this.spaced[pair] > this.adjacent[pair];
    return before === CharKind.Han || behind === CharKind.Han;
  }
}

/** The place of two kinds of characters in the counts. */
export function indexOfKinds(before: number, behind: number): number {
  return (before << 4) | behind;
}

function countBothOrders(counts: Int32Array, one: CharKind, other: CharKind): number {
  return counts[indexOfKinds(one, other)] + counts[indexOfKinds(other, one)];
}

/** What the repair of a line asks of the habit, asked once. */
export interface SpacingHabit {
  readonly spacesLetters: boolean;
  readonly spacesDigits: boolean;
  readonly dropsSpacesAtPunctuation: boolean;
}

export function summarizeSpacing(habit: SpacingCounts): SpacingHabit {
  const { spacesLetters, spacesDigits, dropsSpacesAtPunctuation } = habit;
  return { spacesLetters, spacesDigits, dropsSpacesAtPunctuation };
}

/** Where a text sets blanks, by the kinds of characters beside them: as its writer does, or as its lines were filled. */
import { CharKind } from './character-kinds.ts';

/** How often characters of two kinds stand side by side on a line, with blanks between them and without. */
export class BlankHabit {
  readonly apart = new Int32Array(256);
  readonly tight = new Int32Array(256);

  /** The text sets Latin letters apart from Han characters by blanks. */
  get setsLettersApart(): boolean {
    const apart = both(this.apart, CharKind.Letter, CharKind.Han);
    return apart >= 3 && apart > both(this.tight, CharKind.Letter, CharKind.Han);
  }

  /** And numbers too. Newspapers set only numbers apart, in some articles, to fill the line. */
  get setsDigitsApart(): boolean {
    return (
      this.setsLettersApart &&
      both(this.apart, CharKind.Digit, CharKind.Han) > both(this.tight, CharKind.Digit, CharKind.Han) * 2
    );
  }

  /** Blanks before closing marks are too many to be slips of the writer. */
  get closesGaps(): boolean {
    let apart = 0;
    let tight = 0;
    for (let before = 0; before < 16; before++) {
      apart += this.apart[pairOf(before, CharKind.Closing)];
      tight += this.tight[pairOf(before, CharKind.Closing)];
    }
    return apart * 10 >= tight;
  }

  /** Whether a blank belongs between two kinds of characters, where a text that sets words apart has a line end. */
  setsApart(before: number, behind: number): boolean {
    const pair = pairOf(before, behind);
    const seen = this.apart[pair] + this.tight[pair];
    if (seen >= 3) return this.apart[pair] > this.tight[pair];
    return before === CharKind.Han || behind === CharKind.Han;
  }
}

/** The place of two kinds of characters in the counts. */
export function pairOf(before: number, behind: number): number {
  return (before << 4) | behind;
}

function both(counts: Int32Array, one: CharKind, other: CharKind): number {
  return counts[pairOf(one, other)] + counts[pairOf(other, one)];
}

/** What the repair of a line asks of the habit, asked once. */
export interface Spacing {
  readonly setsLettersApart: boolean;
  readonly setsDigitsApart: boolean;
  readonly closesGaps: boolean;
}

export function spacingOf(habit: BlankHabit): Spacing {
  const { setsLettersApart, setsDigitsApart, closesGaps } = habit;
  return { setsLettersApart, setsDigitsApart, closesGaps };
}

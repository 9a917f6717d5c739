/** Decides which spaces inside a line the author meant, and which ones only spread the characters over the line. */
import { isLowSurrogate } from '../characters.ts';
import { CharKind, charKindOf } from './character-kinds.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import type { SpacingHabit } from './spacing-habit.ts';

/** Minimum number of single characters on one side of a space that show a spread line. */
const minSpreadSingles = 3;
/** Maximum number of characters of a headline that is spread over its line. */
const maxSpelledCharacters = 8;

/**
 * Whether the space between the characters at `left` and `right` of a line is kept.
 * @param singles number of single Han characters before the space, without a longer word between them
 */
export function keepsSpace(table: LineTable, line: number, left: number, right: number, singles: number): boolean {
  const { text, flags, ends, spacingHabit: spacing } = table;
  if ((flags[line] & LineFlag.Cells) !== 0) return true;
  const before = charKindOf(text.charCodeAt(left));
  const after = charKindOf(text.charCodeAt(right));
  const isSpread = (flags[line] & LineFlag.SpacedHan) !== 0;
  // In a spread line a space that was meant is wider than those between characters. In a headline of a few characters all
  // spaces are wide.
  if (
    isSpread &&
    right - left > 2 &&
    table.characterCounts[line] > maxSpelledCharacters &&
    isWord(before) &&
    isWord(after)
  )
    return true;
  if (before === CharKind.Han && after === CharKind.Han) {
    if (singles >= minSpreadSingles) return false;
    const following = countSingles(text, right, ends[line], spacing);
    if (following >= minSpreadSingles) return false;
    return singles === 0 || following === 0;
  }
  if (after === CharKind.Closing && (spacing.dropsSpacesAtPunctuation || singles > 0)) return false;
  if (before === CharKind.Opening && (spacing.dropsSpacesAtPunctuation || isSpread)) return false;
  if (before === CharKind.Han ? after === CharKind.Digit : before === CharKind.Digit && after === CharKind.Han)
    if (!spacing.spacesDigits) return false;
  // In a spread line only spaces between Latin words and numbers are meant.
  if (!isSpread || (isLatin(before) && isLatin(after))) return true;
  if (after === CharKind.Opening && before === CharKind.Han) return singles < 2;
  return singles < minSpreadSingles && countSingles(text, right, ends[line], spacing) < minSpreadSingles;
}

function isWord(kind: CharKind): boolean {
  return kind !== CharKind.Closing && kind !== CharKind.Opening;
}

function isLatin(kind: CharKind): boolean {
  return kind === CharKind.Letter || kind === CharKind.Digit;
}

/**
 * Counts the Han characters that stand alone between spaces from `at` on, at most 3. Punctuation belongs to its character: 、善
 * stands alone as 善 does. Numbers between them are ignored.
 */
function countSingles(text: string, at: number, end: number, spacing: SpacingHabit): number {
  const counter = new SingleCounter(spacing);
  const last = Math.min(end, at + 48);
  for (; at < last && counter.count < minSpreadSingles; at++) {
    const unit = text.charCodeAt(at);
    if (charKindOf(unit) === CharKind.Space) counter.close();
    else counter.add(unit);
    if (counter.isWord) return counter.count;
  }
  if (at === end) counter.close();
  return counter.count;
}

/** Counts the consecutive Han characters that stand alone between spaces. */
export class SingleCounter {
  /** Number of single characters since the last word. */
  count = 0;
  /** Whether the characters since the last space are a word: two Han characters together, or a letter. */
  isWord = false;
  private hasHan = false;
  private wasHan = false;

  /** @param spacing in a text that separates Latin words by spaces, a Latin word ends the run of single characters */
  constructor(private readonly spacing: SpacingHabit) {}

  /** Adds a visible UTF-16 unit. */
  add(unit: number): void {
    const kind = charKindOf(unit);
    if (kind === CharKind.Han) {
      if (this.wasHan && !isLowSurrogate(unit)) this.isWord = true;
      this.hasHan = this.wasHan = true;
    } else {
      this.wasHan = false;
      if (kind === CharKind.Letter && this.spacing.spacesLetters) this.isWord = true;
    }
  }

  /** Ends the current group of characters at a space. */
  close(): void {
    if (this.isWord) this.count = 0;
    else if (this.hasHan) this.count++;
    this.isWord = this.hasHan = this.wasHan = false;
  }

  /** Starts again, for the next line. */
  reset(): void {
    this.close();
    this.count = 0;
  }
}

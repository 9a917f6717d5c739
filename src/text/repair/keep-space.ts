/** Which blanks inside a line are meant, and which only spread the characters over the line. */
import { isLowSurrogate } from '../characters.ts';
import { CharKind, charKindOf } from './character-kinds.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import type { SpacingHabit } from './spacing-habit.ts';

/** Singles on one side of a blank that show a spread line. */
const minSpreadSingles = 3;
/** Characters of a headline that is spelled out over its line. */
const maxSpelledCharacters = 8;

/**
 * Whether the blank before the character at `right` is meant. `left` is the character before the blank; both are of the
 * line. `singles` is how many Han characters that stand alone come before the blank without a longer word between.
 */
export function keepsSpace(
  table: LineTable,
  line: number,
  left: number,
  right: number,
  singles: number,
  spacing: SpacingHabit,
): boolean {
  const { text, flags, ends } = table;
  if ((flags[line] & LineFlag.Cells) !== 0) return true;
  const before = charKindOf(text.charCodeAt(left));
  const behind = charKindOf(text.charCodeAt(right));
  const isSpread = (flags[line] & LineFlag.SpacedHan) !== 0;
  // Where a line is spread, a blank that was meant is wider than those between the characters. A headline of a few
  // characters has nothing but wide ones.
  if (
    isSpread &&
    right - left > 2 &&
    table.characterCounts[line] > maxSpelledCharacters &&
    isWord(before) &&
    isWord(behind)
  )
    return true;
  if (before === CharKind.Han && behind === CharKind.Han) {
    if (singles >= minSpreadSingles) return false;
    const following = countSingles(text, right, ends[line], spacing);
    if (following >= minSpreadSingles) return false;
    return singles === 0 || following === 0;
  }
  if (behind === CharKind.Closing && (spacing.dropsSpacesAtPunctuation || singles > 0)) return false;
  if (before === CharKind.Opening && (spacing.dropsSpacesAtPunctuation || isSpread)) return false;
  if (before === CharKind.Han ? behind === CharKind.Digit : before === CharKind.Digit && behind === CharKind.Han)
    if (!spacing.spacesDigits) return false;
  // In a spread line a blank is meant between Latin words and numbers alone.
  if (!isSpread || (isLatin(before) && isLatin(behind))) return true;
  if (behind === CharKind.Opening && before === CharKind.Han) return singles < 2;
  return singles < minSpreadSingles && countSingles(text, right, ends[line], spacing) < minSpreadSingles;
}

function isWord(mark: CharKind): boolean {
  return mark !== CharKind.Closing && mark !== CharKind.Opening;
}

function isLatin(mark: CharKind): boolean {
  return mark === CharKind.Letter || mark === CharKind.Digit;
}

/**
 * How many Han characters that stand alone between blanks follow from `at`, at most 3. Marks tie to the character before
 * or behind: 、善 stands alone as 善 does. Numbers between them are overlooked.
 */
function countSingles(text: string, at: number, end: number, spacing: SpacingHabit): number {
  const group = new SingleCounter(spacing.spacesLetters);
  const most = Math.min(end, at + 48);
  for (; at < most && group.count < minSpreadSingles; at++) {
    const unit = text.charCodeAt(at);
    if (charKindOf(unit) === CharKind.Space) group.close();
    else group.add(unit);
    if (group.isWord) return group.count;
  }
  if (at === end) group.close();
  return group.count;
}

/** Counts the Han characters in a row that stand alone between blanks. */
export class SingleCounter {
  /** How many stood alone since the last word. */
  count = 0;
  /** The characters since the last blank are a word: two Han characters together, or a letter. */
  isWord = false;
  private hasHan = false;
  private wasHan = false;

  /** @param lettersPart whether a Latin word ends the row, as where the text sets such words apart anyway */
  constructor(private readonly lettersPart: boolean) {}

  add(unit: number): void {
    const mark = charKindOf(unit);
    if (mark === CharKind.Han) {
      if (this.wasHan && !isLowSurrogate(unit)) this.isWord = true;
      this.hasHan = this.wasHan = true;
    } else {
      this.wasHan = false;
      if (mark === CharKind.Letter && this.lettersPart) this.isWord = true;
    }
  }

  /** A blank follows. */
  close(): void {
    if (this.isWord) this.count = 0;
    else if (this.hasHan) this.count++;
    this.isWord = this.hasHan = this.wasHan = false;
  }

  reset(): void {
    this.close();
    this.count = 0;
  }
}

/** Which blanks inside a line are meant, and which only spread the characters over the line. */
import { isLowSurrogate } from '../characters.ts';
import { CharKind, charKindOf } from './character-kinds.ts';
import type { Spacing } from './habit.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** Singles on one side of a blank that show a spread line. */
const spreadLength = 3;
/** Characters of a headline that is spelled out over its line. */
const mostSpelled = 8;

/**
 * Whether the blank before the character at `right` is meant. `left` is the character before the blank; both are of the
 * line. `singles` is how many Han characters that stand alone come before the blank without a longer word between.
 */
export function keepsBlank(
  table: LineTable,
  line: number,
  left: number,
  right: number,
  singles: number,
  spacing: Spacing,
): boolean {
  const { text, flags, ends } = table;
  if ((flags[line] & LineFlag.Cells) !== 0) return true;
  const before = charKindOf(text.charCodeAt(left));
  const behind = charKindOf(text.charCodeAt(right));
  const isSpread = (flags[line] & LineFlag.HanBlank) !== 0;
  // Where a line is spread, a blank that was meant is wider than those between the characters. A headline of a few
  // characters has nothing but wide ones.
  if (isSpread && right - left > 2 && table.characters[line] > mostSpelled && isWord(before) && isWord(behind))
    return true;
  if (before === CharKind.Han && behind === CharKind.Han) {
    if (singles >= spreadLength) return false;
    const following = singlesFrom(text, right, ends[line], spacing);
    if (following >= spreadLength) return false;
    return singles === 0 || following === 0;
  }
  if (behind === CharKind.Closing && (spacing.closesGaps || singles > 0)) return false;
  if (before === CharKind.Opening && (spacing.closesGaps || isSpread)) return false;
  if (before === CharKind.Han ? behind === CharKind.Digit : before === CharKind.Digit && behind === CharKind.Han)
    if (!spacing.setsDigitsApart) return false;
  // In a spread line a blank is meant between Latin words and numbers alone.
  if (!isSpread || (isLatin(before) && isLatin(behind))) return true;
  if (behind === CharKind.Opening && before === CharKind.Han) return singles < 2;
  return singles < spreadLength && singlesFrom(text, right, ends[line], spacing) < spreadLength;
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
function singlesFrom(text: string, at: number, end: number, spacing: Spacing): number {
  const group = new BlankGroup(spacing.setsLettersApart);
  const most = Math.min(end, at + 48);
  for (; at < most && group.singles < spreadLength; at++) {
    const unit = text.charCodeAt(at);
    if (charKindOf(unit) === CharKind.Blank) group.close();
    else group.add(unit);
    if (group.isWord) return group.singles;
  }
  if (at === end) group.close();
  return group.singles;
}

/** Counts the Han characters in a row that stand alone between blanks. */
export class BlankGroup {
  /** How many stood alone since the last word. */
  singles = 0;
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
    if (this.isWord) this.singles = 0;
    else if (this.hasHan) this.singles++;
    this.isWord = this.hasHan = this.wasHan = false;
  }

  reset(): void {
    this.close();
    this.singles = 0;
  }
}

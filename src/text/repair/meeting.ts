/** What stands between the last character of a line and the first of the next, where the two are joined. */

import { CharKind, charKindOf } from './character-kinds.ts';
import type { ColumnMeasure } from './columns.ts';
import { type FilledWidth, lacksBlankOnly } from './fixed-pitch.ts';
import type { Spacing } from './habit.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** Marks that tie what is behind them to what is before. */
const tiesBehind = '/‐‑—–~～·@_';
/** Marks that tie themselves to what is before them. */
const tiesBefore = '/‐‑—–~～·@_%‰,.;:!?)]}';

/**
 * Whether a blank belongs there. Where a program filled the lines, their width may tell (`filled`). Else Han characters and full-width marks meet without one, unless the text sets what is not
 * Han apart from them; Latin words meet with one, unless a hyphen or slash ties them or the lines were cut after a
 * number of characters; a number that is cut between Han characters is one number.
 */
export function meet(
  table: LineTable,
  measure: ColumnMeasure,
  spacing: Spacing,
  filled: () => FilledWidth,
  line: number,
  next: number,
): LineJoin {
  const { text, starts, ends, flags, habit } = table;
  const last = text.charCodeAt(ends[line] - 1);
  const first = text.charCodeAt(starts[next]);
  const left = charKindOf(last);
  const right = charKindOf(first);
  if (isChinese(left) || isChinese(right)) {
    if (right === CharKind.Closing || left === CharKind.Opening || (left === CharKind.Han && right === CharKind.Han))
      return LineJoin.Tight;
    const isFilled = spacing.setsLettersApart || (isSetByBlanks(table, line) && isSetByBlanks(table, next));
    if (isFilled && left !== CharKind.Closing && lacksBlankOnly(table, filled(), line, next)) return LineJoin.Blank;
    if (!spacing.setsLettersApart) return LineJoin.Tight;
    if ((left === CharKind.Digit || right === CharKind.Digit) && !spacing.setsDigitsApart) return LineJoin.Tight;
    if (left === CharKind.Closing) return LineJoin.Tight;
    const seen = seenTogether(table, line, next);
    if (seen !== undefined) return seen;
    return habit.setsApart(left, right) ? LineJoin.Blank : LineJoin.Tight;
  }
  const hasBlank = ((flags[line] | flags[next]) & LineFlag.BlankEdge) !== 0;
  if (left === CharKind.Other && !hasBlank) {
    if (tiesBehind.includes(text[ends[line] - 1])) return LineJoin.Tight;
    // A hyphen and the = of LANG=C tie, a dash between blanks does not.
    if ((last === 0x2d || last === 0x3d) && charKindOf(text.charCodeAt(ends[line] - 2)) !== CharKind.Blank)
      return LineJoin.Tight;
  }
  if (right === CharKind.Other) {
    if (tiesBefore.includes(text[starts[next]])) return LineJoin.Tight;
    // chmod(1), f(x): the bracket of a call ties.
    if (
      first === 0x28 &&
      left === CharKind.Letter &&
      habit.tight[(CharKind.Letter << 4) | CharKind.Other] > 0 &&
      isCall(text, starts[next])
    )
      return LineJoin.Tight;
  }
  if (left === CharKind.Digit && right === CharKind.Digit)
    return hasBlank || !isChineseNumber(table, line, next) ? LineJoin.Blank : LineJoin.Tight;
  return measure.isCutByCount && !hasBlank ? LineJoin.Tight : LineJoin.Blank;
}

/** Units before and behind that are searched for the same words on one line. */
const searched = 4096;

/**
 * How the two characters on either side stand together more often nearby: IT之家 has no blank though others have.
 * Undefined where they do not, or as often as not.
 */
function seenTogether({ text, starts, ends }: LineTable, line: number, next: number): LineJoin | undefined {
  const left = text.slice(Math.max(starts[line], ends[line] - 2), ends[line]);
  const right = text.slice(starts[next], Math.min(ends[next], starts[next] + 2));
  const near = text.slice(Math.max(0, ends[line] - searched), Math.min(text.length, starts[next] + searched));
  const more = near.split(left + right).length - near.split(`${left} ${right}`).length;
  return more === 0 ? undefined : more > 0 ? LineJoin.Tight : LineJoin.Blank;
}

/** Whether a line is indented by blanks as programs do. */
function isSetByBlanks({ indents, flags }: LineTable, line: number): boolean {
  return indents[line] >= 2 && (flags[line] & LineFlag.WideIndent) === 0;
}

function isChinese(mark: CharKind): boolean {
  return mark === CharKind.Han || mark === CharKind.Closing || mark === CharKind.Opening;
}

function isCall(text: string, at: number): boolean {
  return charKindOf(text.charCodeAt(at + 1)) === CharKind.Digit && text.charCodeAt(at + 2) === 0x29;
}

/** Whether the number that two lines share stands between Han characters. */
function isChineseNumber({ text, starts, ends }: LineTable, line: number, next: number): boolean {
  let at = ends[line] - 1;
  while (at > starts[line] && isNumeric(text.charCodeAt(at))) at--;
  if (isChinese(charKindOf(text.charCodeAt(at)))) return true;
  at = starts[next];
  while (at < ends[next] - 1 && isNumeric(text.charCodeAt(at))) at++;
  const behind = charKindOf(text.charCodeAt(at));
  return behind === CharKind.Han || behind === CharKind.Closing;
}

function isNumeric(unit: number): boolean {
  return charKindOf(unit) === CharKind.Digit || unit === 0x2e || unit === 0x2c;
}

/** What stands between the last character of a line and the first of the next, where the two are joined. */

import { CharKind, charKindOf } from './character-kinds.ts';
import { type FilledWidth, fitsOnlyWithoutSpace } from './filled-width.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import type { ColumnMeasure } from './measure-columns.ts';
import type { SpacingHabit } from './spacing-habit.ts';

/** Marks that tie what is behind them to what is before. */
const tiesBehind = '/‐‑—–~～·@_';
/** Marks that tie themselves to what is before them. */
const tiesBefore = '/‐‑—–~～·@_%‰,.;:!?)]}';

/**
 * Whether a blank belongs there. Where a program filled the lines, their width may tell (`filled`). Else Han characters and full-width marks meet without one, unless the text sets what is not
 * Han apart from them; Latin words meet with one, unless a hyphen or slash ties them or the lines were cut after a
 * number of characters; a number that is cut between Han characters is one number.
 */
export function chooseJoin(
  table: LineTable,
  measure: ColumnMeasure,
  spacing: SpacingHabit,
  filled: () => FilledWidth,
  line: number,
  next: number,
): LineJoin {
  const { text, starts, ends, flags, spacing: habit } = table;
  const last = text.charCodeAt(ends[line] - 1);
  const first = text.charCodeAt(starts[next]);
  const left = charKindOf(last);
  const right = charKindOf(first);
  if (isChinese(left) || isChinese(right)) {
    if (right === CharKind.Closing || left === CharKind.Opening || (left === CharKind.Han && right === CharKind.Han))
      return LineJoin.Tight;
    const isFilled =
      spacing.spacesLetters || (isIndentedByNarrowSpaces(table, line) && isIndentedByNarrowSpaces(table, next));
    if (isFilled && left !== CharKind.Closing && fitsOnlyWithoutSpace(table, filled(), line, next))
      return LineJoin.Space;
    if (!spacing.spacesLetters) return LineJoin.Tight;
    if ((left === CharKind.Digit || right === CharKind.Digit) && !spacing.spacesDigits) return LineJoin.Tight;
    if (left === CharKind.Closing) return LineJoin.Tight;
    const seen = findNearbyJoin(table, line, next);
    if (seen !== undefined) return seen;
    return habit.prefersSpace(left, right) ? LineJoin.Space : LineJoin.Tight;
  }
  const hasBlank = ((flags[line] | flags[next]) & LineFlag.OuterSpace) !== 0;
  if (left === CharKind.Other && !hasBlank) {
    if (tiesBehind.includes(text[ends[line] - 1])) return LineJoin.Tight;
    // A hyphen and the = of LANG=C tie, a dash between blanks does not.
    if ((last === 0x2d || last === 0x3d) && charKindOf(text.charCodeAt(ends[line] - 2)) !== CharKind.Space)
      return LineJoin.Tight;
  }
  if (right === CharKind.Other) {
    if (tiesBefore.includes(text[starts[next]])) return LineJoin.Tight;
    // chmod(1), f(x): the bracket of a call ties.
    if (
      first === 0x28 &&
      left === CharKind.Letter &&
      habit.adjacent[(CharKind.Letter << 4) | CharKind.Other] > 0 &&
      isManualSection(text, starts[next])
    )
      return LineJoin.Tight;
  }
  if (left === CharKind.Digit && right === CharKind.Digit)
    return hasBlank || !isChineseNumber(table, line, next) ? LineJoin.Space : LineJoin.Tight;
  return measure.isCutByCount && !hasBlank ? LineJoin.Tight : LineJoin.Space;
}

/** Units before and behind that are searched for the same words on one line. */
const maxSearchUnits = 4096;

/**
 * How the two characters on either side stand together more often nearby: IT之家 has no blank though others have.
 * Undefined where they do not, or as often as not.
 */
function findNearbyJoin({ text, starts, ends }: LineTable, line: number, next: number): LineJoin | undefined {
  const left = text.slice(Math.max(starts[line], ends[line] - 2), ends[line]);
  const right = text.slice(starts[next], Math.min(ends[next], starts[next] + 2));
  const near = text.slice(
    Math.max(0, ends[line] - maxSearchUnits),
    Math.min(text.length, starts[next] + maxSearchUnits),
  );
  const more = near.split(left + right).length - near.split(`${left} ${right}`).length;
  return more === 0 ? undefined : more > 0 ? LineJoin.Tight : LineJoin.Space;
}

/** Whether a line is indented by blanks as programs do. */
function isIndentedByNarrowSpaces({ indents, flags }: LineTable, line: number): boolean {
  return indents[line] >= 2 && (flags[line] & LineFlag.WideIndent) === 0;
}

function isChinese(mark: CharKind): boolean {
  return mark === CharKind.Han || mark === CharKind.Closing || mark === CharKind.Opening;
}

function isManualSection(text: string, at: number): boolean {
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

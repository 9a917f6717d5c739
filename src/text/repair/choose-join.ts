/** Decides whether a space belongs between two lines that are joined. */

import { CharKind, charKindOf } from './character-kinds.ts';
import { type FilledWidth, fitsOnlyWithoutSpace } from './filled-width.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import type { ColumnMeasure } from './measure-columns.ts';
import { indexOfKinds } from './spacing-habit.ts';

/** Signs at the end of a line that join the next line without a space. */
const tightLineEnds = '/‐‑—–~～·@_';
/** Signs at the start of a line that join the line before without a space. */
const tightLineStarts = '/‐‑—–~～·@_%‰,.;:!?)]}';

/** What the decision depends on besides the two lines. */
export interface JoinContext {
  readonly measure: ColumnMeasure;
  /** Returns the width that the lines are filled to, computed at the first call. */
  readonly filledWidth: () => FilledWidth;
}

/**
 * Decides whether a space belongs between two lines. In fixed-width text their widths may decide (`filledWidth`). Otherwise Han
 * characters and full-width punctuation meet without a space, unless the text separates everything else from Han by spaces.
 * Latin words meet with a space, unless a hyphen or slash joins them or the lines were broken after a fixed number of
 * characters. A number that is broken between Han characters is one number.
 */
export function chooseJoin({ measure, filledWidth }: JoinContext, line: number, next: number): LineJoin {
  const { table } = measure;
  const { text, starts, ends, flags, spacingCounts, spacingHabit } = table;
  const last = text.charCodeAt(ends[line] - 1);
  const first = text.charCodeAt(starts[next]);
  const left = charKindOf(last);
  const right = charKindOf(first);
  if (isChinese(left) || isChinese(right)) {
    if (right === CharKind.Closing || left === CharKind.Opening || (left === CharKind.Han && right === CharKind.Han))
      return LineJoin.Tight;
    const isFilled =
      spacingHabit.spacesLetters || (isIndentedByNarrowSpaces(table, line) && isIndentedByNarrowSpaces(table, next));
    if (isFilled && left !== CharKind.Closing && fitsOnlyWithoutSpace(table, filledWidth(), line, next))
      return LineJoin.Space;
    if (!spacingHabit.spacesLetters) return LineJoin.Tight;
    if ((left === CharKind.Digit || right === CharKind.Digit) && !spacingHabit.spacesDigits) return LineJoin.Tight;
    if (left === CharKind.Closing) return LineJoin.Tight;
    const seen = findNearbyJoin(table, line, next);
    if (seen !== undefined) return seen;
    return spacingCounts.prefersSpace(left, right) ? LineJoin.Space : LineJoin.Tight;
  }
  const hasSpace = ((flags[line] | flags[next]) & LineFlag.OuterSpace) !== 0;
  if (left === CharKind.Other && !hasSpace) {
    if (tightLineEnds.includes(text[ends[line] - 1])) return LineJoin.Tight;
    // A hyphen and the = of LANG=C join without a space, a dash between spaces does not.
    if ((last === 0x2d || last === 0x3d) && charKindOf(text.charCodeAt(ends[line] - 2)) !== CharKind.Space)
      return LineJoin.Tight;
  }
  if (right === CharKind.Other) {
    if (tightLineStarts.includes(text[starts[next]])) return LineJoin.Tight;
    // The bracket of chmod(1) joins without a space.
    if (
      first === 0x28 &&
      left === CharKind.Letter &&
      spacingCounts.adjacent[indexOfKinds(CharKind.Letter, CharKind.Other)] > 0 &&
      isManualSection(text, starts[next])
    )
      return LineJoin.Tight;
  }
  if (left === CharKind.Digit && right === CharKind.Digit)
    return hasSpace || !isChineseNumber(table, line, next) ? LineJoin.Space : LineJoin.Tight;
  return measure.isCutByCount && !hasSpace ? LineJoin.Tight : LineJoin.Space;
}

/** Number of UTF-16 units before and after that are searched for the same characters on one line. */
const maxSearchUnits = 4096;

/**
 * Finds how the two characters on either side are joined more often nearby: IT之家 has no space even if other words have.
 * Returns undefined if they do not occur, or equally often with and without a space.
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

/** Whether a line is indented by half-width spaces, as programs do. */
function isIndentedByNarrowSpaces({ indents, flags }: LineTable, line: number): boolean {
  return indents[line] >= 2 && (flags[line] & LineFlag.WideIndent) === 0;
}

function isChinese(kind: CharKind): boolean {
  return kind === CharKind.Han || kind === CharKind.Closing || kind === CharKind.Opening;
}

/** Whether a bracket with one digit, such as (1), begins at `at`. */
function isManualSection(text: string, at: number): boolean {
  return charKindOf(text.charCodeAt(at + 1)) === CharKind.Digit && text.charCodeAt(at + 2) === 0x29;
}

/** Whether the number that is broken between two lines has a Han character or full-width punctuation beside it. */
function isChineseNumber({ text, starts, ends }: LineTable, line: number, next: number): boolean {
  let at = ends[line] - 1;
  while (at > starts[line] && isNumeric(text.charCodeAt(at))) at--;
  if (isChinese(charKindOf(text.charCodeAt(at)))) return true;
  at = starts[next];
  while (at < ends[next] - 1 && isNumeric(text.charCodeAt(at))) at++;
  const after = charKindOf(text.charCodeAt(at));
  return after === CharKind.Han || after === CharKind.Closing;
}

function isNumeric(unit: number): boolean {
  return charKindOf(unit) === CharKind.Digit || unit === 0x2e || unit === 0x2c;
}

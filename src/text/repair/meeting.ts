/** What stands between the last character of a line and the first of the next, where the two are joined. */
import type { ColumnMeasure } from './columns.ts';
import { type FilledWidth, lacksBlankOnly } from './fixed-pitch.ts';
import type { Spacing } from './habit.ts';
import { Joint } from './joint.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import { Mark, markOf } from './marks.ts';

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
): Joint {
  const { text, starts, ends, flags, habit } = table;
  const last = text.charCodeAt(ends[line] - 1);
  const first = text.charCodeAt(starts[next]);
  const left = markOf(last);
  const right = markOf(first);
  if (isChinese(left) || isChinese(right)) {
    if (right === Mark.Closing || left === Mark.Opening || (left === Mark.Han && right === Mark.Han))
      return Joint.Tight;
    const isFilled = spacing.setsLettersApart || (isSetByBlanks(table, line) && isSetByBlanks(table, next));
    if (isFilled && left !== Mark.Closing && lacksBlankOnly(table, filled(), line, next)) return Joint.Blank;
    if (!spacing.setsLettersApart) return Joint.Tight;
    if ((left === Mark.Digit || right === Mark.Digit) && !spacing.setsDigitsApart) return Joint.Tight;
    if (left === Mark.Closing) return Joint.Tight;
    const seen = seenTogether(table, line, next);
    if (seen !== undefined) return seen;
    return habit.setsApart(left, right) ? Joint.Blank : Joint.Tight;
  }
  const hasBlank = ((flags[line] | flags[next]) & LineFlag.BlankEdge) !== 0;
  if (left === Mark.Other && !hasBlank) {
    if (tiesBehind.includes(text[ends[line] - 1])) return Joint.Tight;
    // A hyphen and the = of LANG=C tie, a dash between blanks does not.
    if ((last === 0x2d || last === 0x3d) && markOf(text.charCodeAt(ends[line] - 2)) !== Mark.Blank) return Joint.Tight;
  }
  if (right === Mark.Other) {
    if (tiesBefore.includes(text[starts[next]])) return Joint.Tight;
    // chmod(1), f(x): the bracket of a call ties.
    if (
      first === 0x28 &&
      left === Mark.Letter &&
      habit.tight[(Mark.Letter << 4) | Mark.Other] > 0 &&
      isCall(text, starts[next])
    )
      return Joint.Tight;
  }
  if (left === Mark.Digit && right === Mark.Digit)
    return hasBlank || !isChineseNumber(table, line, next) ? Joint.Blank : Joint.Tight;
  return measure.isCutByCount && !hasBlank ? Joint.Tight : Joint.Blank;
}

/** Units before and behind that are searched for the same words on one line. */
const searched = 4096;

/**
 * How the two characters on either side stand together more often nearby: IT之家 has no blank though others have.
 * Undefined where they do not, or as often as not.
 */
function seenTogether({ text, starts, ends }: LineTable, line: number, next: number): Joint | undefined {
  const left = text.slice(Math.max(starts[line], ends[line] - 2), ends[line]);
  const right = text.slice(starts[next], Math.min(ends[next], starts[next] + 2));
  const near = text.slice(Math.max(0, ends[line] - searched), Math.min(text.length, starts[next] + searched));
  const more = near.split(left + right).length - near.split(`${left} ${right}`).length;
  return more === 0 ? undefined : more > 0 ? Joint.Tight : Joint.Blank;
}

/** Whether a line is indented by blanks as programs do. */
function isSetByBlanks({ indents, flags }: LineTable, line: number): boolean {
  return indents[line] >= 2 && (flags[line] & LineFlag.WideIndent) === 0;
}

function isChinese(mark: Mark): boolean {
  return mark === Mark.Han || mark === Mark.Closing || mark === Mark.Opening;
}

function isCall(text: string, at: number): boolean {
  return markOf(text.charCodeAt(at + 1)) === Mark.Digit && text.charCodeAt(at + 2) === 0x29;
}

/** Whether the number that two lines share stands between Han characters. */
function isChineseNumber({ text, starts, ends }: LineTable, line: number, next: number): boolean {
  let at = ends[line] - 1;
  while (at > starts[line] && isNumeric(text.charCodeAt(at))) at--;
  if (isChinese(markOf(text.charCodeAt(at)))) return true;
  at = starts[next];
  while (at < ends[next] - 1 && isNumeric(text.charCodeAt(at))) at++;
  const behind = markOf(text.charCodeAt(at));
  return behind === Mark.Han || behind === Mark.Closing;
}

function isNumeric(unit: number): boolean {
  return markOf(unit) === Mark.Digit || unit === 0x2e || unit === 0x2c;
}

/** Finds the expressions with numbers in a query text, and their other spellings. Entry point: `findNumberSpellings`. */
import { isAlphanumericAt, isAlphanumericBefore } from '../../../text/characters.ts';
import { isNumeral, isNumeralBefore } from '../../../text/numerals.ts';
import { stringFromUnits } from '../../../text/units.ts';
import type { SpelledSpan } from '../spellings.ts';
import { readAmount } from './amounts.ts';
import { readDate } from './dates.ts';
import type { NumberExpression } from './expression.ts';
import { readTime, readWeekday } from './times.ts';

/** What numbers and expressions with numbers begin with, besides numerals. */
const openers = new Set(Array.from('第百千星礼周¥', sign => sign.charCodeAt(0)));
const sundays = new Set(Array.from('日天', sign => sign.charCodeAt(0)));

/**
 * The expressions with numbers in a folded text, each with its other spellings, from left to right without overlap. A
 * number must be whole: the 5 of a5 or 1.5 is none.
 */
export function findNumberSpellings(units: Uint16Array, length: number): SpelledSpan[] {
  if (!mayHaveNumber(units, length)) return [];
  const text = stringFromUnits(units, 0, length);
  const spans: SpelledSpan[] = [];
  for (let start = 0; start < length; start++) {
    const unit = units[start];
    const isNumber = isNumeral(unit);
    if (!isNumber && !openers.has(unit)) continue;
    if (isNumber && (isNumeralBefore(units, start) || isAlphanumericBefore(units, start, length))) continue;
    const expression = readNumberExpression(text, start);
    if (!expression) continue;
    const { end } = expression;
    // 5gb is no 5g.
    if (isAlphanumericBefore(units, end, length) && isAlphanumericAt(units, end, length)) continue;
    const typed = text.slice(start, end);
    const spellings = [...new Set(expression.spell())].filter(spelling => spelling !== typed);
    if (spellings.length) spans.push({ start, end, spellings });
    start = end - 1;
  }
  return spans;
}

/** Reads the expression with a number that begins at `at`. */
export function readNumberExpression(text: string, at: number): NumberExpression | undefined {
  return readDate(text, at) ?? readTime(text, at) ?? readWeekday(text, at) ?? readAmount(text, at);
}

/** Whether a text has a numeral, or may have a day of the week without one (周日, 星期天). */
function mayHaveNumber(units: Uint16Array, length: number): boolean {
  for (let at = 0; at < length; at++) if (isNumeral(units[at]) || sundays.has(units[at])) return true;
  return false;
}

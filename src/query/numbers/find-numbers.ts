/**
 * Which expressions with numbers does a query text have: dates, times, amounts, shares, ranges, ordinals? And how else is
 * each written? Entry point: `findNumbers`, called when a query text is cut (../cut/cut-query.ts). Read next: numerals.ts.
 */
import { isAlphanumericAt, isAlphanumericBefore } from '../../text/characters.ts';
import { isNumeral, isNumeralBefore } from '../../text/numerals.ts';
import type { Span } from '../../text/span.ts';
import { createUnitSet, stringFromUnits } from '../../text/units.ts';
import { readAmount } from './amounts.ts';
import { readDate, spellShortYear } from './dates.ts';
import type { LooseSpellings, NumberExpression } from './expression.ts';
import { readTime, readWeekday } from './times.ts';

/** An expression with a number in a folded text. */
export interface NumberSpan extends Span {
  /** Whether it is one Han numeral that counts something (两个, 三年), which is often no number that matters. */
  readonly isLoose: boolean;
  /** What it may mean less exactly. */
  readonly loosely: LooseSpellings | undefined;
  /** Its other spellings, folded, the most usual first. */
  spell(): string[];
}

/** What expressions with numbers begin with, besides numerals. */
const openers = /* @__PURE__ */ createUnitSet('第百千星礼周¥上下中午早清凌傍晚');
const sundays = /* @__PURE__ */ createUnitSet('日天');
/** 一. */
const one = 0x4e00;
const none: readonly NumberSpan[] = [];

/**
 * The expressions with numbers in a folded text, from left to right without overlap; none is empty. A number must be
 * whole: the 5 of a5 or 1.5 is none.
 */
export function findNumbers(units: Uint16Array, length: number): readonly NumberSpan[] {
  return mayHaveNumber(units, length) ? readNumbers(units, length) : none;
}

function readNumbers(units: Uint16Array, length: number): readonly NumberSpan[] {
  const text = stringFromUnits(units, 0, length);
  const spans: NumberSpan[] = [];
  for (let start = 0; start < length; start++) {
    const unit = units[start];
    const isNumber = isNumeral(unit);
    if (!isNumber && !openers.has(unit)) continue;
    if (isNumber && (isNumeralBefore(units, start) || isAlphanumericBefore(units, start, length))) continue;
    const expression = readNumberExpression(text, start);
    if (!expression) continue;
    const { end, isLoose = false, loosely = spellShortYear(text, start) } = expression;
    // 5gb is no 5g.
    if (isAlphanumericBefore(units, end, length) && isAlphanumericAt(units, end, length)) continue;
    const typed = text.slice(start, end);
    const spell = () => [...new Set(expression.spell())].filter(spelling => spelling !== typed);
    spans.push({ start, end, isLoose, loosely, spell });
    start = end - 1;
  }
  return spans;
}

/** Whether an expression is 一个 or the like, which mostly counts nothing. @param units the folded text */
export function isOne(units: Uint16Array, { start, isLoose }: NumberSpan): boolean {
  return isLoose && units[start] === one;
}

/**
 * Reads the expression with a number that begins at `at`.
 * @internal exported for tests
 */
export function readNumberExpression(text: string, at: number): NumberExpression | undefined {
  return readDate(text, at) ?? readTime(text, at) ?? readWeekday(text, at) ?? readAmount(text, at);
}

/** Whether a text has a numeral, or may have a day of the week without one (周日, 星期天). */
function mayHaveNumber(units: Uint16Array, length: number): boolean {
  for (let at = 0; at < length; at++) if (isNumeral(units[at]) || sundays.has(units[at])) return true;
  return false;
}

/**
 * Which expressions with numbers does a query text have: dates, times, amounts, shares, ranges, ordinals? And how else is
 * each written? Entry point: `findNumbers`, called when a query text is cut (../cut/cut-query.ts). Read next:
 * read-numbers.ts.
 */
import { isNumeral } from '../../text/numerals.ts';
import { createUnitSet } from '../../text/units.ts';
import type { NumberSpan } from './expression.ts';
import { readNumbers } from './read-numbers.ts';

export type { NumberSpan };

/** What may be a number without a numeral: 周日, 星期天, 半小时. */
const withoutNumeral = /* @__PURE__ */ createUnitSet('日天半');
const romanDigits = /* @__PURE__ */ createUnitSet('ivx');
/** What stands behind Roman numerals that number something: 第Ⅲ章, Ⅱ型. */
const behindRoman = /* @__PURE__ */ createUnitSet('型期级类度区章节卷部届');
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

/** Whether an expression is 一个 or the like, which mostly counts nothing. @param units the folded text */
export function isOne(units: Uint16Array, { start, isLoose }: NumberSpan): boolean {
  return isLoose && units[start] === one;
}

/** Whether a text has a numeral, a Roman one among them, or may have a number without one. */
function mayHaveNumber(units: Uint16Array, length: number): boolean {
  for (let at = 0; at < length; at++) {
    if (isNumeral(units[at]) || withoutNumeral.has(units[at])) return true;
    if (romanDigits.has(units[at]) && at + 1 < length && behindRoman.has(units[at + 1])) return true;
  }
  return false;
}

/**
 * Which signs belong to a run of letters and digits beside the rule tokens? The sign of a currency before a number, a dot
 * before letters, a plus behind a number: `$100`, `.net`, `18+`. With them the run is an inner word.
 */
import { endOfRuleToken, isDigitSuffix, ruleTokenAt } from '../segment/rule-tokens.ts';
import { CharacterClass, classOfUnit, isAlphanumericAt, isAlphanumericBefore } from '../text/characters.ts';
import { isPlainSpace } from '../text/joints.ts';
import { createUnitSet } from '../text/units.ts';
import type { Analysis } from './analysis.ts';

/** Signs that belong to the digit behind them. */
const currencySigns = /* @__PURE__ */ createUnitSet('$¥€£₩₽₹');
const dot = 0x2e;
const plus = 0x2b;

/** Returns where the run at `start` begins with its sign. */
export function findSignedStart(units: Uint16Array, start: number, length: number): number {
  if (start === 0) return start;
  const sign = units[start - 1];
  if (sign === dot) {
    const isOther = start > 1 && (units[start - 2] === dot || isAlphanumericBefore(units, start - 1, length));
    return isOther || classOfUnit(units[start]) !== CharacterClass.Letter ? start : start - 1;
  }
  return currencySigns.has(sign) && isDigit(units[start]) ? start - 1 : start;
}

/** Returns where the run `start … end` ends with its sign: where its rule token does, or behind a plus. */
export function findSignedEnd(units: Uint16Array, start: number, end: number, length: number): number {
  if (units[end] === plus && end < length && isDigit(units[end - 1]) && !isAlphanumericAt(units, end + 1, length))
    return end + 1;
  return endOfRuleToken(ruleTokenAt(units, start, length));
}

/** From this unit on there are no signs and spaces that may belong to a run. */
const firstOther = 0x3000;

/** Whether `addSignedSpelling` may find a sign of the run `start … end`; one look at each side for most runs. */
export function mayHaveSign(units: Uint16Array, start: number, end: number, length: number): boolean {
  if (start > 0 && units[start - 1] < firstOther) {
    const before = units[start - 1];
    if (before === dot || currencySigns.has(before)) return true;
    if (isPlainSpace(before) && start > 1 && currencySigns.has(units[start - 2])) return true;
  }
  if (end === length || units[end] >= firstOther) return false;
  return units[end] === plus || (isPlainSpace(units[end]) && end + 1 < length && isDigitSuffix(units[end + 1]));
}

/**
 * Adds the run `start … end` with its sign as a spelling: `$100`, and `100℃` where a space stands between (`100 ℃`), which
 * may also be a sign of its own.
 * @param apart the `Joint` bit of a space
 */
export function addSignedSpelling(analysis: Analysis, start: number, end: number, apart: number): void {
  const { units, length } = analysis;
  const signedStart = findSignedStart(units, start, length);
  const hasPlus = units[end] === plus && end < length && findSignedEnd(units, start, end, length) === end + 1;
  if (signedStart < start || (hasPlus && isDigit(units[end - 1]))) {
    const signedEnd = findSignedEnd(units, start, end, length);
    analysis.pushSpelling(signedStart, signedEnd, signedStart, signedEnd, 0);
  }
  // The rule token goes on: `c++` of `c++11`.
  if (end + 2 < length && units[end] === plus && units[end + 1] === plus && isAlphanumericAt(units, end + 2, length))
    analysis.pushSpelling(start, end + 2, start, end + 2, 0);
  if (isPlainSpace(units[end]) && end + 1 < length && isDigitSuffix(units[end + 1]) && isDigit(units[end - 1])) {
    const from = analysis.copiesEnd;
    analysis.appendCopy(start, end);
    analysis.appendCopy(end + 1, end + 2);
    analysis.pushSpelling(from, analysis.copiesEnd, start, end + 2, apart);
  }
  if (start > 1 && isPlainSpace(units[start - 1]) && currencySigns.has(units[start - 2]) && isDigit(units[start])) {
    const from = analysis.copiesEnd;
    analysis.appendCopy(start - 2, start - 1);
    analysis.appendCopy(start, end);
    analysis.pushSpelling(from, analysis.copiesEnd, start - 2, end, apart);
  }
}

function isDigit(unit: number): boolean {
  return classOfUnit(unit) === CharacterClass.Digit;
}

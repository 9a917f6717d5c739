/** Reads the expressions with numbers of a text that may have some. Read next: numerals.ts. */
import { isAlphanumericAt, isAlphanumericBefore } from '../../text/characters.ts';
import { isNumeral, isNumeralBefore } from '../../text/numerals.ts';
import { createUnitSet, stringFromUnits } from '../../text/units.ts';
import { readAmount } from './amounts.ts';
import { readDate, spellShortYear } from './dates.ts';
import type { NumberExpression, NumberSpan } from './expression.ts';
import { readOrdinal } from './ordinals.ts';
import { readSetForm } from './set-forms.ts';
import { readTime, readWeekday } from './times.ts';

/** What expressions with numbers begin with, besides numerals. */
const openers = /* @__PURE__ */ createUnitSet('第百千星礼周¥上下中午早清凌傍晚卷附方单专案实图表例ivx双高初大半');

/** The expressions of a folded text, as `findNumbers` gives them. */
export function readNumbers(units: Uint16Array, length: number): readonly NumberSpan[] {
  const text = stringFromUnits(units, 0, length);
  const spans: NumberSpan[] = [];
  for (let start = 0; start < length; start++) {
    const unit = units[start];
    const isNumber = isNumeral(unit);
    if (!isNumber && !openers.has(unit)) continue;
    if (isAlphanumericBefore(units, start, length) && (isNumber || isAlphanumericAt(units, start, length))) continue;
    if (isNumber && isNumeralBefore(units, start)) continue;
    const expression = readNumberExpression(text, start);
    if (!expression) continue;
    const { end, isLoose = false, isApart = false, loosely = spellShortYear(text, start) } = expression;
    // 5gb is no 5g.
    if (isAlphanumericBefore(units, end, length) && isAlphanumericAt(units, end, length)) continue;
    const typed = text.slice(start, end);
    const spell = () => [...new Set(expression.spell())].filter(spelling => spelling !== typed);
    spans.push({ start, end, isLoose, isApart, loosely, spell });
    start = end - 1;
  }
  return spans;
}

/**
 * Reads the expression with a number that begins at `at`.
 * @internal exported for tests
 */
export function readNumberExpression(text: string, at: number): NumberExpression | undefined {
  return (
    readDate(text, at) ??
    readTime(text, at) ??
    readWeekday(text, at) ??
    readSetForm(text, at) ??
    readOrdinal(text, at) ??
    readAmount(text, at)
  );
}

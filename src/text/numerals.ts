/** Which characters write numbers, and where a number is whole. All units are folded. */
import { CharacterClass, classOfUnit } from './characters.ts';
import { isPlainSpace } from './joints.ts';
import { createUnitSet } from './units.ts';

/** Han characters that write numbers, those of documents (壹贰叁) and the circle typed for 〇 (U+25CB) among them. */
const hanCharacters = '〇○零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟';
const hanNumerals = /* @__PURE__ */ createUnitSet(hanCharacters);

/** Signs that join digits, and nothing else, to one number: 1.5, 1,254, but not 2021，三年. */
const point = 0x2e;
const comma = 0x2c;
/** 年. */
const year = 0x5e74;

/** What may go on a number at a numeral in Han characters: 3 and 万 are one number, the digits of other scripts and 三 are not. */
export const besideHanNumerals: ReadonlySet<number> = /* @__PURE__ */ createUnitSet(`0123456789${hanCharacters}`);

/** Whether a folded unit is a digit or a Han numeral. */
export function isNumeral(unit: number): boolean {
  return classOfUnit(unit) === CharacterClass.Digit || hanNumerals.has(unit);
}

/** Whether a number that begins at `at` goes on before it: 百 before 五十, `1.` before 5. */
export function isNumeralBefore(units: ArrayLike<number>, at: number): boolean {
  if (at <= 0) return false;
  const before = units[at - 1];
  if (hanNumerals.has(units[at])) return besideHanNumerals.has(before);
  return isNumeral(before) || ((before === point || before === comma) && at > 1 && isDigit(units[at - 2]));
}

/** Whether a number that ends at `at` goes on there: 二 behind 五十, `.5` behind 1, 万 behind 3. */
export function isNumeralAfter(units: ArrayLike<number>, at: number, length: number): boolean {
  if (at >= length) return false;
  if (at > 0 && hanNumerals.has(units[at - 1])) return besideHanNumerals.has(units[at]);
  return (
    isNumeral(units[at]) || ((units[at] === point || units[at] === comma) && at + 1 < length && isDigit(units[at + 1]))
  );
}

/** Whether a year ends at `at`: 2021年, but not 今年. */
export function isYearBefore(units: ArrayLike<number>, at: number): boolean {
  const end = at > 0 && isPlainSpace(units[at - 1]) ? at - 1 : at;
  if (end < 2 || units[end - 1] !== year) return false;
  return isNumeral(units[end - 2]) || (isPlainSpace(units[end - 2]) && end > 2 && isNumeral(units[end - 3]));
}

function isDigit(unit: number): boolean {
  return classOfUnit(unit) === CharacterClass.Digit;
}

/**
 * The signs and spaces that may stand inside a name of letters and digits without making it another one: `gpt-4`, `100 kg`,
 * `歼-10`. Documents get their other spellings by this rule (analysis/spellings.ts), and needles match them by it.
 */
import { CharacterClass, classOfUnit, isAlphanumeric, isGramClass } from './characters.ts';
import { unitsFromString } from './units.ts';

const firstHyphen = 0x2010;
const lastHyphen = 0x2013;
const dot = 0x2e;
const underscore = 0x5f;
const closingBracket = 0x29;
const middleDot = 0xb7;

/** Whether a folded unit is a hyphen: the sign of the keyboard, or one of the hyphens and the short dash of print. */
export function isHyphen(unit: number): boolean {
  return unit === 0x2d || (unit >= firstHyphen && unit <= lastHyphen);
}

/** Whether a folded unit is a space inside a line. */
export function isPlainSpace(unit: number): boolean {
  return unit === 0x20;
}

/** Whether a folded unit joins letters, or a letter and a digit. */
export function isNameJoint(unit: number, areLetters: boolean): boolean {
  return isHyphen(unit) || unit === dot || unit === underscore || (unit === middleDot && !areLetters);
}

/**
 * Returns how many units from `at` on join groups of digits, 1 or 2, or 0 when these do not: a hyphen, a space, a closing
 * bracket with or without one of these behind it.
 */
export function digitJointLength(units: Uint16Array, at: number): number {
  if (isHyphen(units[at]) || isPlainSpace(units[at])) return 1;
  if (units[at] !== closingBracket) return 0;
  return isHyphen(units[at + 1]) || isPlainSpace(units[at + 1]) ? 2 : 1;
}

/**
 * Returns how many units at `at` may stand between two characters of a name, by the classes of these; 0 for none.
 * @param hasGroups whether digits may be written in groups
 */
export function jointLength(
  units: Uint16Array,
  at: number,
  before: CharacterClass,
  after: CharacterClass,
  hasGroups: boolean,
): number {
  const unit = units[at];
  if (isAlphanumeric(before) && isAlphanumeric(after)) {
    if (before !== after) return isPlainSpace(unit) || isNameJoint(unit, false) ? 1 : 0;
    if (before === CharacterClass.Letter) return isNameJoint(unit, true) ? 1 : 0;
    return hasGroups ? digitJointLength(units, at) : 0;
  }
  // A sign may be apart from its number: `100 ℃`.
  if (before === CharacterClass.Punctuation || after === CharacterClass.Punctuation)
    return (isAlphanumeric(before) || isAlphanumeric(after)) && isPlainSpace(unit) ? 1 : 0;
  const isBeside = (isGramClass(before) && isAlphanumeric(after)) || (isAlphanumeric(before) && isGramClass(after));
  return isBeside && (isHyphen(unit) || isPlainSpace(unit)) ? 1 : 0;
}

/** The country code of China, behind which a mobile number may begin in the middle of a run. */
const countryCode = [0x38, 0x36];

/** Whether the digits from the start of a run to `at` are the country code 86 or 0086. */
export function isAfterCountryCode(units: Uint16Array, at: number): boolean {
  if (units[at - 2] !== countryCode[0] || units[at - 1] !== countryCode[1]) return false;
  if (!isDigitBefore(units, at - 2)) return true;
  return units[at - 4] === 0x30 && units[at - 3] === 0x30 && !isDigitBefore(units, at - 4);
}

function isDigitBefore(units: Uint16Array, at: number): boolean {
  return at > 0 && classOfUnit(units[at - 1]) === CharacterClass.Digit;
}

/** Removes from a folded text what may stand inside a name: `歼-10` becomes `歼10`, `100 kg` `100kg`. */
export function joinSpelling(text: string): string {
  const units = unitsFromString(text);
  let joined = '';
  let from = 0;
  for (let at = 1; at + 1 < units.length; at++) {
    if (jointLength(units, at, classOfUnit(units[at - 1]), classOfUnit(units[at + 1]), false) === 0) continue;
    joined += text.slice(from, at);
    from = at + 1;
  }
  return joined + text.slice(from);
}

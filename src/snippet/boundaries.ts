/** Where a text may be cut so that a reader does not stumble. */
import { CharacterClass, classOf, isHighSurrogate, isLowSurrogate, isWordly } from '../text/characters.ts';

const charCodes = (list: string) => new Set(Array.from(list, sign => sign.charCodeAt(0)));
const sentenceEnds = charCodes('。！？!?；;\n…');
const clauseEnds = charCodes('，,：:、 \u3000|｜');
/** Signs that belong to what stands before them. */
const closingPunctuation = charCodes('，,：:、。！？!?；;…”’」』）)】〕》〉]}|｜·—～~');
const closingQuotes = charCodes('”’」』）)】〕》〉');
/** Between two letters or digits these are part of one token. */
const tokenJoiners = charCodes(".-_+&'’@/");
/** Between two digits these are, too. */
const digitJoiners = charCodes(',:');
/** Behind a digit these are, too. */
const digitSuffixes = charCodes('%‰℃°');

/** Whether a cut before `at` would part a Latin word, a number or a surrogate pair. */
export function isInsideToken(units: Uint16Array, at: number): boolean {
  const before = units[at - 1];
  const behind = units[at];
  if (isHighSurrogate(before) && isLowSurrogate(behind)) return true;
  const goesOn = isWordlyUnit(behind);
  if (isWordlyUnit(before)) {
    if (goesOn || (digitSuffixes.has(behind) && isDigit(before))) return true;
    return isJoiner(behind, before, units[at + 1]);
  }
  return goesOn && at > 1 && isJoiner(before, units[at - 2], behind);
}

function isJoiner(sign: number, before: number, behind: number): boolean {
  if (tokenJoiners.has(sign)) return isWordlyUnit(before) && isWordlyUnit(behind);
  return digitJoiners.has(sign) && isDigit(before) && isDigit(behind);
}

function isWordlyUnit(unit: number): boolean {
  return unit !== undefined && isWordly(classOf(unit));
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Whether a sentence ends before `at`. */
export function isAfterSentence(units: Uint16Array, at: number): boolean {
  return sentenceEnds.has(units[at - 1]);
}

/** Whether a part of a sentence ends before `at`, or a sentence. */
export function isAfterClause(units: Uint16Array, at: number): boolean {
  return (clauseEnds.has(units[at - 1]) && !isInsideToken(units, at)) || isAfterSentence(units, at);
}

/** The first place at or after `at` where no blank or sign stands that belongs to what is before. */
export function skipClosingPunctuation(units: Uint16Array, at: number, limit: number): number {
  while (at < limit && (closingPunctuation.has(units[at]) || isBlank(units[at]))) at++;
  return at;
}

/** The first place at or after `at` where no quote or bracket closes. */
export function skipClosingQuotes(units: Uint16Array, at: number, limit: number): number {
  while (at < limit && closingQuotes.has(units[at])) at++;
  return at;
}

/** The last place at or before `at` with no blank, comma or the like before it. */
export function trimTrailingPunctuation(units: Uint16Array, at: number, limit: number): number {
  while (at > limit && (clauseEnds.has(units[at - 1]) || isBlank(units[at - 1]))) at--;
  return at;
}

function isBlank(unit: number): boolean {
  return classOf(unit) === CharacterClass.Space;
}

/** Where a text may be cut so that a reader does not stumble. */
import { CharacterClass, classOf, isHighSurrogate, isLowSurrogate, isWordly } from '../text/characters.ts';

const signs = (list: string) => new Set(Array.from(list, sign => sign.charCodeAt(0)));
const sentenceEnds = signs('。！？!?；;\n…');
const clauseEnds = signs('，,：:、 \u3000|｜');
/** Signs that belong to what stands before them. */
const closing = signs('，,：:、。！？!?；;…”’」』）)】〕》〉]}|｜·—～~');
const closingQuotes = signs('”’」』）)】〕》〉');
/** Between two letters or digits these are part of one token. */
const joiners = signs(".-_+&'’@/");
/** Between two digits these are, too. */
const digitJoiners = signs(',:');
/** Behind a digit these are, too. */
const digitEnds = signs('%‰℃°');

/** Whether a cut before `at` would part a Latin word, a number or a surrogate pair. */
export function isInsideToken(units: Uint16Array, at: number): boolean {
  const before = units[at - 1];
  const behind = units[at];
  if (isHighSurrogate(before) && isLowSurrogate(behind)) return true;
  const goesOn = isWordlyUnit(behind);
  if (isWordlyUnit(before)) {
    if (goesOn || (digitEnds.has(behind) && isDigit(before))) return true;
    return joins(behind, before, units[at + 1]);
  }
  return goesOn && at > 1 && joins(before, units[at - 2], behind);
}

function joins(sign: number, before: number, behind: number): boolean {
  if (joiners.has(sign)) return isWordlyUnit(before) && isWordlyUnit(behind);
  return digitJoiners.has(sign) && isDigit(before) && isDigit(behind);
}

function isWordlyUnit(unit: number): boolean {
  return unit !== undefined && isWordly(classOf(unit));
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Whether a sentence ends before `at`. */
export function isBehindSentence(units: Uint16Array, at: number): boolean {
  return sentenceEnds.has(units[at - 1]);
}

/** Whether a part of a sentence ends before `at`, or a sentence. */
export function isBehindClause(units: Uint16Array, at: number): boolean {
  return (clauseEnds.has(units[at - 1]) && !isInsideToken(units, at)) || isBehindSentence(units, at);
}

/** The first place at or after `at` where no blank or sign stands that belongs to what is before. */
export function behindSigns(units: Uint16Array, at: number, most: number): number {
  while (at < most && (closing.has(units[at]) || isBlank(units[at]))) at++;
  return at;
}

/** The first place at or after `at` where no quote or bracket closes. */
export function behindQuotes(units: Uint16Array, at: number, most: number): number {
  while (at < most && closingQuotes.has(units[at])) at++;
  return at;
}

/** The last place at or before `at` with no blank, comma or the like before it. */
export function beforeSigns(units: Uint16Array, at: number, least: number): number {
  while (at > least && (clauseEnds.has(units[at - 1]) || isBlank(units[at - 1]))) at--;
  return at;
}

function isBlank(unit: number): boolean {
  return classOf(unit) === CharacterClass.Space;
}

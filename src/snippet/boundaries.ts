/** Where a text may be cut for a snippet: ends of sentences and clauses, and between tokens. */
import { CharacterClass, classOfUnit, isAlphanumeric, isHighSurrogate, isLowSurrogate } from '../text/characters.ts';
import { createUnitSet } from '../text/units.ts';

const sentenceEnds = /* @__PURE__ */ createUnitSet('。！？!?；;\n…');
const clauseEnds = /* @__PURE__ */ createUnitSet('，,：:、 \u3000|｜');
/** Punctuation that belongs to the text before it. */
const closingPunctuation = /* @__PURE__ */ createUnitSet('，,：:、。！？!?；;…”’」』）)】〕》〉]}|｜·—～~');
const closingQuotes = /* @__PURE__ */ createUnitSet('”’」』）)】〕》〉');
/** Signs that join two letters or digits into one token. */
const tokenJoiners = /* @__PURE__ */ createUnitSet(".-_+&'’@/");
/** Signs that also join two digits. */
const digitJoiners = /* @__PURE__ */ createUnitSet(',:');
/** Signs that belong to the digit before them. */
const digitSuffixes = /* @__PURE__ */ createUnitSet('%‰℃°');

/** Whether a cut before `at` would split a Latin word, a number or a surrogate pair. */
export function isInsideToken(units: Uint16Array, at: number): boolean {
  const before = units[at - 1];
  const after = units[at];
  if (isHighSurrogate(before) && isLowSurrogate(after)) return true;
  if (isWordlyUnit(before)) {
    if (isWordlyUnit(after) || (digitSuffixes.has(after) && isDigit(before))) return true;
    return isJoiner(after, before, units[at + 1]);
  }
  return isWordlyUnit(after) && at > 1 && isJoiner(before, units[at - 2], after);
}

function isJoiner(sign: number, before: number, after: number): boolean {
  if (tokenJoiners.has(sign)) return isWordlyUnit(before) && isWordlyUnit(after);
  return digitJoiners.has(sign) && isDigit(before) && isDigit(after);
}

function isWordlyUnit(unit: number): boolean {
  return unit !== undefined && isAlphanumeric(classOfUnit(unit));
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Whether a unit is a Han character: most are, and none of these is in a set above. */
function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

/** Whether a sentence ends right before `at`. */
export function isAfterSentence(units: Uint16Array, at: number): boolean {
  const before = units[at - 1];
  return !isHan(before) && sentenceEnds.has(before);
}

/** Whether a clause or a sentence ends right before `at`. */
export function isAfterClause(units: Uint16Array, at: number): boolean {
  const before = units[at - 1];
  if (isHan(before)) return false;
  return (clauseEnds.has(before) && !isInsideToken(units, at)) || sentenceEnds.has(before);
}

/** The first position from `at` to `end` with no white space or closing punctuation after it. */
export function skipClosingPunctuation(units: Uint16Array, at: number, end: number): number {
  while (at < end && (closingPunctuation.has(units[at]) || isSpace(units[at]))) at++;
  return at;
}

/** The first position from `at` to `end` with no closing quotation mark or bracket after it. */
export function skipClosingQuotes(units: Uint16Array, at: number, end: number): number {
  while (at < end && closingQuotes.has(units[at])) at++;
  return at;
}

/** The last position from `start` to `at` with no white space, comma or the like before it. */
export function trimTrailingPunctuation(units: Uint16Array, at: number, start: number): number {
  while (at > start && (clauseEnds.has(units[at - 1]) || isSpace(units[at - 1]))) at--;
  return at;
}

function isSpace(unit: number): boolean {
  return classOfUnit(unit) === CharacterClass.Space;
}

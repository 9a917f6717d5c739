/**
 * How else may a name of letters and digits be written? `iphone15`, `iphone 15` and `iphone-15` are one name, `mate60` is a
 * part of `mate60pro`, and `138 0013 8000` is `13800138000`. A text has all these spellings as inner words: they are found
 * and count less than what is written. Entry point: `findSpellings`, called for documents and for queries.
 */
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  unitsOfCharacter,
} from '../text/characters.ts';
import { digitJointLength, isAfterCountryCode, isNameJoint, isPlainSpace } from '../text/joints.ts';
import type { Analysis } from './analysis.ts';
import { maxRunUnits } from './grams.ts';
import { addSignedSpelling, mayHaveSign } from './signs.ts';

/** What stands between the parts of a spelling, as bits; 0 where a letter and a digit touch. */
export const Joint = {
  /** A sign between a letter and a digit (`gpt-4`) or between letters (`wi-fi`): the parts were typed as one. */
  Sign: 1,
  /** A space: the parts may be words of their own. */
  Space: 2,
  /** A hyphen, a space or a bracket between groups of digits: a telephone number, or two numbers. */
  Digits: 4,
} as const;

/** Spellings are five numbers each: where its units are, where its text is, and the `Joint` bits between its parts. */
export const spellingSize = 5;

/** A run with more parts than this is no name but a code (a checksum, an identifier); its parts are no terms. */
const maxPartsOfRun = 6;
/** Parts that are joined are looked at in chains of at most this many. */
const maxChainParts = 12;
/** Maximum number of parts of a spelling, of one with several spaces, and of one of groups of digits. */
const maxParts = 4;
const maxPartsApart = 3;
const maxDigitGroups = 5;
/** More groups of digits in a row than this are a table, not telephone numbers. */
const maxChainGroups = 8;
/** Length of a country code, and maximum length of an extension, which may be left out. */
const countryDigits = 2;
const maxExtensionDigits = 4;
/** Digits of a telephone or card number. */
const minNumberDigits = 7;
const maxNumberDigits = 20;
const minGroupDigits = 3;
/** Minimum length of a number before an extension. */
const minFullNumberDigits = 10;
/** Minimum length of a part that is a term of its own: `c` says nothing about `c4`. */
const minPartUnits = 2;

/** Digits of a Chinese mobile number, which begins with 1. */
const mobileDigits = 11;
const one = 0x31;

const dot = 0x2e;

/** Parts of neighbouring runs, each of letters or of digits only, that may be written in other ways. */
class Chain {
  count = 0;
  readonly starts = new Uint32Array(maxChainParts);
  readonly ends = new Uint32Array(maxChainParts);
  readonly areDigits = new Uint8Array(maxChainParts);
  /** What stands before each part: `Joint` bits, and whether it is a space. */
  readonly joints = new Uint8Array(maxChainParts);
  readonly areApart = new Uint8Array(maxChainParts);
  /** Whether the part begins or ends its run. */
  readonly beginsRun = new Uint8Array(maxChainParts);
  readonly endsRun = new Uint8Array(maxChainParts);
  /** Number of decimal points in the part. */
  readonly points = new Uint8Array(maxChainParts);
}

/** The chain at hand; it is valid only inside `findSpellings`. */
const chain = new Chain();

/**
 * Fills `analysis.spellings` from its runs of letters and digits.
 *
 * Law: a text has a spelling exactly where it has the parts of it in this order, with nothing, one sign or one space between
 * a letter and a digit, a sign between letters, and a hyphen, a space or a bracket between the groups of a long number. The
 * parts are whole: `100` is no part of `1000`.
 * @param isQuery whether all letters that a space separates are joined as well (`wi fi`): in documents there are too many; for two that stand
 *   alone see two-word-names.ts
 */
export function findSpellings(analysis: Analysis, isQuery: boolean): void {
  const { runs } = analysis;
  let isRest = false;
  for (let run = 0; run < runs.length; ) {
    // Most runs of a Chinese text.
    if (isAlone(analysis, run)) {
      isRest = false;
      run += 2;
      continue;
    }
    chain.count = 0;
    let joint = 0;
    const wasFull = isRest;
    isRest = false;
    while (joint >= 0) {
      if (!addRun(analysis, runs[run], runs[run + 1], joint)) {
        // A full chain ends before this run; a run that is no name is in no chain.
        if (chain.count === 0) run += 2;
        else isRest = true;
        break;
      }
      addSignedSpelling(analysis, runs[run], runs[run + 1], Joint.Space);
      addWithoutCountryCode(analysis, runs[run], runs[run + 1]);
      run += 2;
      joint = run < runs.length ? jointBetween(analysis, runs[run - 1], runs[run], runs[run + 1], isQuery) : -1;
    }
    if (chain.count > 1) emitSpellings(analysis, isQuery, wasFull);
  }
}

/** Maximum number of units between two parts of a spelling. */
const maxJointUnits = 2;

/**
 * Whether the run has no other spelling since it is one part, and neither a sign nor another run belongs to it. It may
 * return false for other runs without spellings.
 */
function isAlone({ units, length, runs }: Analysis, run: number): boolean {
  const start = runs[run];
  const end = runs[run + 1];
  if (end - start > mobileDigits) return false;
  if (run > 0 && start - runs[run - 1] <= maxJointUnits) return false;
  if (run + 2 < runs.length && runs[run + 2] - end <= maxJointUnits) return false;
  if (mayHaveSign(units, start, end, length)) return false;
  const first = classOfUnit(units[start]);
  if (!isAlphanumeric(first)) return false;
  for (let at = start + 1; at < end; at++) if (classOfUnit(units[at]) !== first) return false;
  return true;
}

/** Adds a Chinese mobile number that is written in one run with the country code: `8613800138000`. */
function addWithoutCountryCode(analysis: Analysis, start: number, end: number): void {
  const codeUnits = end - start - mobileDigits;
  if (codeUnits !== 2 && codeUnits !== 4) return;
  const from = start + codeUnits;
  const { units } = analysis;
  if (units[from] !== one || !isAfterCountryCode(units, from)) return;
  for (let at = from; at < end; at++) if (!isDigitAt(units, at, end)) return;
  analysis.pushSpelling(from, end, from, end, 0);
}

/** What `jointBetween` returns for the decimal point, which stays a part of the number. */
const decimalPoint = 8;

/** Adds the parts of a run to the chain. Returns false, and adds none, when it has too many. */
function addRun({ units }: Analysis, start: number, end: number, joint: number): boolean {
  const first = chain.count;
  let at = start;
  while (at < end) {
    const from = at;
    const isDigit = isDigitAt(units, at, end);
    do at += unitsOfCharacter(characterAt(units, at, end));
    while (at < end && isDigitAt(units, at, end) === isDigit);
    if (from === start && joint === decimalPoint) {
      chain.ends[first - 1] = at;
      chain.endsRun[first - 1] = at === end ? 1 : 0;
      chain.points[first - 1]++;
      continue;
    }
    if (chain.count === maxChainParts || chain.count - first === maxPartsOfRun) {
      chain.count = first;
      return false;
    }
    const part = chain.count++;
    chain.starts[part] = from;
    chain.ends[part] = at;
    chain.areDigits[part] = isDigit ? 1 : 0;
    chain.joints[part] = from === start ? joint : 0;
    chain.areApart[part] = from === start && part > 0 && isPlainSpace(units[start - 1]) ? 1 : 0;
    chain.beginsRun[part] = from === start ? 1 : 0;
    chain.endsRun[part] = at === end ? 1 : 0;
    chain.points[part] = 0;
  }
  return true;
}

function isDigitAt(units: Uint16Array, at: number, end: number): boolean {
  return classOfCharacter(characterAt(units, at, end)) === CharacterClass.Digit;
}

/** What joins the last part of the chain, which ends at `end`, to the run `start … nextEnd`; -1 for nothing. */
function jointBetween(
  { units, length }: Analysis,
  end: number,
  start: number,
  nextEnd: number,
  isQuery: boolean,
): number {
  if (start - end > maxJointUnits) return -1;
  const sign = units[end];
  const afterDigit = chain.areDigits[chain.count - 1] === 1;
  const beforeDigit = isDigitAt(units, start, length);
  if (afterDigit && beforeDigit) {
    if (start - end === 1 && sign === dot) return decimalPoint;
    return digitJointLength(units, end) === start - end ? Joint.Digits : -1;
  }
  if (start - end > 1) return -1;
  // `galaxy s23` is a name, `to be` are words.
  const isName = afterDigit || beforeDigit || isDigitAt(units, nextEnd - 1, nextEnd);
  if (isPlainSpace(sign)) return isQuery || isName ? Joint.Space : -1;
  return isNameJoint(sign, !afterDigit && !beforeDigit) ? Joint.Sign : -1;
}

/** Adds the spellings of the chain. @param isRest whether it goes on a chain that was full */
function emitSpellings(analysis: Analysis, isQuery: boolean, isRest: boolean): void {
  const { count, starts, ends, joints, beginsRun, endsRun, points } = chain;
  let groups = isRest ? maxChainGroups : 0;
  for (let part = 0; part < count; part++) if (joints[part] === Joint.Digits) groups++;
  for (let first = 0; first < count; first++) {
    const isRun = beginsRun[first] === 1 && endsRun[first] === 1;
    if ((!isRun || points[first] > 0) && ends[first] - starts[first] >= minPartUnits)
      analysis.pushSpelling(starts[first], ends[first], starts[first], ends[first], 0);
    if (isBetweenLetters(first)) continue;
    let bits = 0;
    let spaces = 0;
    let units = ends[first] - starts[first];
    for (let last = first + 1; last < count; last++) {
      const joint = joints[last];
      if (bits !== 0 && (joint === Joint.Digits) !== (bits === Joint.Digits)) break;
      bits |= joint;
      units += ends[last] - starts[last];
      const parts = last - first + 1;
      if (joint === Joint.Space) spaces++;
      if (parts > (bits === Joint.Digits ? maxDigitGroups : spaces > 1 ? maxPartsApart : maxParts)) break;
      if (units > maxRunUnits) break;
      if (last + 1 < count && isBetweenLetters(last + 1)) continue;
      // `galaxy s23` is a name, `galaxy s` of it is none.
      if (!isQuery && joint === Joint.Space && !chain.areDigits[last - 1] && !chain.areDigits[last]) continue;
      if (bits === 0) {
        // A whole run is a term already; with a decimal point there are several.
        const isWhole = beginsRun[first] === 1 && endsRun[last] === 1;
        const hasPoint = points[first] > 0 || points[last] > 0;
        if (!isWhole || hasPoint)
          analysis.pushSpelling(starts[first], ends[last], starts[first], ends[last], isWhole ? Joint.Sign : 0);
      } else if (
        bits === Joint.Digits ? groups < maxChainGroups && isLongNumber(first, last) : !hasHost(analysis, first, last)
      )
        pushJoined(analysis, first, last, bits);
    }
  }
}

/** Whether a sign joins the part to one before it, and both are letters: `of` of `state-of-the-art` is no beginning. */
function isBetweenLetters(part: number): boolean {
  return part > 0 && chain.joints[part] === Joint.Sign && !chain.areDigits[part] && !chain.areDigits[part - 1];
}

/**
 * Whether the parts are groups of digits as of a telephone or card number: `138 0013 8000`, `010-62345678`. The country or
 * area code before the number and an extension behind it may be left out.
 */
function isLongNumber(first: number, last: number): boolean {
  const { count, joints, areApart } = chain;
  let digits = 0;
  let hasSpace = false;
  for (let part = first; part <= last; part++) {
    const size = digitsOfGroup(part);
    if (size < (part === first ? countryDigits : minGroupDigits)) return false;
    if (part > first && areApart[part] === 1) hasSpace = true;
    digits += size;
  }
  if (digits < minNumberDigits || digits > maxNumberDigits) return false;
  const isGroup = (part: number) => part > 0 && part < count && joints[part] === Joint.Digits;
  // With hyphens inside, a space separates it from other numbers.
  const ends = !isGroup(last + 1) || (areApart[last + 1] === 1 && !hasSpace);
  if (!ends && (digits < minFullNumberDigits || digitsOfGroup(last + 1) > maxExtensionDigits || isGroup(last + 2)))
    return false;
  if (!isGroup(first) || (areApart[first] === 1 && !hasSpace)) return true;
  return !isGroup(first - 1) || (!isGroup(first - 2) && digitsOfGroup(first - 2) === countryDigits);
}

/** The length of a part that is a whole run of digits, otherwise 0. */
function digitsOfGroup(part: number): number {
  if (!chain.areDigits[part] || !chain.beginsRun[part] || !chain.endsRun[part] || chain.points[part] > 0) return 0;
  return chain.ends[part] - chain.starts[part];
}

/** Whether two dots or more stand between words of letters: a host name has no other spelling, `u.s.a` has. */
function hasHost({ units }: Analysis, first: number, last: number): boolean {
  let dots = 0;
  let longest = 0;
  for (let part = first; part <= last; part++) {
    if (part > first && isBetweenLetters(part) && units[chain.ends[part - 1]] === dot) dots++;
    longest = Math.max(longest, chain.ends[part] - chain.starts[part]);
  }
  return dots > 1 && longest > 1;
}

/** Puts the parts side by side behind the text. */
function pushJoined(analysis: Analysis, first: number, last: number, bits: number): void {
  const start = analysis.copiesEnd;
  for (let part = first; part <= last; part++) analysis.appendCopy(chain.starts[part], chain.ends[part]);
  analysis.pushSpelling(start, analysis.copiesEnd, chain.starts[first], chain.ends[last], bits);
}

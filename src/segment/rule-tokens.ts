/**
 * What is one token where no dictionary is asked: everything that is not Han. Documents and queries are cut by this one
 * rule, and words of a lexicon begin and end at the edges of these tokens.
 *
 * - A run of letters and digits is one token: `5g`, `gb18030`, `18` (of `18位`), `9` (of `9月9日`).
 * - Signs between two letters or digits, without blanks, join them: `.` `-` `_` `+` and, between letters, `'` `’` `&`:
 *   `3.14`, `node.js`, `covid-19`, `e-mail`, `2022-09-10`, `1+n`, `r&d`. A comma joins groups of three digits: `1,000`.
 * - `+` and `++` behind letters and `#` behind a single letter belong to them: `c++`, `ai+`, `c#`; so do `%` `‰` `℃` `°`
 *   behind a digit: `100%`.
 * - Addresses are one token: what begins with `http://`, `https://`, `ftp://` or `www.`, without the punctuation at its
 *   end, and `name@host.domain`.
 * - A run of kana, Hangul, Thai … is one token, and so is a run of blanks.
 * - An emoji is one token with its joiners, skin tones and variation selectors, and so are two regional indicators.
 * - Anything else, a lone surrogate too, is a token of one character.
 *
 * Units are folded: full width is gone, letters are small.
 */
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  unitsOfCharacter,
} from '../text/characters.ts';
import { TokenKind } from './token-list.ts';

/** Where the token ends that begins at `at` (not with a Han character), and what it is: `end * 8 + kind`. */
export function ruleTokenAt(units: Uint16Array, at: number, length: number): number {
  const character = characterAt(units, at, length);
  const end = at + unitsOfCharacter(character);
  switch (classOfCharacter(character)) {
    case CharacterClass.Letter:
    case CharacterClass.Digit:
      return alphanumericTokenAt(units, at, length);
    case CharacterClass.Space:
      return findRunEnd(units, at, length, CharacterClass.Space) * 8 + TokenKind.Space;
    case CharacterClass.Syllable:
      return findRunEnd(units, at, length, CharacterClass.Syllable) * 8 + TokenKind.Syllable;
    case CharacterClass.Pictograph:
      return findEmojiEnd(units, end, length) * 8 + TokenKind.Symbol;
    default:
      if (isRegionalIndicator(units, at, length) && isRegionalIndicator(units, end, length))
        return (end + 2) * 8 + TokenKind.Symbol;
      return end * 8 + TokenKind.Symbol;
  }
}

function findRunEnd(units: Uint16Array, at: number, length: number, characterClass: CharacterClass): number {
  while (at < length) {
    const character = characterAt(units, at, length);
    if (classOfCharacter(character) !== characterClass) break;
    at += unitsOfCharacter(character);
  }
  return at;
}

const plus = 0x2b;
const comma = 0x2c;
const minus = 0x2d;
const dot = 0x2e;
const underscore = 0x5f;
const ampersand = 0x26;
const apostrophe = 0x27;
const curlyApostrophe = 0x2019;
const atSign = 0x40;
const hash = 0x23;
/** What belongs to the digit before it. */
const digitSuffixes = new Set(Array.from('%‰℃°', sign => sign.charCodeAt(0)));

/** A token that begins with a letter or digit. */
function alphanumericTokenAt(units: Uint16Array, start: number, length: number): number {
  const address = findAddressEnd(units, start, length);
  if (address > 0) return address * 8 + TokenKind.Latin;
  let kind: TokenKind = TokenKind.Number;
  let end = start;
  /** Whether commas may still join: only groups of digits came, the first of at most three. */
  let grouping = true;
  for (let part = 0; ; part++) {
    const from = end;
    let lastIsDigit = false;
    while (end < length) {
      const character = characterAt(units, end, length);
      const characterClass = classOfCharacter(character);
      if (!isAlphanumeric(characterClass)) break;
      lastIsDigit = characterClass === CharacterClass.Digit;
      if (!lastIsDigit) kind = TokenKind.Latin;
      end += unitsOfCharacter(character);
    }
    grouping &&= kind === TokenKind.Number && (part === 0 ? end - from <= 3 : end - from === 3);
    if (end >= length) break;
    const sign = units[end];
    const joined = isWordlyHere(units, end + 1, length);
    if (joined && (sign === dot || sign === minus || sign === underscore || sign === plus)) {
      grouping = false;
      end++;
    } else if (joined && sign === comma && grouping && isDigitGroup(units, end + 1, length)) end++;
    else if (joined && isLetterJoiner(sign) && !lastIsDigit && isLetterAt(units, end + 1, length)) end++;
    else if (sign === atSign && kind === TokenKind.Latin) {
      const host = findHostEnd(units, end + 1, length);
      if (host === 0) break;
      return host * 8 + kind;
    } else if (sign === plus && !lastIsDigit) {
      end += units[end + 1] === plus && end + 1 < length ? 2 : 1;
      if (!isWordlyHere(units, end, length)) break;
      grouping = false;
    } else {
      if (sign === hash && !lastIsDigit && end - start === 1) end++;
      else if (lastIsDigit && digitSuffixes.has(sign)) end++;
      break;
    }
  }
  return end * 8 + kind;
}

function isWordlyHere(units: Uint16Array, at: number, length: number): boolean {
  return at < length && isAlphanumeric(classOfCharacter(characterAt(units, at, length)));
}

function isLetterAt(units: Uint16Array, at: number, length: number): boolean {
  return at < length && classOfCharacter(characterAt(units, at, length)) === CharacterClass.Letter;
}

function isLetterJoiner(sign: number): boolean {
  return sign === apostrophe || sign === curlyApostrophe || sign === ampersand;
}

/** Whether exactly three digits stand here. */
function isDigitGroup(units: Uint16Array, at: number, length: number): boolean {
  for (let i = 0; i < 3; i++) if (at + i >= length || classOfUnit(units[at + i]) !== CharacterClass.Digit) return false;
  return !isWordlyHere(units, at + 3, length);
}

/** Where a host name ends that begins here and has a dot in it; 0 when none does. */
function findHostEnd(units: Uint16Array, at: number, length: number): number {
  let dots = 0;
  let end = at;
  while (isWordlyHere(units, end, length)) {
    while (isWordlyHere(units, end, length)) end += unitsOfCharacter(characterAt(units, end, length));
    if ((units[end] !== dot && units[end] !== minus) || !isWordlyHere(units, end + 1, length)) break;
    if (units[end] === dot) dots++;
    end++;
  }
  return dots > 0 ? end : 0;
}

const schemes = ['http://', 'https://', 'ftp://', 'www.'].map(scheme =>
  Array.from(scheme, character => character.charCodeAt(0)),
);
/** What an address may hold besides letters and digits of ASCII. Not `,` `;` `!` `(` `)`: full-width ones fold to them. */
const addressSigns = createSignSet('-._~:/?#@&+=%$*');
/** What does not belong to an address when it stands at the end. */
const addressEndSigns = createSignSet('.:?~*&');

function createSignSet(signs: string): Uint8Array {
  const set = new Uint8Array(128);
  for (let i = 0; i < signs.length; i++) set[signs.charCodeAt(i)] = 1;
  return set;
}

/** Where an address ends that begins here; 0 when none does. */
function findAddressEnd(units: Uint16Array, start: number, length: number): number {
  const first = units[start];
  if (first !== 0x68 && first !== 0x66 && first !== 0x77) return 0;
  const scheme = schemes.find(scheme => scheme.every((unit, i) => start + i < length && units[start + i] === unit));
  if (!scheme) return 0;
  let end = start + scheme.length;
  while (end < length && units[end] < 128 && (addressSigns[units[end]] || isAlphanumeric(classOfUnit(units[end]))))
    end++;
  while (end > start + scheme.length && addressEndSigns[units[end - 1]]) end--;
  return end > start + scheme.length ? end : 0;
}

const zeroWidthJoiner = 0x200d;

/** Where an emoji ends whose first character ends at `end`. */
function findEmojiEnd(units: Uint16Array, end: number, length: number): number {
  for (;;) {
    if (end < length && (units[end] === 0xfe0f || units[end] === 0xfe0e)) end++;
    else if (end + 1 < length && units[end] === 0xd83c && units[end + 1] >= 0xdffb) end += 2;
    else if (end + 1 < length && units[end] === zeroWidthJoiner) {
      const next = characterAt(units, end + 1, length);
      if (classOfCharacter(next) !== CharacterClass.Pictograph) return end;
      end += 1 + unitsOfCharacter(next);
    } else return end;
  }
}

/** Whether a regional indicator (half of a flag) stands here. */
function isRegionalIndicator(units: Uint16Array, at: number, length: number): boolean {
  return at + 1 < length && units[at] === 0xd83c && units[at + 1] >= 0xdde6 && units[at + 1] <= 0xddff;
}

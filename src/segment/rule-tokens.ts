/**
 * The rules for tokens that need no dictionary: everything that is not Han. They are the same for documents and queries.
 * Words of a lexicon begin and end at the boundaries of these tokens.
 *
 * - A run of letters and digits is one token: `5g`, `gb18030`, `18` (of `18位`), `9` (of `9月9日`).
 * - Signs between two letters or digits, without spaces, join them: `.` `-` `_` `+` and, between letters, `'` `’` `&`:
 *   `3.14`, `node.js`, `covid-19`, `e-mail`, `2022-09-10`, `1+n`, `r&d`. A comma joins groups of three digits: `1,000`.
 * - `+` and `++` after letters and `#` after a single letter belong to them: `c++`, `ai+`, `c#`. So do `%` `‰` `℃` `°` after a
 *   digit: `100%`.
 * - Addresses are one token: what begins with `http://`, `https://`, `ftp://` or `www.`, without punctuation at its end, and
 *   `name@host.domain`.
 * - A run of kana, Hangul, Thai … is one token, and so is a run of spaces.
 * - An emoji is one token with its joiners, skin tones and variation selectors, and so are two regional indicators.
 * - Anything else, including a lone surrogate, is a token of one character.
 *
 * The text is folded: full-width forms are half width, letters are lower case.
 */
import {
  CharacterClass,
  characterAt,
  classOfCharacter,
  classOfUnit,
  isAlphanumeric,
  isAlphanumericAt,
  unitsOfCharacter,
} from '../text/characters.ts';
import { TokenKind } from './token-list.ts';

/**
 * Returns the end and the kind of the token that begins at `at` with a character other than Han. Both are packed into one
 * number so that nothing is allocated; read them with `endOfRuleToken` and `kindOfRuleToken`.
 */
export function ruleTokenAt(units: Uint16Array, at: number, length: number): number {
  const character = characterAt(units, at, length);
  const end = at + unitsOfCharacter(character);
  switch (classOfCharacter(character)) {
    case CharacterClass.Letter:
    case CharacterClass.Digit:
      return alphanumericTokenAt(units, at, length);
    case CharacterClass.Space:
      return packToken(findRunEnd(units, at, length, CharacterClass.Space), TokenKind.Space);
    case CharacterClass.Syllable:
      return packToken(findRunEnd(units, at, length, CharacterClass.Syllable), TokenKind.Syllable);
    case CharacterClass.Pictograph:
      return packToken(findEmojiEnd(units, end, length), TokenKind.Symbol);
    default:
      if (isRegionalIndicator(units, at, length) && isRegionalIndicator(units, end, length))
        return packToken(end + 2, TokenKind.Symbol);
      return packToken(end, TokenKind.Symbol);
  }
}

/** Returns where the token ends that `ruleTokenAt` or `packToken` packed. */
export function endOfRuleToken(token: number): number {
  return Math.floor(token / 8);
}

/** Returns the kind of a token that `ruleTokenAt` or `packToken` packed. */
export function kindOfRuleToken(token: number): TokenKind {
  return (token & 7) as TokenKind;
}

/** Packs the end and the kind of a token into one number. Ends may exceed 2^28, so this multiplies instead of shifting. */
function packToken(end: number, kind: TokenKind): number {
  return end * 8 + kind;
}

/** Returns where the run of characters of one class ends. */
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
/** Signs that belong to the digit before them. */
const digitSuffixes = /* @__PURE__ */ new Set(/* @__PURE__ */ Array.from('%‰℃°', sign => sign.charCodeAt(0)));

/** Whether a folded unit belongs to the digit before it: `100%`, `20℃`. */
export function isDigitSuffix(unit: number): boolean {
  return digitSuffixes.has(unit);
}

/** Returns the packed token that begins with a letter or digit. */
function alphanumericTokenAt(units: Uint16Array, start: number, length: number): number {
  const address = findAddressEnd(units, start, length);
  if (address > 0) return packToken(address, TokenKind.Latin);
  let kind: TokenKind = TokenKind.Number;
  let end = start;
  // Whether commas may still join: so far there were only groups of digits, the first of at most three.
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
    const joined = isAlphanumericAt(units, end + 1, length);
    if (joined && (sign === dot || sign === minus || sign === underscore || sign === plus)) {
      grouping = false;
      end++;
    } else if (joined && sign === comma && grouping && isDigitGroup(units, end + 1, length)) end++;
    else if (joined && isLetterJoiner(sign) && !lastIsDigit && isLetterAt(units, end + 1, length)) end++;
    else if (sign === atSign && kind === TokenKind.Latin) {
      const host = findHostEnd(units, end + 1, length);
      if (host === 0) break;
      return packToken(host, kind);
    } else if (sign === plus && !lastIsDigit) {
      end += units[end + 1] === plus && end + 1 < length ? 2 : 1;
      if (!isAlphanumericAt(units, end, length)) break;
      grouping = false;
    } else {
      if (sign === hash && !lastIsDigit && end - start === 1) end++;
      else if (lastIsDigit && digitSuffixes.has(sign)) end++;
      break;
    }
  }
  return packToken(end, kind);
}

function isLetterAt(units: Uint16Array, at: number, length: number): boolean {
  return at < length && classOfCharacter(characterAt(units, at, length)) === CharacterClass.Letter;
}

function isLetterJoiner(sign: number): boolean {
  return sign === apostrophe || sign === curlyApostrophe || sign === ampersand;
}

/** Whether exactly three digits begin at `at`. */
function isDigitGroup(units: Uint16Array, at: number, length: number): boolean {
  for (let i = 0; i < 3; i++) if (at + i >= length || classOfUnit(units[at + i]) !== CharacterClass.Digit) return false;
  return !isAlphanumericAt(units, at + 3, length);
}

/** Returns where the host name ends that begins at `at` and contains a dot, or 0. */
function findHostEnd(units: Uint16Array, at: number, length: number): number {
  let dots = 0;
  let end = at;
  while (isAlphanumericAt(units, end, length)) {
    while (isAlphanumericAt(units, end, length)) end += unitsOfCharacter(characterAt(units, end, length));
    if ((units[end] !== dot && units[end] !== minus) || !isAlphanumericAt(units, end + 1, length)) break;
    if (units[end] === dot) dots++;
    end++;
  }
  return dots > 0 ? end : 0;
}

const schemes = /* @__PURE__ */ ['http://', 'https://', 'ftp://', 'www.'].map(scheme =>
  Array.from(scheme, character => character.charCodeAt(0)),
);
/** Signs in an address, besides ASCII letters and digits. Not `,` `;` `!` `(` `)`, because full-width ones fold to them. */
const addressSigns = /* @__PURE__ */ createSignSet('-._~:/?#@&+=%$*');
/** Signs that do not belong to an address at its end. */
const addressEndSigns = /* @__PURE__ */ createSignSet('.:?~*&');

function createSignSet(signs: string): Uint8Array {
  const set = new Uint8Array(128);
  for (let i = 0; i < signs.length; i++) set[signs.charCodeAt(i)] = 1;
  return set;
}

/** Returns where the address ends that begins at `start`, or 0. */
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

/** Returns where the emoji ends whose first character ends at `end`. */
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

/** Whether a regional indicator (half of a flag) begins at `at`. */
function isRegionalIndicator(units: Uint16Array, at: number, length: number): boolean {
  return at + 1 < length && units[at] === 0xd83c && units[at + 1] >= 0xdde6 && units[at + 1] <= 0xddff;
}

/**
 * The classes of characters. The segmenter, the analysis of documents and queries, repair and snippets all use this one
 * classification.
 *
 * This folder holds what every other room needs to read text: classes of characters, folding, offset maps, a matcher for
 * several strings at once, and repair (`repair-text.ts`, `repair/repair-pages.ts`), which joins broken lines and maps offsets
 * back to the source. It depends on no other room.
 */

/** What a character is. */
export const CharacterClass = {
  /** Spaces, line breaks, tabs. */
  Space: 1,
  /** Punctuation, symbols, control characters, lone surrogates. Never a term. */
  Punctuation: 2,
  /** Decimal digits. */
  Digit: 3,
  /** Letters of scripts that separate words by spaces (Latin, Greek, Cyrillic …), with their combining marks. */
  Letter: 4,
  /** Han characters. */
  Han: 5,
  /** Letters of other scripts that put no spaces between words: kana with the long vowel mark, Hangul, Bopomofo, Thai … */
  Syllable: 6,
  /** Emoji and pictographs. Each is a term of one character. */
  Pictograph: 7,
  /** First half of a surrogate pair. `characterAt` gives the class of the whole character. */
  HighSurrogate: 8,
  /** Second half of a surrogate pair. */
  LowSurrogate: 9,
} as const;
export type CharacterClass = (typeof CharacterClass)[keyof typeof CharacterClass];

/**
 * Cache of `classifyUnit` by UTF-16 unit; 0 means not computed yet. The classes that occur in every Chinese text are filled
 * in here, because the first use of a Unicode property in a regular expression compiles its table.
 */
const unitClasses = new Uint8Array(0x10000);
unitClasses.fill(CharacterClass.Han, 0x4e00, 0xa000);
unitClasses.fill(CharacterClass.Punctuation, 0, 0x80);
for (const [first, end] of [
  [0x2010, 0x2028],
  [0x3001, 0x3005],
  [0x3008, 0x3021],
  [0xff01, 0xff66],
])
  unitClasses.fill(CharacterClass.Punctuation, first, end);
for (const width of [0, 0xfee0]) {
  unitClasses.fill(CharacterClass.Digit, width + 0x30, width + 0x3a);
  unitClasses.fill(CharacterClass.Letter, width + 0x41, width + 0x5b);
  unitClasses.fill(CharacterClass.Letter, width + 0x61, width + 0x7b);
}
unitClasses.fill(CharacterClass.Space, 0x09, 0x0e);
unitClasses[0x20] = unitClasses[0x3000] = CharacterClass.Space;

/** Returns the class of a UTF-16 unit (0 to 0xffff). */
export function classOfUnit(unit: number): CharacterClass {
  return (unitClasses[unit] || (unitClasses[unit] = classifyUnit(unit))) as CharacterClass;
}

/** Whether characters of the class are indexed one by one and as bigrams, not as runs between spaces. */
export function isGramClass(characterClass: CharacterClass): boolean {
  return characterClass === CharacterClass.Han || characterClass === CharacterClass.Syllable;
}

/** Whether characters of the class are letters or digits, which form runs: Latin words and numbers. */
export function isAlphanumeric(characterClass: CharacterClass): boolean {
  return characterClass === CharacterClass.Letter || characterClass === CharacterClass.Digit;
}

/** Whether a UTF-16 unit is the first half of a surrogate pair. */
export function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

/** Whether a UTF-16 unit is the second half of a surrogate pair. */
export function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}

/** Returns the length (1 or 2 UTF-16 units) of the character that begins at `at`, which must not be a lone surrogate. */
export function characterLengthAt(units: Uint16Array, at: number): number {
  return isHighSurrogate(units[at]) ? 2 : 1;
}

/** Returns the code point of a surrogate pair. */
export function codePointOfSurrogates(high: number, low: number): number {
  return ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
}

/**
 * Reads the character that begins at `at`. Its class and its length are packed into one number, so that a loop over a text
 * allocates nothing; read them with `classOfCharacter` and `unitsOfCharacter`. A lone surrogate is punctuation of one unit.
 * @param length of the text, in UTF-16 units
 */
export function characterAt(units: ArrayLike<number>, at: number, length: number): number {
  const characterClass = classOfUnit(units[at]);
  if (characterClass < CharacterClass.HighSurrogate) return (characterClass << 2) | 1;
  if (characterClass === CharacterClass.HighSurrogate && at + 1 < length && isLowSurrogate(units[at + 1]))
    return (classifyCodePoint(codePointOfSurrogates(units[at], units[at + 1])) << 2) | 2;
  return (CharacterClass.Punctuation << 2) | 1;
}

/** Returns the class of a character that `characterAt` packed. */
export function classOfCharacter(character: number): CharacterClass {
  return (character >> 2) as CharacterClass;
}

/** Returns the length, 1 or 2 UTF-16 units, of a character that `characterAt` packed. */
export function unitsOfCharacter(character: number): number {
  return character & 3;
}

/** Whether a letter or digit begins at `at`. */
export function isAlphanumericAt(units: ArrayLike<number>, at: number, length: number): boolean {
  return at < length && isAlphanumeric(classOfCharacter(characterAt(units, at, length)));
}

/** Whether a letter or digit ends at `at`. */
export function isAlphanumericBefore(units: ArrayLike<number>, at: number, length: number): boolean {
  if (at <= 0) return false;
  const isPair = at > 1 && isLowSurrogate(units[at - 1]) && isHighSurrogate(units[at - 2]);
  return isAlphanumericAt(units, isPair ? at - 2 : at - 1, length);
}

function classifyUnit(unit: number): CharacterClass {
  if (isHighSurrogate(unit)) return CharacterClass.HighSurrogate;
  if (isLowSurrogate(unit)) return CharacterClass.LowSurrogate;
  return classifyCodePoint(unit);
}

function classifyCodePoint(codePoint: number): CharacterClass {
  const character = String.fromCodePoint(codePoint);
  if (/\p{Script=Han}/u.test(character))
    return /[\p{L}\p{N}]/u.test(character) ? CharacterClass.Han : CharacterClass.Punctuation;
  if (/\s/u.test(character)) return CharacterClass.Space;
  if (/\p{Variation_Selector}|\u20e3/u.test(character)) return CharacterClass.Punctuation;
  if (/\p{Nd}/u.test(character)) return CharacterClass.Digit;
  if (
    /[\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
      character,
    )
  )
    return /[\p{L}\p{M}]/u.test(character) ? CharacterClass.Syllable : CharacterClass.Punctuation;
  if (/[\p{L}\p{M}\p{N}]/u.test(character)) return CharacterClass.Letter;
  if (/\p{Extended_Pictographic}/u.test(character)) return CharacterClass.Pictograph;
  return CharacterClass.Punctuation;
}

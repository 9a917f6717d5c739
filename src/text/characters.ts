/**
 * What a character is, for cutting and indexing. A written rule for the whole library: the segmenter, the analysis of
 * documents and queries, repair and snippets all ask here.
 */
export const CharacterClass = {
  /** Blanks, line breaks, tabs. */
  Space: 1,
  /** Punctuation, signs, control characters, lone surrogates: never a term. */
  Punctuation: 2,
  /** Decimal digits. */
  Digit: 3,
  /** Letters of scripts that put blanks between words (Latin, Greek, Cyrillic …), and the marks on them. */
  Letter: 4,
  /** Han characters. */
  Han: 5,
  /** Letters of other scripts without blanks between words: kana and their long vowel mark, Hangul, Bopomofo, Thai … */
  Syllable: 6,
  /** Emoji and pictographs: terms of one character. */
  Pictograph: 7,
  /** First half of a surrogate pair: ask `characterAt` for the pair. */
  HighSurrogate: 8,
  /** Second half of a surrogate pair. */
  LowSurrogate: 9,
} as const;
export type CharacterClass = (typeof CharacterClass)[keyof typeof CharacterClass];

/**
 * Classes of UTF-16 units, filled as they are asked for; 0 is not asked yet. A memo of a pure function: what stands in
 * every Chinese text is written down, since asking the first of its kind compiles tables of Unicode.
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

/** The class of a UTF-16 unit (0 to 0xffff). */
export function classOfUnit(unit: number): CharacterClass {
  return (unitClasses[unit] || (unitClasses[unit] = classifyUnit(unit))) as CharacterClass;
}

/** Whether characters of the class are indexed one by one and in pairs (and not as runs between blanks). */
export function isGramClass(characterClass: CharacterClass): boolean {
  return characterClass === CharacterClass.Han || characterClass === CharacterClass.Syllable;
}

/** Whether characters of the class make up the runs that have edges: Latin words and numbers. */
export function isAlphanumeric(characterClass: CharacterClass): boolean {
  return characterClass === CharacterClass.Letter || characterClass === CharacterClass.Digit;
}

export function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

export function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}

/** Units of the character that begins at `at`, which is no half of a pair alone. */
export function characterLengthAt(units: Uint16Array, at: number): number {
  return isHighSurrogate(units[at]) ? 2 : 1;
}

/** The code point of a surrogate pair. */
export function codePointOfSurrogates(high: number, low: number): number {
  return ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
}

/**
 * The character that begins at `at`, packed into one number so that a loop over a text allocates nothing: read it with
 * `classOfCharacter` and `unitsOfCharacter`. A lone surrogate is punctuation of one unit. `length` is where the text ends.
 */
export function characterAt(units: ArrayLike<number>, at: number, length: number): number {
  const characterClass = classOfUnit(units[at]);
  if (characterClass < CharacterClass.HighSurrogate) return (characterClass << 2) | 1;
  if (characterClass === CharacterClass.HighSurrogate && at + 1 < length && isLowSurrogate(units[at + 1]))
    return (classifyCodePoint(codePointOfSurrogates(units[at], units[at + 1])) << 2) | 2;
  return (CharacterClass.Punctuation << 2) | 1;
}

/** The class of a character packed by `characterAt`. */
export function classOfCharacter(character: number): CharacterClass {
  return (character >> 2) as CharacterClass;
}

/** The number of UTF-16 units, 1 or 2, of a character packed by `characterAt`. */
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
  const paired = at > 1 && isLowSurrogate(units[at - 1]) && isHighSurrogate(units[at - 2]);
  return isAlphanumericAt(units, paired ? at - 2 : at - 1, length);
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

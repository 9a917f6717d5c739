/**
 * What a character is for the repair of lines. Finer than `CharacterClass` where it matters how a line ends or begins,
 * coarser where it does not.
 */
import { CharacterClass, classOfUnit } from '../characters.ts';

export const CharKind = {
  /** A blank of any width, or a tab. */
  Space: 1,
  /** LF, CR, FF, VT, NEL, line and paragraph separator. */
  LineBreak: 2,
  /** Nothing to see and nothing to find: zero-width space, word joiner, byte order mark, soft hyphen. Always dropped. */
  Invisible: 3,
  /** Han and other characters that are written without blanks between them. */
  Han: 4,
  Digit: 5,
  Letter: 6,
  /** Full-width marks that never begin a line: ，。、；：！？”’）》」』】 and their like. */
  Closing: 7,
  /** Full-width marks that never end a line: “‘（《「『【. */
  Opening: 8,
  /** Everything else: ASCII punctuation, dashes, signs, symbols. */
  Other: 9,
} as const;
export type CharKind = (typeof CharKind)[keyof typeof CharKind];

const closingPunctuation = '，。、；：！？”’）》」』】〉〕〗〙〛…‥．｝％‰℃°';
const openingPunctuation = '“‘（《「『【〈〔〖〘〚｛';
const invisible = '\u200b\u2060\ufeff\u00ad';
const lineBreaks = '\n\r\f\v\u0085\u2028\u2029';

/** Marks of UTF-16 units in the low four bits, double width in bit 4; filled as they are asked for. A memo of a pure function. */
const unitKinds = new Uint8Array(0x10000);
unitKinds.fill(CharKind.Han | 16, 0x4e00, 0xa000);

/** The mark of a UTF-16 unit. */
export function charKindOf(unit: number): CharKind {
  return ((unitKinds[unit] || (unitKinds[unit] = classifyUnit(unit))) & 15) as CharKind;
}

/**
 * The mark in the low four bits; in bit 4 one less than the columns it takes on a line of fixed pitch: 2 for full width, else 1. Each
 * half of a surrogate pair takes 1.
 */
export function packedKindOf(unit: number): number {
  return unitKinds[unit] || (unitKinds[unit] = classifyUnit(unit));
}

/** Whether a unit ends a sentence: 。！？ and their like. A point is not one of them: it may be in a number. */
export function endsSentence(unit: number): boolean {
  // 。！？ ! ? … ‥
  return (
    unit === 0x3002 ||
    unit === 0xff01 ||
    unit === 0xff1f ||
    unit === 0x21 ||
    unit === 0x3f ||
    unit === 0x2026 ||
    unit === 0x2025
  );
}

function classifyUnit(unit: number): number {
  const character = String.fromCharCode(unit);
  if (lineBreaks.includes(character)) return CharKind.LineBreak;
  if (invisible.includes(character)) return CharKind.Invisible;
  const wide = isWide(unit) ? 16 : 0;
  if (closingPunctuation.includes(character)) return CharKind.Closing | wide;
  if (openingPunctuation.includes(character)) return CharKind.Opening | wide;
  switch (classOfUnit(unit)) {
    case CharacterClass.Space:
      return CharKind.Space | wide;
    case CharacterClass.Han:
    case CharacterClass.Syllable:
      return CharKind.Han | wide;
    case CharacterClass.Digit:
      return CharKind.Digit | wide;
    case CharacterClass.Letter:
      return CharKind.Letter | wide;
    case CharacterClass.HighSurrogate:
    case CharacterClass.LowSurrogate:
      // Nearly all pairs in Chinese text are rare Han characters.
      return CharKind.Han;
    default:
      return CharKind.Other | wide;
  }
}

function isWide(unit: number): boolean {
  return (
    (unit >= 0x2e80 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7a3) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xfe30 && unit <= 0xfe4f) ||
    (unit >= 0xff01 && unit <= 0xff60) ||
    (unit >= 0x2460 && unit <= 0x26ff) ||
    // Quotation marks, dash and ellipsis take a whole place in Chinese type.
    (unit >= 0x2014 && unit <= 0x2026)
  );
}

/**
 * The kinds of characters for the repair of lines: finer than `CharacterClass` where it matters how a line ends or begins,
 * coarser elsewhere.
 */
import { CharacterClass, classOfUnit } from '../characters.ts';

/** What a character is for the repair of lines. */
export const CharKind = {
  /** A space of any width, or a tab. */
  Space: 1,
  /** LF, CR, FF, VT, NEL, line and paragraph separator. */
  LineBreak: 2,
  /** Zero-width space, word joiner, byte order mark, soft hyphen. Always dropped. */
  Invisible: 3,
  /** Han and other characters of scripts without spaces between words. */
  Han: 4,
  Digit: 5,
  Letter: 6,
  /** Full-width punctuation that never begins a line, such as ，。、；：！？”’）》」』】. */
  Closing: 7,
  /** Full-width punctuation that never ends a line, such as “‘（《「『【. */
  Opening: 8,
  /** Everything else: ASCII punctuation, dashes, symbols. */
  Other: 9,
} as const;
export type CharKind = (typeof CharKind)[keyof typeof CharKind];

/** In a packed kind: the bit for characters that take two columns. */
const wideBit = 16;

const closingPunctuation = '，。、；：！？”’）》」』】〉〕〗〙〛…‥．｝％‰℃°';
const openingPunctuation = '“‘（《「『【〈〔〖〘〚｛';
const invisible = '\u200b\u2060\ufeff\u00ad';
const lineBreaks = '\n\r\f\v\u0085\u2028\u2029';

/** Cache of `classifyUnit` by UTF-16 unit, packed as by `packedKindOf`; 0 means not computed yet. */
const unitKinds = new Uint8Array(0x10000);
unitKinds.fill(CharKind.Han | wideBit, 0x4e00, 0xa000);

/** Returns the kind of a UTF-16 unit. */
export function charKindOf(unit: number): CharKind {
  return ((unitKinds[unit] || (unitKinds[unit] = classifyUnit(unit))) & 15) as CharKind;
}

/**
 * Returns the kind of a UTF-16 unit in the low four bits, and in bit 4 whether it takes two columns of a fixed-width line
 * (full width) instead of one. Each half of a surrogate pair takes one. Hot loops unpack it by `& 15` and `(>> 4) + 1`, others
 * by `kindOfPacked` and `columnsOfPacked`.
 */
export function packedKindOf(unit: number): number {
  return unitKinds[unit] || (unitKinds[unit] = classifyUnit(unit));
}

/** Returns the kind from a packed kind. */
export function kindOfPacked(packed: number): CharKind {
  return (packed & 15) as CharKind;
}

/** Returns the number of columns, 1 or 2, from a packed kind. */
export function columnsOfPacked(packed: number): number {
  return (packed >> 4) + 1;
}

/** Whether a unit ends a sentence: 。！？!?…‥. A full stop does not count, because it may be part of a number. */
export function endsSentence(unit: number): boolean {
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
  const wide = isWide(unit) ? wideBit : 0;
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
      // Nearly all surrogate pairs in Chinese text are rare Han characters.
      return CharKind.Han;
    default:
      return CharKind.Other | wide;
  }
}

/** Whether a unit takes two columns of a fixed-width line. */
function isWide(unit: number): boolean {
  return (
    (unit >= 0x2e80 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7a3) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xfe30 && unit <= 0xfe4f) ||
    (unit >= 0xff01 && unit <= 0xff60) ||
    (unit >= 0x2460 && unit <= 0x26ff) ||
    // Quotation marks, dash and ellipsis take two columns in Chinese type.
    (unit >= 0x2014 && unit <= 0x2026)
  );
}

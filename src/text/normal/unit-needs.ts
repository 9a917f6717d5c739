/** Which UTF-16 units may not be in normal form (../normal-form.ts), and where they are? */
import { CharacterClass, classOfUnit, isHighSurrogate, isLowSurrogate } from '../characters.ts';

/** What a unit may need. */
export const Need = {
  Nothing: 0,
  LeftOut: 1,
  Mark: 2,
  WrittenOut: 3,
  Degree: 4,
  Ring: 5,
  Selector: 6,
  HangulPart: 7,
} as const;

/** By UTF-16 unit. Ranges are [first, last, need]. */
export const needs = /* @__PURE__ */ createNeeds();

function createNeeds(): Uint8Array {
  const needs = new Uint8Array(0x10000);
  for (const [first, last, need] of [
    [0xad, 0xad, Need.LeftOut],
    [0xb0, 0xb0, Need.Degree],
    [0xc6, 0xc6, Need.WrittenOut],
    [0xdf, 0xdf, Need.WrittenOut],
    [0xe6, 0xe6, Need.WrittenOut],
    [0x132, 0x133, Need.WrittenOut],
    [0x152, 0x153, Need.WrittenOut],
    [0x1c4, 0x1cc, Need.WrittenOut],
    [0x1f1, 0x1f3, Need.WrittenOut],
    [0x300, 0x36f, Need.Mark],
    [0x61c, 0x61c, Need.LeftOut],
    [0x1100, 0x11ff, Need.HangulPart],
    [0x180b, 0x180f, Need.LeftOut],
    [0x1dc0, 0x1dff, Need.Mark],
    [0x1e9e, 0x1e9e, Need.WrittenOut],
    [0x200b, 0x200f, Need.LeftOut],
    [0x202a, 0x202e, Need.LeftOut],
    [0x2060, 0x206f, Need.LeftOut],
    [0x2116, 0x2116, Need.WrittenOut],
    [0x2121, 0x2121, Need.WrittenOut],
    [0x213b, 0x213b, Need.WrittenOut],
    [0x2160, 0x217f, Need.WrittenOut],
    [0x2469, 0x249b, Need.WrittenOut],
    [0x249c, 0x24b5, Need.WrittenOut],
    [0x25cb, 0x25cb, Need.Ring],
    [0x25ef, 0x25ef, Need.Ring],
    [0x3099, 0x309a, Need.Mark],
    [0x3200, 0x3247, Need.WrittenOut],
    [0x3250, 0x325f, Need.WrittenOut],
    [0x32b1, 0x32cf, Need.WrittenOut],
    [0x32ff, 0x33ff, Need.WrittenOut],
    [0xdb40, 0xdb40, Need.Selector],
    [0xfb00, 0xfb06, Need.WrittenOut],
    [0xfe00, 0xfe0f, Need.LeftOut],
    [0xfe20, 0xfe2f, Need.Mark],
    [0xfeff, 0xfeff, Need.LeftOut],
    [0xff9e, 0xff9f, Need.Mark],
  ])
    needs.fill(need, first, last + 1);
  return needs;
}

/** What Unicode's compatibility form does not write out, or writes otherwise. In lower case. */
export const writtenOut: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['№', 'no.'],
]);

/** Whether a unit that may need something stays as it is where it stands. */
export function isKept(units: Uint16Array, at: number, length: number): boolean {
  const unit = units[at];
  switch (needs[unit]) {
    case Need.Nothing:
      return true;
    case Need.LeftOut:
      // Joiners and selectors of pictographs.
      return at > 0 && (isLowSurrogate(units[at - 1]) || classOfUnit(units[at - 1]) === CharacterClass.Pictograph);
    case Need.Degree:
      return !isDegreeSign(units, at, length);
    case Need.Ring:
      return !isBetweenNumerals(units, at, length);
    case Need.Selector:
      return !(at + 1 < length && units[at + 1] >= 0xdd00 && units[at + 1] <= 0xddef);
    case Need.HangulPart:
      return isLonePart(units, at, length);
    case Need.WrittenOut:
      return !writtenOut.has(String.fromCharCode(unit).toLowerCase()) && !isLongCompatibility(unit);
    default:
      return false;
  }
}

/** Whether the compatibility form of a unit is longer than it. */
function isLongCompatibility(unit: number): boolean {
  return String.fromCharCode(unit).normalize('NFKC').length > 1;
}

/** Whether `°C` or `°F` stands at `at`. */
export function isDegreeSign(units: Uint16Array, at: number, length: number): boolean {
  if (at + 1 >= length || !/[cCfF]/.test(String.fromCharCode(units[at + 1]))) return false;
  return at + 2 >= length || classOfUnit(units[at + 2]) !== CharacterClass.Letter;
}

/** Whether a ring (or a run of them) stands beside a Han numeral on both sides, or at the end of one. */
function isBetweenNumerals(units: Uint16Array, at: number, length: number): boolean {
  let before = at - 1;
  while (before >= 0 && needs[units[before]] === Need.Ring) before--;
  let after = at + 1;
  while (after < length && needs[units[after]] === Need.Ring) after++;
  const isNumeralBefore = before >= 0 && isNumeral(units[before]);
  return isNumeralBefore && after < length && (isNumeral(units[after]) || units[after] === 0x5e74);
}

function isNumeral(unit: number): boolean {
  return '〇零一二三四五六七八九十'.includes(String.fromCharCode(unit));
}

/** Whether a part of a Hangul syllable makes no syllable with its neighbours. */
function isLonePart(units: Uint16Array, at: number, length: number): boolean {
  let start = at;
  while (start > 0 && needs[units[start - 1]] === Need.HangulPart) start--;
  if (start > 0 && isHangulSyllable(units[start - 1])) start--;
  let end = at + 1;
  while (end < length && needs[units[end]] === Need.HangulPart) end++;
  const parts = String.fromCharCode(...units.subarray(start, Math.min(end, start + 64)));
  return parts.normalize('NFKC') === parts;
}

export function isHangulSyllable(unit: number): boolean {
  return unit >= 0xac00 && unit <= 0xd7a3;
}

export function isPairAt(units: Uint16Array, at: number): boolean {
  return isHighSurrogate(units[at]) && at + 1 < units.length && isLowSurrogate(units[at + 1]);
}

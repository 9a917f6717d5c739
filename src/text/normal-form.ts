/**
 * The normal form of a text: what folding cannot do because it keeps the length.
 *
 * - Characters that are not seen are left out: soft hyphens, zero-width characters, marks of direction, variation selectors
 *   (說︀明 is 說明). Those that make several pictographs one stay.
 * - What is typed as several characters is put together: letters and accents, kana and their marks, parts of Hangul syllables.
 *   An accent without a letter of its own is left out. `°C` is ℃.
 * - What stands for several characters is written out: ㎡ is m2, Ⅲ is III, ㈱ is (株), ﬁ is fi, ß is ss. Fractions, ℃ and
 *   signs (…, ™) stay.
 * - ○ between numerals is 〇 (二○○八).
 *
 * Most texts are in normal form: `isNormal` tells. A text that is not is indexed and searched in both forms.
 */
import { CharacterClass, classOfUnit, isHighSurrogate, isLowSurrogate } from './characters.ts';
import { unitsFromString } from './units.ts';

/** A text in normal form, and where it comes from. */
export interface NormalForm {
  readonly text: string;
  /** By UTF-16 unit of `text`: where the characters that it stands for begin in the text given … */
  readonly starts: Uint32Array;
  /** … and end. */
  readonly ends: Uint32Array;
}

/** What a unit may need. */
const Need = {
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
const needs = /* @__PURE__ */ createNeeds();

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
const writtenOut: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['№', 'no.'],
]);

/** Whether the first `length` units of a text are in normal form. Unrolled by four: V8 checks the arrays in each round. */
export function isNormal(units: Uint16Array, length: number): boolean {
  for (let at = 0; at < length; at++) {
    while (
      at + 3 < length &&
      (needs[units[at]] | needs[units[at + 1]] | needs[units[at + 2]] | needs[units[at + 3]]) === 0
    )
      at += 4;
    if (at < length && needs[units[at]] !== Need.Nothing && !isKept(units, at, length)) return false;
  }
  return true;
}

/** Whether a unit may need something where it stands; a text without such units is in normal form. */
export function mayBeChanged(unit: number): boolean {
  return needs[unit] !== Need.Nothing;
}

/**
 * What stands for a unit wherever it is not in normal form, if that depends on no other unit and is not nothing; undefined for
 * other units.
 */
export function findWrittenForm(unit: number): string | undefined {
  return needs[unit] === Need.WrittenOut ? writeOut(String.fromCharCode(unit)) : undefined;
}

function writeOut(character: string): string {
  return writtenOut.get(character.toLowerCase()) ?? character.normalize('NFKC');
}

/** The normal form of a text, folded or not; the text itself when it is in normal form. */
export function normalize(text: string): string {
  return maybeNotNormal.test(text) ? findNormalForm(text).text : text;
}

/** Characters that may need something; others are passed over by one look at a query. */
const maybeNotNormal = /[^\0-\xac\u3000-\u3098\u309b-\u31ff\u3400-\u9fff\uff01-\uff9d]/;

/** The normal form of a text, folded or not, with the places of its units. */
export function findNormalForm(text: string): NormalForm {
  const units = unitsFromString(text);
  let normal = '';
  let starts = new Uint32Array(units.length + 64);
  let ends = new Uint32Array(units.length + 64);
  /** Adds what stands for `text[start … end)`, unit for unit or all for all. */
  const add = (written: string, start: number, end: number) => {
    const from = normal.length;
    const to = from + written.length;
    if (to > starts.length) {
      starts = enlarge(starts, to);
      ends = enlarge(ends, to);
    }
    const isSame = written.length === end - start;
    for (let i = from; i < to; i++) {
      starts[i] = isSame ? start + i - from : start;
      ends[i] = isSame ? start + i - from + 1 : end;
    }
    normal += written;
  };
  for (let at = 0; at < units.length; ) {
    const next = findCluster(units, at);
    if (next > at) add(text.slice(at, next), at, next);
    if (next === units.length) break;
    at = findClusterEnd(units, next);
    add(writeNormal(text, units, next, at), next, at);
  }
  return { text: normal, starts: starts.subarray(0, normal.length), ends: ends.subarray(0, normal.length) };
}

function enlarge(places: Uint32Array, minLength: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * minLength);
  larger.set(places);
  return larger;
}

/** Where the first character from `from` on begins that may need something, alone or with marks behind it. */
function findCluster(units: Uint16Array, from: number): number {
  let at = from;
  while (at < units.length && needs[units[at]] === Need.Nothing) at++;
  if (at === units.length || at === from) return at;
  const need = needs[units[at]];
  if (need === Need.Mark) return at - 1 > from && isPairAt(units, at - 2) ? at - 2 : at - 1;
  return need === Need.HangulPart && isHangulSyllable(units[at - 1]) ? at - 1 : at;
}
/** Where the character at `at` ends, with the marks and parts that are put together with it. */
function findClusterEnd(units: Uint16Array, at: number): number {
  const { length } = units;
  let end = at + (isPairAt(units, at) ? 2 : 1);
  if (needs[units[at]] === Need.Degree && isDegreeSign(units, at, length)) return at + 2;
  if (needs[units[at]] === Need.HangulPart) {
    while (end < length && needs[units[end]] === Need.HangulPart) end++;
    return end;
  }
  while (end < length && needs[units[end]] === Need.Mark) end++;
  // A final part of a syllable behind a syllable: 가 and ᆨ.
  if (isHangulSyllable(units[at]) && end < length && needs[units[end]] === Need.HangulPart) end++;
  return end;
}

/** The normal form of one character with its marks, `text[at … end)`. */
function writeNormal(text: string, units: Uint16Array, at: number, end: number): string {
  const written = text.slice(at, end);
  const need = needs[units[at]];
  const isSingle = end - at === (isPairAt(units, at) ? 2 : 1);
  if (need === Need.Nothing && isSingle) return written;
  if (isSingle && isKept(units, at, units.length)) return written;
  if (need === Need.LeftOut || need === Need.Selector) return '';
  if (need === Need.Degree && end === at + 2) return /[cC]/.test(text[at + 1]) ? '℃' : '℉';
  if (need === Need.Ring) return '〇';
  if (need === Need.WrittenOut && isSingle) return writeOut(written);
  // Compatibility composition also joins half-width kana with their marks. Marks that remain are left out.
  return written.normalize('NFKC').replace(/\p{M}/gu, '');
}

/** Whether a unit that may need something stays as it is where it stands. */
function isKept(units: Uint16Array, at: number, length: number): boolean {
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
function isDegreeSign(units: Uint16Array, at: number, length: number): boolean {
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

function isHangulSyllable(unit: number): boolean {
  return unit >= 0xac00 && unit <= 0xd7a3;
}

function isPairAt(units: Uint16Array, at: number): boolean {
  return isHighSurrogate(units[at]) && at + 1 < units.length && isLowSurrogate(units[at + 1]);
}

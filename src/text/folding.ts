/**
 * Folding: maps full-width, upper-case, accented, compatibility and traditional characters, old and Japanese forms of Han
 * characters, and hiragana to one form for searching.
 *
 * Laws: folding keeps the length in UTF-16 units, so an offset in the folded text is an offset in the original;
 * folding twice equals folding once; a text is folded character by character.
 */
import { requireString } from '../validate.ts';
import { codePointOfSurrogates, isHighSurrogate, isLowSurrogate } from './characters.ts';
import { foldGaps, foldRuns, foldTargets } from './folding/fold-table.ts';
import { findHanForms, type HanForms, loadHanForms } from './folding/load-han-forms-table.ts';
import { stringFromUnits, unitsFromString } from './units.ts';

/** Version of the folding table and rules. It is part of the fingerprint of every analysis. */
export const foldingVersion = 'fold2';

interface FoldTable {
  /** By UTF-16 unit: the number to add (modulo 2^16); 0 for most units, which therefore need not be written. */
  readonly offsets: Uint16Array;
  /** Code points above 0xffff, with what they fold to. Undefined while the forms of Han characters are not loaded. */
  readonly astral: ReadonlyMap<number, number> | undefined;
}

/** Created at the first use (0.1 ms) and never changed afterwards. */
let table: FoldTable | undefined;

/** What Han characters fold to whose forms are not loaded: no other character folds to a surrogate. */
const unknownForm = 0xd800;

function createFoldTable(forms: HanForms | undefined): FoldTable {
  const steps = new Uint16Array(0x10000);
  for (let run = 0; run < foldRuns.length; run += 4) {
    const [first, count, step, add] = foldRuns.slice(run, run + 4);
    for (let i = 0; i < count; i++) steps[first + i * step] = add;
  }
  const targets = forms ? foldTargets + forms.hanTargets : foldTargets;
  for (let i = 0, unit = 0; i < foldGaps.length; i++) {
    unit += foldGaps.charCodeAt(i) - 33;
    steps[unit] = (i < targets.length ? targets.charCodeAt(i) : unknownForm) - unit;
  }
  if (!forms) return { offsets: steps, astral: undefined };
  const { foldAstral } = forms;
  const astral = new Map<number, number>();
  for (let i = 0, character = 0; i < foldAstral.length; i += 2) {
    character += foldAstral[i];
    astral.set(character, character + foldAstral[i + 1]);
  }
  return { offsets: steps, astral };
}

/**
 * Returns the folded form of a text, in which both scripts, widths, cases and accents are one: `fold('ＡＰＰ監利')` is `app监利`. It has
 * the same length in UTF-16 units, so an offset in it is one in the text.
 * @throws HansouError BAD_ARGUMENT when it is no string
 */
export function fold(text: string): string {
  requireString(text, 'the text to fold');
  const units = new Uint16Array(text.length);
  foldInto(text, units);
  return stringFromUnits(units, 0, units.length);
}

/** Writes the folded text into `out`, which must have room for `text.length` units. Returns `text.length`. */
export function foldInto(text: string, out: Uint16Array): number {
  table ??= createFoldTable(findHanForms());
  const { offsets } = table;
  const length = text.length;
  // Negative once a surrogate was seen. Unrolled by four: V8 checks the types of all arrays in each iteration.
  let surrogate = 0;
  let at = 0;
  for (; at + 3 < length; at += 4) {
    let first = text.charCodeAt(at);
    let second = text.charCodeAt(at + 1);
    let third = text.charCodeAt(at + 2);
    let fourth = text.charCodeAt(at + 3);
    out[at] = first += offsets[first];
    out[at + 1] = second += offsets[second];
    out[at + 2] = third += offsets[third];
    out[at + 3] = fourth += offsets[fourth];
    surrogate |= surrogateSign(first) | surrogateSign(second) | surrogateSign(third) | surrogateSign(fourth);
  }
  for (; at < length; at++) {
    let unit = text.charCodeAt(at);
    out[at] = unit += offsets[unit];
    surrogate |= surrogateSign(unit);
  }
  if (surrogate >= 0) return length;
  if (needHanForms(unitsFromString(text), length)) return foldInto(text, out);
  foldSurrogatePairs(out, length);
  return length;
}

/** Folds the first `length` units in place. Returns `length`. */
export function foldInPlace(units: Uint16Array, length: number): number {
  return foldUnits(units, length, units);
}

/** Writes the folded form of the first `length` units into `out`, which may be the same array. Returns `length`. */
export function foldUnits(units: Uint16Array, length: number, out: Uint16Array): number {
  table ??= createFoldTable(findHanForms());
  needHanForms(units, length);
  const { offsets } = table;
  let surrogate = 0;
  let at = 0;
  for (; at + 3 < length; at += 4) {
    const first = units[at];
    const second = units[at + 1];
    const third = units[at + 2];
    const fourth = units[at + 3];
    out[at] = first + offsets[first];
    out[at + 1] = second + offsets[second];
    out[at + 2] = third + offsets[third];
    out[at + 3] = fourth + offsets[fourth];
    surrogate |= surrogateSign(first) | surrogateSign(second) | surrogateSign(third) | surrogateSign(fourth);
  }
  for (; at < length; at++) {
    const unit = units[at];
    out[at] = unit + offsets[unit];
    surrogate |= surrogateSign(unit);
  }
  if (surrogate < 0) foldSurrogatePairs(out, length);
  return length;
}

/** Negative for surrogates, whose offsets are 0, and for unknown forms. The number is of more than 16 bits before it is written. */
function surrogateSign(unit: number): number {
  return ((unit & 0xf800) ^ 0xd800) - 1;
}

/**
 * Loads the forms of Han characters if a text needs one that is not loaded; returns whether it did. Of pairs, only those of
 * emoji need none for sure.
 * @throws MissingBytes while they are not there
 */
function needHanForms(units: Uint16Array, length: number): boolean {
  const { offsets, astral } = table!;
  if (astral) return false;
  for (let at = 0; at < length; at++) {
    const unit = units[at];
    const isPair = isHighSurrogate(unit) && at + 1 < length && isLowSurrogate(units[at + 1]);
    const isUnknown = isPair
      ? unit < 0xd83c || unit > 0xd83e
      : offsets[unit] !== 0 && ((unit + offsets[unit]) & 0xffff) === unknownForm;
    if (!isUnknown) continue;
    table = createFoldTable(loadHanForms());
    return true;
  }
  return false;
}

/** Folds the characters outside the Basic Multilingual Plane. */
function foldSurrogatePairs(units: Uint16Array, length: number): void {
  const { astral } = table!;
  if (!astral) return;
  for (let at = 0; at + 1 < length; at++) {
    const unit = units[at];
    if (!isHighSurrogate(unit) || !isLowSurrogate(units[at + 1])) continue;
    const folded = astral.get(codePointOfSurrogates(unit, units[at + 1]));
    if (folded !== undefined) {
      units[at] = 0xd800 + ((folded - 0x10000) >> 10);
      units[at + 1] = 0xdc00 + (folded & 0x3ff);
    }
    at++;
  }
}

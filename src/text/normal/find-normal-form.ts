/** Writes the normal form of texts that are not in it (../normal-form.ts). */
import { unitsFromString } from '../units.ts';
import { isDegreeSign, isHangulSyllable, isKept, isPairAt, Need, needs, writtenOut } from './unit-needs.ts';

/** A text in normal form, and where it comes from. */
export interface NormalForm {
  readonly text: string;
  /** By UTF-16 unit of `text`: where the characters that it stands for begin in the text given … */
  readonly starts: Uint32Array;
  /** … and end. */
  readonly ends: Uint32Array;
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

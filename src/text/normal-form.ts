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
import { findNormalForm } from './normal/find-normal-form.ts';
import { isKept, Need, needs } from './normal/unit-needs.ts';

/** Whether the first `length` units of a text are in normal form. Unrolled by four: V8 checks the arrays in each round. */
export function isNormal(units: Uint16Array, length: number): boolean {
  // A variable of the function: that of the module would be read for each unit.
  const table = needs;
  for (let at = 0; at < length; at++) {
    while (
      at + 3 < length &&
      (table[units[at]] | table[units[at + 1]] | table[units[at + 2]] | table[units[at + 3]]) === 0
    )
      at += 4;
    if (at < length && table[units[at]] !== Need.Nothing && !isKept(units, at, length)) return false;
  }
  return true;
}

/** Whether a unit may need something where it stands; a text without such units is in normal form. */
export function mayBeChanged(unit: number): boolean {
  return needs[unit] !== Need.Nothing;
}

/** The normal form of a text, folded or not; the text itself when it is in normal form. */
export function normalize(text: string): string {
  return maybeNotNormal.test(text) ? findNormalForm(text).text : text;
}

/** Characters that may need something; others are passed over by one look at a query. */
const maybeNotNormal = /[^\0-\xac\u3000-\u3098\u309b-\u31ff\u3400-\u9fff\uff01-\uff9d]/;

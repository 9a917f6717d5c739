/** Tells text from gibberish: what a PDF gives whose fonts do not say which characters their glyphs stand for. */
import { isCommonCharacter } from '../../encoding/common-characters.ts';

/** Below this share of plausible characters a page is gibberish. Chinese text has .9 and more, random characters at most .4. */
const minPlausibleShare = 0.6;
/** Below this number of characters the share says nothing, unless none has a meaning at all. */
const minCharacters = 8;

const meaningless = /[\p{Co}\p{Cn}\p{Cs}\ufffd\0-\x08\x0e-\x1f\x7f-\x9f]/u;
const han = /\p{Script=Han}/u;
const letter = /\p{L}/u;
/** Scripts that are spread over Unicode. Of the others, 128 neighbouring characters count as one. */
const scripts = [/\p{Script=Latin}/u, /[\p{Script=Hiragana}\p{Script=Katakana}]/u, /\p{Script=Hangul}/u];

/** A number for the script of a letter; 0 is Latin. */
function scriptOf(letter: string): number {
  const known = scripts.findIndex(script => script.test(letter));
  return known >= 0 ? known : scripts.length + (letter.codePointAt(0)! >> 7);
}

/**
 * Whether the text of a page is made of characters that stand together in a text: common Han characters, letters of Latin
 * script and of one more, digits, marks. Not plausible are private, unassigned and control characters, rare Han characters,
 * and letters of all other scripts.
 */
export function isReadable(text: string): boolean {
  let characters = 0;
  let withoutMeaning = 0;
  let implausible = 0;
  /** Letters of each script but Han and Latin. */
  const counts = new Map<number, number>();
  let last = '';
  for (const character of text) {
    // A line of dots in a table of contents counts once.
    if (character.trim() === '' || character === last) continue;
    last = character;
    characters++;
    if (meaningless.test(character)) withoutMeaning++;
    else if (han.test(character)) implausible += isCommonCharacter(character) ? 0 : 1;
    else if (character > '\x7f' && letter.test(character)) {
      const script = scriptOf(character);
      if (script > 0) counts.set(script, (counts.get(script) ?? 0) + 1);
    }
  }
  const others = [...counts.values()];
  implausible += others.reduce((sum, count) => sum + count, 0) - Math.max(0, ...others);
  if (withoutMeaning * 2 > characters) return false;
  return characters < minCharacters || (implausible + withoutMeaning) / characters <= 1 - minPlausibleShare;
}

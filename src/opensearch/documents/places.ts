/**
 * How is a text sent so that a phrase over its tokens is exactly a piece of it? Every character is a token, and so is every
 * run of letters and digits, which a quotation must hold as a whole.
 */
import { characterAt, classOfCharacter, isAlphanumeric, unitsOfCharacter } from '../../text/characters.ts';
import { unitsFromString } from '../../text/units.ts';

/** A longer run of letters and digits is several tokens, in UTF-16 units. */
const maxPlaceUnits = 512;

/** Stands before the number of a character that cannot be sent as it is: blanks, which separate tokens, and halves of characters. */
const escapeMark = '\u{f0000}';

/**
 * The tokens of a folded text, in their order.
 *
 * Law: the tokens of a quotation stand one behind the other among those of a text exactly if the text contains it and no
 * letter or digit touches a letter or digit at its ends.
 */
export function listPlaces(folded: string): string[] {
  const units = unitsFromString(folded);
  const { length } = units;
  const places: string[] = [];
  for (let at = 0; at < length; ) {
    const start = at;
    let character = characterAt(units, at, length);
    at += unitsOfCharacter(character);
    if (isAlphanumeric(classOfCharacter(character))) {
      while (at < length && at - start < maxPlaceUnits) {
        character = characterAt(units, at, length);
        if (!isAlphanumeric(classOfCharacter(character))) break;
        at += unitsOfCharacter(character);
      }
      places.push(folded.slice(start, at));
    } else {
      const text = folded.slice(start, at);
      places.push(/[\s\p{C}\p{Z}]/u.test(text) ? `${escapeMark}${text.codePointAt(0)!.toString(16)}` : text);
    }
  }
  return places;
}

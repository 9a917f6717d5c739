import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPlaces } from '../../../src/opensearch/documents/places.ts';
import { characterAt, classOfCharacter, isAlphanumeric } from '../../../src/text/characters.ts';
import { fold } from '../../../src/text/folding.ts';
import { unitsFromString } from '../../../src/text/units.ts';
import { anyText } from '../../laws/arbitraries.ts';

/** Whether a letter or digit begins or ends at a place of a text. */
function isWordly(text: string, at: number): boolean {
  const units = unitsFromString(text);
  const start = at > 0 && /[\udc00-\udfff]/.test(text[at]) && /[\ud800-\udbff]/.test(text[at - 1]) ? at - 1 : at;
  return at >= 0 && at < text.length && isAlphanumeric(classOfCharacter(characterAt(units, start, units.length)));
}

/** Whether a text contains a phrase that neither cuts a run of letters and digits nor a character; the slow oracle. */
function containsWhole(text: string, phrase: string): boolean {
  const isLow = (at: number) => /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    if (isLow(at) || isLow(end)) continue;
    if (isWordly(text, at) && isWordly(text, at - 1)) continue;
    if (isWordly(text, end - 1) && isWordly(text, end)) continue;
    return true;
  }
  return false;
}

function standsIn(places: readonly string[], wanted: readonly string[]): boolean {
  return places.some((_, at) => wanted.every((place, i) => places[at + i] === place));
}

describe('listPlaces', () => {
  it('makes the tokens of a phrase neighbours exactly in the texts that contain it', () => {
    const anyPair = fc
      .tuple(anyText, fc.nat(), fc.nat({ max: 8 }), anyText)
      .map(([text, at, length, other]) => {
        const start = at % (text.length + 1);
        return { text: fold(text), phrase: fold(text.slice(start, start + length) || other.slice(0, length)) };
      })
      .filter(({ phrase }) => phrase !== '');
    fc.assert(
      fc.property(anyPair, ({ text, phrase }) => {
        expect(standsIn(listPlaces(text), listPlaces(phrase))).toBe(containsWhole(text, phrase));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives tokens without blanks, which separate tokens when they are sent', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const place of listPlaces(fold(text))) expect(place).toMatch(/^[^\s\p{Z}]+$/u);
      }),
    );
  });
});

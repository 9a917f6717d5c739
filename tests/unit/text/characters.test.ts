import { describe, expect, it } from 'vitest';
import { CharacterClass, classOfUnit } from '../../../src/text/characters.ts';

/** The same rule written again, for one unit at a time. */
function classifyByRule(unit: number): CharacterClass {
  if (unit >= 0xd800 && unit < 0xdc00) return CharacterClass.HighSurrogate;
  if (unit >= 0xdc00 && unit < 0xe000) return CharacterClass.LowSurrogate;
  const character = String.fromCharCode(unit);
  const is = (...properties: string[]) =>
    properties.some(property => new RegExp(`^\\p{${property}}$`, 'u').test(character));
  if (is('Script=Han')) return is('L', 'N') ? CharacterClass.Han : CharacterClass.Punctuation;
  if (/^\s$/.test(character)) return CharacterClass.Space;
  if (is('Variation_Selector') || unit === 0x20e3) return CharacterClass.Punctuation;
  if (is('Nd')) return CharacterClass.Digit;
  const scripts = ['Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
  if ('ー\uff70'.includes(character) || is(...scripts.map(script => `Script=${script}`)))
    return is('L', 'M') ? CharacterClass.Syllable : CharacterClass.Punctuation;
  if (is('L', 'M', 'N')) return CharacterClass.Letter;
  return is('Extended_Pictographic') ? CharacterClass.Pictograph : CharacterClass.Punctuation;
}

describe('classOfUnit', () => {
  it('gives every UTF-16 unit the class of the rule, whether filled in or computed', () => {
    const wrong: string[] = [];
    for (let unit = 0; unit < 0x10000; unit++)
      if (classOfUnit(unit) !== classifyByRule(unit))
        wrong.push(`${unit.toString(16)}: ${classOfUnit(unit)}, expected ${classifyByRule(unit)}`);
    expect(wrong).toEqual([]);
  });
});

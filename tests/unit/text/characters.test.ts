import { describe, expect, it } from 'vitest';
import { CharacterClass, classOfUnit } from '../../../src/text/characters.ts';

/** The rule, asked of each unit by itself. */
function ruled(unit: number): CharacterClass {
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

describe('classOf', () => {
  it('says of every unit what the rule says, written down or worked out', () => {
    const wrong: string[] = [];
    for (let unit = 0; unit < 0x10000; unit++)
      if (classOfUnit(unit) !== ruled(unit))
        wrong.push(`${unit.toString(16)}: ${classOfUnit(unit)}, ruled ${ruled(unit)}`);
    expect(wrong).toEqual([]);
  }, 60_000);
});

/** Which two words may a Latin word be? PowerPoint is written Power Point, wifi is written wi fi. */
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { stringFromUnits } from '../../text/units.ts';
import type { QueryText } from '../cut/cut-query.ts';
import type { SpelledSpan } from './spellings.ts';

/** Minimum length of each of the two words, in UTF-16 units. */
const minWordUnits = 2;
/** Maximum length of a word that is split: a longer one has more splits than spellings are looked up. */
const maxWordUnits = 24;

/** The words of letters in a folded text, each with all ways to split it in two. */
export function splitLatinWords({ analysis: { units, length } }: QueryText): SpelledSpan[] {
  const spans: SpelledSpan[] = [];
  for (let start = 0; start < length; start++) {
    if (!isLetterOrDigit(units[start])) continue;
    let end = start;
    let hasDigit = false;
    for (; end < length && isLetterOrDigit(units[end]); end++)
      if (classOfUnit(units[end]) === CharacterClass.Digit) hasDigit = true;
    if (!hasDigit && end - start >= 2 * minWordUnits && end - start <= maxWordUnits) {
      const word = stringFromUnits(units, start, end);
      spans.push({ start, end, spell: () => splitInTwo(word) });
    }
    start = end;
  }
  return spans;
}

function splitInTwo(word: string): string[] {
  const splits: string[] = [];
  for (let at = minWordUnits; at <= word.length - minWordUnits; at++)
    splits.push(`${word.slice(0, at)} ${word.slice(at)}`);
  return splits;
}

function isLetterOrDigit(unit: number): boolean {
  const characterClass = classOfUnit(unit);
  return characterClass === CharacterClass.Letter || characterClass === CharacterClass.Digit;
}

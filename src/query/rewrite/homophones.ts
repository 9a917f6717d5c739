/** Finds words of some text fields that are pronounced like a given word. */

import type { TextReader } from '../../index/index-reader.ts';
import { stringFromUnits } from '../../text/units.ts';

import { findCharactersReadAs, findReadings } from './readings.ts';

/**
 * Other words of the same length with the same pronunciation; the most frequent first. They are looked up in the term
 * dictionary by every pair of characters that can begin them (30 are read han, 32 xu: 960 lookups, a few ms), so no table
 * of all words is needed. Single characters have too many homophones and return none.
 */
export function findHomophones(fields: readonly TextReader[], word: string, limit: number): string[] {
  const found = new Set<string>();
  if (word.length < 2) return [];
  for (const reading of findReadings(word)) {
    const pinyin = reading.join(' ');
    const characters = reading.map(findCharactersReadAs);
    const documentCounts = new Map<string, number>();
    for (const field of fields)
      for (const vocabulary of field.vocabularies)
        vocabulary.visitWordsMatching(characters, (units, start, end, documents) => {
          const other = stringFromUnits(units, start, end);
          documentCounts.set(other, (documentCounts.get(other) ?? 0) + documents);
        });
    const homophones = [...documentCounts].filter(
      ([other]) => other !== word && findReadings(other).some(each => each.join(' ') === pinyin),
    );
    for (const [other] of homophones.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) found.add(other);
  }
  return [...found].slice(0, limit);
}

/** Words of an index that are read like others. */
import type { IndexReader } from '../../index/index-reader.ts';
import { stringOf } from '../../text/folding.ts';
import { findCharactersReadAs, findReadings } from './readings.ts';

/**
 * Other words of the same length that are read like this one: the most frequent first. They are looked up in the
 * dictionary, for each two characters that may begin one (30 are read han, 32 xu: 960 look-ups, a few ms), so that
 * nothing has to be laid out of all its words before. A character alone is read like too many.
 */
export function findHomophones(index: IndexReader, word: string, limit: number): string[] {
  const found = new Set<string>();
  if (word.length < 2) return [];
  for (const way of findReadings(word)) {
    const spelt = way.join(' ');
    const places = way.map(findCharactersReadAs);
    const words = new Map<string, number>();
    for (const [name, { type }] of Object.entries(index.schema)) {
      if (type !== 'text') continue;
      for (const part of index.text(name).vocabularies)
        part.eachWordAmong(places, (units, start, end, documents) => {
          const other = stringOf(units, start, end);
          words.set(other, (words.get(other) ?? 0) + documents);
        });
    }
    const alike = [...words].filter(
      ([other]) => other !== word && findReadings(other).some(each => each.join(' ') === spelt),
    );
    for (const [other] of alike.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) found.add(other);
  }
  return [...found].slice(0, limit);
}

/**
 * Finds words of some text fields that sound or look like a given Han word: 韩续 for 韩旭, 拔款 for 拨款. Used by
 * `QueryRewriter` (../rewrite.ts).
 */
import type { TextReader } from '../../../index/index-reader.ts';
import { stringFromUnits } from '../../../text/units.ts';
import { findCharactersReadAs, findReadings } from '../readings.ts';
import { findLookAlikes } from './look-alikes.ts';

/** A word of the index and the number of documents that contain it as a word, summed over the fields. */
export interface SimilarHanWord {
  readonly word: string;
  readonly documents: number;
}

/**
 * Other words of the same length, the most frequent first: those that are pronounced the same, those with a look-alike in
 * place of one character, and those with two neighbouring characters swapped. They are looked up in the term dictionary:
 * every pair of characters that can begin a homophone (30 are read han, 32 xu: 960 look-ups, a few ms), and about a dozen
 * look-alikes for each character. So no table of all words is needed. Single characters have too many and return none.
 * @param word folded
 */
export function findSimilarHanWords(fields: readonly TextReader[], word: string, limit: number): SimilarHanWord[] {
  if (word.length < 2) return [];
  const documentCounts = new Map<string, number>();
  for (const reading of findReadings(word)) {
    const pinyin = reading.join(' ');
    const homophones = collectMatching(fields, reading.map(findCharactersReadAs));
    for (const [other, documents] of homophones)
      if (findReadings(other).some(each => each.join(' ') === pinyin)) documentCounts.set(other, documents);
  }
  const letters: Uint16Array[] = Array.from(word, character => Uint16Array.of(character.charCodeAt(0)));
  const collect = (at: number, ...replacements: Uint16Array[]) => {
    const pattern = letters.slice();
    pattern.splice(at, replacements.length, ...replacements);
    for (const [other, documents] of collectMatching(fields, pattern)) documentCounts.set(other, documents);
  };
  for (let at = 0; at < letters.length; at++) {
    const lookAlikes = findLookAlikes(letters[at][0]);
    if (lookAlikes.length > 0) collect(at, lookAlikes);
    if (at > 0) collect(at - 1, letters[at], letters[at - 1]);
  }
  documentCounts.delete(word);
  return [...documentCounts]
    .map(([other, documents]) => ({ word: other, documents }))
    .sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

/** The words with one of these characters at each place. */
function collectMatching(fields: readonly TextReader[], pattern: readonly Uint16Array[]): Map<string, number> {
  const documentCounts = new Map<string, number>();
  for (const field of fields)
    for (const vocabulary of field.vocabularies)
      vocabulary.visitWordsMatching(pattern, (units, start, end, documents) => {
        const word = stringFromUnits(units, start, end);
        documentCounts.set(word, (documentCounts.get(word) ?? 0) + documents);
      });
  return documentCounts;
}

/** How may a Latin word continue whose end is not typed yet? iPho is the beginning of iPhone. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { TextReader } from '../../index/index-reader.ts';
import { stringFromUnits, unitsFromString } from '../../text/units.ts';

/** Minimum length of a word that may continue, in letters: two are an abbreviation more often than a beginning. */
export const minContinuedLetters = 3;

/** The longer words of some fields that begin with a folded word; the most frequent first. */
export function findContinuations(word: string, fields: readonly TextReader[], limit: number): string[] {
  const prefix = unitsFromString(word);
  const found = new Map<string, number>();
  const vocabularies = fields.flatMap(field => field.vocabularies);
  gatherMissing(vocabularies.length, i => {
    vocabularies[i].visitWordsWithPrefix(prefix, (units, start, end, count) => {
      const continued = stringFromUnits(units, start, end);
      const documents = count();
      if (documents > 0) found.set(continued, (found.get(continued) ?? 0) + documents);
    });
  });
  found.delete(word);
  return [...found]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([continued]) => continued);
}

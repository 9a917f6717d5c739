/** Loads the dictionary entries that cutting and matching a text of the query need, all at once. */
import { type Analysis, TermKind } from '../../../analysis/analysis.ts';
import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import type { TextReader } from '../../../index/index-reader.ts';
import type { Term } from '../../../index/term.ts';
import type { QueryContext } from '../query-context.ts';

/** UTF-16 units of the longest span that is looked up as a word. Longer words are rare, and mostly beside shorter ones. */
const maxSpanUnits = 5;

/**
 * Looks up the terms of a text, and its spans as words, in all fields.
 * @throws MissingBytes after all look-ups, if any of them lacks bytes
 */
export function gatherFrequencies(
  terms: readonly Term[],
  { units, length }: Analysis,
  fields: readonly TextReader[],
  { termLists, scratchTerm }: QueryContext,
): void {
  const termCount = terms.length;
  gatherMissing(termCount + length * maxSpanUnits, i => {
    let term = terms[i];
    if (i >= termCount) {
      const start = Math.floor((i - termCount) / maxSpanUnits);
      const end = start + 1 + ((i - termCount) % maxSpanUnits);
      if (end > length) return;
      term = scratchTerm.set(TermKind.InnerWord, units, start, end);
    }
    gatherMissing(fields.length, field => {
      fields[field].want(1, () => term);
      termLists.documentFrequency(fields[field], term);
    });
  });
}

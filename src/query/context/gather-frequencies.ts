/** Loads the dictionary entries that cutting and matching a text of the query need, all at once. */
import { type Analysis, TermKind } from '../../analysis/analysis.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { TextReader } from '../../index/index-reader.ts';
import type { Term } from '../../index/term.ts';
import type { QueryContext } from './query-context.ts';

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
  gatherMissing(fields.length * terms.length, i => {
    termLists.documentFrequency(fields[i % fields.length], terms[Math.floor(i / fields.length)]);
  });
  // Most of these are beside the bigrams that they begin with: they are looked up when those are there.
  gatherMissing(fields.length * length * maxSpanUnits, i => {
    const start = Math.floor(i / fields.length / maxSpanUnits);
    const end = start + 1 + (Math.floor(i / fields.length) % maxSpanUnits);
    if (end > length) return;
    termLists.documentFrequency(fields[i % fields.length], scratchTerm.set(TermKind.InnerWord, units, start, end));
  });
}

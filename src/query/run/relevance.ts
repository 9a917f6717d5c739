/** How much of a query does a document hold? */
import { holdsDocument } from '../context/document-lists.ts';
import type { Tier } from '../rewrite/tier-names.ts';
import { measureList } from './measure-list.ts';
import type { QuerySession } from './query-session.ts';
import type { FoundTier } from './tiers.ts';

/** The rules whose documents may lack words of the query. */
const partialTiers: readonly Tier[] = ['most', 'any', 'unquoted'];

/**
 * By document: the share of the weight (idf) of the query's words that it holds, from 0 to 1; characters that are in no word
 * count as words. 1 where the rule that found it needs all of them. Law: it is the same in an answer that the budget ended.
 * @param documents of the tiers
 */
export function measureRelevance(
  session: QuerySession,
  tiers: readonly FoundTier[],
  documents: readonly number[],
): number[] {
  const { context } = session;
  const relevance = documents.map(() => 1);
  for (const found of tiers) {
    if (!partialTiers.includes(found.tier)) continue;
    // Two tiers may have one name.
    const places = documents.flatMap((document, i) => (holdsDocument(found.list, document) ? [i] : []));
    if (places.length === 0) continue;
    places.sort((a, b) => documents[a] - documents[b]);
    const list = context.borrowList();
    list.reserve(places.length);
    for (const place of places) list.documents[list.count++] = documents[place];
    measureList(session, found, list).forEach((share, i) => {
      relevance[places[i]] = share;
    });
  }
  return relevance;
}

/**
 * The tiers with the documents whose relevance is at least `min`. Those whose relevance is not known when the budget is spent
 * are left out.
 */
export function keepRelevant(session: QuerySession, tiers: readonly FoundTier[], min: number): FoundTier[] {
  const { context } = session;
  return tiers.flatMap(found => {
    if (!partialTiers.includes(found.tier)) return [found];
    if (context.budget.isSpent) return [];
    const shares = measureList(session, found, found.list);
    const list = context.borrowList();
    list.reserve(found.list.count);
    for (let i = 0; i < found.list.count; i++)
      if (shares[i] >= min) list.documents[list.count++] = found.list.documents[i];
    if (list.count === 0) return [];
    // Of documents that were not loaded nothing is known.
    const { loaded } = found;
    return [{ ...found, list, ...(loaded && { loaded: { ...loaded, isExact: false } }) }];
  });
}

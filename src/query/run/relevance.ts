/** How much of a query does a document hold? */
import { TermKind } from '../../analysis/analysis.ts';
import { isFunctionWord } from '../cut/function-words.ts';
import type { Tier } from '../rewrite/tier-names.ts';
import type { QuerySession } from './query-session.ts';
import type { FoundTier } from './tiers.ts';
import { type TextTerm, weightQueryTerms } from './weight-query.ts';

/** The rules whose documents may lack words of the query. */
const partialTiers: readonly Tier[] = ['most', 'any', 'unquoted'];

/**
 * By document: the share of the weight (idf) of the query's words that it holds, from 0 to 1; characters that are in no word
 * count as words. 1 where the rule that found it needs all of them.
 * @param documents with their tiers, side by side
 */
export function measureRelevance(
  session: QuerySession,
  tiers: readonly FoundTier[],
  documents: readonly number[],
  names: readonly Tier[],
): number[] {
  const relevance = documents.map(() => 1);
  for (const tier of tiers) {
    if (!partialTiers.includes(tier.tier)) continue;
    const places = documents.flatMap((_, i) => (names[i] === tier.tier ? [i] : []));
    if (places.length > 0) measureTier(session, tier, documents, places, relevance);
  }
  return relevance;
}

function measureTier(
  session: QuerySession,
  { query }: FoundTier,
  documents: readonly number[],
  places: readonly number[],
  relevance: number[],
): void {
  const { context } = session;
  const candidates = context.borrowList();
  candidates.reserve(places.length);
  for (const document of places.map(place => documents[place]).sort((a, b) => a - b))
    candidates.documents[candidates.count++] = document;
  const held = new Map(places.map(place => [documents[place], 0]));
  const terms = weightQueryTerms(session, query, { choose: chooseWords });
  const found = context.borrowList();
  for (const { term, idf, matchingFields } of terms) {
    const holders = new Set<number>();
    for (const { reader } of matchingFields) {
      reader.readPostingsIn(term, candidates, found);
      for (let i = 0; i < found.count; i++) holders.add(found.documents[i]);
    }
    for (const document of holders) held.set(document, held.get(document)! + idf);
  }
  const total = terms.reduce((sum, { idf }) => sum + idf, 0);
  for (const place of places) relevance[place] = total === 0 ? 1 : Math.min(1, held.get(documents[place])! / total);
}

/** The words, and the characters that stand in none; function words only if there is nothing else. */
function chooseWords(terms: readonly TextTerm[]): readonly TextTerm[] {
  const words = terms.filter(({ term }) => term.kind >= TermKind.Word);
  const says = ({ term: { units, start, end } }: TextTerm): boolean => !isFunctionWord(units, start, end);
  const isInWord = ({ term }: TextTerm): boolean =>
    words.some(word => word.term.units === term.units && word.term.start <= term.start && word.term.end >= term.end);
  const all = [...words, ...terms.filter(each => each.term.kind === TermKind.Character && !isInWord(each))];
  return all.some(says) ? all.filter(says) : all;
}

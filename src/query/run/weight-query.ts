/** The terms of a whole query that count for the score. */
import { TermKind } from '../../analysis/analysis.ts';
import { hasSameUnits } from '../../index/term.ts';
import type { ScoreTerm } from '../cut/score-term.ts';
import type { Query } from '../language/query.ts';
import { scoreTerms } from '../rank/score-terms.ts';
import { type WeightedTerm, weightTerm } from '../rank/scoring.ts';
import type { QuerySession } from './query-session.ts';

/**
 * The terms of all texts of the query, with their weights. A term that a spelling (`SpellingQuery`) shares with a text
 * before it counts once.
 * @param options `withBits`: whether each of the first 32 characters gets a bit of its own
 */
export function weightQueryTerms(
  { index, context, matcher }: QuerySession,
  query: Query,
  { withBits = false } = {},
): WeightedTerm[] {
  const terms: WeightedTerm[] = [];
  let bit = 1;
  for (const { text, fields, isSpelling } of matcher.collectScoredTexts(query)) {
    if (context.budget.isSpent) break;
    for (const each of scoreTerms(text)) {
      if (context.budget.isSpent) break;
      if (isSpelling && isAmong(terms, each)) continue;
      const hasBit = withBits && each.term.kind === TermKind.Character;
      terms.push(weightTerm(index, context, each, fields, hasBit ? bit : 0));
      if (hasBit) bit <<= 1;
    }
  }
  return terms;
}

function isAmong(terms: readonly WeightedTerm[], { term }: ScoreTerm): boolean {
  return terms.some(known => known.term.kind === term.kind && hasSameUnits(known.term, term));
}

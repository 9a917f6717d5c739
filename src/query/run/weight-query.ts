/** The terms of a whole query that count for the score. */
import { TermKind } from '../../analysis/analysis.ts';
import { hasSameUnits } from '../../index/term.ts';
import type { ScoreTerm } from '../cut/score-term.ts';
import type { Query } from '../language/query.ts';
import type { ScoredText } from '../match/match-query.ts';
import { scoreTerms } from '../rank/score-terms.ts';
import { type WeightedTerm, weightTerm } from '../rank/scoring.ts';
import type { QuerySession } from './query-session.ts';

/**
 * The terms of all texts of the query, with their weights. A term that a spelling (`SpellingQuery`) shares with a text
 * before it counts once.
 * @param options `withBits`: whether each of the first 32 characters gets a bit of its own; `choose`: the terms that are
 *   wanted (all); only these are looked up
 */
export function weightQueryTerms(
  { index, context, matcher }: QuerySession,
  query: Query,
  {
    withBits = false,
    choose = terms => terms,
  }: { withBits?: boolean; choose?: (terms: readonly TextTerm[]) => readonly TextTerm[] } = {},
): WeightedTerm[] {
  const found: TextTerm[] = [];
  for (const { text, fields, isSpelling } of matcher.collectScoredTexts(query)) {
    if (context.budget.isSpent) break;
    for (const scored of scoreTerms(text))
      if (!isSpelling || !isAmong(found, scored)) found.push({ term: scored.term, scored, fields });
  }
  const weighted: WeightedTerm[] = [];
  let bit = 1;
  for (const { term, scored, fields } of choose(found)) {
    if (context.budget.isSpent) break;
    const hasBit = withBits && term.kind === TermKind.Character;
    weighted.push(weightTerm(index, context, scored, fields, hasBit ? bit : 0));
    if (hasBit) bit <<= 1;
  }
  return weighted;
}

function isAmong(terms: readonly TextTerm[], { term }: ScoreTerm): boolean {
  return terms.some(known => known.term.kind === term.kind && hasSameUnits(known.term, term));
}

/** A term of a text of the query, and the fields where it is searched. */
export interface TextTerm {
  readonly term: ScoreTerm['term'];
  readonly scored: ScoreTerm;
  readonly fields: ScoredText['fields'];
}

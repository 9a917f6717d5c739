/** The terms of a whole query that count for the score. */
import { TermKind } from '../../analysis/analysis.ts';
import { hasSameUnits } from '../../index/term.ts';
import type { Budget } from '../context/budget.ts';
import type { ScoreTerm } from '../cut/score-term.ts';
import type { Query } from '../language/query.ts';
import type { ScoredText } from '../match/match-query.ts';
import { scoreTerms } from '../rank/score-terms.ts';
import { type WeightedTerm, weightTerm } from '../rank/scoring.ts';
import type { QuerySession } from './query-session.ts';

/**
 * How many postings are scored at most, in multiples of the number of documents: those of the heaviest terms. What is left
 * out of a long text is its most frequent characters and pairs of them, whose long lists order nothing.
 */
const maxScoredShares = 32;
/** A text of more terms than this, some hundred characters, is scored by half as many postings: its first hit stays. */
const manyTerms = 240;

/**
 * The terms of all texts of the query, with their weights. A term that a spelling (`SpellingQuery`) shares with a text
 * before it counts once.
 * @param options `withBits`: whether each of the first 32 characters gets a bit of its own; `choose`: the terms that are
 *   wanted (all); only these are looked up; `budget`: how long terms are looked up (that of the query)
 */
export function weightQueryTerms(
  { index, context, matcher }: QuerySession,
  query: Query,
  {
    withBits = false,
    choose = terms => terms,
    budget = context.budget,
  }: { withBits?: boolean; choose?: (terms: readonly TextTerm[]) => readonly TextTerm[]; budget?: Budget } = {},
): readonly WeightedTerm[] {
  const found: TextTerm[] = [];
  for (const { text, fields, isSpelling } of matcher.collectScoredTexts(query)) {
    if (budget.isSpent) break;
    for (const scored of scoreTerms(text))
      if (!isSpelling || !isAmong(found, scored)) found.push({ term: scored.term, scored, fields });
  }
  const weighted: WeightedTerm[] = [];
  let bit = 1;
  for (const { term, scored, fields } of choose(found)) {
    if (budget.isSpent) break;
    const hasBit = withBits && term.kind === TermKind.Character;
    weighted.push(weightTerm(index, context, scored, fields, hasBit ? bit : 0));
    if (hasBit) bit <<= 1;
  }
  return weighted.length > maxScoredShares ? keepHeaviest(weighted) : weighted;
}

/** The terms that can add the most to a score, as many as the limit of their postings allows, in the order in which they were. */
function keepHeaviest(terms: readonly WeightedTerm[]): readonly WeightedTerm[] {
  const kept = new Set<WeightedTerm>();
  let shares = 0;
  const maxShares = terms.length > manyTerms ? maxScoredShares / 2 : maxScoredShares;
  for (const each of [...terms].sort((a, b) => b.weight * b.idf - a.weight * a.idf)) {
    // The share of the documents that contain it, by the definition of its idf.
    shares += Math.exp(-each.idf);
    if (shares > maxShares) break;
    kept.add(each);
  }
  return kept.size === terms.length ? terms : terms.filter(each => kept.has(each));
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

/** A query and an index to the numbers of the best documents. */
import type { IndexReader } from '../inverted/index-reader.ts';
import { ClosenessScorer, type WeighedTerm } from './closeness.ts';
import type { DocumentSet } from './document-set.ts';
import { Evaluator, type ScoredText, type WordsNeeded } from './evaluate.ts';
import { type Filter, filtered } from './filter.ts';
import type { Query } from './query.ts';
import { rankTier } from './rank.ts';
import { Scorer } from './scoring.ts';
import { scoreTerms } from './terms.ts';

/**
 * How many words of the query a document must hold. `smart`: all of them, and when fewer than ten documents do, then
 * also those that hold most, below; a question (more than five words) takes every document that holds any.
 */
export type MatchMode = 'smart' | 'all' | 'any';

/** Which rule found a document. A lower tier ranks below the higher ones, whatever the scores. */
export const tierNames = ['all', 'most', 'any'] as const;
export type Tier = (typeof tierNames)[number];

/** With fewer documents than this in the tiers above, the next one is tried. */
export const enoughDocuments = 10;
/** A query of more pieces is a question: few documents hold all of it, and the best need not. */
export const mostSureWords = 5;

export interface RunOptions {
  readonly offset: number;
  readonly limit: number;
  readonly match: MatchMode;
  readonly filter?: Filter | undefined;
}

/** Documents in their order, from the offset on. */
export interface RankedDocuments {
  readonly documents: readonly number[];
  readonly scores: readonly number[];
  readonly tiers: readonly Tier[];
  /** How many documents the tiers that were used found in all. */
  readonly total: number;
  readonly totalIsExact: boolean;
  /** What was asked for, cut: for snippets. */
  readonly texts: readonly ScoredText[];
}

export function runQuery(index: IndexReader, query: Query, options: RunOptions): RankedDocuments {
  const evaluator = new Evaluator(index);
  const texts = evaluator.scored(query);
  const filter = options.filter ? filtered(index, options.filter) : undefined;
  const found = (needed: WordsNeeded) => {
    const set = evaluator.matched(query, needed);
    return filter ? set.and(filter) : set;
  };
  const tiers: { tier: Tier; set: DocumentSet; size: number }[] = [];
  const take = (tier: WordsNeeded) => {
    const set = found(tier);
    for (const above of tiers) set.andNot(above.set);
    tiers.push({ tier, set, size: set.size });
  };
  const isQuestion = options.match === 'smart' && evaluator.pieceCount(query) > mostSureWords;
  take(options.match === 'any' || isQuestion ? 'any' : 'all');
  if (options.match === 'smart' && !isQuestion && tiers[0].size < enoughDocuments) take('most');

  const documents: number[] = [];
  const scores: number[] = [];
  const tierOf: Tier[] = [];
  const wanted = options.offset + options.limit;
  const all = tiers.length > 1 ? tiers.reduce((set, tier) => set.or(tier.set), tiers[0].set.copy()) : tiers[0].set;
  const scorer = new Scorer(index);
  const terms: WeighedTerm[] = [];
  for (const { text, fields } of texts)
    for (const term of scoreTerms(text)) terms.push({ term, idf: scorer.add(term, fields, all) });
  const closeness = new ClosenessScorer(index, terms);
  for (const { tier, set } of tiers) {
    const ranked = rankTier(set, scorer.scores, closeness, Math.max(0, wanted - documents.length));
    for (let i = 0; i < ranked.documents.length; i++) {
      documents.push(ranked.documents[i]);
      scores.push(ranked.scores[i]);
      tierOf.push(tier);
    }
  }
  return {
    documents: documents.slice(options.offset),
    scores: scores.slice(options.offset),
    tiers: tierOf.slice(options.offset),
    total: tiers.reduce((sum, tier) => sum + tier.size, 0),
    totalIsExact: true,
    texts,
  };
}

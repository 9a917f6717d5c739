/** A query and an index to the numbers of the best documents. */
import type { IndexReader, PostingList } from '../inverted/index-reader.ts';
import { ClosenessScorer } from './closeness.ts';
import { enoughDocuments, mostSureWords, rereadDocuments } from './constants.ts';
import { Evaluator, type ScoredText, type WordsNeeded } from './evaluate.ts';
import { type Filter, filtered } from './filter.ts';
import { difference, union, within } from './lists.ts';
import type { QueryMemory } from './memory.ts';
import type { Query } from './query.ts';
import { rank } from './rank.ts';
import { Scorer, type WeighedTerm, weighed } from './scoring.ts';
import { scoreTerms } from './terms.ts';

/**
 * How many words of the query a document must hold. `smart`: all of them, and when fewer than ten documents do, then
 * also those that hold most, below; a question (more than five words) takes every document that holds any.
 */
export type MatchMode = 'smart' | 'all' | 'any';

/** Which rule found a document. A lower tier ranks below the higher ones, whatever the scores. */
export const tierNames = ['all', 'most', 'any'] as const;
export type Tier = (typeof tierNames)[number];

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

export function runQuery(
  index: IndexReader,
  query: Query,
  options: RunOptions,
  queryMemory: QueryMemory,
): RankedDocuments {
  const memory = queryMemory.for(index);
  const evaluator = new Evaluator(index, memory);
  const texts = evaluator.scored(query);
  const filter = options.filter ? filtered(index, options.filter) : undefined;
  const tiers: { tier: Tier; list: PostingList }[] = [];
  let above: PostingList | undefined;
  const take = (tier: Tier, needed: WordsNeeded) => {
    let list = evaluator.matched(query, needed);
    if (filter) list = within(list, filter, memory.lend());
    if (above) list = difference(list, above, memory.lend());
    above = above ? union(above, list, memory.lend()) : list;
    tiers.push({ tier, list });
  };
  const isQuestion = options.match === 'smart' && evaluator.pieceCount(query) > mostSureWords;
  if (isQuestion) take('any', 'telling');
  else take(options.match === 'any' ? 'any' : 'all', options.match === 'any' ? 'any' : 'all');
  if (options.match === 'smart' && !isQuestion && tiers[0].list.count < enoughDocuments) take('most', 'most');

  const documents: number[] = [];
  const scores: number[] = [];
  const tierOf: Tier[] = [];
  const wanted = options.offset + options.limit;
  const scorer = new Scorer(index, memory);
  const terms: WeighedTerm[] = [];
  for (const { text, fields } of texts) for (const term of scoreTerms(text)) terms.push(weighed(index, term, fields));
  const closeness = isQuestion ? new ClosenessScorer(index, terms) : undefined;
  for (const { tier, list } of tiers) {
    const wantedHere = Math.max(0, wanted - documents.length);
    const best = scorer.score(terms, list, Math.max(wantedHere, rereadDocuments));
    const ranked = rank(best, memory.scores, closeness, wantedHere);
    memory.clear(list);
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
    total: tiers.reduce((sum, tier) => sum + tier.list.count, 0),
    totalIsExact: true,
    texts,
  };
}

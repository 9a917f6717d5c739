/** Ranks the documents of the tiers, each tier below the ones before it. */
import type { PostingList } from '../../index/posting-list.ts';
import type { Query } from '../language/query.ts';
import { maxVerifiedSpellings } from '../match/constants.ts';
import { rerankedDocuments } from '../rank/constants.ts';
import type { Freshness } from '../rank/freshness.ts';
import { type Ranked, type RerankScorers, rankDocuments } from '../rank/rerank.ts';
import { sumAtomIdf, type WeightedTerm } from '../rank/scoring.ts';
import type { Tier } from '../rewrite/tier-names.ts';
import type { QuerySession } from './query-session.ts';
import { type FoundTier, isReranked, type MatchMode } from './tiers.ts';
import { weightQueryTerms } from './weight-query.ts';

/**
 * When too few of the first documents match, this many texts are read one by one if so many are probably enough (by the share
 * that matched, and a factor); otherwise all that cannot match are ruled out first.
 */
const maxReadMore = 500;
const readMoreFactor = 1.5;

/** Collects ranked documents, tier by tier. */
export class TierRanking {
  readonly documents: number[] = [];
  readonly scores: number[] = [];
  readonly tiers: Tier[] = [];
  /** Whether all candidates were verified. */
  totalIsExact = true;
  /** By tier: the number of candidates that were found not to match. */
  readonly rejected = new Map<FoundTier, number>();
  /** The query whose terms were weighted last. */
  private weighted: { readonly query: Query; readonly terms: readonly WeightedTerm[] } | undefined;

  constructor(
    private readonly session: QuerySession,
    private readonly match: MatchMode,
    private readonly freshness: Freshness | undefined,
  ) {}

  /** Appends the documents of the next tier, until there are `wanted` in all. */
  add(found: FoundTier, wanted: number): void {
    const { tier, query, list, verify } = found;
    const { session } = this;
    const { context } = session;
    const wantedHere = Math.max(0, wanted - this.documents.length);
    const reranks = isReranked(session.matcher, query, this.match);
    const terms = this.weigh(query, reranks);
    const score = (candidates: PostingList, wanted: number) =>
      scoreList(session, terms, candidates, wanted, this.freshness);
    const scorers = createRerankScorers(session, query, terms, reranks);
    const enough = scorers || verify ? Math.max(wantedHere, rerankedDocuments) : wantedHere;
    if (!verify) this.push(tier, rankDocuments(score(list, enough), context, { wanted: wantedHere, scorers }));
    else {
      const rank = (scored: PostingList, maxExamined: number) =>
        rankDocuments(scored, context, { wanted: wantedHere, scorers, verify, maxExamined });
      const maxOfTier = tier === 'number' ? Math.max(wantedHere, maxVerifiedSpellings) : list.count;
      // One more than may be verified, so that the budget tells that some were left out.
      const maxExamined = Math.min(maxOfTier, Math.ceil(context.budget.verificationsLeft) + 1);
      let candidates = list;
      // Of many phrases few of the first documents hold one: then all are scored, once.
      let scored = score(list, verify.lookAhead ? maxOfTier : Math.min(2 * enough, maxExamined));
      let ranked = rank(scored, Math.min(2 * enough, maxExamined));
      const scoreAgain = (wanted: number) => {
        // Where no candidate was dropped, all have their exact scores.
        if (scored.count === list.count) scored = candidates;
        else {
          context.resetScores(list);
          scored = score(candidates, wanted);
        }
      };
      const lacksSome = () =>
        ranked.matched < enough && ranked.examined < Math.min(list.count, maxExamined) && !context.budget.isSpent;
      const needed = Math.ceil((ranked.examined * enough * readMoreFactor) / Math.max(1, ranked.matched));
      if (lacksSome() && needed <= maxReadMore) {
        const examined = Math.min(needed, maxExamined);
        scoreAgain(examined);
        ranked = rank(scored, examined);
      }
      if (lacksSome()) {
        candidates = verify.keepPossible?.(list, context.borrowList()) ?? list;
        scoreAgain(maxExamined);
        ranked = rank(scored, maxExamined);
      }
      this.push(tier, ranked);
      if (ranked.matched < enough || context.budget.isSpent) this.rejected.set(found, list.count - ranked.matched);
      if (ranked.matched >= enough || ranked.examined < candidates.count) this.totalIsExact = false;
    }
    context.resetScores(list);
  }

  /** The terms of a query, which several tiers have in common; which of them need bits follows from the query. */
  private weigh(query: Query, withBits: boolean): readonly WeightedTerm[] {
    if (this.weighted?.query !== query)
      this.weighted = { query, terms: weightQueryTerms(this.session, query, { withBits }) };
    return this.weighted.terms;
  }

  /** Appends documents that are sorted by a field, with their scores. */
  addSorted(tiers: readonly FoundTier[], documents: Uint32Array): void {
    const { context, scorer } = this.session;
    const scored = new Map<number, { score: number; tier: Tier }>();
    for (const { tier, query, list } of tiers) {
      const inTier = new Set(list.documents.subarray(0, list.count));
      const shown = context.borrowList();
      shown.reserve(documents.length);
      for (const document of Uint32Array.from(documents).sort())
        if (inTier.has(document)) shown.documents[shown.count++] = document;
      scorer.score(weightQueryTerms(this.session, query), shown, shown.count);
      for (let i = 0; i < shown.count; i++)
        scored.set(shown.documents[i], { score: context.scores[shown.documents[i]], tier });
      context.resetScores(shown);
    }
    for (const document of documents) {
      const { score, tier } = scored.get(document)!;
      this.documents.push(document);
      this.scores.push(score);
      this.tiers.push(tier);
    }
  }

  private push(tier: Tier, { documents, scores, count }: Ranked): void {
    for (let i = 0; i < count; i++) {
      this.documents.push(documents[i]);
      this.scores.push(scores[i]);
      this.tiers.push(tier);
    }
  }
}

/**
 * Writes the base scores of documents to `QueryContext.scores`.
 * @param wanted number of documents that shall have exact scores
 * @returns those that may be among the best `wanted`
 */
export function scoreList(
  session: QuerySession,
  terms: readonly WeightedTerm[],
  list: PostingList,
  wanted: number,
  freshness: Freshness | undefined,
): PostingList {
  const { boostOf, context } = session;
  if (freshness) session.freshness.add(list, freshness, sumAtomIdf(terms));
  // With boosts the best are known only when all have their scores.
  const scored = session.scorer.score(terms, list, boostOf ? 0 : wanted);
  for (let i = 0; boostOf && i < scored.count; i++) context.scores[scored.documents[i]] *= boostOf(scored.documents[i]);
  return scored;
}

/**
 * What reranks the first documents of a tier; undefined when nothing does.
 * @param query that of the tier, with its terms
 * @param withProximity whether proximity counts (`isReranked`)
 */
export function createRerankScorers(
  session: QuerySession,
  query: Query,
  terms: readonly WeightedTerm[],
  withProximity: boolean,
): RerankScorers | undefined {
  const proximity = withProximity ? session.proximity.beginQuery(terms) : undefined;
  const headings = session.headings.beginQuery(query, terms);
  return proximity || headings ? { proximity, headings, boostOf: session.boostOf } : undefined;
}

/** A query and an index to the numbers of the best documents. */
import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { QueryContext } from '../context/query-context.ts';
import type { Query } from '../language/query.ts';
import { type Filter, matchFilter } from '../match/filter.ts';
import { QueryMatcher, type ScoredText } from '../match/match-query.ts';
import { rerankedDocuments } from '../rank/constants.ts';
import { addFreshness, type Freshness } from '../rank/freshness.ts';
import { ProximityScorer } from '../rank/proximity.ts';
import { type Ranked, rankDocuments } from '../rank/rerank.ts';
import { scoreTerms } from '../rank/score-terms.ts';
import { Scorer } from '../rank/scorer.ts';
import { sumAtomIdf, type WeightedTerm, weightTerm } from '../rank/scoring.ts';
import { type Sort, sortDocuments } from '../rank/sort.ts';
import type { Tier } from '../rewrite/rewrite.ts';
import type { SynonymTable } from '../rewrite/synonym-table.ts';
import { countFacet, type FacetValue } from './facets.ts';
import { type FoundTier, type MatchMode, TierRunner } from './tiers.ts';

export interface RunOptions {
  readonly offset: number;
  readonly limit: number;
  readonly match: MatchMode;
  /** Names of the text fields that parts of the query without a field of their own search; default all. */
  readonly fields?: readonly string[] | undefined;
  readonly filter?: Filter | undefined;
  readonly sort?: Sort | undefined;
  readonly facets?: Readonly<Record<string, number>> | undefined;
  readonly freshness?: Freshness | undefined;
  /** Whether the total must be exact, whatever it costs. */
  readonly exactTotal?: boolean | undefined;
  readonly synonyms?: SynonymTable | undefined;
}

/** Documents in their order, from the offset on. */
export interface RankedDocuments {
  readonly documents: readonly number[];
  readonly scores: readonly number[];
  readonly tiers: readonly Tier[];
  /** How many documents the tiers that were used found in all. */
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly facets: Readonly<Record<string, readonly FacetValue[]>> | undefined;
  /** What was asked for, cut: for snippets. */
  readonly texts: readonly ScoredText[];
}

/** Runs a query. What it lends from the memory holds until the next one runs. */
export function runQuery(
  index: IndexReader,
  query: Query,
  options: RunOptions,
  queryMemory: QueryContext,
): RankedDocuments {
  const memory = queryMemory.beginQuery(index);
  const evaluator = QueryMatcher.of(index, memory, options.fields);
  const filter = options.filter ? matchFilter(index, options.filter) : undefined;
  const bySort = options.sort !== undefined && options.sort !== 'score' ? options.sort : undefined;
  const exact = options.exactTotal === true || bySort !== undefined || options.facets !== undefined;
  const finder = new TierRunner(index, memory, evaluator, filter, exact);
  const tiers = finder.run(query, options.match, options.synonyms);
  const wanted = options.offset + options.limit;
  const ranking = new TierRanking(index, memory, evaluator, options.match, options.freshness);
  const found = finder.found;
  if (bySort) {
    const documents = sortDocuments(index, found, bySort, wanted).subarray(options.offset);
    ranking.addSorted(tiers, documents);
  } else for (const tier of tiers) ranking.add(tier, wanted);
  const facets = options.facets
    ? Object.fromEntries(
        Object.entries(options.facets).flatMap(([field, limit]) =>
          limit === undefined ? [] : [[field, countFacet(index, found, field, limit)]],
        ),
      )
    : undefined;
  const from = bySort ? 0 : options.offset;
  return {
    documents: from === 0 ? ranking.documents : ranking.documents.slice(from),
    scores: from === 0 ? ranking.scores : ranking.scores.slice(from),
    tiers: from === 0 ? ranking.tiers : ranking.tiers.slice(from),
    total: found.count - ranking.rejected,
    totalIsExact: ranking.totalIsExact,
    facets,
    texts: tiers.length
      ? evaluator.collectScoredTexts({ any: tiers.map(tier => tier.query) })
      : evaluator.collectScoredTexts(query),
  };
}

/** Orders what the tiers found, one below the other. */
class TierRanking {
  readonly documents: number[] = [];
  readonly scores: number[] = [];
  readonly tiers: Tier[] = [];
  totalIsExact = true;
  /** Documents that were counted and turned out not to be found. */
  rejected = 0;
  private readonly scorer: Scorer;

  constructor(
    private readonly index: IndexReader,
    private readonly memory: QueryContext,
    private readonly evaluator: QueryMatcher,
    private readonly match: MatchMode,
    private readonly freshness: Freshness | undefined,
  ) {
    this.scorer = Scorer.of(index, memory);
  }

  /** Puts the documents of the next tier below the others, as far as they are wanted. */
  add({ tier, query, list, verify: holds }: FoundTier, wanted: number): void {
    const memory = this.memory;
    const wantedHere = Math.max(0, wanted - this.documents.length);
    const isReread = this.match === 'smart' && this.evaluator.isQuestion(query);
    const terms = this.weightTerms(query, isReread);
    const score = (wanted: number) => {
      if (this.freshness) addFreshness(this.index, memory, list, this.freshness, sumAtomIdf(terms));
      return this.scorer.score(terms, list, wanted);
    };
    const closeness = isReread ? ProximityScorer.forTerms(this.index, memory, terms) : undefined;
    const enough = closeness || holds ? Math.max(wantedHere, rerankedDocuments) : wantedHere;
    if (!holds) this.push(tier, rankDocuments(score(enough), memory, closeness, wantedHere));
    else {
      let ranked = rankDocuments(score(2 * enough), memory, closeness, wantedHere, holds, 2 * enough);
      if (ranked.examined < list.count && ranked.matched < enough) {
        memory.resetScores(list);
        ranked = rankDocuments(score(list.count), memory, closeness, wantedHere, holds, list.count);
      }
      this.push(tier, ranked);
      if (ranked.matched < enough) this.rejected += list.count - ranked.matched;
      else this.totalIsExact = false;
    }
    memory.resetScores(list);
  }

  /** Scores documents that are ordered by something else. */
  addSorted(tiers: readonly FoundTier[], documents: Uint32Array): void {
    const memory = this.memory;
    const places = new Map<number, { score: number; tier: Tier }>();
    for (const { tier, query, list } of tiers) {
      const inTier = new Set(list.documents.subarray(0, list.count));
      const shown = memory.borrowList();
      shown.reserve(documents.length);
      for (const document of Uint32Array.from(documents).sort())
        if (inTier.has(document)) shown.documents[shown.count++] = document;
      this.scorer.score(this.weightTerms(query, false), shown, shown.count);
      for (let i = 0; i < shown.count; i++)
        places.set(shown.documents[i], { score: memory.scores[shown.documents[i]], tier });
      memory.resetScores(shown);
    }
    for (const document of documents) {
      const { score, tier } = places.get(document)!;
      this.documents.push(document);
      this.scores.push(score);
      this.tiers.push(tier);
    }
  }

  /** @param withMarks whether the first characters, as many as there are bits, mark the documents that hold them */
  private weightTerms(query: Query, withMarks: boolean): WeightedTerm[] {
    const terms: WeightedTerm[] = [];
    let mark = withMarks ? 1 : 0;
    for (const { text, fields } of this.evaluator.collectScoredTexts(query))
      for (const term of scoreTerms(text)) {
        const isMarked = term.kind === TermKind.Character;
        terms.push(weightTerm(this.index, this.memory, term, fields, isMarked ? mark : 0));
        if (isMarked) mark <<= 1;
      }
    return terms;
  }

  private push(tier: Tier, { documents, scores, count }: Ranked): void {
    for (let i = 0; i < count; i++) {
      this.documents.push(documents[i]);
      this.scores.push(scores[i]);
      this.tiers.push(tier);
    }
  }
}

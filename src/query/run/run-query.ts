/**
 * How does a query become ranked documents? The tiers find documents, the ranking orders them. Entry point: `runQuery`,
 * called by `SearchIndex.search`. Read next: tiers.ts, rank-tiers.ts.
 */
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { Term } from '../../index/term.ts';
import type { Budget } from '../context/budget.ts';
import { uniteLists } from '../context/document-lists.ts';
import type { Query } from '../language/query.ts';
import { type Filter, matchFilter, withoutField } from '../match/columns/filter.ts';
import type { ScoredText } from '../match/match-query.ts';
import type { SearchedFields } from '../match/searched-fields.ts';
import type { Freshness } from '../rank/freshness.ts';
import { type Sort, type SortKey, sortDocuments, sortKeys } from '../rank/sort.ts';
import type { SynonymTable } from '../rewrite/synonyms/synonym-table.ts';
import { isSameMeaning, type Tier } from '../rewrite/tier-names.ts';
import { type DidYouMean, findDidYouMean } from './did-you-mean.ts';
import { Groups, rankGroups } from './distinct.ts';
import { countFacet, type FacetValue, type TierTotal } from './facets/facets.ts';
import { countRanges, type RangeFacet } from './facets/range-facets.ts';
import { gatherLists } from './gather-lists.ts';
import type { LoadedMatches, MatchLoader } from './match-loader.ts';
import type { QuerySession } from './query-session.ts';
import { TierRanking } from './rank-tiers.ts';
import { keepRelevant, measureRelevance } from './relevance.ts';
import { type FoundTier, type MatchMode, TierRunner } from './tiers.ts';

/** Options of a query; see `SearchOptions` for those that have the same names there. */
export interface RunOptions extends SearchedFields {
  readonly offset: number;
  readonly limit: number;
  readonly match: MatchMode;
  readonly filter?: Filter | undefined;
  readonly sort?: Sort | undefined;
  readonly facets?: Readonly<Record<string, number | RangeFacet>> | undefined;
  /** Facets that are counted without the filter's conditions on their own field. */
  readonly disjunctiveFacets?: readonly string[] | undefined;
  /** Tells of a document by its number whether it may be found. */
  readonly where?: ((document: number) => boolean) | undefined;
  /** The field of whose values each is returned once. */
  readonly distinct?: string | undefined;
  readonly freshness?: Freshness | undefined;
  readonly exactTotal?: boolean | undefined;
  readonly minRelevance?: number | undefined;
  readonly synonyms?: SynonymTable | undefined;
  /** What a person typed; undefined for a query as data. */
  readonly typed?: string | undefined;
  /** How much may be computed; default all that the query needs. */
  readonly budget?: Budget | undefined;
  /** Whether the first tiers are run alone, and nothing else is looked for that may be meant. */
  readonly upperOnly?: boolean | undefined;
  /** Undefined where the index holds all documents. */
  readonly loader?: MatchLoader | undefined;
}

/** Ranked documents, from the offset on. */
export interface RankedDocuments {
  readonly documents: readonly number[];
  readonly scores: readonly number[];
  readonly tiers: readonly Tier[];
  /** By document: the share of the query's weight that it holds. */
  readonly relevance: readonly number[];
  /** Number of documents that the tiers found in all. */
  readonly total: number;
  /** The parts of `total`, in the order of the tiers. */
  readonly tierTotals: readonly TierTotal[];
  readonly totalIsExact: boolean;
  /** With `distinct`: the number of values, and by document how many have its value. */
  readonly groups: { readonly total: number; readonly sizes: readonly number[] } | undefined;
  readonly facets: Readonly<Record<string, readonly FacetValue[]>> | undefined;
  /** What may be meant instead of the query; empty when nothing seems mistyped. */
  readonly didYouMean: readonly DidYouMean[];
  /** What the documents matched: the query, or alternatives of it where it was rewritten. */
  readonly matched: Query;
  /** The texts of the query, for snippets. They are valid until the next query begins. */
  readonly texts: readonly ScoredText[];
  /** `TermLists.documentFrequency` of the query. */
  readonly documentFrequency: (field: TextReader, term: Term) => number;
}

/** Runs a query on the current state of an index. */
export function runQuery(
  index: IndexReader,
  query: Query,
  options: RunOptions,
  session: QuerySession,
): RankedDocuments {
  const { match, synonyms, offset, typed, loader, upperOnly } = options;
  const { matcher, context } = session.beginQuery(index, options, options.budget);
  const { budget } = context;
  if (index.loadsBytes) gatherLists(session, query, options);
  const filter = options.filter ? matchFilter(index, options.filter, budget) : undefined;
  const passes = options.where && rememberAnswers(options.where, budget);
  const sort = sortKeys(options.sort);
  const { facets, distinct } = options;
  const isExact = options.exactTotal === true || sort.length > 0 || (passes ?? facets ?? distinct) !== undefined;
  const runner = new TierRunner(session, {
    match,
    synonyms,
    filter,
    passes,
    verifyAll: isExact || loader !== undefined,
    loader,
    upperOnly,
  });
  const keep = (found: readonly FoundTier[]) =>
    options.minRelevance ? keepRelevant(session, found, options.minRelevance) : found;
  const tiers = keep(runner.run(query));
  const tiersByFacet = new Map<string, readonly FoundTier[]>();
  if (options.filter)
    for (const field of options.disjunctiveFacets ?? []) {
      const others = matchFilter(index, withoutField(options.filter, field), budget);
      const every = new TierRunner(session, { match, synonyms, filter: others, passes, verifyAll: true, upperOnly });
      tiersByFacet.set(field, keep(every.run(query)));
    }
  budget.beginRanking();
  const count = tiers.reduce((sum, { list }) => sum + list.count, 0);
  const groups = distinct === undefined ? undefined : new Groups(index, distinct, tiers);
  const rank = (offset: number, wanted: number) => {
    const ranking = new TierRanking(session, match, options.freshness);
    if (sort.length > 0)
      ranking.addSorted(tiers, sortTiers(session, tiers, sort, Math.min(wanted, count)).subarray(offset));
    else for (const tier of tiers) ranking.add(tier, wanted);
    return ranking;
  };
  const ranking = groups ? rankGroups(rank, groups, count, options) : rank(offset, offset + options.limit);
  const counted = facets && countFacets(index, facets, field => tiersByFacet.get(field) ?? tiers);
  const tierTotals = addTotals(tiers, ranking.rejected);
  const matched = tiers.length ? { any: tiers.map(tier => tier.query) } : query;
  const from = sort.length > 0 || groups ? 0 : offset;
  const documents = from === 0 ? ranking.documents : ranking.documents.slice(from);
  const names = from === 0 ? ranking.tiers : ranking.tiers.slice(from);
  return {
    documents,
    scores: from === 0 ? ranking.scores : ranking.scores.slice(from),
    tiers: names,
    relevance: measureRelevance(session, tiers, documents),
    total: tierTotals.reduce((sum, { total }) => sum + total, 0),
    tierTotals,
    totalIsExact: ranking.totalIsExact && tiers.every(({ loaded }) => !loaded || loaded.isExact || isWhole(loaded)),
    groups: groups && { total: groups.total, sizes: documents.map(document => groups.sizeOf(document)) },
    facets: counted,
    didYouMean: match === 'smart' && !upperOnly && !budget.isPartial ? findDidYouMean(query, typed, session) : [],
    matched,
    texts: matcher.collectScoredTexts(matched),
    documentFrequency: (field, term) => context.termLists.documentFrequency(field, term),
  };
}

/** Asks of each document once, and of none when the budget is spent. */
function rememberAnswers(where: (document: number) => boolean, budget: Budget): (document: number) => boolean {
  const answers = new Map<number, boolean>();
  return document => {
    if (budget.isSpent) return false;
    let answer = answers.get(document);
    if (answer === undefined) answers.set(document, (answer = where(document)));
    return answer;
  };
}

/** @param tiersOf gives the documents that a facet is counted in */
function countFacets(
  index: IndexReader,
  facets: NonNullable<RunOptions['facets']>,
  tiersOf: (field: string) => readonly FoundTier[],
): Record<string, readonly FacetValue[]> {
  const counted = Object.entries(facets).flatMap(([field, facet]) => {
    if (facet === undefined) return [];
    const tiers = tiersOf(field);
    const values =
      typeof facet === 'number' ? countFacet(index, tiers, field, facet) : countRanges(index, tiers, field, facet);
    return [[field, values] as const];
  });
  return Object.fromEntries(counted);
}

/**
 * The first `wanted` documents in the order of a field. What is found by the words as typed or as they are written otherwise
 * comes before what is only similar or related, whatever the field says: a newer document with one of the words does not
 * hide the one that has all.
 */
function sortTiers(
  { index, context }: QuerySession,
  tiers: readonly FoundTier[],
  sort: readonly SortKey[],
  wanted: number,
): Uint32Array {
  const sorted = new Uint32Array(wanted);
  let count = 0;
  for (let first = 0; first < tiers.length && count < wanted; ) {
    let { list } = tiers[first];
    let end = first + 1;
    for (; end < tiers.length && isSameMeaning(tiers[first].tier) && isSameMeaning(tiers[end].tier); end++)
      list = uniteLists(list, tiers[end].list, context.borrowList());
    const documents = sortDocuments(index, list, sort, wanted - count);
    sorted.set(documents, count);
    count += documents.length;
    first = end;
  }
  return sorted.subarray(0, count);
}

/** Tiers with one name (a rule may be tried in two steps) are added up. */
function addTotals(tiers: readonly FoundTier[], rejected: ReadonlyMap<FoundTier, number>): TierTotal[] {
  const totals: { tier: Tier; total: number }[] = [];
  for (const found of tiers) {
    const { tier } = found;
    const total = countMatches(found, found.list.count - (rejected.get(found) ?? 0));
    const known = totals.find(each => each.tier === tier);
    if (known) known.total += total;
    else if (total > 0) totals.push({ tier, total });
  }
  return totals;
}

/** @param held number of documents that match, of those that the index holds */
function countMatches({ loaded }: FoundTier, held: number): number {
  if (!loaded || isWhole(loaded)) return held;
  return loaded.isExact ? loaded.total : held + loaded.total - loaded.loaded;
}

function isWhole({ loaded, total }: LoadedMatches): boolean {
  return loaded === total;
}

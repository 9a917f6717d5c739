/** Why did a document get its score, or why was it not found? Entry point: `explainDocument`, called by `SearchIndex.explain`. */
import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits } from '../../text/units.ts';
import { cutQueryText, foldedText } from '../cut/cut-query.ts';
import type { Query } from '../language/query.ts';
import { matchFilter } from '../match/columns/filter.ts';
import { rerankedDocuments, titleWeight } from '../rank/constants.ts';
import type { Freshness } from '../rank/freshness.ts';
import { sumAtomIdf, type WeightedTerm } from '../rank/scoring.ts';
import type { Tier } from '../rewrite/tier-names.ts';
import { type DidYouMean, findDidYouMean } from './did-you-mean.ts';
import { findMissingParts, isExcluded, type MissingPart } from './missing.ts';
import type { QuerySession } from './query-session.ts';
import { createRerankScorers, scoreList } from './rank-tiers.ts';
import { measureRelevance } from './relevance.ts';
import type { RunOptions } from './run-query.ts';
import { isReranked, TierRunner } from './tiers.ts';
import { weightQueryTerms } from './weight-query.ts';

/** The score of one term of the query. */
export interface TermScore {
  /** The term, folded. */
  readonly term: string;
  /** How the term is indexed. */
  readonly kind: 'word' | 'bigram' | 'character';
  /** Weight of the term in this query. */
  readonly weight: number;
  /** Inverse document frequency: about the natural logarithm of documents / documents with the term. */
  readonly idf: number;
  /** Occurrences of the term in each searched text field of the document. */
  readonly frequencies: Readonly<Record<string, number>>;
  /** What the term adds to the score. */
  readonly score: number;
}

/** Why a document has its score, or why it was not found. */
export interface Explanation {
  /** The id of the document. */
  readonly id: string;
  /** Whether the query finds the document. */
  readonly found: boolean;
  /** The rule that found it; undefined when none did. */
  readonly tier?: Tier;
  /** The share of the query that it holds, see `Hit.relevance`; 0 when it was not found. */
  readonly relevance: number;
  /** The score that `search` gives with these options. (A search sorted by a field leaves out proximity, headings, freshness and boost.) */
  readonly score: number;
  /** The terms that add to the score, highest first. Together with the four scores below, and multiplied by `boost`, they are `score`. */
  readonly terms: readonly TermScore[];
  /** Score of the query's characters, Latin words and numbers in the title. */
  readonly titleScore: number;
  /** Score of the proximity of the query's words in the text. Only the first 30 documents for a question have it. */
  readonly proximityScore: number;
  /** Score of a title or section heading that is the whole query. Only the first 30 documents have it. */
  readonly headingScore: number;
  /** Score of the document's date. */
  readonly freshnessScore: number;
  /** What the sum of all scores is multiplied by: the number of the document in a field with `boost`, else 1. */
  readonly boost: number;
  /**
   * Why it was not found: excluded by the filter, less relevant than `minRelevance`, parts of the query missing, excluded by a
   * `not`, or an empty query.
   */
  readonly reason?: 'filter' | 'relevance' | 'missing' | 'excluded' | 'empty';
  /** What may be meant instead of the query, as `search` returns it; empty when nothing seems mistyped. */
  readonly didYouMean: readonly DidYouMean[];
  /** Parts of the query that the document does not match. */
  readonly missing: readonly MissingPart[];
  /** The words of the query, and of the first 2,000 UTF-16 units (60 on a cluster) of each searched text, as the index cuts them. */
  readonly segmentation: {
    readonly query: readonly string[];
    readonly texts: Readonly<Record<string, readonly string[]>>;
  };
}

/** UTF-16 units of each text that are cut. */
const maxCutUnits = 2000;
/** Where each word of a text has to be asked for. */
const maxLoadedCutUnits = 60;

/** @param document a live document */
export function explainDocument(
  index: IndexReader,
  query: Query,
  document: number,
  options: RunOptions,
  session: QuerySession,
): Explanation {
  const { match, synonyms, loader, minRelevance = 0 } = options;
  const { context, matcher, scorer } = session.beginQuery(index, options);
  const filter = options.filter ? matchFilter(index, options.filter) : undefined;
  const tiers = new TierRunner(session, { match, synonyms, filter, verifyAll: true, loader }).run(query);
  const matched = tiers.find(({ list }) => list.documents.subarray(0, list.count).includes(document));
  const [relevance] = matched ? measureRelevance(session, [matched], [document]) : [0];
  const tier = relevance >= minRelevance ? matched : undefined;
  const matchedQuery = tier?.query ?? query;
  const alone = context.borrowList();
  alone.documents[0] = document;
  alone.count = 1;
  const weightedTerms = weightQueryTerms(session, matchedQuery);
  const terms = weightedTerms.map(each => explainTerm(session, each, alone));
  const { title } = scorer;
  const titleScore = weightedTerms.reduce(
    (sum, { isAtom, fields, idf }, i) =>
      isAtom && title && fields.some(({ name, reader }) => reader === title && terms[i].frequencies[name] > 0)
        ? sum + titleWeight * idf
        : sum,
    0,
  );
  const freshnessScore = scoreFreshness(session, options.freshness, weightedTerms, alone);
  const reranks = isReranked(matcher, matchedQuery, match);
  const scorers = tier && createRerankScorers(session, matchedQuery, weightedTerms, reranks);
  const isScored = scorers && isAmongReranked(session, tier.list, options.freshness, weightedTerms, document);
  const proximityScore = (isScored && scorers.proximity?.score(document)) || 0;
  const headingScore = (isScored && scorers.headings?.score(document)) || 0;
  const added = titleScore + proximityScore + headingScore + freshnessScore;
  const { boostOf } = session;
  const boost = boostOf ? boostOf(document) : 1;
  const found = tier !== undefined;
  const countAll = loader && ((part: Parameters<typeof loader.count>[0]) => loader.count(part, session));
  const missingOptions = { matcher, match, document: alone, countAll };
  const missing = findMissingParts(query, missingOptions);
  const isInFilter = filter?.has(document) ?? true;
  const reason = matched
    ? 'relevance'
    : missing.length
      ? 'missing'
      : isExcluded(query, missingOptions)
        ? 'excluded'
        : 'empty';
  return {
    id: index.getId(document),
    found,
    ...(found && { tier: tier.tier }),
    relevance: found ? relevance : 0,
    score: boost * terms.reduce((sum, part) => sum + part.score, added),
    terms: terms.filter(part => part.score > 0).sort((a, b) => b.score - a.score),
    titleScore,
    proximityScore,
    headingScore,
    freshnessScore,
    boost,
    ...(!found && { reason: isInFilter ? reason : 'filter' }),
    missing,
    didYouMean: match === 'smart' ? findDidYouMean(query, options.typed, session) : [],
    segmentation: {
      query: matcher.collectScoredTexts(query).flatMap(({ text }) => text.words.map(word => foldedText(text, word))),
      texts: segmentTexts(session, document, loader ? maxLoadedCutUnits : maxCutUnits),
    },
  };
}

/** @param alone a list of only the document */
function explainTerm({ context, scorer }: QuerySession, each: WeightedTerm, alone: PostingList): TermScore {
  const { term, fields, idf } = each;
  const { kind, units, start, end } = term;
  const frequencies: Record<string, number> = {};
  const list = context.borrowList();
  for (const { name, reader } of fields) {
    reader.readPostingsIn(term, alone, list);
    frequencies[name] = list.count > 0 ? list.frequencies[0] : 0;
  }
  // Not scored as an atom: the score of the title is computed apart.
  scorer.score([{ ...each, isAtom: false }], alone, 1);
  const score = context.scores[alone.documents[0]];
  context.resetScores(alone);
  return {
    term: stringFromUnits(units, start, end),
    kind: kind === TermKind.Bigram ? 'bigram' : kind === TermKind.Character ? 'character' : 'word',
    weight: each.weight,
    idf,
    frequencies,
    score,
  };
}

function scoreFreshness(
  session: QuerySession,
  freshness: Freshness | undefined,
  terms: readonly WeightedTerm[],
  alone: PostingList,
): number {
  if (!freshness) return 0;
  const { context } = session;
  session.freshness.add(alone, freshness, sumAtomIdf(terms));
  const score = context.scores[alone.documents[0]];
  context.resetScores(alone);
  return score;
}

/** Whether a document is among those of its tier that are reranked. @param list the documents of the tier */
function isAmongReranked(
  session: QuerySession,
  list: PostingList,
  freshness: Freshness | undefined,
  terms: readonly WeightedTerm[],
  document: number,
): boolean {
  const { context } = session;
  scoreList(session, terms, list, rerankedDocuments, freshness);
  const top = context.scratchTop.reset(Math.min(list.count, rerankedDocuments));
  top.offerAll(list.documents, list.count, context.scores);
  context.resetScores(list);
  return top.documents.subarray(0, top.count).includes(document);
}

/** Cuts the document's texts in the fields that are searched. */
function segmentTexts(
  { index, context, matcher }: QuerySession,
  document: number,
  maxUnits: number,
): Record<string, string[]> {
  const buffer = new UnitBuffer();
  const wordsByField: Record<string, string[]> = {};
  for (const { name, reader } of matcher.fieldsOf(undefined)) {
    reader.readText(document, buffer, maxUnits);
    const text = stringFromUnits(buffer.units, 0, Math.min(buffer.length, maxUnits));
    const cut = cutQueryText(text, [reader], index.documentCount, context);
    wordsByField[name] = cut.words.map(word => foldedText(cut, word));
  }
  return wordsByField;
}

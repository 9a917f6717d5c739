/** Why a document scored what it did, or was not found: as data. */

import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits } from '../../text/units.ts';
import type { QueryContext } from '../context/query-context.ts';
import { cutQueryText, foldedText } from '../cut/cut-query.ts';
import type { ScoredField } from '../cut/score-term.ts';
import type { Query } from '../language/query.ts';
import { matchFilter } from '../match/filter.ts';
import { QueryMatcher } from '../match/match-query.ts';
import { rerankedDocuments, titleWeight } from '../rank/constants.ts';
import { addFreshness } from '../rank/freshness.ts';
import { ProximityScorer } from '../rank/proximity.ts';
import { scoreTerms } from '../rank/score-terms.ts';
import { Scorer } from '../rank/scorer.ts';
import { findTitleField, sumAtomIdf, type WeightedTerm, weightTerm } from '../rank/scoring.ts';
import type { Tier } from '../rewrite/rewrite.ts';
import { findMissingPieces, isExcluded, type MissingPart } from './missing.ts';
import type { RunOptions } from './run-query.ts';
import { type FoundTier, TierRunner } from './tiers.ts';

/** One term's part of a score. */
export interface TermScore {
  /** Folded. */
  readonly term: string;
  readonly kind: 'word' | 'bigram' | 'character';
  /** How much the term counts in this query. */
  readonly weight: number;
  /** How rare it is: the natural logarithm of about documents / documents that hold it. */
  readonly idf: number;
  /** How often it stands in each text field of the document. */
  readonly frequencies: Readonly<Record<string, number>>;
  readonly score: number;
}

export interface Explanation {
  readonly id: string;
  readonly found: boolean;
  /** Which rule found it; undefined when none did. */
  readonly tier?: Tier;
  /** What `search` gives with these options, but when it sorts by a field: then it leaves closeness and freshness out. */
  readonly score: number;
  /** The parts of the score, the greatest first. They add up to it. */
  readonly terms: readonly TermScore[];
  /** What the query's characters in the title add. */
  readonly titleScore: number;
  /** What the closeness of the query's words, read from the text, adds to the first thirty of a tier; 0 for short queries. */
  readonly proximityScore: number;
  /** What its date adds. */
  readonly freshnessScore: number;
  /** Why it was not found: it is outside the filter, pieces are missing, a `not` excludes it, or nothing was asked. */
  readonly reason?: 'filter' | 'missing' | 'excluded' | 'empty';
  /** Pieces of the query that it does not hold. */
  readonly missing: readonly MissingPart[];
  /** How the query and the texts of the fields searched are cut by the words of the index; the first 2,000 units of a text. */
  readonly segmentation: {
    readonly query: readonly string[];
    readonly texts: Readonly<Record<string, readonly string[]>>;
  };
}

const maxCutUnits = 2000;

/** @param document a live document */
export function explainDocument(
  index: IndexReader,
  query: Query,
  document: number,
  options: RunOptions,
  queryMemory: QueryContext,
): Explanation {
  const memory = queryMemory.beginQuery(index);
  const evaluator = new QueryMatcher(index, memory, options.fields);
  const filter = options.filter ? matchFilter(index, options.filter) : undefined;
  const finder = new TierRunner(index, memory, evaluator, filter, true);
  const tiers = finder.run(query, options.match, options.synonyms);
  const tier = tiers.find(({ list }) => list.documents.subarray(0, list.count).includes(document));
  const isInFilter = filter?.has(document) ?? true;
  const asked = tier?.query ?? query;
  const weighedTerms: WeightedTerm[] = [];
  for (const { text, fields } of evaluator.collectScoredTexts(asked))
    for (const term of scoreTerms(text)) weighedTerms.push(weightTerm(index, memory, term, fields));
  const terms = weighedTerms.map(each => explainTerm(index, memory, each, document));
  const title = findTitleField(index);
  const inTitle = weighedTerms.reduce(
    (sum, { term, fields, idf }, i) =>
      term.isAtom && title && fields.some(({ name, reader }) => reader === title && terms[i].frequencies[name] > 0)
        ? sum + titleWeight * idf
        : sum,
    0,
  );
  const alone = memory.borrowList();
  alone.documents[0] = document;
  alone.count = 1;
  const freshness = scoreFreshness(index, memory, options.freshness, weighedTerms, alone);
  const isReread = tier && options.match === 'smart' && evaluator.isQuestion(asked);
  const closeness =
    isReread && isReranked(index, memory, tier, options.freshness, weighedTerms, document)
      ? ProximityScorer.forTerms(index, memory, weighedTerms).score(document)
      : 0;
  const found = tier !== undefined;
  const missing = findMissingPieces(evaluator, query, options.match, alone);
  const lacks = missing.length ? 'missing' : isExcluded(evaluator, query, alone) ? 'excluded' : 'empty';
  return {
    id: index.getId(document),
    found,
    ...(found && { tier: tier.tier }),
    score: terms.reduce((sum, part) => sum + part.score, inTitle + closeness + freshness),
    terms: terms.filter(part => part.score > 0).sort((a, b) => b.score - a.score),
    titleScore: inTitle,
    proximityScore: closeness,
    freshnessScore: freshness,
    ...(!found && { reason: isInFilter ? lacks : 'filter' }),
    missing,
    segmentation: {
      query: evaluator.collectScoredTexts(query).flatMap(({ text }) => text.words.map(word => foldedText(text, word))),
      texts: segmentTexts(index, evaluator.fieldsOf(undefined), document, memory),
    },
  };
}

function explainTerm(index: IndexReader, memory: QueryContext, each: WeightedTerm, document: number): TermScore {
  const { term, fields, idf } = each;
  const { kind, units, start, end } = term;
  const alone = memory.borrowList();
  alone.documents[0] = document;
  alone.count = 1;
  const frequencies: Record<string, number> = {};
  const list = memory.borrowList();
  for (const { name, reader } of fields) {
    reader.readPostingsIn(term, alone, list);
    frequencies[name] = list.count > 0 ? list.frequencies[0] : 0;
  }
  // Scored by itself, as no atom: what the title adds is told apart.
  Scorer.of(index, memory).score([{ ...each, term: { ...term, isAtom: false } }], alone, 1);
  const score = memory.scores[document];
  memory.resetScores(alone);
  return {
    term: stringFromUnits(units, start, end),
    kind: kind === TermKind.Bigram ? 'bigram' : kind === TermKind.Character ? 'character' : 'word',
    weight: term.weight,
    idf,
    frequencies,
    score,
  };
}

function scoreFreshness(
  index: IndexReader,
  memory: QueryContext,
  freshness: RunOptions['freshness'],
  terms: readonly WeightedTerm[],
  alone: PostingList,
): number {
  if (!freshness) return 0;
  addFreshness(index, memory, alone, freshness, sumAtomIdf(terms));
  const score = memory.scores[alone.documents[0]];
  memory.resetScores(alone);
  return score;
}

/** Whether it is among the documents of a tier that are read again. */
function isReranked(
  index: IndexReader,
  memory: QueryContext,
  { list }: FoundTier,
  freshness: RunOptions['freshness'],
  terms: readonly WeightedTerm[],
  document: number,
): boolean {
  if (freshness) addFreshness(index, memory, list, freshness, sumAtomIdf(terms));
  Scorer.of(index, memory).score(terms, list, rerankedDocuments);
  const top = memory.scratchTop.reset(Math.min(list.count, rerankedDocuments));
  top.offerAll(list.documents, list.count, memory.scores);
  memory.resetScores(list);
  return top.documents.subarray(0, top.count).includes(document);
}

function segmentTexts(
  index: IndexReader,
  fields: readonly ScoredField[],
  document: number,
  memory: QueryContext,
): Record<string, string[]> {
  const buffer = new UnitBuffer();
  const cuts: Record<string, string[]> = {};
  for (const { name, reader } of fields) {
    reader.readText(document, buffer, maxCutUnits);
    const text = cutQueryText(
      stringFromUnits(buffer.units, 0, Math.min(buffer.length, maxCutUnits)),
      [reader],
      index.documentCount,
      memory,
    );
    cuts[name] = text.words.map(word => foldedText(text, word));
  }
  return cuts;
}

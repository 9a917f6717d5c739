/**
 * Ranks the documents of one tier: the best by base score, of which the first thirty are reranked by what their texts show,
 * proximity and headings.
 */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { createLookAhead, type DocumentVerifier } from '../context/document-verifier.ts';
import type { QueryContext } from '../context/query-context.ts';
import { isBetter } from '../context/top-k.ts';
import type { BoostOf } from './boosts.ts';
import { rerankedDocuments } from './constants.ts';
import type { HeadingScorer } from './headings.ts';
import type { ProximityScorer } from './proximity.ts';

/** Ranked documents with their scores: the first `count` entries of arrays that the next ranking overwrites. */
export interface Ranked {
  readonly documents: Uint32Array;
  readonly scores: Float64Array;
  readonly count: number;
  /** Number of documents that were examined. */
  readonly examined: number;
  /** Number of examined documents that match; counting stops when enough are found. */
  readonly matched: number;
}

/** What is added to the base scores of the first documents. */
export interface RerankScorers {
  readonly proximity: ProximityScorer | undefined;
  readonly headings: HeadingScorer | undefined;
  /** What is added is multiplied by them, as base scores are. */
  readonly boostOf: BoostOf | false;
}

/** How documents are ranked. */
interface RankOptions {
  /** Maximum number of ranked documents. */
  readonly wanted: number;
  /** Rerank the first documents; undefined for no reranking. */
  readonly scorers: RerankScorers | undefined;
  /** Tells whether a document matches; called in the order of scores, until enough match. Default: all match. */
  readonly verify?: DocumentVerifier | undefined;
  /** Maximum number of documents that are examined (default `wanted`, and no fewer than are reranked). */
  readonly maxExamined?: number;
}

/**
 * Ranks the documents of a list by their scores in `QueryContext.scores`.
 *
 * Law: which documents are reranked does not depend on `wanted`, and reranking only adds to scores; so pages of results
 * joined are the whole, and scores fall from hit to hit.
 */
export function rankDocuments(
  list: PostingList,
  context: QueryContext,
  { wanted, scorers, verify, maxExamined }: RankOptions,
): Ranked {
  const enough = Math.max(wanted, rerankedDocuments);
  const top = context.scratchTop.reset(Math.min(list.count, maxExamined ?? (scorers ? enough : wanted)));
  top.offerAll(list.documents, list.count, context.scores);
  const { documents, scores, count } = top.sort();
  let matched = count;
  if (verify) {
    matched = 0;
    const lookAhead = createLookAhead(verify, documents, count);
    for (let i = 0; i < count && matched < enough; i++) {
      if (context.loadsBytes && i % enough === 0)
        context.budget.withoutCounting(() =>
          gatherMissing(Math.min(enough, count - i), next => void verify(documents[i + next])),
        );
      lookAhead(i);
      if (!verify(documents[i])) continue;
      documents[matched] = documents[i];
      scores[matched++] = scores[i];
    }
  }
  const ranked = { documents, scores, count: Math.min(wanted, matched), examined: count, matched };
  if (scorers) {
    if (context.loadsBytes)
      gatherMissing(Math.min(rerankedDocuments, matched), i => gatherScored(scorers, documents[i]));
    rerank(ranked, scorers, context, wanted);
  }
  return ranked;
}

/** Loads what the scorers read of a document. @throws MissingBytes after all of it */
function gatherScored({ proximity, headings }: RerankScorers, document: number): void {
  gatherMissing(2, i => (i === 0 ? proximity?.gatherTexts(document) : headings?.gather(document)));
}

/**
 * Adds proximity and headings to the scores of the first documents and sorts them by it, so that the best `wanted` come
 * first. The text of a document that cannot be among these is not read, and its place after them is not kept.
 */
function rerank(
  { documents, scores, matched }: Ranked,
  { proximity, headings, boostOf }: RerankScorers,
  { termBits, budget }: QueryContext,
  wanted: number,
): void {
  const count = Math.min(rerankedDocuments, matched);
  const maxHeading = headings?.upperBound() ?? 0;
  let placed = 0;
  for (let i = 0; i < count; i++) {
    const document = documents[i];
    const isSpent = budget.isSpent;
    const boost = boostOf ? boostOf(document) : 1;
    if (wanted > 0 && placed >= wanted && !isSpent) {
      const needed = (scores[wanted - 1] - scores[i]) / boost - maxHeading;
      if (needed > 0 && (!proximity || proximity.upperBound(document, termBits[document], needed) < needed)) continue;
    }
    let score = scores[i];
    if (!isSpent) score += boost * ((proximity?.score(document) ?? 0) + (headings?.score(document) ?? 0));
    let to = placed++;
    for (; to > 0 && isBetter(score, document, scores[to - 1], documents[to - 1]); to--) {
      documents[to] = documents[to - 1];
      scores[to] = scores[to - 1];
    }
    documents[to] = document;
    scores[to] = score;
  }
}

import type { PostingList } from '../../index/posting-list.ts';
import type { QueryContext } from '../context/query-context.ts';
import { isBetter } from '../context/top-k.ts';
import { rerankedDocuments } from './constants.ts';
import type { ProximityScorer } from './proximity.ts';

/** Documents in their order, and their scores: the first `count` of arrays that the next ranking writes to. */
export interface Ranked {
  readonly documents: Uint32Array;
  readonly scores: Float64Array;
  readonly count: number;
  /** How many documents were looked at, and how many of them are found (no more are counted than had to be). */
  readonly examined: number;
  readonly matched: number;
}

/**
 * The best `wanted` documents of a list by base score, of which the first thirty are read and ordered anew.
 *
 * Law: the thirty do not depend on `wanted`, and what is read from a text only adds to a score; so pages joined are
 * the whole, and scores fall from hit to hit.
 * @param memory holds the scores
 * @param holds documents that it denies are passed over; they are asked in their order, only until enough are found
 * @param asked of how many of the best it is asked at most
 */
export function rankDocuments(
  list: PostingList,
  memory: QueryContext,
  closeness: ProximityScorer | undefined,
  wanted: number,
  holds?: (document: number) => boolean,
  asked = closeness ? Math.max(wanted, rerankedDocuments) : wanted,
): Ranked {
  const enough = Math.max(wanted, rerankedDocuments);
  const top = memory.scratchTop.reset(Math.min(list.count, asked));
  top.offerAll(list.documents, list.count, memory.scores);
  const { documents, scores, count } = top.sort();
  let held = count;
  if (holds) {
    held = 0;
    for (let i = 0; i < count && held < enough; i++) {
      if (!holds(documents[i])) continue;
      documents[held] = documents[i];
      scores[held++] = scores[i];
    }
  }
  if (closeness) rerank(documents, scores, Math.min(rerankedDocuments, held), closeness, memory.termBits, wanted);
  return { documents, scores, count: Math.min(wanted, held), examined: count, matched: held };
}

/**
 * Adds what their texts say to the first documents, and orders them by it, so that the best `wanted` stand first. Who
 * cannot come among these whatever its text says is not read, and stands nowhere after.
 */
function rerank(
  documents: Uint32Array,
  scores: Float64Array,
  count: number,
  closeness: ProximityScorer,
  marks: Uint32Array,
  wanted: number,
): void {
  let placed = 0;
  for (let i = 0; i < count; i++) {
    const document = documents[i];
    if (wanted > 0 && placed >= wanted) {
      const lacking = scores[wanted - 1] - scores[i];
      if (closeness.upperBound(document, marks[document], lacking) < lacking) continue;
    }
    const score = scores[i] + closeness.score(document);
    let to = placed++;
    for (; to > 0 && isBetter(score, document, scores[to - 1], documents[to - 1]); to--) {
      documents[to] = documents[to - 1];
      scores[to] = scores[to - 1];
    }
    documents[to] = document;
    scores[to] = score;
  }
}

import type { PostingList } from '../inverted/index-reader.ts';
import type { ClosenessScorer } from './closeness.ts';
import { rereadDocuments } from './constants.ts';
import type { QueryMemory } from './memory.ts';

/** Documents in their order, and their scores. */
export interface Ranked {
  readonly documents: Uint32Array;
  readonly scores: Float64Array;
  /** How many documents were looked at, and how many of them are found (no more are counted than had to be). */
  readonly asked: number;
  readonly held: number;
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
export function rank(
  list: PostingList,
  memory: QueryMemory,
  closeness: ClosenessScorer | undefined,
  wanted: number,
  holds?: (document: number) => boolean,
  asked = closeness ? Math.max(wanted, rereadDocuments) : wanted,
): Ranked {
  const enough = Math.max(wanted, rereadDocuments);
  const top = memory.top.begin(Math.min(list.count, asked));
  top.offerAll(list.documents, list.count, memory.scores);
  const best = top.take();
  let held = best.documents.length;
  if (holds) {
    held = 0;
    for (let i = 0; i < best.documents.length && held < enough; i++) {
      if (!holds(best.documents[i])) continue;
      best.documents[held] = best.documents[i];
      best.scores[held++] = best.scores[i];
    }
  }
  if (closeness) reread(best.documents, best.scores, Math.min(rereadDocuments, held), closeness);
  const shown = Math.min(wanted, held);
  return {
    documents: best.documents.subarray(0, shown),
    scores: best.scores.subarray(0, shown),
    asked: best.documents.length,
    held,
  };
}

/** Adds what their texts say to the first documents, and orders them by it. */
function reread(documents: Uint32Array, scores: Float64Array, count: number, closeness: ClosenessScorer): void {
  const order = Array.from({ length: count }, (_, i) => {
    const document = documents[i];
    return { document, score: scores[i] + closeness.of(document) };
  });
  order.sort((a, b) => b.score - a.score || a.document - b.document);
  order.forEach(({ document, score }, i) => {
    documents[i] = document;
    scores[i] = score;
  });
}

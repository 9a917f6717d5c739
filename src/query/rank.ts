import type { PostingList } from '../inverted/index-reader.ts';
import type { ClosenessScorer } from './closeness.ts';
import { rereadDocuments } from './constants.ts';
import { TopK } from './top-k.ts';

/** Documents in their order, and their scores. */
export interface Ranked {
  readonly documents: Uint32Array;
  readonly scores: Float64Array;
}

/**
 * The best `wanted` documents of a list by base score, of which the first thirty are read and ordered anew.
 *
 * Law: the thirty do not depend on `wanted`, and what is read from a text only adds to a score; so pages joined are
 * the whole, and scores fall from hit to hit.
 * @param holds documents that it denies are passed over; they are asked in their order, only until enough are found
 */
export function rank(
  list: PostingList,
  scores: Float64Array,
  closeness: ClosenessScorer | undefined,
  wanted: number,
  holds?: (document: number) => boolean,
): Ranked {
  const enough = Math.max(wanted, rereadDocuments);
  let best = topOf(list, scores, holds ? 2 * enough : enough);
  if (holds) {
    const all = best.documents.length < list.count;
    best = firstThatHold(best, enough, holds);
    if (best.documents.length < enough && all) best = firstThatHold(topOf(list, scores, list.count), enough, holds);
  }
  if (closeness) {
    const reread = Math.min(rereadDocuments, best.documents.length);
    const order = Array.from({ length: reread }, (_, i) => {
      const document = best.documents[i];
      return { document, score: best.scores[i] + closeness.of(document) };
    });
    order.sort((a, b) => b.score - a.score || a.document - b.document);
    order.forEach(({ document, score }, i) => {
      best.documents[i] = document;
      best.scores[i] = score;
    });
  }
  return { documents: best.documents.subarray(0, wanted), scores: best.scores.subarray(0, wanted) };
}

function topOf(list: PostingList, scores: Float64Array, k: number): Ranked {
  const top = new TopK(Math.min(list.count, k));
  for (let i = 0; i < list.count; i++) top.offer(list.documents[i], scores[list.documents[i]]);
  return top.take();
}

function firstThatHold(ranked: Ranked, enough: number, holds: (document: number) => boolean): Ranked {
  const { documents, scores } = ranked;
  let count = 0;
  for (let i = 0; i < documents.length && count < enough; i++) {
    if (!holds(documents[i])) continue;
    documents[count] = documents[i];
    scores[count++] = scores[i];
  }
  return { documents: documents.subarray(0, count), scores: scores.subarray(0, count) };
}

import { type ClosenessScorer, rereadDocuments } from './closeness.ts';
import type { DocumentSet } from './document-set.ts';
import { TopK } from './top-k.ts';

/**
 * The best `wanted` documents of a set by base score, of which the first thirty are read and ordered anew.
 *
 * Law: the thirty do not depend on `wanted`, and what is read from a text only adds to a score; so pages joined are
 * the whole, and scores fall from hit to hit.
 */
export function rankTier(set: DocumentSet, scores: Float64Array, closeness: ClosenessScorer, wanted: number) {
  const top = new TopK(Math.min(set.limit, Math.max(wanted, rereadDocuments)));
  for (let document = set.next(0); document < set.limit; document = set.next(document + 1))
    top.offer(document, scores[document]);
  const best = top.take();
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
  return { documents: best.documents.subarray(0, wanted), scores: best.scores.subarray(0, wanted) };
}

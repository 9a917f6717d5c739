/** Metrics of a ranking. */

/** The relevance of documents to a query, by document number. A missing document has relevance 0. */
export type Relevance = ReadonlyMap<number, number>;

/**
 * Normalised discounted cumulative gain of the first `depth` documents (Järvelin & Kekäläinen 2002): the gain is the
 * relevance, the discount log2(rank + 1). 1 for the best possible order, 0 for a query without relevant documents.
 */
export function ndcg(ranked: readonly number[], relevance: Relevance, depth: number): number {
  let gain = 0;
  for (let rank = 0; rank < Math.min(depth, ranked.length); rank++)
    gain += (relevance.get(ranked[rank]) ?? 0) / Math.log2(rank + 2);
  const best = [...relevance.values()].sort((a, b) => b - a).slice(0, depth);
  const ideal = best.reduce((sum, value, rank) => sum + value / Math.log2(rank + 2), 0);
  return ideal > 0 ? gain / ideal : 0;
}

/** The reciprocal of the rank of the first relevant document within `depth`; 0 when there is none. */
export function reciprocalRank(ranked: readonly number[], relevance: Relevance, depth: number): number {
  for (let rank = 0; rank < Math.min(depth, ranked.length); rank++)
    if ((relevance.get(ranked[rank]) ?? 0) > 0) return 1 / (rank + 1);
  return 0;
}

/** The share of the relevant documents that are among the first `depth`. */
export function recall(ranked: readonly number[], relevance: Relevance, depth: number): number {
  let relevant = 0;
  for (const value of relevance.values()) if (value > 0) relevant++;
  if (relevant === 0) return 0;
  let found = 0;
  for (const document of ranked.slice(0, depth)) if ((relevance.get(document) ?? 0) > 0) found++;
  return found / relevant;
}

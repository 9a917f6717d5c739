/** How relevant each document is to a query, by document number; missing is 0. */
export type Relevance = ReadonlyMap<number, number>;

/**
 * Normalised discounted cumulative gain over the first `depth` (Järvelin & Kekäläinen 2002): the gain is the relevance,
 * the discount log2(rank + 1). 1 for the best order there is; 0 for a query without relevant documents.
 */
export function ndcg(ranked: readonly number[], relevance: Relevance, depth: number): number {
  let gain = 0;
  for (let rank = 0; rank < Math.min(depth, ranked.length); rank++)
    gain += (relevance.get(ranked[rank]) ?? 0) / Math.log2(rank + 2);
  const best = [...relevance.values()].sort((a, b) => b - a).slice(0, depth);
  const ideal = best.reduce((sum, value, rank) => sum + value / Math.log2(rank + 2), 0);
  return ideal > 0 ? gain / ideal : 0;
}

/** One by the rank of the first relevant document within `depth`; 0 when there is none. */
export function reciprocalRank(ranked: readonly number[], relevance: Relevance, depth: number): number {
  for (let rank = 0; rank < Math.min(depth, ranked.length); rank++)
    if ((relevance.get(ranked[rank]) ?? 0) > 0) return 1 / (rank + 1);
  return 0;
}

/** The share of the relevant documents that stand among the first `depth`. */
export function recall(ranked: readonly number[], relevance: Relevance, depth: number): number {
  let relevant = 0;
  for (const value of relevance.values()) if (value > 0) relevant++;
  if (relevant === 0) return 0;
  let found = 0;
  for (const document of ranked.slice(0, depth)) if ((relevance.get(document) ?? 0) > 0) found++;
  return found / relevant;
}

/** Counts the values of keyword fields. */
import type { ColumnReader, IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Tier } from '../rewrite/rewrite.ts';
import type { FoundTier } from './tiers.ts';

/** A value of a keyword field, and the number of matching documents that have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
  /** The parts of `count` by the rule that found the documents; present when more than one rule found some. */
  readonly tiers?: readonly TierTotal[];
}

/** How many documents a rule found that no rule before it did. */
export interface TierTotal {
  readonly tier: Tier;
  readonly total: number;
}

/**
 * The most frequent values of a keyword field among documents, with exact counts; equal counts in order of the values.
 * @param tiers the documents, by the rules that found them
 * @param limit maximum number of values
 */
export function countFacet(
  index: IndexReader,
  tiers: readonly FoundTier[],
  field: string,
  limit: number,
): FacetValue[] {
  const column = index.getColumnReader(field);
  const countsByTier = tiers.map(({ list }) => countValues(column, list));
  const found: FacetValue[] = [];
  column.values.forEach((value, number) => {
    const totals = new Map<Tier, number>();
    let count = 0;
    tiers.forEach(({ tier }, i) => {
      const total = countsByTier[i][number];
      if (total > 0) totals.set(tier, (totals.get(tier) ?? 0) + total);
      count += total;
    });
    if (count === 0) return;
    const parts = Array.from(totals, ([tier, total]) => ({ tier, total }));
    found.push(tiers.length > 1 ? { value, count, tiers: parts } : { value, count });
  });
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, limit);
}

/** By value of the column: the number of documents of the list that have it. */
function countValues(column: ColumnReader, list: PostingList): Uint32Array {
  const counts = new Uint32Array(column.values.length);
  for (let i = 0; i < list.count; i++) {
    const values = column.getKeywordOrdinals(list.documents[i]);
    for (let at = 0; at < values.length; at++) if (values.indexOf(values[at]) === at) counts[values[at]]++;
  }
  return counts;
}

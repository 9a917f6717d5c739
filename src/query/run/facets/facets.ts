/** Counts the values of keyword fields. */
import type { ColumnReader, IndexReader } from '../../../index/index-reader.ts';
import type { PostingList } from '../../../index/posting-list.ts';
import { foldKeyword } from '../../match/columns/column-values.ts';
import type { Tier } from '../../rewrite/tier-names.ts';
import type { FoundTier } from '../tiers.ts';

/** A value of a keyword field, and the number of matching documents that have it. */
export interface FacetValue {
  /** The value, as most of its documents write it; of dates the period, of ranges `from..to`. */
  readonly value: string;
  /** Number of matching documents that have it. */
  readonly count: number;
  /** The parts of `count` by the rule that found the documents; present when more than one rule found some. */
  readonly tiers?: readonly TierTotal[];
}

/** How many documents a rule found that no rule before it did. */
export interface TierTotal {
  /** The rule. */
  readonly tier: Tier;
  /** Number of documents. */
  readonly total: number;
}

/**
 * The most frequent values of a keyword field among documents, with exact counts; equal counts in order of the values.
 * Values that filters cannot tell apart (张三 and 張三) are one, shown in the form that most of the documents have.
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
  const { forms, groupOf } = groupValues(column, tiers);
  const countsByTier = tiers.map(({ list }) => countGroups(column, list, groupOf, forms.length));
  const found = forms.map((ordinal, group): FacetValue => {
    const totals = new Map<Tier, number>();
    let count = 0;
    tiers.forEach(({ tier }, i) => {
      const total = countsByTier[i][group];
      if (total > 0) totals.set(tier, (totals.get(tier) ?? 0) + total);
      count += total;
    });
    const value = column.values[ordinal];
    if (tiers.length <= 1) return { value, count };
    return { value, count, tiers: Array.from(totals, ([tier, total]) => ({ tier, total })) };
  });
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, limit);
}

/**
 * The values that documents of the lists have, those that filters cannot tell apart as one group: the most frequent value
 * of each group, and the group of each value.
 */
function groupValues(
  column: ColumnReader,
  tiers: readonly FoundTier[],
): { forms: readonly number[]; groupOf: Uint32Array } {
  const counts = new Uint32Array(column.values.length);
  for (const { list } of tiers)
    for (let i = 0; i < list.count; i++)
      for (const ordinal of column.getKeywordOrdinals(list.documents[i])) counts[ordinal]++;
  const forms: number[] = [];
  const groupOf = new Uint32Array(counts.length);
  const groupByFolded = new Map<string, number>();
  counts.forEach((count, ordinal) => {
    if (count === 0) return;
    const folded = foldKeyword(column.values[ordinal]);
    const group = groupByFolded.get(folded);
    if (group === undefined) {
      groupByFolded.set(folded, forms.length);
      groupOf[ordinal] = forms.push(ordinal) - 1;
      return;
    }
    groupOf[ordinal] = group;
    const form = forms[group];
    if (count > counts[form] || (count === counts[form] && column.values[ordinal] < column.values[form]))
      forms[group] = ordinal;
  });
  return { forms, groupOf };
}

/** By group of values: the number of documents of the list that have one of its values. */
function countGroups(column: ColumnReader, list: PostingList, groupOf: Uint32Array, groups: number): Uint32Array {
  const counts = new Uint32Array(groups);
  const lastCounted = new Int32Array(groups).fill(-1);
  for (let i = 0; i < list.count; i++) {
    for (const ordinal of column.getKeywordOrdinals(list.documents[i])) {
      const group = groupOf[ordinal];
      if (lastCounted[group] === i) continue;
      lastCounted[group] = i;
      counts[group]++;
    }
  }
  return counts;
}

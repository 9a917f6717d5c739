/** Counts documents by ranges of numbers and dates. */
import type { IndexReader } from '../../../index/index-reader.ts';
import type { PostingList } from '../../../index/posting-list.ts';
import { ColumnValues } from '../../match/columns/column-values.ts';
import { matchRanges, type Range } from '../../match/columns/match-columns.ts';
import type { Tier } from '../../rewrite/tier-names.ts';
import type { FoundTier } from '../tiers.ts';
import type { FacetValue } from './facets.ts';

/** The lengths of the beginnings of a date (`YYYY-MM-DD`) that name its year, month or day. */
const datePeriods = { year: 4, month: 7, day: 10 } as const;

/** Counts dates by year, month or day. @useDeclaredType */
export type DatePeriod = keyof typeof datePeriods;

/** The names of the periods. */
export const datePeriodNames: readonly string[] = Object.keys(datePeriods);

/** Maximum number of ranges of a facet. */
export const maxFacetRanges = 1000;

/** What is counted of a date or number field: periods, or ranges that include both ends. */
export type RangeFacet = DatePeriod | readonly Range[];

/**
 * The number of documents in each range, in the order of the ranges; or in each period, the latest first.
 * @param tiers the documents, by the rules that found them
 */
export function countRanges(
  index: IndexReader,
  tiers: readonly FoundTier[],
  field: string,
  facet: RangeFacet,
): FacetValue[] {
  if (typeof facet === 'string') return countPeriods(index, tiers, field, datePeriods[facet]);
  const columns = new ColumnValues(index);
  return facet.map(range => {
    const inRange = matchRanges(index, columns, field, [range]);
    const counts = tiers.map(({ list }) => countDocuments(list, document => inRange.has(document)));
    return describe(`${range.from ?? ''}..${range.to ?? ''}`, tiers, counts);
  });
}

function countPeriods(index: IndexReader, tiers: readonly FoundTier[], field: string, length: number): FacetValue[] {
  const column = index.getColumnReader(field);
  const counts = new Map<string, number[]>();
  tiers.forEach(({ list }, tier) => {
    for (let i = 0; i < list.count; i++) {
      const value = column.getValue(list.documents[i]);
      if (typeof value !== 'string' || value === '') continue;
      const period = value.slice(0, length);
      let byTier = counts.get(period);
      if (!byTier) counts.set(period, (byTier = new Array<number>(tiers.length).fill(0)));
      byTier[tier]++;
    }
  });
  return [...counts].sort(([a], [b]) => (a < b ? 1 : -1)).map(([period, byTier]) => describe(period, tiers, byTier));
}

function countDocuments({ documents, count }: PostingList, test: (document: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < count; i++) if (test(documents[i])) found++;
  return found;
}

function describe(value: string, tiers: readonly FoundTier[], counts: readonly number[]): FacetValue {
  const count = counts.reduce((sum, each) => sum + each, 0);
  if (tiers.length <= 1) return { value, count };
  const totals = new Map<Tier, number>();
  tiers.forEach(({ tier }, i) => {
    if (counts[i] > 0) totals.set(tier, (totals.get(tier) ?? 0) + counts[i]);
  });
  return { value, count, tiers: Array.from(totals, ([tier, total]) => ({ tier, total })) };
}

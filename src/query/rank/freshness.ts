import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { QueryContext } from '../context/query-context.ts';
import { parseDay } from '../language/range-bounds.ts';

/** How newer documents rank higher. */
export interface Freshness {
  /** A date field. Documents without a date gain nothing. */
  readonly field: string;
  /** Age in days at which a document gains half as much as a document of today (default 30). */
  readonly halfLifeDays?: number;
  /** What a document of today gains, as a share of the sum of the query's character weights (default 0.3). */
  readonly weight?: number;
  /** Today's date, `YYYY-MM-DD` (default the newest date in the index). */
  readonly today?: string;
}

export const defaultFreshness = { halfLifeDays: 30, weight: 0.3 } as const;

/**
 * Adds to the scores of documents: mass · weight · 2^(−age / half-life), where a document of the future is of today.
 * @param mass Σ idf of the query's distinct characters and runs
 */
export function addFreshness(
  index: IndexReader,
  memory: QueryContext,
  list: PostingList,
  freshness: Freshness,
  mass: number,
): void {
  const { field, halfLifeDays = defaultFreshness.halfLifeDays, weight = defaultFreshness.weight } = freshness;
  const today =
    freshness.today === undefined
      ? memory.once(`newest ${field}`, () => newest(index, field))
      : parseDay(freshness.today, 'first');
  const column = index.getColumnReader(field);
  const { scores } = memory;
  for (let i = 0; i < list.count; i++) {
    const day = column.getNumber(list.documents[i]);
    if (!Number.isNaN(day))
      scores[list.documents[i]] += mass * weight * 2 ** (-Math.max(0, today - day) / halfLifeDays);
  }
}

function newest(index: IndexReader, field: string): number {
  const column = index.getColumnReader(field);
  let newestDay = Number.NEGATIVE_INFINITY;
  for (let document = 0; document < index.documentLimit; document++)
    if (index.isLive(document) && column.getNumber(document) > newestDay) newestDay = column.getNumber(document);
  return newestDay;
}

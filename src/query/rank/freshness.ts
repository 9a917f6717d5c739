/** Freshness: newer documents rank higher. */
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
  /** What a document of today gains, as a share of the summed idf of the query's characters (default 0.3). */
  readonly weight?: number;
  /** Today's date, `YYYY-MM-DD` (default the newest date in the index). */
  readonly today?: string;
}

/** Defaults of `Freshness`. */
const defaultFreshness = { halfLifeDays: 30, weight: 0.3 } as const;

/** Adds freshness to scores on one state of an index. */
export class FreshnessScorer {
  /** The newest date of the index, by date field. */
  private readonly newestDays = new Map<string, number>();

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {}

  /**
   * Adds `idfSum · weight · 2^(−age / halfLifeDays)` to `QueryContext.scores`; a future date counts as today.
   * @param idfSum see `sumAtomIdf`
   */
  add(list: PostingList, freshness: Freshness, idfSum: number): void {
    const { field, halfLifeDays = defaultFreshness.halfLifeDays, weight = defaultFreshness.weight } = freshness;
    const today = freshness.today === undefined ? this.newestDay(field) : parseDay(freshness.today, 'first');
    const column = this.index.getColumnReader(field);
    const { scores } = this.context;
    for (let i = 0; i < list.count; i++) {
      const day = column.getNumber(list.documents[i]);
      if (Number.isNaN(day)) continue;
      scores[list.documents[i]] += idfSum * weight * 2 ** (-Math.max(0, today - day) / halfLifeDays);
    }
  }

  private newestDay(field: string): number {
    const known = this.newestDays.get(field);
    if (known !== undefined) return known;
    const { index } = this;
    const column = index.getColumnReader(field);
    let newest = Number.NEGATIVE_INFINITY;
    for (let document = 0; document < index.documentLimit; document++)
      if (index.isLive(document) && column.getNumber(document) > newest) newest = column.getNumber(document);
    this.newestDays.set(field, newest);
    return newest;
  }
}

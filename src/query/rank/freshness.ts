import { describeValue, HansouError } from '../../errors.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { QueryContext } from '../context/query-context.ts';
import { parseDay } from '../language/range-bounds.ts';

/** Lets newer documents rank higher. */
export interface Freshness {
  /** A date field. Documents without a date gain nothing. */
  readonly field: string;
  /** After so many days a document gains half as much; default 30. */
  readonly halfLifeDays?: number;
  /** What a document of today gains, as a share of what the query's characters weigh together; default 0.3. */
  readonly weight?: number;
  /** `YYYY-MM-DD`; default the newest date in the index. */
  readonly today?: string;
}

export const defaultFreshness = { halfLifeDays: 30, weight: 0.3 } as const;

/**
 * Adds to the scores of documents: mass · weight · 2^(−age / half-life), where a document of the future is of today.
 * @param mass Σ idf of the query's distinct characters and runs
 * @throws HansouError UNKNOWN_FIELD or BAD_ARGUMENT
 */
export function addFreshness(
  index: IndexReader,
  memory: QueryContext,
  list: PostingList,
  freshness: Freshness,
  mass: number,
): void {
  const { field, halfLifeDays = defaultFreshness.halfLifeDays, weight = defaultFreshness.weight } = freshness;
  const today = checked(index, memory, freshness);
  const column = index.getColumnReader(field);
  const { scores } = memory;
  for (let i = 0; i < list.count; i++) {
    const day = column.getNumber(list.documents[i]);
    if (!Number.isNaN(day))
      scores[list.documents[i]] += mass * weight * 2 ** (-Math.max(0, today - day) / halfLifeDays);
  }
}

/** Today, in days since 1970-01-01. */
function checked(index: IndexReader, memory: QueryContext, freshness: Freshness): number {
  const { field, halfLifeDays = 1, weight = 0, today } = freshness;
  const type = Object.hasOwn(index.schema, field) ? index.schema[field].type : undefined;
  const day =
    today === undefined
      ? type === 'date'
        ? memory.once(`newest ${field}`, () => newest(index, field))
        : 0
      : parseDay(String(today), 'first');
  if (type === 'date' && halfLifeDays > 0 && weight >= 0 && weight < Number.POSITIVE_INFINITY && !Number.isNaN(day))
    return day;
  throw new HansouError(
    type === undefined ? 'UNKNOWN_FIELD' : 'BAD_ARGUMENT',
    'freshness cannot be counted like this',
    {
      expected: 'a date field, a half-life above 0, a weight from 0, and today as YYYY-MM-DD',
      got:
        type === 'date'
          ? describeValue(JSON.stringify(freshness))
          : `${describeValue(field)}${type ? `, a ${type} field` : ''}`,
      hint: "Give { field: 'date' }, or leave freshness out.",
    },
  );
}

function newest(index: IndexReader, field: string): number {
  const column = index.getColumnReader(field);
  let newestDay = Number.NEGATIVE_INFINITY;
  for (let document = 0; document < index.documentLimit; document++)
    if (index.isLive(document) && column.getNumber(document) > newestDay) newestDay = column.getNumber(document);
  return newestDay;
}

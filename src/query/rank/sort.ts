/** Sorts documents by the values of their fields. */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { TopK } from '../context/top-k.ts';
import { foldKeyword } from '../match/columns/column-values.ts';

/** A date, number or keyword field and its order (default `desc`). */
export interface SortKey<Names extends string = string> {
  /** The name of the field. */
  readonly field: Names;
  /** `desc` (default): latest or highest first; `asc`: the other way. */
  readonly order?: 'asc' | 'desc';
}

/**
 * The order of hits: by score, or by a field, or by several fields, of which the next one orders documents whose values are
 * equal in those before. Documents without a value come last. Keywords are compared folded, unit by unit; of several values
 * the first in the order counts.
 */
export type Sort<Names extends string = string> = 'score' | SortKey<Names> | readonly SortKey<Names>[];

/** Maximum number of fields to sort by. */
export const maxSortKeys = 8;

/** The fields that a sort names. */
export function sortKeys(sort: Sort | undefined): readonly SortKey[] {
  if (sort === undefined || sort === 'score') return [];
  return Array.isArray(sort) ? sort : [sort as SortKey];
}

/** The first `wanted` documents of a list by one or more fields; equal values in document order. */
export function sortDocuments(
  index: IndexReader,
  list: PostingList,
  keys: readonly SortKey[],
  wanted: number,
): Uint32Array {
  if (keys.length > 1) return sortByKeys(index, list, keys).subarray(0, wanted);
  const [key] = keys;
  const readValue = createReader(index, key);
  const top = new TopK(Math.min(list.count, wanted));
  for (let i = 0; i < list.count; i++) top.offer(list.documents[i], readValue(list.documents[i]));
  const { documents, count } = top.sort();
  return documents.subarray(0, count);
}

function sortByKeys(index: IndexReader, list: PostingList, keys: readonly SortKey[]): Uint32Array {
  const columns = keys.map(key => {
    const readValue = createReader(index, key);
    return Float64Array.from({ length: list.count }, (_, i) => readValue(list.documents[i]));
  });
  const order = Uint32Array.from({ length: list.count }, (_, i) => i).sort((a, b) => {
    // Not a difference: it is no number where both are without a value.
    for (const values of columns) if (values[a] !== values[b]) return values[a] > values[b] ? -1 : 1;
    return a - b;
  });
  return order.map(i => list.documents[i]);
}

/** Reads the value of a document as a number; a higher one comes first. */
function createReader(index: IndexReader, { field, order }: SortKey): (document: number) => number {
  const column = index.getColumnReader(field);
  const sign = order === 'asc' ? -1 : 1;
  if (index.schema[field].type !== 'keyword')
    return document => {
      const value = column.getNumber(document);
      return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : sign * value;
    };
  const ranks = rankKeywords(column.values, sign);
  return document => {
    let best = Number.NEGATIVE_INFINITY;
    for (const ordinal of column.getKeywordOrdinals(document)) best = Math.max(best, ranks[ordinal]);
    return best;
  };
}

/** By ordinal: the place of a keyword in the order of all; equal for those that filters cannot tell apart. */
function rankKeywords(keywords: readonly string[], sign: number): Float64Array {
  const folded = keywords.map(foldKeyword);
  const sorted = [...new Set(folded)].sort();
  const places = new Map(sorted.map((keyword, place) => [keyword, place]));
  return Float64Array.from(folded, keyword => sign * places.get(keyword)!);
}

/** Sorts documents by a date or number field. */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { TopK } from '../context/top-k.ts';

/** The order of hits: by score, or by a date or number field (default descending). Documents without a value come last. */
export type Sort = 'score' | { readonly field: string; readonly order?: 'asc' | 'desc' };

/** The first `wanted` documents of a list by a date or number field; equal values in document order. */
export function sortDocuments(
  index: IndexReader,
  list: PostingList,
  sort: Exclude<Sort, 'score'>,
  wanted: number,
): Uint32Array {
  const column = index.getColumnReader(sort.field);
  const sign = sort.order === 'asc' ? -1 : 1;
  const top = new TopK(Math.min(list.count, wanted));
  for (let i = 0; i < list.count; i++) {
    const value = column.getNumber(list.documents[i]);
    top.offer(list.documents[i], Number.isNaN(value) ? Number.NEGATIVE_INFINITY : sign * value);
  }
  const { documents, count } = top.sort();
  return documents.subarray(0, count);
}

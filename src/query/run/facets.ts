/** Counts the values of keyword fields. */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';

/** A value of a keyword field, and the number of matching documents that have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/**
 * The most frequent values of a keyword field among documents, with exact counts; equal counts in order of the values.
 * @param limit maximum number of values
 */
export function countFacet(index: IndexReader, list: PostingList, field: string, limit: number): FacetValue[] {
  const column = index.getColumnReader(field);
  const counts = new Uint32Array(column.values.length);
  for (let i = 0; i < list.count; i++) {
    const values = column.getKeywordOrdinals(list.documents[i]);
    for (let at = 0; at < values.length; at++) if (values.indexOf(values[at]) === at) counts[values[at]]++;
  }
  const found: FacetValue[] = [];
  counts.forEach((count, number) => {
    if (count > 0) found.push({ value: column.values[number], count });
  });
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, limit);
}

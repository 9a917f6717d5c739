/** Counts the values of keyword fields. */
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import { fold } from '../../text/folding.ts';

/** A value of a keyword field, and the number of matching documents that have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/**
 * The most frequent values of a keyword field among documents, with exact counts; equal counts in order of the values.
 * Values that filters cannot tell apart (张三 and 張三) are one, shown in the form that most of the documents have.
 * @param limit maximum number of values
 */
export function countFacet(index: IndexReader, list: PostingList, field: string, limit: number): FacetValue[] {
  const column = index.getColumnReader(field);
  const counts = new Uint32Array(column.values.length);
  for (let i = 0; i < list.count; i++) {
    const values = column.getKeywordOrdinals(list.documents[i]);
    for (let at = 0; at < values.length; at++) if (values.indexOf(values[at]) === at) counts[values[at]]++;
  }
  const groups = new Map<string, { form: number; count: number }>();
  const groupOf = new Map<number, { form: number; count: number }>();
  let hasForms = false;
  counts.forEach((count, ordinal) => {
    if (count === 0) return;
    const folded = fold(column.values[ordinal]);
    const group = groups.get(folded);
    if (!group) {
      const first = { form: ordinal, count };
      groups.set(folded, first);
      groupOf.set(ordinal, first);
      return;
    }
    hasForms = true;
    group.count += count;
    if (isBefore(ordinal, group.form)) group.form = ordinal;
    groupOf.set(ordinal, group);
  });
  // A document with two forms of one value has the value once.
  if (hasForms)
    for (let i = 0; i < list.count; i++) {
      const values = new Set(column.getKeywordOrdinals(list.documents[i]));
      const seen = new Set<unknown>();
      for (const value of values) {
        const group = groupOf.get(value)!;
        if (seen.has(group)) group.count--;
        seen.add(group);
      }
    }
  return [...groups.values()]
    .map(({ form, count }) => ({ value: column.values[form], count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit);

  function isBefore(ordinal: number, other: number): boolean {
    if (counts[ordinal] !== counts[other]) return counts[ordinal] > counts[other];
    return column.values[ordinal] < column.values[other];
  }
}

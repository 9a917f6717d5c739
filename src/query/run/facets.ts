import { describeValue, HansouError } from '../../errors.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';

/** A value of a keyword field, and how many of the found documents hold it, however often. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/**
 * The most frequent values of a keyword field among documents, with exact counts; equal ones by value.
 * @param most so many values at most
 * @throws HansouError UNKNOWN_FIELD or BAD_ARGUMENT
 */
export function countFacet(index: IndexReader, list: PostingList, field: string, most: number): FacetValue[] {
  const type = Object.hasOwn(index.schema, field) ? index.schema[field].type : undefined;
  if (type !== 'keyword' || !Number.isInteger(most) || most < 0) {
    throw new HansouError(type === undefined ? 'UNKNOWN_FIELD' : 'BAD_ARGUMENT', 'this cannot be counted as a facet', {
      expected: 'keyword fields with how many values are wanted, such as { author: 10 }',
      got: type === 'keyword' ? describeValue(most) : `${describeValue(field)}${type ? `, a ${type} field` : ''}`,
      hint: 'Declare the field as keyword().',
    });
  }
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
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, most);
}

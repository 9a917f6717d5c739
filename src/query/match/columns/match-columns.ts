/** Matches values of keyword, date and number fields. */
import { describeValue, HansouError } from '../../../errors.ts';
import type { IndexReader } from '../../../index/index-reader.ts';
import type { DocumentSet } from '../../context/document-set.ts';
import { parseBound, type RangeEnd } from '../../language/range-bounds.ts';
import { type ColumnValues, foldKeyword } from './column-values.ts';

/** A range that includes both ends; an end that is left out is open. */
export interface Range {
  /** The lower end. */
  readonly from?: string | number | undefined;
  /** The upper end. */
  readonly to?: string | number | undefined;
}

/** Whether a value has the shape of a range; its ends are checked where they are read. A `Date` or an array is none. */
export function isRange(value: unknown): value is Range {
  const isPlain = Object.prototype.toString.call(value) === '[object Object]';
  return isPlain && Object.keys(value as object).every(key => key === 'from' || key === 'to');
}

/** The documents with a keyword that is equal to one of the values when both are folded. */
export function matchKeyword(columns: ColumnValues, field: string, values: readonly string[]): DocumentSet {
  const folded = new Set(values.map(foldKeyword));
  return columns.matchKeywords(field, keyword => folded.has(keyword));
}

/** The documents with a keyword that contains a text when both are folded. */
export function matchKeywordSubstring(columns: ColumnValues, field: string, text: string): DocumentSet {
  const folded = foldKeyword(text);
  return columns.matchKeywords(field, keyword => keyword.includes(folded));
}

/** The names of the searchable keyword fields by value, folded. */
export function listKeywordFields(index: IndexReader): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  for (const [name, field] of Object.entries(index.schema)) {
    if (field.type !== 'keyword' || !field.searchable) continue;
    for (const value of index.getColumnReader(name).values) {
      const folded = foldKeyword(value).trim();
      const known = fields.get(folded);
      if (folded !== '' && !known?.includes(name)) fields.set(folded, [...(known ?? []), name]);
    }
  }
  return fields;
}

/** The documents with a date or number in one of the ranges, which include both ends. */
export function matchRanges(
  index: IndexReader,
  columns: ColumnValues,
  field: string,
  ranges: readonly Range[],
): DocumentSet {
  const type = index.schema[field].type === 'date' ? 'date' : 'number';
  return columns.matchNumbers(
    field,
    ranges.map(({ from, to }) => ({
      min: from === undefined ? Number.NEGATIVE_INFINITY : requireBound(field, from, type, 'first'),
      max: to === undefined ? Number.POSITIVE_INFINITY : requireBound(field, to, type, 'last'),
    })),
  );
}

function requireBound(field: string, bound: string | number, type: 'date' | 'number', end: RangeEnd): number {
  const value = parseBound(bound, type, end);
  if (!Number.isNaN(value)) return value;
  throw new HansouError('BAD_QUERY', `an end of the range of ${field} is not a ${type}`, {
    expected: type === 'date' ? 'YYYY, YYYY-MM or YYYY-MM-DD' : 'a number',
    got: describeValue(bound),
    hint: 'Correct it, or leave it out for an open range.',
  });
}

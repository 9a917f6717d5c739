/** Filters on keyword, date and number fields: which documents' values lie in what was asked for. */
import { describeValue, HansouError } from '../../errors.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import { fold } from '../../text/folding.ts';
import { DocumentSet } from '../context/document-set.ts';
import { parseBound } from '../language/range-bounds.ts';

export interface Range {
  readonly from?: string | number;
  readonly to?: string | number;
}

/** The documents whose keyword folds to one of the values (or holds it, with `part`). */
export function matchKeyword(index: IndexReader, field: string, values: readonly string[], part = false): DocumentSet {
  const column = index.getColumnReader(field);
  const wanted = values.map(fold);
  const numbers = new Uint8Array(column.values.length);
  column.values.forEach((value, number) => {
    const folded = fold(value);
    if (wanted.some(each => (part ? folded.includes(each) : folded === each))) numbers[number] = 1;
  });
  return collectDocuments(index, document => column.getKeywordOrdinals(document).some(number => numbers[number] === 1));
}

/** The documents whose date or number lies in the range, both ends inside; those without value are not. */
export function matchRange(index: IndexReader, field: string, range: Range): DocumentSet {
  const column = index.getColumnReader(field);
  const isDate = index.schema[field].type === 'date';
  const low = range.from === undefined ? -Infinity : requireBound(field, range.from, isDate, 'first');
  const high = range.to === undefined ? Infinity : requireBound(field, range.to, isDate, 'last');
  return collectDocuments(index, document => {
    const value = column.getNumber(document);
    return value >= low && value <= high;
  });
}

function collectDocuments(index: IndexReader, holds: (document: number) => boolean): DocumentSet {
  const set = new DocumentSet(index.documentLimit);
  for (let document = 0; document < index.documentLimit; document++)
    if (index.isLive(document) && holds(document)) set.add(document);
  return set;
}

function requireBound(field: string, bound: string | number, isDate: boolean, day: 'first' | 'last'): number {
  const value = parseBound(bound, isDate ? 'date' : 'number', day);
  if (!Number.isNaN(value)) return value;
  throw new HansouError('BAD_QUERY', `the range of ${field} has an end that is no ${isDate ? 'date' : 'number'}`, {
    expected: isDate ? 'YYYY, YYYY-MM or YYYY-MM-DD' : 'a number',
    got: describeValue(bound),
    hint: 'Mend the end, or leave it out for an open range.',
  });
}

/** Filters on keyword, date and number fields: which documents' values lie in what was asked for. */
import { HansouError, shown } from '../errors.ts';
import type { IndexReader } from '../inverted/index-reader.ts';
import { fold } from '../text/folding.ts';
import { DocumentSet } from './document-set.ts';

export interface Range {
  readonly from?: string | number;
  readonly to?: string | number;
}

/** The documents whose keyword folds to one of the values (or holds it, with `part`). */
export function documentsWithKeyword(
  index: IndexReader,
  field: string,
  values: readonly string[],
  part = false,
): DocumentSet {
  const column = index.column(field);
  const wanted = values.map(fold);
  const numbers = new Uint8Array(column.values.length);
  column.values.forEach((value, number) => {
    const folded = fold(value);
    if (wanted.some(each => (part ? folded.includes(each) : folded === each))) numbers[number] = 1;
  });
  return documentsWhere(index, document => column.keywordsOf(document).some(number => numbers[number] === 1));
}

/** The documents whose date or number lies in the range, both ends inside; those without value are not. */
export function documentsInRange(index: IndexReader, field: string, range: Range): DocumentSet {
  const column = index.column(field);
  const isDate = index.schema[field].type === 'date';
  const low = range.from === undefined ? -Infinity : knownBound(field, range.from, isDate, 'first');
  const high = range.to === undefined ? Infinity : knownBound(field, range.to, isDate, 'last');
  return documentsWhere(index, document => {
    const value = column.numberOf(document);
    return value >= low && value <= high;
  });
}

function documentsWhere(index: IndexReader, holds: (document: number) => boolean): DocumentSet {
  const set = new DocumentSet(index.documentLimit);
  for (let document = 0; document < index.documentLimit; document++)
    if (index.isLive(document) && holds(document)) set.add(document);
  return set;
}

/** A number, or a date as the days since 1970-01-01 of its first or last day; NaN when the bound is none. */
export function boundOf(bound: unknown, isDate: boolean, day: 'first' | 'last'): number {
  if (typeof bound === 'number') return isDate ? daysOf(String(bound), day) : bound;
  if (typeof bound !== 'string' || bound.trim() === '') return Number.NaN;
  return isDate ? daysOf(bound, day) : Number(bound);
}

function knownBound(field: string, bound: string | number, isDate: boolean, day: 'first' | 'last'): number {
  const value = boundOf(bound, isDate, day);
  if (!Number.isNaN(value)) return value;
  throw new HansouError('BAD_QUERY', `the range of ${field} has an end that is no ${isDate ? 'date' : 'number'}`, {
    expected: isDate ? 'YYYY, YYYY-MM or YYYY-MM-DD' : 'a number',
    got: shown(bound),
    todo: 'Mend the end, or leave it out for an open range.',
  });
}

/** Days since 1970-01-01 of the first or last day of a year, month or day; NaN when the text is no date. */
export function daysOf(date: string, day: 'first' | 'last'): number {
  const parts = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(date.trim());
  if (!parts) return Number.NaN;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? undefined : Number(parts[2]);
  const dayOfMonth = parts[3] === undefined ? undefined : Number(parts[3]);
  if (month !== undefined && (month < 1 || month > 12)) return Number.NaN;
  const last = day === 'last';
  const first = dayNumber(year, month ?? (last ? 12 : 1), 1);
  const daysInMonth =
    dayNumber(
      month === 12 || (last && month === undefined) ? year + 1 : year,
      ((month ?? (last ? 12 : 1)) % 12) + 1,
      1,
    ) - first;
  if (dayOfMonth !== undefined)
    return dayOfMonth >= 1 && dayOfMonth <= daysInMonth ? first + dayOfMonth - 1 : Number.NaN;
  return last ? first + daysInMonth - 1 : first;
}

/** `Date.UTC` takes years below 100 for 19xx, `setUTCFullYear` does not. */
function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}

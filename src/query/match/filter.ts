import { describeValue, HansouError } from '../../errors.ts';
import type { IndexReader } from '../../index/index-reader.ts';
import { DocumentSet } from '../context/document-set.ts';
import { maxQueryDepth } from '../language/query.ts';
import { matchKeyword, matchRange, type Range } from './match-columns.ts';

/** A value, several of which one must hold, or a range with both ends inside. */
export type FilterValue = string | number | readonly (string | number)[] | Range;

/**
 * Conditions on keyword, date and number fields; all of one object must hold, and `undefined` is no condition. A filter
 * never changes scores. Keywords are compared whole, whatever their width, case and script.
 *
 * ```ts
 * { author: ['刘帆', '何田'], date: { from: '2022-09', to: '2022-10' } }
 * { or: [{ author: '刘帆' }, { not: { page: { to: 4 } } }] }
 * ```
 */
export type Filter<Names extends string = string> =
  | { readonly and: readonly Filter<Names>[] }
  | { readonly or: readonly Filter<Names>[] }
  | { readonly not: Filter<Names> }
  | { readonly [field in Names]?: FilterValue };

/**
 * The documents that pass a filter.
 * @throws HansouError UNKNOWN_FIELD or BAD_QUERY
 */
export function matchFilter(index: IndexReader, filter: Filter, depth = 1): DocumentSet {
  checkShape(filter, depth);
  checkOperator(index, filter);
  const live = collectLiveDocuments(index);
  if ('and' in filter && Array.isArray(filter.and)) {
    for (const part of filter.and as Filter[]) live.intersectWith(matchFilter(index, part, depth + 1));
    return live;
  }
  if ('or' in filter && Array.isArray(filter.or)) {
    const some = new DocumentSet(index.documentLimit);
    for (const part of filter.or as Filter[]) some.uniteWith(matchFilter(index, part, depth + 1));
    return some;
  }
  if ('not' in filter && typeof filter.not === 'object' && index.schema['not'] === undefined)
    return live.subtract(matchFilter(index, filter.not as Filter, depth + 1));
  for (const [field, value] of Object.entries(filter) as [string, FilterValue | undefined][])
    if (value !== undefined) live.intersectWith(matchField(index, field, value));
  return live;
}

function checkShape(filter: unknown, depth: number): void {
  const isFilter = typeof filter === 'object' && filter !== null && !Array.isArray(filter);
  if (isFilter && depth <= maxQueryDepth) return;
  throw new HansouError('BAD_QUERY', 'this cannot be a filter', {
    expected: isFilter ? `parts nested at most ${maxQueryDepth} deep` : 'an object with values by field, and, or, not',
    got: isFilter ? 'deeper ones' : describeValue(filter),
    hint: "Write { author: '刘帆', date: { from: '2022-09' } }, or { not: … } around such ones.",
  });
}

/** `and`, `or` and `not` stand alone: beside them, conditions on fields would be ignored. */
function checkOperator(index: IndexReader, filter: Filter): void {
  const names = Object.keys(filter).filter(name => filter[name as keyof Filter] !== undefined);
  const operator = names.find(name => ['and', 'or', 'not'].includes(name) && !Object.hasOwn(index.schema, name));
  if (operator === undefined || names.length === 1) return;
  throw new HansouError('BAD_QUERY', `the filter has other conditions beside ${operator}`, {
    expected: `an object with ${operator} alone`,
    got: names.map(name => describeValue(name)).join(', '),
    hint: "Write { and: [{ author: '刘帆' }, { or: [ … ] }] }.",
  });
}

function matchField(index: IndexReader, field: string, value: FilterValue): DocumentSet {
  const type = index.schema[field]?.type;
  if (type === undefined) {
    throw new HansouError('UNKNOWN_FIELD', 'the filter names a field that the index does not have', {
      expected: `one of ${Object.keys(index.schema).join(', ')}`,
      got: describeValue(field),
      hint: 'Filter by a keyword, date or number field.',
    });
  }
  if (type === 'text' || type === 'stored') {
    throw new HansouError('BAD_QUERY', `the filter asks ${field}, which cannot be filtered by`, {
      expected: 'a keyword, date or number field',
      got: `a ${type} field`,
      hint: 'Declare the field as keyword(), date() or number(), or search for it.',
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if (type !== 'keyword') return matchRange(index, field, checkRange(field, value as Range));
    throw new HansouError('BAD_QUERY', `the filter asks a range of ${field}`, {
      expected: 'a value or an array of values',
      got: 'a range',
      hint: 'Keywords have no order; name the values.',
    });
  }
  const values = (Array.isArray(value) ? value : [value]) as (string | number)[];
  const bad = values.find(each => typeof each !== 'string' && typeof each !== 'number');
  if (bad !== undefined || values.includes(undefined as never)) {
    throw new HansouError('BAD_QUERY', `the filter asks ${field} for something that is no value`, {
      expected: 'strings or numbers',
      got: describeValue(bad),
      hint: 'Leave the field out of the filter for no condition.',
    });
  }
  if (type === 'keyword') return matchKeyword(index, field, values.map(String));
  const set = new DocumentSet(index.documentLimit);
  for (const each of values) set.uniteWith(matchRange(index, field, { from: each, to: each }));
  return set;
}

function checkRange(field: string, range: Range): Range {
  if (!(range instanceof Date) && Object.keys(range).every(key => key === 'from' || key === 'to')) return range;
  throw new HansouError('BAD_QUERY', `the filter asks ${field} for something that is no range`, {
    expected: '{ from?, to? } with strings or numbers',
    got: range instanceof Date ? 'a Date' : `an object with ${Object.keys(range).join(', ')}`,
    hint: "Dates are strings: { from: '2022-09', to: '2022-10' }.",
  });
}

/** All live documents. */
export function collectLiveDocuments(index: IndexReader): DocumentSet {
  const set = new DocumentSet(index.documentLimit).fill();
  if (index.documentCount < index.documentLimit)
    for (let document = 0; document < set.limit; document++) if (!index.isLive(document)) set.delete(document);
  return set;
}

/** Which documents pass a filter on keyword, date and number fields? Entry point: `matchFilter`, called by the query runner. */
import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import { describeValue, HansouError } from '../../../errors.ts';
import type { IndexReader } from '../../../index/index-reader.ts';
import { didYouMean } from '../../../validate.ts';
import { type Budget, unlimited } from '../../context/budget.ts';
import { DocumentSet } from '../../context/document-set.ts';
import { collectLiveDocuments } from '../../context/live-documents.ts';
import { maxQueryDepth } from '../../language/query.ts';
import { ColumnValues } from './column-values.ts';
import { isRange, matchKeyword, matchRanges, type Range } from './match-columns.ts';

/** A value, several values of which one must match, or a range that includes both ends. */
export type FilterValue = string | number | readonly (string | number)[] | Range;

/**
 * Conditions on keyword, date and number fields, and on `id`. A document must meet all conditions of an object; `undefined` is no
 * condition. A filter never changes scores. Keywords are compared as a whole, ignoring width, case and script.
 *
 * ```ts
 * { id: ['1', '7'] }
 * { author: ['刘帆', '何田'], date: { from: '2022-09', to: '2022-10' } }
 * { or: [{ author: '刘帆' }, { not: { page: { to: 4 } } }] }
 * ```
 *
 * Limits: 256 parts (objects, and conditions and operators in them), nested at most 32 deep; 10,000 values.
 */
export type Filter =
  | {
      /** All of these must pass. */
      readonly and: readonly Filter[];
    }
  | {
      /** One of these must pass. */
      readonly or: readonly Filter[];
    }
  | {
      /** This must not pass. */
      readonly not: Filter;
    }
  | { readonly [field: string]: FilterValue | undefined };

/** Maximum number of objects, conditions and operators in a filter. */
const maxFilterParts = 256;
/** Maximum number of values in a filter. */
const maxFilterValues = 10_000;

/**
 * The documents that pass a filter. None when the budget is spent before all of it is read.
 * @throws HansouError UNKNOWN_FIELD or BAD_QUERY
 */
export function matchFilter(index: IndexReader, filter: Filter, budget: Budget = unlimited): DocumentSet {
  const passing = matchCondition({ index, columns: new ColumnValues(index), budget }, copyFilter(index, filter));
  // What a part that was not read excludes is not known.
  return budget.isSpent ? new DocumentSet(index.documentLimit) : passing;
}

/** What all conditions of a filter are matched with. */
interface Matching {
  readonly index: IndexReader;
  readonly columns: ColumnValues;
  readonly budget: Budget;
}

/** The documents that pass a filter or a part of one, of checked size. */
function matchCondition(matching: Matching, filter: Filter): DocumentSet {
  const { index, budget } = matching;
  checkOperator(index, filter);
  if (budget.isSpent) return new DocumentSet(index.documentLimit);
  const live = collectLiveDocuments(index);
  if ('and' in filter && Array.isArray(filter.and)) {
    for (const part of filter.and as Filter[]) live.intersectWith(matchCondition(matching, part));
    return live;
  }
  if ('or' in filter && Array.isArray(filter.or)) {
    const matched = new DocumentSet(index.documentLimit);
    for (const part of filter.or as Filter[]) matched.uniteWith(matchCondition(matching, part));
    return matched;
  }
  if ('not' in filter && typeof filter.not === 'object' && index.schema['not'] === undefined)
    return live.subtract(matchCondition(matching, filter.not as Filter));
  for (const [field, value] of Object.entries(filter) as [string, FilterValue | undefined][])
    if (value !== undefined) live.intersectWith(matchField(matching, field, value));
  return live;
}

/**
 * Checks the size and shape of a filter, and copies its parts and lists: each is read once, so that no getter gives more when
 * documents are matched. It visits no more of it than the limits allow, also where parts are shared.
 */
function copyFilter({ schema }: IndexReader, filter: Filter): Filter {
  let parts = 0;
  let values = 0;
  const count = (): void => {
    if (++parts > maxFilterParts) rejectFilter('has too many parts', `at most ${maxFilterParts}`, 'more');
  };
  const copy = (part: unknown, depth: number): unknown => {
    count();
    if (typeof part !== 'object' || part === null || Array.isArray(part))
      rejectFilter('is not an object', 'an object with values by field name, or and, or, not', describeValue(part));
    if (depth > maxQueryDepth)
      rejectFilter('is nested too deeply', `at most ${maxQueryDepth} levels`, `level ${depth}`);
    const copied: [string, unknown][] = [];
    for (const [name, value] of Object.entries(part as object)) {
      count();
      if ((name === 'and' || name === 'or') && Array.isArray(value)) {
        const parts: unknown[] = [];
        for (const each of value) parts.push(copy(each, depth + 1));
        copied.push([name, parts]);
      } else if (name === 'not' && typeof value === 'object' && schema['not'] === undefined)
        copied.push([name, copy(value, depth + 1)]);
      else {
        const length = Array.isArray(value) ? value.length : undefined;
        values += length ?? 1;
        if (values > maxFilterValues) rejectFilter('has too many values', `at most ${maxFilterValues}`, `${values}`);
        copied.push([name, length === undefined ? value : Array.from({ length }, (_, i) => value[i])]);
      }
    }
    return Object.fromEntries(copied);
  };
  return copy(filter, 1) as Filter;
}

function rejectFilter(fault: string, expected: string, got: string): never {
  throw new HansouError('BAD_QUERY', `the filter ${fault}`, {
    expected,
    got,
    hint: "Write { author: '刘帆', date: { from: '2022-09' } }, or { not: … } around such an object.",
  });
}

/** `and`, `or` and `not` stand alone: beside them, conditions on fields would be ignored. */
function checkOperator(index: IndexReader, filter: Filter): void {
  const names = Object.keys(filter).filter(name => filter[name as keyof Filter] !== undefined);
  const operator = names.find(name => ['and', 'or', 'not'].includes(name) && !Object.hasOwn(index.schema, name));
  if (operator === undefined || names.length === 1) return;
  throw new HansouError('BAD_QUERY', `the filter has conditions besides "${operator}"`, {
    expected: `an object with ${operator} alone`,
    got: names.map(name => describeValue(name)).join(', '),
    hint: "Write { and: [{ author: '刘帆' }, { or: [ … ] }] }.",
  });
}

function matchField({ index, columns }: Matching, field: string, value: FilterValue): DocumentSet {
  if (field === 'id') return matchIds(index, value);
  const type = index.schema[field]?.type;
  if (type === undefined) {
    throw new HansouError('UNKNOWN_FIELD', 'the filter names an unknown field', {
      expected: `one of ${Object.keys(index.schema).join(', ')}`,
      got: describeValue(field),
      hint: `${didYouMean(field, Object.keys(index.schema))}Filter by a keyword, date or number field.`,
    });
  }
  if (type === 'text' || type === 'stored') {
    throw new HansouError('BAD_QUERY', `${field} cannot be filtered`, {
      expected: 'a keyword, date or number field',
      got: `a ${type} field`,
      hint: 'Declare the field as keyword(), date() or number(), or search it instead.',
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if (type !== 'keyword') return matchRanges(index, columns, field, [checkRange(field, value)]);
    throw new HansouError('BAD_QUERY', `${field} cannot be filtered by a range`, {
      expected: 'a value or an array of values, since keywords have no order',
      got: 'a range',
      hint: 'List the values that may match.',
    });
  }
  const values = (Array.isArray(value) ? value : [value]) as (string | number)[];
  const invalid = values.find(each => typeof each !== 'string' && typeof each !== 'number');
  if (invalid !== undefined || values.includes(undefined as never)) {
    throw new HansouError('BAD_QUERY', `the filter value of ${field} is neither a string nor a number`, {
      expected: 'strings or numbers',
      got: describeValue(invalid),
      hint: 'Remove the value; leave the field out of the filter if there is no condition on it.',
    });
  }
  if (type === 'keyword') return matchKeyword(columns, field, values.map(String));
  return matchRanges(
    index,
    columns,
    field,
    values.map(each => ({ from: each, to: each })),
  );
}

/** The documents with one of these ids. */
function matchIds(index: IndexReader, value: FilterValue): DocumentSet {
  const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const id of ids)
    if (typeof id !== 'string')
      throw new HansouError('BAD_QUERY', 'the filter value of id is not a string', {
        expected: 'an id or an array of ids',
        got: describeValue(id),
        hint: "Write { id: ['1', '7'] }.",
      });
  const set = new DocumentSet(index.documentLimit);
  gatherMissing(ids.length, i => {
    const document = index.findDocument(ids[i] as string);
    if (document >= 0) set.add(document);
  });
  return set;
}

function checkRange(field: string, range: object): Range {
  if (isRange(range)) return range;
  const names = Object.keys(range);
  throw new HansouError('BAD_QUERY', `the filter value of ${field} is not a range`, {
    expected: '{ from?, to? } with strings or numbers',
    got: names.length > 0 ? `an object with ${names.join(', ')}` : describeValue(range),
    hint: "Write dates as strings: { from: '2022-09', to: '2022-10' }.",
  });
}

/** A filter without the conditions on one field that all documents must meet; those inside `or` and `not` stay. */
export function withoutField(filter: Filter, field: string): Filter {
  if ('and' in filter && Array.isArray(filter.and))
    return { and: (filter.and as Filter[]).map(part => withoutField(part, field)) };
  return Object.fromEntries(Object.entries(filter).filter(([name]) => name !== field)) as Filter;
}

/** The names that a filter has, at any depth: of fields, if the filter is valid. */
export function fieldsOfFilter(filter: unknown, depth = 0): string[] {
  if (typeof filter !== 'object' || filter === null || depth > maxQueryDepth) return [];
  if (Array.isArray(filter)) return filter.flatMap(part => fieldsOfFilter(part, depth + 1));
  return Object.entries(filter).flatMap(([name, value]) =>
    name === 'and' || name === 'or' || name === 'not' ? [name, ...fieldsOfFilter(value, depth + 1)] : [name],
  );
}

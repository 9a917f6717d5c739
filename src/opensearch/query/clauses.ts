/** Parts of the queries that OpenSearch takes. */

import type { Schema } from '../../index/schema.ts';
import { parseBound } from '../../query/language/range-bounds.ts';
import type { Filter, FilterValue } from '../../query/match/columns/filter.ts';
import type { Range } from '../../query/match/columns/match-columns.ts';
import type { SortKey } from '../../query/rank/sort.ts';
import { toKeyword } from '../documents/cluster-document.ts';

/** A query of the cluster. */
export type Clause = Readonly<Record<string, unknown>>;

export const allDocuments: Clause = { match_all: {} };
export const noDocument: Clause = { match_none: {} };

export function termClause(field: string, value: string | number): Clause {
  return { term: { [field]: { value } } };
}

/** Documents that match all clauses. */
export function allOf(clauses: readonly Clause[]): Clause {
  return clauses.length === 1 ? clauses[0] : { bool: { filter: clauses } };
}

/** Documents that match one of the clauses. */
export function anyOf(clauses: readonly Clause[]): Clause {
  const matching = clauses.filter(clause => clause !== noDocument);
  if (matching.length === 0) return noDocument;
  return matching.length === 1 ? matching[0] : { bool: { should: matching, minimum_should_match: 1 } };
}

export function noneOf(clauses: readonly Clause[]): Clause {
  return { bool: { must_not: clauses } };
}

/** Documents with a date or number in a range. An end that is none gives no documents: hansou's own check rejects it. */
export function rangeClause(schema: Schema, field: string, { from, to }: Range): Clause {
  const isDate = schema[field].type === 'date';
  const type = isDate ? 'date' : 'number';
  const gte = from === undefined ? undefined : parseBound(from, type, 'first');
  const lte = to === undefined ? undefined : parseBound(to, type, 'last');
  if (Number.isNaN(gte) || Number.isNaN(lte)) return noDocument;
  const bounds = { ...(gte !== undefined && { gte: toFinite(gte) }), ...(lte !== undefined && { lte: toFinite(lte) }) };
  return { range: { [`v.${field}.${isDate ? 'd' : 'n'}`]: bounds } };
}

/** JSON has no infinite numbers. */
function toFinite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

/** The documents that pass a checked filter. */
export function filterClause(schema: Schema, filter: Filter): Clause {
  if ('and' in filter && Array.isArray(filter.and) && !Object.hasOwn(schema, 'and'))
    return allOf([allDocuments, ...(filter.and as Filter[]).map(part => filterClause(schema, part))]);
  if ('or' in filter && Array.isArray(filter.or) && !Object.hasOwn(schema, 'or'))
    return anyOf((filter.or as Filter[]).map(part => filterClause(schema, part)));
  if ('not' in filter && typeof filter.not === 'object' && !Object.hasOwn(schema, 'not'))
    return noneOf([filterClause(schema, filter.not as Filter)]);
  const conditions = Object.entries(filter as Readonly<Record<string, FilterValue | undefined>>).flatMap(
    ([field, value]) => (value === undefined ? [] : [conditionClause(schema, field, value)]),
  );
  return allOf([allDocuments, ...conditions]);
}

function conditionClause(schema: Schema, field: string, value: FilterValue): Clause {
  const values = (Array.isArray(value) ? value : [value]) as readonly (string | number | Range)[];
  if (field === 'id') return { ids: { values } };
  if (schema[field].type === 'keyword')
    return { terms: { [`v.${field}.f`]: values.map(each => toKeyword(String(each))) } };
  return anyOf(
    values.map(each => rangeClause(schema, field, typeof each === 'object' ? each : { from: each, to: each })),
  );
}

/** The order of documents by fields; those with equal values as they were added. */
export function sortBody(schema: Schema, keys: readonly SortKey[]): readonly object[] {
  const parts = { date: 'd', number: 'n', keyword: 'f' } as const;
  const fields = keys.map(({ field, order = 'desc' }) => ({
    [`v.${field}.${parts[schema[field].type as keyof typeof parts]}`]: {
      order,
      missing: '_last',
      // Of several values the first in the order counts.
      mode: order === 'asc' ? 'min' : 'max',
    },
  }));
  return [...fields, { order: { order: 'asc' } }];
}

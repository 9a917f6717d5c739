import type { Field, Schema } from '../../index/schema.ts';
import type { Query } from './query.ts';
import { parseBound } from './range-bounds.ts';

/** What is known of a name before a colon: the kind of its field, `true` for a field of any kind, else none. */
export type FieldKind = Field['type'] | boolean | undefined;

/** The kind of the field of this name. */
export function fieldKindIn(schema: Schema, name: string): Field['type'] | undefined {
  return Object.hasOwn(schema, name) ? schema[name].type : undefined;
}

/** Whether such a field can be asked at all. */
export function isSearchable(kind: FieldKind): kind is Exclude<FieldKind, 'stored' | false | undefined> {
  return kind !== undefined && kind !== false && kind !== 'stored';
}

/**
 * A part behind `field:` as its kind of field can be asked. Keywords take words and quoted pieces alike; dates and numbers
 * take values and ranges of them; texts take no ranges.
 *
 * Law: what comes back is a query that no index with such a field refuses.
 * @param typed the part as it was typed, signs in half width
 * @returns undefined when a date or number is none
 */
export function fitToField(query: Query, field: string, kind: FieldKind, typed: string): Query | undefined {
  if (kind === true) return query;
  const isRange = 'from' in query || 'to' in query;
  if (kind === 'text') return isRange ? { words: typed, field } : query;
  const words = 'phrase' in query ? query.phrase : 'prefix' in query ? query.prefix : typed;
  if (kind === 'keyword') return { words, field };
  const bounds = isRange ? [query.from, query.to].filter(bound => bound !== undefined) : [words];
  if (bounds.some(bound => Number.isNaN(parseBound(bound, kind === 'date', 'first')))) return undefined;
  return isRange ? query : { words, field };
}

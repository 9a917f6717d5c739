import type { Field, Schema } from '../../index/schema.ts';
import type { Query } from './query.ts';
import { boundOf } from './range-bounds.ts';

/** What is known of a name before a colon: the kind of its field, `true` for a field of any kind, else none. */
export type TypedField = Field['type'] | boolean | undefined;

/** The kind of the field of this name. */
export function typeIn(fields: Schema, name: string): Field['type'] | undefined {
  return Object.hasOwn(fields, name) ? fields[name].type : undefined;
}

/** Whether such a field can be asked at all. */
export function canBeAsked(type: TypedField): type is Exclude<TypedField, 'stored' | false | undefined> {
  return type !== undefined && type !== false && type !== 'stored';
}

/**
 * A part behind `field:` as its kind of field can be asked. Keywords take words and quoted pieces alike; dates and numbers
 * take values and ranges of them; texts take no ranges.
 *
 * Law: what comes back is a query that no index with such a field refuses.
 * @param typed the part as it was typed, signs in half width
 * @returns undefined when a date or number is none
 */
export function fitted(query: Query, field: string, type: TypedField, typed: string): Query | undefined {
  if (type === true) return query;
  const isRange = 'from' in query || 'to' in query;
  if (type === 'text') return isRange ? { words: typed, field } : query;
  const words = 'phrase' in query ? query.phrase : 'prefix' in query ? query.prefix : typed;
  if (type === 'keyword') return { words, field };
  const bounds = isRange ? [query.from, query.to].filter(bound => bound !== undefined) : [words];
  if (bounds.some(bound => Number.isNaN(boundOf(bound, type === 'date', 'first')))) return undefined;
  return isRange ? query : { words, field };
}

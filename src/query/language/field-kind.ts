/** Reads the name of a field before a colon, and adapts the clause behind it to the kind of that field. */
import type { Field, Schema } from '../../index/schema.ts';
import type { Query } from './query.ts';
import { parseBound } from './range-bounds.ts';

/** What is known of a name before a colon: its field type, `true` for a field of any type, false or undefined for none. */
export type FieldKind = Field['type'] | boolean | undefined;

/** The type of the field with this name; undefined when there is none. */
export function fieldKindIn(schema: Schema, name: string): Field['type'] | undefined {
  return Object.hasOwn(schema, name) ? schema[name].type : undefined;
}

/** Maximum length of a field name before a colon, in UTF-16 units. */
const maxFieldNameUnits = 80;

/** The text from `at` to a colon, if it can be the name of a field; undefined in a web address (`http://`). */
export function readFieldName(halfWidth: string, at: number): string | undefined {
  const colon = halfWidth.slice(0, at + maxFieldNameUnits + 1).indexOf(':', at);
  if (colon <= at || halfWidth.startsWith('//', colon + 1)) return undefined;
  const name = halfWidth.slice(at, colon);
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : undefined;
}

/** Whether a query can search such a field. */
export function isSearchable(kind: FieldKind): kind is Exclude<FieldKind, 'stored' | false | undefined> {
  return kind !== undefined && kind !== false && kind !== 'stored';
}

/**
 * Converts a clause behind `field:` into one that its field accepts. Keyword fields treat words and quoted phrases alike;
 * date and number fields take values and ranges; text fields take no ranges.
 *
 * Law: no index with such a field rejects the returned query.
 * @param typed the clause as typed, with half-width signs
 * @returns undefined when the date or number is invalid
 */
export function fitToField(query: Query, field: string, kind: FieldKind, typed: string): Query | undefined {
  if (kind === true) return query;
  const isRange = 'from' in query || 'to' in query;
  if (kind === 'text') return isRange ? { words: typed, field } : query;
  const words = 'phrase' in query ? query.phrase : 'prefix' in query ? query.prefix : typed;
  if (kind === 'keyword') return { words, field };
  const type = kind === 'date' ? 'date' : 'number';
  const bounds = isRange ? [query.from, query.to].filter(bound => bound !== undefined) : [words];
  if (bounds.some(bound => Number.isNaN(parseBound(bound, type, 'first')))) return undefined;
  return isRange ? query : { words, field };
}

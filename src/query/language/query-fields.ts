/** Checks a query against the fields of an index. */
import { describeValue, HansouError } from '../../errors.ts';
import type { Schema } from '../../index/schema.ts';
import type { Query } from './query.ts';

/**
 * Checks that every clause of a query names a field that can answer it.
 * @throws HansouError UNKNOWN_FIELD or BAD_QUERY
 */
export function checkQueryFields(query: Query, schema: Schema): void {
  if ('all' in query) for (const clause of query.all) checkQueryFields(clause, schema);
  else if ('any' in query) for (const clause of query.any) checkQueryFields(clause, schema);
  else if ('not' in query) checkQueryFields(query.not, schema);
  else if (query.field !== undefined) {
    const type = Object.hasOwn(schema, query.field) ? schema[query.field].type : undefined;
    const isRange = !('words' in query || 'phrase' in query || 'prefix' in query);
    const canAnswer = isRange
      ? type === 'date' || type === 'number'
      : 'words' in query
        ? type !== undefined && type !== 'stored'
        : type === 'text';
    if (canAnswer) return;
    throw new HansouError(
      type === undefined ? 'UNKNOWN_FIELD' : 'BAD_QUERY',
      type === undefined ? 'the query names an unknown field' : 'the query names a field that cannot answer it',
      {
        expected: isRange ? 'a date or number field' : `one of ${Object.keys(schema).join(', ')}`,
        got: type === undefined ? describeValue(query.field) : `${query.field}, a ${type} field`,
        hint: 'Name another field, or leave field out to search all text fields.',
      },
    );
  }
}

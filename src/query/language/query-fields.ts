import { describeValue, HansouError } from '../../errors.ts';
import type { Schema } from '../../index/schema.ts';
import type { Query } from './query.ts';

/**
 * Whether each part of a query asks a field that can answer it.
 * @throws HansouError UNKNOWN_FIELD or BAD_QUERY
 */
export function checkQueryFields(query: Query, schema: Schema): void {
  if ('all' in query) for (const part of query.all) checkQueryFields(part, schema);
  else if ('any' in query) for (const part of query.any) checkQueryFields(part, schema);
  else if ('not' in query) checkQueryFields(query.not, schema);
  else if (query.field !== undefined) {
    const type = Object.hasOwn(schema, query.field) ? schema[query.field].type : undefined;
    const isRange = !('words' in query || 'phrase' in query || 'prefix' in query);
    const fits = isRange
      ? type === 'date' || type === 'number'
      : 'words' in query
        ? type !== undefined && type !== 'stored'
        : type === 'text';
    if (fits) return;
    throw new HansouError(
      type === undefined ? 'UNKNOWN_FIELD' : 'BAD_QUERY',
      'a part of the query asks a field that cannot answer it',
      {
        expected: isRange ? 'a date or number field' : `one of ${Object.keys(schema).join(', ')}`,
        got: type === undefined ? describeValue(query.field) : `${query.field}, a ${type} field`,
        hint: 'Name another field, or leave it out to ask all texts.',
      },
    );
  }
}

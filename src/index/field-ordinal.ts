/** Where a field stands in the schema. */
import { describeValue, HansouError } from '../errors.ts';
import type { Schema } from './schema.ts';

/** The place of a text field, or of one with values, among all fields. @throws HansouError UNKNOWN_FIELD */
export function findFieldOrdinal(schema: Schema, name: string, kind: 'text' | 'value'): number {
  const names = Object.keys(schema);
  const ordinal = names.indexOf(name);
  if (ordinal >= 0 && (schema[name].type === 'text') === (kind === 'text')) return ordinal;
  throw new HansouError('UNKNOWN_FIELD', `the index has no ${kind} field of this name`, {
    expected: `one of ${names.join(', ')}`,
    got: describeValue(name),
    hint: 'Use one of these fields.',
  });
}

/** Says where the fields of two indexes differ. */
import type { Schema } from './schema.ts';

/**
 * The fields that only one of two schemas has, or has otherwise, for an error: `person {"type":"keyword"}` against
 * `no person`. Undefined when both are the same, the order of the fields included.
 */
export function findSchemaDifference(
  expected: Schema,
  got: Schema,
): { readonly expected: string; readonly got: string } | undefined {
  if (JSON.stringify(expected) === JSON.stringify(got)) return undefined;
  const names = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
  const describe = (schema: Schema, name: string) =>
    Object.hasOwn(schema, name) ? `${name} ${JSON.stringify(schema[name])}` : `no ${name}`;
  const differing = names.filter(name => describe(expected, name) !== describe(got, name));
  // With the same fields, their order differs.
  if (differing.length === 0) return { expected: Object.keys(expected).join(', '), got: Object.keys(got).join(', ') };
  const list = (schema: Schema) => differing.map(name => describe(schema, name)).join(', ');
  return { expected: list(expected), got: list(got) };
}

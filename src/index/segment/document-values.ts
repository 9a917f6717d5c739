import { describeValue, HansouError } from '../../errors.ts';
import type { OffsetMap } from '../../text/offset-map.ts';
import { repairText } from '../../text/repair-text.ts';
import { RepairedText } from '../../text/repaired-text.ts';
import { encodeDate } from '../columns/date-column.ts';
import { stringifyStoredValue } from '../columns/stored-values.ts';
import type { Field, Schema } from '../schema.ts';

/** A text to be indexed, and the map to what the caller gave in when it was repaired. */
export interface TextValue {
  readonly text: string;
  readonly map: OffsetMap | undefined;
  /** Whether none was given in; then `text` is ''. */
  readonly isMissing?: boolean;
}

/** A document that was checked: nothing of it can be refused any more. */
export interface DocumentValues {
  readonly id: string;
  /** In the order of the schema: TextValue for texts, else the value as it was given, undefined when missing. */
  readonly values: readonly unknown[];
}

const missingText: TextValue = { text: '', map: undefined, isMissing: true };

/**
 * Checks a document whole, before anything is changed.
 * @throws HansouError EMPTY_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE
 */
export function checkDocument(schema: Schema, document: unknown): DocumentValues {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new HansouError('BAD_DOCUMENT', 'this cannot be added', {
      expected: 'an object with an id',
      got: describeValue(document),
      hint: 'Give a document such as { id: "1", body: "…" }.',
    });
  }
  const given = document as Record<string, unknown>;
  const { id } = given;
  if (id === undefined || id === '') {
    throw new HansouError('EMPTY_ID', 'a document has no id', {
      expected: 'a string that is not empty',
      got: describeValue(id),
      hint: 'Give every document an id of its own: documents are replaced and removed by it.',
    });
  }
  if (typeof id !== 'string') throw createValueError('id', 'a string', id);
  for (const name of Object.keys(given)) {
    if (name === 'id' || Object.hasOwn(schema, name)) continue;
    throw new HansouError(
      'UNKNOWN_FIELD',
      `the document ${describeValue(id)} has a field that the index does not have`,
      {
        expected: `id, ${Object.keys(schema).join(', ')}`,
        got: describeValue(name),
        hint: 'Leave it out, or declare it: stored() keeps any JSON value.',
      },
    );
  }
  return {
    id,
    values: Object.entries(schema).map(([name, field]) =>
      checkValue(name, field, Object.hasOwn(given, name) ? given[name] : undefined),
    ),
  };
}

function checkValue(name: string, field: Field, value: unknown): unknown {
  if (field.type === 'text') return checkText(name, value, field.repair);
  if (value === undefined) return undefined;
  switch (field.type) {
    case 'keyword':
      if (typeof value === 'string') return value;
      if (Array.isArray(value) && value.every(each => typeof each === 'string')) return value.slice();
      throw createValueError(name, 'a string or an array of strings', value);
    case 'number':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw createValueError(name, 'a finite number', value);
    case 'date':
      if (typeof value !== 'string') throw createValueError(name, 'a string YYYY[-MM[-DD]]', value);
      if (value === '') return undefined;
      if (encodeDate(value) >= 0) return value;
      throw new HansouError('BAD_DATE', `the field ${name} has no date of the calendar`, {
        expected: "YYYY, YYYY-MM or YYYY-MM-DD, or '' for none",
        got: describeValue(value),
        hint: 'Write the date in one of these forms.',
      });
    case 'stored':
      stringifyStoredValue(value);
      return value;
  }
}

function checkText(name: string, given: unknown, repair: boolean): TextValue {
  if (given === undefined) return missingText;
  const value = repair && typeof given === 'string' ? repairText(given) : given;
  if (typeof value === 'string') return { text: value, map: undefined };
  if (value instanceof RepairedText) return { text: value.text, map: isIdentity(value.map) ? undefined : value.map };
  throw createValueError(name, 'a string or a RepairedText', value);
}

function isIdentity(map: OffsetMap): boolean {
  return map.textStarts.length === 1 && map.sourceStarts[0] === 0;
}

function createValueError(name: string, expected: string, got: unknown): HansouError {
  return new HansouError('BAD_DOCUMENT', `the field ${name} cannot have this value`, {
    expected,
    got: describeValue(got),
    hint: 'Give another value, or leave the field out.',
  });
}

/** Checks a document against the schema before anything is added. */
import { describeValue, HansouError } from '../../errors.ts';
import type { OffsetMap } from '../../text/offset-map.ts';
import { repairText } from '../../text/repair-text.ts';
import { isRepairedText } from '../../text/repaired-text.ts';
import { didYouMean } from '../../validate.ts';
import { encodeDate } from '../columns/date-column.ts';
import { stringifyStoredValue } from '../columns/stored-values.ts';
import { type Field, maxFieldWeight, type Schema, type TextField } from '../schema.ts';

/** A text to index. */
export interface TextValue {
  readonly text: string;
  /** Maps offsets to the source text if the text was repaired. */
  readonly map: OffsetMap | undefined;
  /** Whether the document has no text in this field; `text` is then ''. */
  readonly isMissing?: boolean;
}

/** A checked document: adding it can no longer fail because of its fields. */
export interface DocumentValues {
  readonly id: string;
  /**
   * By field: a `TextValue` for a text field, the JSON text for a stored field, otherwise a copy of the value; undefined
   * when missing. The caller's own objects are not kept: changing them later changes no index.
   */
  readonly values: readonly unknown[];
}

const missingText: TextValue = { text: '', map: undefined, isMissing: true };

/**
 * Checks a whole document against the schema.
 * @throws HansouError EMPTY_ID, UNKNOWN_FIELD, BAD_DOCUMENT, BAD_DATE
 */
export function checkDocument(schema: Schema, document: unknown): DocumentValues {
  if (typeof document !== 'object' || document === null || Array.isArray(document) || document instanceof Promise) {
    throw new HansouError('BAD_DOCUMENT', 'a document cannot be added', {
      expected: 'an object with an id',
      got: describeValue(document),
      hint: document instanceof Promise ? 'Await it.' : 'Pass a document such as { id: "1", body: "…" }.',
    });
  }
  const input = document as Record<string, unknown>;
  const { id } = input;
  if (id === undefined || id === '') {
    throw new HansouError('EMPTY_ID', 'a document has no id', {
      expected: 'a non-empty string',
      got: describeValue(id),
      hint: 'Give every document a distinct id, by which it is updated and removed; of a row, fromRow(row, { fields, idField }) takes it from a column.',
    });
  }
  if (typeof id !== 'string')
    throw createValueError(
      'id',
      'a string',
      id,
      'Pass String(id), as fromRow(row, { fields }) does for whole rows: 1 and "1" are one document.',
    );
  for (const name of Object.keys(input)) {
    if (name === 'id' || Object.hasOwn(schema, name)) continue;
    throw new HansouError(
      'UNKNOWN_FIELD',
      `the document ${describeValue(id)} has a field that the index does not have`,
      {
        expected: `id, ${Object.keys(schema).join(', ')}`,
        got: describeValue(name),
        hint: `${didYouMean(name, Object.keys(schema))}Leave the field out, or declare it; a stored() field takes any JSON value.`,
      },
    );
  }
  return {
    id,
    values: Object.entries(schema).map(([name, field]) =>
      checkValue(name, field, Object.hasOwn(input, name) ? input[name] : undefined),
    ),
  };
}

/** Checks the value of a field. */
function checkValue(name: string, field: Field, value: unknown): unknown {
  if (field.type === 'text') return checkText(name, value, field);
  // Names are found when the document is cut: what it gives, for instance since it was read from an index, is replaced.
  if (value === undefined || (value === null && field.type !== 'stored')) return undefined;
  if (field.type === 'keyword' && field.namesOf !== undefined) return undefined;
  switch (field.type) {
    case 'keyword':
      if (typeof value === 'string') return value;
      if (Array.isArray(value) && Array.from(value).every(each => typeof each === 'string')) return value.slice();
      throw createValueError(name, 'a string or an array of strings', value, rowHint('Pass strings'));
    case 'number':
      if (typeof value === 'number' && Number.isFinite(value)) {
        if (!field.boost || (value > 0 && value <= maxFieldWeight)) return value;
        throw createValueError(
          name,
          `a number above 0, at most ${maxFieldWeight}`,
          value,
          'Scores are multiplied by it.',
        );
      }
      throw createValueError(name, 'a finite number', value, rowHint('Pass a number'));
    case 'date':
      if (typeof value !== 'string')
        throw createValueError(name, 'a string YYYY[-MM[-DD]]', value, rowHint('Pass the day as a string'));
      if (value === '') return undefined;
      if (encodeDate(value) >= 0) return value;
      throw new HansouError('BAD_DATE', `the field ${name} is not a date of the calendar`, {
        expected: "YYYY, YYYY-MM or YYYY-MM-DD, or '' for none",
        got: describeValue(value),
        hint: rowHint('Write the date in one of these forms'),
      });
    case 'stored':
      return stringifyStoredValue(value);
  }
}

function checkText(name: string, input: unknown, field: TextField): TextValue {
  if (input === undefined || input === null) return missingText;
  const value = field.repair && typeof input === 'string' ? repairText(input) : input;
  if (typeof value === 'string') return { text: value, map: undefined };
  if (isRepairedText(value)) return { text: value.text, map: isIdentity(value.map) ? undefined : value.map };
  throw createValueError(name, 'a string or a RepairedText', value, rowHint('Pass a string'));
}

function isIdentity(map: OffsetMap): boolean {
  return map.textStarts.length === 1 && map.sourceStarts[0] === 0;
}

/** What to do about a value that is as a database gives it. */
function rowHint(remedy: string): string {
  return `${remedy}, or convert the whole row: fromRow(row, { fields }).`;
}

function createValueError(name: string, expected: string, got: unknown, hint: string): HansouError {
  return new HansouError('BAD_DOCUMENT', `the field ${name} has a value of the wrong type`, {
    expected,
    got: describeValue(got),
    hint,
  });
}

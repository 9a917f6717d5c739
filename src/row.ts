/** Documents from what databases, spreadsheets and JSON files give: numbers as ids, null, times, lists, columns that are no field. */
import { describeValue, HansouError } from './errors.ts';
import { checkFields, type InputDocument } from './fields.ts';
import type { Field, Schema } from './index/schema.ts';
import { checkOptions, checkString, invalid, type OptionRules } from './validate.ts';

/** Options of `fromRow`. */
export interface RowOptions<S extends Schema = Schema> {
  /** The fields of the index: `index.fields`. */
  readonly fields: S;
  /** The column with the id (default `id`). Numbers become strings: 7 and '7' are one id. */
  readonly idField?: string;
  /** The stored field that takes all columns that are no field, as an object; without it they are left out. */
  readonly rest?: string;
  /**
   * The time zone in which a point in time is on a day: `Asia/Shanghai`, `UTC` (default that of this machine, in which drivers
   * read the dates of a database).
   */
  readonly timeZone?: string;
}

const rules: OptionRules<RowOptions> = {
  owner: 'fromRow',
  checks: {
    fields: checkFields,
    idField: checkString,
    rest: (name, value) => {
      if (typeof value !== 'string') throw invalid(name, 'the name of a stored field', value);
    },
    timeZone: (name, value) => {
      try {
        new Intl.DateTimeFormat('en', { timeZone: value as string });
      } catch {
        throw invalid(name, 'the name of a time zone, such as Asia/Shanghai or UTC', value);
      }
    },
  },
  required: ['fields'],
  example: '{ fields: index.fields }',
};

/**
 * Makes a document of a row.
 *
 * - null is a missing value, also inside lists;
 * - a text may be a list of strings, which become lines, or a number;
 * - keywords may be numbers, booleans, or lists of them;
 * - a date may be a `Date` or the time of an ISO string, of which the day counts, `2022/9/5` or `20220905`;
 * - a number may be a string of digits, a bigint, or true and false for 1 and 0;
 * - what cannot be converted stays as it is, so that `add` says what is wrong with it.
 *
 * ```ts
 * const rows = await sql`select article_id, title, body, published from articles`;
 * index.addAll(rows.map(row => fromRow(row, { fields: index.fields, idField: 'article_id' })));
 * ```
 * @throws HansouError BAD_ARGUMENT for the options; BAD_DOCUMENT for a row that is no object
 */
export function fromRow<S extends Schema>(row: object, options: RowOptions<S>): InputDocument<S> {
  checkOptions(rules, options, undefined);
  const { fields, idField = 'id', rest, timeZone } = options;
  if (rest !== undefined && (!Object.hasOwn(fields, rest) || fields[rest].type !== 'stored'))
    throw invalid('rest', 'the name of a stored field', rest, `Declare the field: { ${rest}: stored() }.`);
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new HansouError('BAD_DOCUMENT', 'a row is invalid', {
      expected: 'an object of columns',
      got: describeValue(row),
      hint: 'Pass a row such as { id: 1, body: "…" }.',
    });
  const document: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === idField) document['id'] = typeof value === 'number' || typeof value === 'bigint' ? `${value}` : value;
    else if (!Object.hasOwn(fields, name)) others[name] = value;
    else if (value !== null && value !== undefined) document[name] = convert(fields[name], value, timeZone);
  }
  if (rest !== undefined && Object.keys(others).length > 0) document[rest] = others;
  return document as InputDocument<S>;
}

function convert({ type }: Field, value: unknown, timeZone: string | undefined): unknown {
  switch (type) {
    case 'text':
      if (Array.isArray(value) && value.every(isPlain)) return value.filter(each => each !== null).join('\n');
      return isPlain(value) ? String(value) : value;
    case 'keyword':
      if (Array.isArray(value) && value.every(isPlain)) return value.filter(each => each !== null).map(String);
      return isPlain(value) ? String(value) : value;
    case 'date':
      return toDay(value, timeZone);
    case 'number':
      if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    case 'stored':
      return value;
  }
}

/** Whether a value is a string or is written as one; null is, for lists. */
function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
}

/** The day of a date, as `YYYY-MM-DD`; what is no date stays as it is. */
function toDay(value: unknown, timeZone: string | undefined): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : dayIn(value, timeZone);
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const time = /^(\d{4}-\d\d-\d\d)[T ]\d\d(:\d\d(:\d\d([.,]\d+)?)?)? ?(Z|[+-]\d\d(:?\d\d)?)?$/i.exec(text);
  if (time) {
    const [, day, , , , zone] = time;
    const instant = zone === undefined ? Number.NaN : Date.parse(normalizeTime(text));
    return Number.isNaN(instant) ? day : dayIn(new Date(instant), timeZone);
  }
  const parts = /^(\d{4})([/.])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(text) ?? /^(\d{4})()(\d\d)(\d\d)$/.exec(text);
  if (!parts) return text;
  const [, year, , month, day] = parts;
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}

/** A time as databases write it (`2022-09-05 08:00:00+08`), as `Date.parse` reads it. */
function normalizeTime(text: string): string {
  return text
    .replace(' ', 'T')
    .replace(/ /g, '')
    .replace(/([+-]\d\d)$/, '$1:00')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
}

function dayIn(time: Date, timeZone: string | undefined): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(time);
  const part = (type: string): string => parts.find(each => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

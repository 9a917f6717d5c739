/** Documents from what databases, spreadsheets and JSON files give: numbers as ids, null, times, lists, columns that are no field. */
import { describeValue, HansouError } from './errors.ts';
import { checkFields, type InputDocument } from './fields.ts';
import type { Field, Schema } from './index/schema.ts';
import { checkOptions, checkString, invalid, type OptionRules } from './validate.ts';

/** Options of `fromRow`. */
export interface RowOptions<S extends Schema = Schema> {
  /** The fields of the index: `index.fields`. */
  readonly fields: S;
  /** The column with the id (default `id`); it may be a field too. Numbers become strings: 7 and '7' are one id. */
  readonly idField?: string;
  /** The stored field that takes all columns that are no other field, as an object; without it they are left out. */
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
 * - a date may be a `Date` of the years 1 to 9999, a time as ISO 8601 or a database writes it, of which the day counts,
 *   `2022/9/5` or `20220905`;
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
  const document: [name: string, value: unknown][] = [];
  const others: [name: string, value: unknown][] = [];
  for (const [name, value] of Object.entries(row)) {
    const isId = name === idField;
    if (isId) document.push(['id', typeof value === 'number' || typeof value === 'bigint' ? `${value}` : value]);
    if (name !== rest && Object.hasOwn(fields, name)) {
      if (value !== null && value !== undefined) document.push([name, convert(fields[name], value, timeZone)]);
    } else if (!isId) others.push([name, value]);
  }
  if (rest !== undefined && others.length > 0) document.push([rest, Object.fromEntries(others)]);
  return Object.fromEntries(document) as InputDocument<S>;
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

/** A time in extended or basic form, as ISO 8601 (T, decimals with point or comma) and databases (a space) write it. */
const timePattern =
  /^(\d{4})(-?)(\d\d)\2(\d\d)[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)? ?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/i;

/** The day of a date, as `YYYY-MM-DD`; what is no date stays as it is. */
function toDay(value: unknown, timeZone: string | undefined): unknown {
  if (value instanceof Date) return dayIn(value, timeZone) ?? value;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const time = timePattern.exec(text);
  if (time) {
    const [, year, , month, date, hour, minute = '00', second = '00', utc, offset = '+00', offsetMinute = '00'] = time;
    const day = `${year}-${month}-${date}`;
    // No `Date` has the 60 of a leap second.
    const clock = `${hour}:${minute}:${second === '60' ? '59' : second}`;
    const instant = new Date(`${day}T${clock}${offset}:${offsetMinute}`);
    // What is no time stays, and so does a day that no month has, which `Date` reads as one of the next.
    if (Number.isNaN(instant.getTime()) || !new Date(`${day}T00:00Z`).toISOString().startsWith(day)) return text;
    return utc === undefined && time[9] === undefined ? day : (dayIn(instant, timeZone) ?? text);
  }
  const parts = /^(\d{4})([/.])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(text) ?? /^(\d{4})()(\d\d)(\d\d)$/.exec(text);
  if (!parts) return text;
  const [, year, , month, day] = parts;
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}

/** Formats by time zone: making one takes a hundred times as long as using it. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day of a point in time; undefined when it is not in the years 1 to 9999. */
function dayIn(time: Date, timeZone: string | undefined): string | undefined {
  const year = time.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  // The zone of the machine may change while a program runs: dates follow it, a format does not.
  const parts =
    timeZone === undefined ? [time.getFullYear(), time.getMonth() + 1, time.getDate()] : splitDay(time, timeZone);
  return parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-');
}

/** Year, month and day of a point in time. */
function splitDay(time: Date, timeZone: string): string[] {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dayFormats.set(timeZone, format);
  }
  const parts = format.formatToParts(time);
  return ['year', 'month', 'day'].map(type => parts.find(each => each.type === type)!.value);
}

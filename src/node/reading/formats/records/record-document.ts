/** Makes a document of a record: an object of JSON, a row of CSV, an element of XML. */
import { describeValue, HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import { countHan, type LeftOutKind } from '../../left-out.ts';
import type { ReaderContext } from '../../reader.ts';
import { formatDate, parseDate } from '../../values/dates.ts';
import { parseNames } from '../../values/names.ts';
import { plainHtml } from '../html/plain-html.ts';
import { isHtmlKey, isKnownKey, isTextKey, keysOf, normalizeKey, type RecordField } from './record-keys.ts';

/** A record: values by key. */
export type DocumentRecord = Readonly<Record<string, unknown>>;

/** Where a record stands. */
export interface RecordPlace {
  readonly file: string;
  /** Its place in the file for a message: `line 3`. */
  readonly name: string;
  /** Its number in the file, from 1, for the id of a record without one. */
  readonly number: number;
  /** Its first and last line, if known. */
  readonly lines?: readonly [number, number];
  /** The key under which it stands in its parent, which is its id if it has no other. */
  readonly key?: string;
}

const han = /\p{Script=Han}/u;
const htmlTag = /<\/?(?:p|div|br|span|h[1-6]|table|ul|ol|li|img|a|strong|em|section)\b[^<>]*>/i;
/** Milliseconds from UTC to the clock of Beijing. */
const beijingOffset = 8 * 3_600_000;

/**
 * Makes the document. Its fields are the values under the mapped or commonly named keys (record-keys.ts). A record in which
 * no body is found has the Chinese texts under keys that name no field as body; without a title either, all Chinese texts. Everything else goes to `more`, and what of it is
 * Chinese is reported as left out.
 *
 * Law: every Han character of the record stands in a field that is searched, or is reported.
 *
 * @throws HansouError EMPTY_ID; NoTextError when the record has no text
 */
export function documentOfRecord(given: DocumentRecord, place: RecordPlace, context: ReaderContext): FileDocument {
  const record = unwrapSource(given);
  const fields = new RecordReader(record, place, context);
  const id = fields.takeId();
  const url = fields.take('url', value => (typeof value === 'string' ? value : undefined));
  let body = fields.take('body', (value, key) => fields.textOf(value, key));
  let title = fields.take('title', (value, key) => toLine(fields.textOf(value, key)));
  const subtitle = fields.take('subtitle', (value, key) => fields.textOf(value, key));
  const caption = fields.take('caption', (value, key) => fields.textOf(value, key));
  const author = fields.take('author', parseList);
  const tags = fields.take('tags', parseList);
  const source = fields.take('source', parseList);
  const description = fields.take('description', (value, key) => fields.textOf(value, key));
  const date = fields.take('date', parseRecordDate);
  const edition = fields.take('edition', value =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : undefined,
  );
  if (title === undefined && body === undefined) body = fields.takeAllTexts();
  else if (body === undefined) body = fields.takeUnnamedTexts();
  if (title !== undefined && body === undefined && !han.test(title)) title = fields.hasChinese() ? title : undefined;
  if (title === undefined && body === undefined) throw new NoTextError(record, place);
  const lead = [...new Set([subtitle, description])].filter(each => each && each !== body).join('\n');
  const more = fields.takeRest();
  return {
    id,
    ...(title && { title }),
    ...(lead && { subtitle: lead }),
    ...(body !== undefined && { body }),
    ...(caption && { caption }),
    ...(author && { author }),
    ...(tags && { tags }),
    ...(source && { source }),
    ...(date !== undefined && { date }),
    ...(edition && { edition }),
    ...(url && { url }),
    file: place.file,
    ...(place.lines && { lines: place.lines }),
    ...(Object.keys(more).length > 0 && { more }),
  };
}

/**
 * The document of a record of data. What has no text, as settings and lists of numbers have none, is counted as such, unless
 * the caller has said which key holds the text; other errors are reported.
 */
export function* readDataRecord(
  record: DocumentRecord,
  place: RecordPlace,
  context: ReaderContext,
): Generator<FileDocument> {
  try {
    yield documentOfRecord(record, place, context);
  } catch (error) {
    if (!(error instanceof HansouError)) throw error;
    if (error instanceof NoTextError && context.options.fields?.body === undefined) context.leaveOut('no text', '');
    else context.skip(error);
  }
}

/** Whether an object has a text under the common name of a title or body. */
export function hasText(record: DocumentRecord): boolean {
  return Object.entries(record).some(([key, value]) => isTextKey(key) && stringsIn(value).length > 0);
}

/** The document of a record that Elasticsearch exported: { _index, _id, _source: { … } }. Other records stay as they are. */
function unwrapSource(record: DocumentRecord): DocumentRecord {
  const { _source: source, _id: id, ...others } = record;
  return isRecord(source) ? { ...others, ...(id !== undefined && { id }), ...source } : record;
}

/** Takes the values of a record one after the other; what is not taken remains for `more`. */
class RecordReader {
  private readonly keys = new Map<string, string>();
  private readonly taken = new Set<string>();

  constructor(
    private readonly record: DocumentRecord,
    private readonly place: RecordPlace,
    private readonly context: ReaderContext,
  ) {
    for (const key of Object.keys(record)) {
      const name = normalizeKey(key);
      if (!this.keys.has(name)) this.keys.set(name, key);
    }
    for (const key of keysIn(record)) if (han.test(key)) context.leaveOut('markup', key);
  }

  /** The value of a field; undefined if no key has one of the right kind. */
  take<T>(field: RecordField, read: (value: unknown, key: string) => T | undefined): T | undefined {
    for (const key of keysOf(field, this.keys, this.context.options.fields ?? {})) {
      if (this.taken.has(key)) continue;
      const value = this.valueAt(key);
      if (isMissing(value)) continue;
      const result = read(value, key);
      if (result === undefined || result === '') continue;
      this.taken.add(key);
      if (typeof value === 'string' && (field === 'date' || field === 'url')) this.reportLoss(value);
      return result;
    }
    return undefined;
  }

  takeId(): string {
    for (const key of keysOf('id', this.keys, this.context.options.fields ?? {})) {
      const value = this.valueAt(key);
      // {"$oid": "…"} is how MongoDB writes an id.
      const id = isRecord(value) ? value['$oid'] : value;
      if (isMissing(id) || typeof id === 'boolean' || typeof id === 'object') continue;
      this.taken.add(key);
      return this.checkId(id);
    }
    return this.place.key ?? `${this.place.file}#${this.place.number}`;
  }

  /** @throws HansouError EMPTY_ID for a number that JSON.parse has rounded */
  private checkId(id: unknown): string {
    if (typeof id === 'number' && Math.abs(id) > Number.MAX_SAFE_INTEGER)
      throw new HansouError('EMPTY_ID', `${this.place.file}, ${this.place.name} has an id with too many digits`, {
        expected: `a number up to ${Number.MAX_SAFE_INTEGER}`,
        got: describeValue(id),
        hint: 'Put the id in quotes.',
      });
    const text = String(id);
    this.reportLoss(text);
    return text;
  }

  /** The texts of a value, one a line; HTML without its tags. */
  textOf(value: unknown, key: string): string | undefined {
    const texts = stringsIn(value).map(text =>
      isHtmlKey(key) || htmlTag.test(text) ? withoutTags(text, this.context) : text,
    );
    return texts.some(text => text.trim() !== '') ? texts.join('\n') : undefined;
  }

  /** All Chinese texts that are not taken yet, or else all, one a line; undefined if there is none. */
  takeAllTexts(): string | undefined {
    const chinese = Object.entries(this.record).filter(([, value]) => stringsIn(value).some(text => han.test(text)));
    const free = chinese.filter(([key]) => !this.taken.has(key));
    const texts = (free.length > 0 ? free : chinese).flatMap(([key, value]) => this.textOf(value, key) ?? []);
    for (const [key] of free) this.taken.add(key);
    return texts.length > 0 ? texts.join('\n') : undefined;
  }

  /** The Chinese texts under keys that name no field, one a line; undefined if there is none. */
  takeUnnamedTexts(): string | undefined {
    const unnamed = Object.entries(this.record).filter(
      ([key, value]) => !this.taken.has(key) && !isKnownKey(key) && stringsIn(value).some(text => han.test(text)),
    );
    for (const [key] of unnamed) this.taken.add(key);
    return unnamed.length > 0 ? unnamed.flatMap(([key, value]) => this.textOf(value, key) ?? []).join('\n') : undefined;
  }

  /** Whether any value is Chinese. */
  hasChinese(): boolean {
    return stringsIn(this.record).some(text => han.test(text));
  }

  /** What is not taken, for `more`; its Chinese is reported as left out. */
  takeRest(): Record<string, unknown> {
    const rest = Object.entries(this.record).filter(([key, value]) => !this.taken.has(key) && !isMissing(value));
    for (const [, value] of rest) for (const text of stringsIn(value)) this.reportLoss(text);
    return Object.fromEntries(rest);
  }

  private reportLoss(text: string): void {
    if (han.test(text)) this.context.leaveOut('metadata', text);
  }

  /** The value at a key, or at a path `data.content`. */
  private valueAt(key: string): unknown {
    if (Object.hasOwn(this.record, key)) return this.record[key];
    let value: unknown = this.record;
    for (const step of key.split('.')) value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    return value;
  }
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings in a value, however deep, in order. Uses its own stack, because JSON may be nested deeply. */
export function stringsIn(value: unknown): string[] {
  const found: string[] = [];
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const each = stack.pop();
    if (typeof each === 'string') found.push(each);
    else if (typeof each === 'object' && each !== null) {
      const values = Object.values(each);
      for (let i = values.length - 1; i >= 0; i--) stack.push(values[i]);
    }
  }
  return found;
}

/** The keys in a value, however deep. */
export function keysIn(record: unknown): string[] {
  const found: string[] = [];
  const stack: unknown[] = [record];
  while (stack.length > 0) {
    const each = stack.pop();
    if (isRecord(each)) for (const key of Object.keys(each)) found.push(key);
    if (typeof each === 'object' && each !== null) for (const value of Object.values(each)) stack.push(value);
  }
  return found;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The text of HTML. What only looks like HTML, so that some of it would be lost (`<a石`), stays as it is. */
function withoutTags(html: string, context: ReaderContext): string {
  const parts: [LeftOutKind, string][] = [];
  const text = plainHtml(html, { ...context, leaveOut: (kind, part) => parts.push([kind, part]) });
  if (countHan(text) + countHan(parts.map(([, part]) => part).join('')) < countHan(html)) return html;
  for (const [kind, part] of parts) context.leaveOut(kind, part);
  return text.replace(/[ \t]*\n\s*/g, '\n').trim();
}

function toLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim();
}

/** The names in a value: separated in a string, or in lists and objects. */
function parseList(value: unknown): string[] | undefined {
  return parseNames(value) ?? parseNames(stringsIn(value));
}

/** A date as it is written, or as seconds or milliseconds since 1970, of which the day in China counts. */
function parseRecordDate(value: unknown): string | undefined {
  if (isRecord(value)) return parseRecordDate(value['$date']);
  const digits = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (/^\d{10}(?:\d{3})?$/.test(digits)) {
    const ms = Number(digits) * (digits.length === 10 ? 1000 : 1);
    const day = new Date(ms + beijingOffset).toISOString().slice(0, 10);
    return formatDate(day.slice(0, 4), day.slice(5, 7), day.slice(8));
  }
  return parseDate(value);
}

/** The error for a record without text; it has no Chinese either. */
class NoTextError extends HansouError {
  constructor(record: DocumentRecord, { file, name }: RecordPlace) {
    super('BAD_FILE', `${file}, ${name} is not a document`, {
      expected: 'text, body, content or title',
      got: `the keys ${Object.keys(record).slice(0, 20).join(', ') || '(none)'}`,
      hint: 'Say which key holds the text: --field body=KEY.',
    });
  }
}

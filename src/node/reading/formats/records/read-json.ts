/** Reads a JSON file: an array of documents, one document, or documents somewhere inside an object. */
import { HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { readJsonl } from './read-jsonl.ts';
import { hasText, isRecord, keysIn, readDataRecord, stringsIn } from './record-document.ts';

/** Levels of an object in which documents are looked for: `{ data: { list: [ … ] } }`. */
const maxLevels = 4;

/** A record and where it stands. */
interface FoundRecord {
  readonly value: unknown;
  /** The key under which it stands, if that is not a number. */
  readonly key?: string;
}

/**
 * Reads the documents. Each element of an array is one. An object is one if it has a title or body; otherwise the documents
 * are the elements of the arrays, or the values, in it that have one. A file with one object a line is read as JSONL.
 * @throws HansouError BAD_FILE when the file is not JSON
 */
export async function* readJson(input: FileInput, context: ReaderContext): AsyncGenerator<FileDocument> {
  const text = await input.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    if (isJsonl(text)) return yield* readJsonl(input, context);
    throw notJsonError(input.file, cause);
  }
  let number = 0;
  for (const { value: record, key } of findRecords(value, context)) {
    number++;
    const place = { file: input.file, name: `document ${number}`, number, ...(key !== undefined && { key }) };
    yield* readDataRecord(toRecord(record), place, context);
  }
  if (number === 0) context.leaveOut('no text', '');
}

function toRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : { text: value };
}

/** The documents in a value; the Chinese text around them is reported. */
function findRecords(value: unknown, context: ReaderContext, level = 0): FoundRecord[] {
  if (Array.isArray(value)) return value.map(each => ({ value: each }));
  if (!isRecord(value)) return [{ value }];
  const entries = Object.entries(value);
  const lists = new Map(entries.filter(([, each]) => containsRecords(each, level)));
  const isDocument =
    hasText(value) || Object.values(context.options.fields ?? {}).some(key => Object.hasOwn(value, key));
  if (lists.size === 0 || (isDocument && ![...lists.values()].some(Array.isArray))) return [{ value }];
  if (isDocument && hasBody(value, lists)) return [{ value }];
  const found: FoundRecord[] = [];
  const isById = lists.size === entries.length && [...lists.values()].every(each => isRecord(each) && hasText(each));
  for (const [key, each] of entries) {
    if (!lists.has(key)) {
      for (const text of [...stringsIn(each), ...keysIn(each)])
        if (/\p{Script=Han}/u.test(text)) context.leaveOut('metadata', text);
    } else if (isById) found.push({ value: each, key });
    else for (const record of findRecords(each, context, level + 1)) found.push(record);
    if (/\p{Script=Han}/u.test(key)) context.leaveOut('markup', key);
  }
  return found;
}

/** Whether a value is a list of documents, a document, or contains one. */
function containsRecords(value: unknown, level: number): boolean {
  if (level >= maxLevels) return false;
  if (Array.isArray(value)) return value.some(each => isRecord(each) && hasText(each));
  return isRecord(value) && (hasText(value) || Object.values(value).some(each => containsRecords(each, level + 1)));
}

/** Whether an object with lists of documents is one itself: it has a text that is in none of the lists. */
function hasBody(value: Record<string, unknown>, lists: ReadonlyMap<string, unknown>): boolean {
  const rest = Object.fromEntries(
    Object.entries(value).filter(([key]) => !lists.has(key) && !/^(?:title|name|标题|名称)$/i.test(key)),
  );
  return hasText(rest);
}

/** Whether a text is JSONL: its first line is an object by itself. */
function isJsonl(text: string): boolean {
  const line = /^\s*(\{[^\n]*\})\s*(?:\n|$)/.exec(text)?.[1];
  if (line === undefined) return false;
  try {
    return isRecord(JSON.parse(line));
  } catch {
    return false;
  }
}

function notJsonError(file: string, cause: unknown): HansouError {
  return new HansouError('BAD_FILE', `${file} is not JSON with documents`, {
    expected: 'an array of objects, or an object, with texts',
    got: cause instanceof Error ? cause.message : String(cause),
    hint: 'Correct the file, or set its format (jsonl, text).',
    cause,
  });
}

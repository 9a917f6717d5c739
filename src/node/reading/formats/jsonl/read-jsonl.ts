/** Reads JSONL: one document a line, as a JSON object `{ "id", "title"?, "text" | "body", "date"?, "author"?, … }`. */
import { describeValue, type ErrorDetails, HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import { decodeText, encodingFromByteOrderMark } from '../../encoding/encoding.ts';
import { parseDate } from '../../values/dates.ts';
import { parseNames } from '../../values/names.ts';
import { LineSplitter } from './line-splitter.ts';

/** Maximum length of a line in bytes. */
const maxLineBytes = 64 * 2 ** 20;
/** If this many lines at the beginning are all bad, the file is not JSONL. */
const maxBadFirstLines = 100;

/**
 * Reads documents line by line, so memory is bounded by the longest line. Empty lines are ignored.
 * @param onSkip called with the number and error of each bad line, which is then skipped
 * @throws HansouError BAD_FILE when the file is not JSONL
 */
export async function* readJsonl(
  file: string,
  chunks: AsyncIterable<Buffer>,
  onSkip: (line: number, error: HansouError) => void,
): AsyncGenerator<FileDocument> {
  const decoder = new LineDecoder(file);
  let goodLines = 0;
  let badLines = 0;
  for await (const line of splitLines(chunks)) {
    try {
      if (!line.bytes) throw tooLongError(file, line.number);
      const text = decoder.decode(line.bytes);
      if (text.trim() === '') continue;
      yield toDocument(file, line.number, text);
      goodLines++;
    } catch (error) {
      if (!(error instanceof HansouError)) throw error;
      badLines++;
      if (goodLines === 0 && badLines >= maxBadFirstLines) throw notJsonlError(file, error);
      onSkip(line.number, error);
    }
  }
}

async function* splitLines(chunks: AsyncIterable<Buffer>) {
  const splitter = new LineSplitter(maxLineBytes);
  let utf16: TextDecoder | undefined;
  let isFirst = true;
  for await (let chunk of chunks) {
    if (isFirst) {
      const encoding = encodingFromByteOrderMark(chunk);
      if (encoding !== undefined && encoding !== 'utf-8') utf16 = new TextDecoder(encoding);
      isFirst = false;
    }
    // The splitter looks for line feeds as single bytes, so UTF-16 is converted to UTF-8 first.
    if (utf16) chunk = Buffer.from(utf16.decode(chunk, { stream: true }));
    yield* splitter.push(chunk);
  }
  yield* splitter.end();
}

/** Decodes lines as UTF-8, and from the first line that is not valid UTF-8 on in the encoding detected for that line. */
class LineDecoder {
  private encoding = 'utf-8';

  constructor(private readonly file: string) {}

  decode(bytes: Buffer): string {
    try {
      return new TextDecoder(this.encoding, { fatal: true }).decode(bytes);
    } catch {
      if (this.encoding !== 'utf-8') this.encoding = 'utf-8';
      const { text, encoding } = decodeText(bytes, { file: this.file });
      this.encoding = encoding;
      return text;
    }
  }
}

/** The document in a line. A date or author of the wrong kind goes to `more`, so that nothing is lost. */
function toDocument(file: string, line: number, text: string): FileDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw badLineError(file, line, { expected: 'a JSON object', got: `${describeValue(text)} (${reason})`, cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badLineError(file, line, { expected: 'a JSON object', got: describeValue(value) });
  const {
    id,
    title,
    subtitle,
    text: plainText,
    body = plainText,
    date,
    author,
    tags,
    edition,
    url,
    ...more
  } = value as Record<string, unknown>;
  const texts = { title: readString('title'), subtitle: readString('subtitle'), body: readString('body') };
  function readString(key: 'title' | 'subtitle' | 'body'): string | undefined {
    const given = { title, subtitle, body }[key];
    if (given === undefined || given === null) return undefined;
    if (typeof given === 'string') return given;
    throw badLineError(file, line, { expected: `${key} to be a string`, got: describeValue(given) });
  }
  if (texts.title === undefined && texts.body === undefined)
    throw badLineError(file, line, {
      expected: 'text, body or title',
      got: `the keys ${Object.keys(value).join(', ') || '(none)'}`,
    });
  const day = parseDate(date);
  const authors = parseNames(author);
  const tagNames = parseNames(tags);
  if (day === undefined && !isMissing(date)) more['date'] = date;
  if (authors === undefined && !isMissing(author)) more['author'] = author;
  if (tagNames === undefined && !isMissing(tags)) more['tags'] = tags;
  if (typeof edition !== 'string' && !isMissing(edition)) more['edition'] = edition;
  if (typeof url !== 'string' && !isMissing(url)) more['url'] = url;
  if (plainText !== undefined && body !== plainText) more['text'] = plainText;
  return {
    id: readId(file, line, id),
    ...(texts.title && { title: texts.title }),
    ...(texts.subtitle && { subtitle: texts.subtitle }),
    ...(texts.body !== undefined && { body: texts.body }),
    ...(authors && { author: authors }),
    ...(tagNames && { tags: tagNames }),
    ...(day !== undefined && { date: day }),
    ...(typeof edition === 'string' && edition !== '' && { edition }),
    ...(typeof url === 'string' && url !== '' && { url }),
    file,
    lines: [line, line],
    ...(Object.keys(more).length > 0 && { more }),
  };
}

function readId(file: string, line: number, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  // JSON.parse rounds larger integers.
  if (typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER) return String(id);
  throw new HansouError('EMPTY_ID', `${file}, line ${line} has no id`, {
    expected: typeof id === 'number' ? `a number up to ${Number.MAX_SAFE_INTEGER}` : 'id, a non-empty string',
    got: id === undefined ? 'none' : describeValue(id),
    hint: typeof id === 'number' ? 'Put the id in quotes.' : 'Give each document its own id.',
  });
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function badLineError(file: string, line: number, details: Omit<ErrorDetails, 'hint'>): HansouError {
  return new HansouError('BAD_FILE', `${file}, line ${line} is not a document`, {
    ...details,
    hint: 'Write { "id": …, "title": …, "text": …, "date": … } on one line.',
  });
}

function tooLongError(file: string, line: number): HansouError {
  return badLineError(file, line, {
    expected: `a line of at most ${maxLineBytes / 2 ** 20} MB`,
    got: 'a longer one',
  });
}

function notJsonlError(file: string, lastError: HansouError): HansouError {
  return new HansouError('BAD_FILE', `${file} is not JSONL`, {
    expected: lastError.expected,
    got: `${maxBadFirstLines} lines without one; the last: ${lastError.got}`,
    hint: 'Set the format of the file, or correct it.',
    cause: lastError,
  });
}

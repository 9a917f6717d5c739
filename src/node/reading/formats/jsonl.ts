/** Articles as JSON, one a line: `{ "id", "title"?, "text" | "body", "date"?, "author"?, … }`. */
import { describeValue, HansouError } from '../../../errors.ts';
import { parseDate } from '../dates.ts';
import type { FileDocument } from '../document.ts';
import { decodeText, type Encoding, encodingFromByteOrderMark } from '../encoding.ts';
import { LineSplitter } from '../line-splitter.ts';

/** Bytes of the longest line that is read. */
const longestLine = 64 * 2 ** 20;
/** A file whose first lines are all bad is no JSONL at all. */
const badFromTheStart = 100;

/**
 * Reads line by line: memory is bounded by the longest line. Empty lines are no matter.
 * @param skip takes what is wrong with a line, which is then left out
 * @throws HansouError BAD_FILE when it is no JSONL
 */
export async function* readJsonl(
  file: string,
  chunks: AsyncIterable<Buffer>,
  skip: (line: number, error: HansouError) => void,
): AsyncGenerator<FileDocument> {
  const decoder = new LineDecoder(file);
  let good = 0;
  let bad = 0;
  for await (const line of linesOf(chunks)) {
    try {
      const text = line.bytes ? decoder.decode(line.bytes) : tooLong(file, line.number);
      if (text.trim() === '') continue;
      yield documentOf(file, line.number, text);
      good++;
    } catch (error) {
      if (!(error instanceof HansouError)) throw error;
      bad++;
      if (good === 0 && bad >= badFromTheStart) throw noJsonl(file, error);
      skip(line.number, error);
    }
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>) {
  const splitter = new LineSplitter(longestLine);
  let wide: TextDecoder | undefined;
  let isFirst = true;
  for await (let chunk of chunks) {
    if (isFirst) {
      const marked = encodingFromByteOrderMark(chunk);
      if (marked !== undefined && marked !== 'utf-8') wide = new TextDecoder(marked);
      isFirst = false;
    }
    // Line ends are looked for in bytes, where UTF-16 has zeros.
    if (wide) chunk = Buffer.from(wide.decode(chunk, { stream: true }));
    yield* splitter.push(chunk);
  }
  yield* splitter.end();
}

/** Decodes lines: all in UTF-8, or in the encoding that the first line tells which is not. */
class LineDecoder {
  private encoding: Encoding = 'utf-8';

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

function documentOf(file: string, line: number, text: string): FileDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw badLine(file, line, 'an object of JSON', `${describeValue(text)} (${why})`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badLine(file, line, 'an object of JSON', describeValue(value));
  const {
    id,
    title,
    subtitle,
    text: running,
    body = running,
    date,
    author,
    edition,
    url,
    ...more
  } = value as Record<string, unknown>;
  const texts = { title: textOf('title'), subtitle: textOf('subtitle'), body: textOf('body') };
  function textOf(name: 'title' | 'subtitle' | 'body'): string | undefined {
    const given = { title, subtitle, body }[name];
    if (given === undefined || given === null) return undefined;
    if (typeof given === 'string') return given;
    throw badLine(file, line, `${name} to be a string`, describeValue(given));
  }
  if (texts.title === undefined && texts.body === undefined)
    throw badLine(file, line, 'text, body or title', `the keys ${Object.keys(value).join(', ') || '(none)'}`);
  const day = parseDate(date);
  const authors = parseAuthors(author);
  // What is no date or author is kept as it stands, so that nothing is lost.
  if (day === undefined && !isMissing(date)) more['date'] = date;
  if (authors === undefined && !isMissing(author)) more['author'] = author;
  if (typeof edition !== 'string' && !isMissing(edition)) more['edition'] = edition;
  if (typeof url !== 'string' && !isMissing(url)) more['url'] = url;
  if (running !== undefined && body !== running) more['text'] = running;
  return {
    id: idOf(file, line, id),
    ...(texts.title && { title: texts.title }),
    ...(texts.subtitle && { subtitle: texts.subtitle }),
    ...(texts.body !== undefined && { body: texts.body }),
    ...(authors && { author: authors }),
    ...(day !== undefined && { date: day }),
    ...(typeof edition === 'string' && edition !== '' && { edition }),
    ...(typeof url === 'string' && url !== '' && { url }),
    file,
    lines: [line, line],
    ...(Object.keys(more).length > 0 && { more }),
  };
}

function idOf(file: string, line: number, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  // Of more than 15 digits JSON keeps only the first ones.
  if (typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER) return String(id);
  throw new HansouError('EMPTY_ID', `${file}, line ${line} has no id`, {
    expected: typeof id === 'number' ? `a number up to ${Number.MAX_SAFE_INTEGER}` : 'id, a string that is not empty',
    got: id === undefined ? 'none' : describeValue(id),
    hint: typeof id === 'number' ? 'Put it in quotes.' : 'Give every article an id of its own.',
  });
}

/** The authors: a string, or an array of them; undefined for anything else and for none. */
export function parseAuthors(value: unknown): string[] | undefined {
  const list = typeof value === 'string' ? value.split(/[、,，;；/]/) : value;
  if (!Array.isArray(list) || !list.every(each => typeof each === 'string')) return undefined;
  const names = list.map(name => name.trim()).filter(name => name !== '');
  return names.length > 0 ? names : undefined;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function badLine(file: string, line: number, expected: string, got: string, cause?: unknown): HansouError {
  return new HansouError('BAD_FILE', `${file}, line ${line} is no article`, {
    expected,
    got,
    hint: 'Write { "id": …, "title": …, "text": …, "date": … } on one line.',
    ...(cause !== undefined && { cause }),
  });
}

function tooLong(file: string, line: number): never {
  throw badLine(file, line, `a line of at most ${longestLine / 2 ** 20} MB`, 'a longer one');
}

function noJsonl(file: string, first: HansouError): HansouError {
  return new HansouError('BAD_FILE', `${file} is no JSONL`, {
    expected: first.expected,
    got: `${badFromTheStart} lines without one; the last: ${first.got}`,
    hint: 'Say which format it is, or mend it.',
    cause: first,
  });
}

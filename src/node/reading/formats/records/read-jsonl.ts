/** Reads JSONL: one document a line, as a JSON object. */
import { describeValue, type ErrorDetails, HansouError } from '../../../../errors.ts';
import type { FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { LineDecoder, wideDecoderOf } from './line-decoder.ts';
import { LineSplitter } from './line-splitter.ts';
import { documentOfRecord, isRecord } from './record-document.ts';

/** Maximum length of a line in bytes. */
const maxLineBytes = 64 * 2 ** 20;
/** If this many lines at the beginning are all bad, the file is not JSONL. */
const maxBadFirstLines = 100;

/**
 * Reads documents line by line, so memory is bounded by the longest line. Empty lines are ignored.
 * @throws HansouError BAD_FILE when the file is not JSONL
 */
export async function* readJsonl(input: FileInput, context: ReaderContext): AsyncGenerator<FileDocument> {
  const { file } = input;
  const decoder = new LineDecoder(input);
  let goodLines = 0;
  let badLines = 0;
  for await (const line of splitLines(input)) {
    try {
      if (!line.bytes) throw tooLongError(file, line.number);
      const text = decoder.decode(line.bytes);
      if (text.trim() === '') continue;
      yield toDocument(file, line.number, text, context);
      goodLines++;
    } catch (error) {
      if (!(error instanceof HansouError)) throw error;
      badLines++;
      if (goodLines === 0 && badLines >= maxBadFirstLines) throw notJsonlError(file, error);
      context.skip(error, line.number);
    }
  }
}

async function* splitLines(input: FileInput) {
  const splitter = new LineSplitter(maxLineBytes);
  let wide: ReturnType<typeof wideDecoderOf>;
  let isFirst = true;
  for await (let chunk of input.chunks()) {
    if (isFirst) {
      wide = wideDecoderOf(chunk, input.decoding.encoding);
      isFirst = false;
    }
    // The splitter looks for line feeds as single bytes, so UTF-16 and UTF-32 are converted to UTF-8 first.
    if (wide) chunk = Buffer.from(wide.decode(chunk, { stream: true }));
    yield* splitter.push(chunk);
  }
  yield* splitter.end();
}

function toDocument(file: string, line: number, text: string, context: ReaderContext): FileDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw badLineError(file, line, { expected: 'a JSON object', got: `${describeValue(text)} (${reason})`, cause });
  }
  if (!isRecord(value)) throw badLineError(file, line, { expected: 'a JSON object', got: describeValue(value) });
  return documentOfRecord(value, { file, name: `line ${line}`, number: line, lines: [line, line] }, context);
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

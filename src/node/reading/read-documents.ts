/** Files to articles, one file after the other. */
import { HansouError } from '../../errors.ts';
import type { ReadDocument, Skipped } from './document.ts';
import { decodeText } from './encoding.ts';
import { type FoundFile, findFiles, standardInput } from './find-files.ts';
import { type Format, formatOf } from './format.ts';
import { declaredCharset, readHtml } from './html.ts';
import { readAll, readChunks } from './input.ts';
import { readJsonl } from './jsonl.ts';
import { readMarkdown } from './markdown.ts';
import { noArticle, pageDocuments } from './pages.ts';
import { readPdfPages } from './pdf.ts';
import { readPlainText } from './plain-text.ts';

export interface ReadOptions {
  /** How articles stand in the files; else their endings tell (standard input: pages). */
  readonly format?: Format;
  /**
   * Takes the files and lines that cannot be read, which are then left out; without it the first one is thrown.
   */
  readonly skip?: (skipped: Skipped, error: HansouError) => void;
  /** Is told of each file before it is read. */
  readonly progress?: (file: FoundFile, number: number, files: readonly FoundFile[]) => void;
  /** What `-` reads; default `process.stdin`. */
  readonly stdin?: NodeJS.ReadableStream;
}

/** Bytes of the largest text, unpacked, that is read whole. JSONL is read by lines and may have any size. */
const largestText = 64 * 2 ** 20;
const largestPdf = 512 * 2 ** 20;

/**
 * The articles of files, folders and globs (`findFiles`), file by file: never more than one file is held, of JSONL one
 * line. Files may be packed by gzip, in UTF-8, UTF-16, GB18030 (GBK) or Big5, without saying so.
 *
 * @throws HansouError IO when a name stands for no file; what `skip` did not take: BAD_FILE, EMPTY_ID, IO
 */
export async function* readDocuments(
  words: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<ReadDocument> {
  const files = findFiles(words);
  for (const [number, file] of files.entries()) {
    options.progress?.(file, number, files);
    try {
      yield* readFile(file.name, options);
    } catch (error) {
      if (!(error instanceof HansouError) || !options.skip) throw error;
      options.skip({ file: file.name, code: error.code, message: error.message }, error);
    }
  }
}

/** The articles of one file. */
async function* readFile(file: string, options: ReadOptions): AsyncGenerator<ReadDocument> {
  const { stdin = process.stdin, skip } = options;
  const format = options.format ?? (file === standardInput ? 'pages' : formatOf(file));
  switch (format) {
    case 'jsonl':
      return yield* readJsonl(file, readChunks(file, stdin), (line, error) => {
        if (!skip) throw error;
        skip({ file, line, code: error.code, message: error.message }, error);
      });
    case 'pdf': {
      let count = 0;
      let page = 0;
      for await (const text of readPdfPages(file, await readBytes(file, stdin, largestPdf))) {
        page++;
        for (const document of pageDocuments(file, text, count + 1)) {
          count++;
          yield { ...document, more: { page } };
        }
      }
      if (count === 0) throw noArticle(file);
      return;
    }
    case 'pages': {
      const documents = pageDocuments(file, await readText(file, stdin));
      if (documents.length === 0) throw noArticle(file);
      return yield* documents;
    }
    case 'text':
      return yield readPlainText(file, await readText(file, stdin));
    case 'markdown':
      return yield withText(readMarkdown(file, await readText(file, stdin)));
    case 'html':
      return yield withText(readHtml(file, await readText(file, stdin, declaredCharset)));
  }
}

/**
 * The text of a file, decoded.
 * @param charset finds what the file says of its encoding
 * @throws HansouError IO; BAD_FILE when it is empty, binary, too large or cannot be decoded
 */
export async function readText(
  file: string,
  stdin: NodeJS.ReadableStream,
  charset?: (bytes: Uint8Array) => string | undefined,
): Promise<string> {
  const bytes = await readBytes(file, stdin, largestText);
  const { text } = decodeText(bytes, { file, declared: charset?.(bytes) });
  if (text.trim() === '') throw empty(file);
  return text;
}

async function readBytes(file: string, stdin: NodeJS.ReadableStream, most: number): Promise<Uint8Array> {
  const bytes = await readAll(file, stdin, most);
  if (bytes.length === 0) throw empty(file);
  return bytes;
}

function withText(document: ReadDocument): ReadDocument {
  if (document.body || document.title) return document;
  throw empty(document.file);
}

function empty(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is empty`, {
    expected: 'a file with text',
    got: 'none',
    todo: 'Leave it out.',
  });
}

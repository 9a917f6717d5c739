/** Files to articles, one file after the other. */

import { HansouError } from '../../errors.ts';
import { requireOptions } from '../../validate.ts';
import { parsePageName } from './dates.ts';
import type { FileDocument, SkippedInput } from './document.ts';
import { decodeText } from './encoding.ts';
import { findFiles, type InputFile, standardInput } from './find-files.ts';
import { type FileFormat, formatFromExtension, requireFormat } from './format.ts';
import { declaredCharset, readHtml } from './formats/html.ts';
import { readJsonl } from './formats/jsonl.ts';
import { readMarkdown } from './formats/markdown.ts';
import { documentsFromPages, noArticleError, type PageText } from './formats/pages.ts';
import { readPdfPages } from './formats/pdf.ts';
import { readPlainText } from './formats/plain-text.ts';
import { readAllBytes, readChunks } from './input.ts';

export interface ReadOptions {
  /** How articles stand in the files; else their endings tell (standard input: pages). */
  readonly format?: FileFormat;
  /**
   * Takes the files and lines that cannot be read, which are then left out; without it the first one is thrown.
   */
  readonly onSkip?: (skipped: SkippedInput, error: HansouError) => void;
  /** Is told of each file before it is read. */
  readonly onFile?: (file: InputFile, number: number, files: readonly InputFile[]) => void;
  /** What `-` reads; default `process.stdin`. */
  readonly stdin?: NodeJS.ReadableStream;
}

/** Bytes of the largest text, unpacked, that is read whole. JSONL is read by lines and may have any size. */
const maxTextBytes = 64 * 2 ** 20;
const maxPdfBytes = 512 * 2 ** 20;
/** Pages of an issue that are held together. */
const maxIssuePages = 64;

/**
 * The articles of files, folders and globs (`findFiles`), file by file: never more than one file is held, of JSONL one
 * line, of newspaper pages one issue (the pages of one day in one folder), whose articles may go on from page to page. Files may be packed by gzip, in UTF-8, UTF-16, GB18030 (GBK) or Big5, without saying so.
 *
 * @throws HansouError IO when a name stands for no file; what `skip` did not take: BAD_FILE, EMPTY_ID, IO
 */
export async function* readDocuments(
  words: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<FileDocument> {
  requireOptions(options);
  const files = findFiles(words);
  for (let at = 0; at < files.length; ) {
    const size = issueSize(files, at, options);
    if (size > 1) yield* readIssue(files, at, size, options);
    else {
      options.onFile?.(files[at], at, files);
      try {
        if (files[at].error) throw files[at].error;
        yield* readFile(files[at].name, options);
      } catch (error) {
        skipOrThrow(files[at].name, error, options);
      }
    }
    at += size;
  }
}

function skipOrThrow(file: string, error: unknown, { onSkip: skip }: ReadOptions): void {
  if (!(error instanceof HansouError) || !skip) throw error;
  skip({ file, code: error.code, message: error.message }, error);
}

/** How many files from here on are pages of one issue: of one day, in one folder. */
function issueSize(files: readonly InputFile[], at: number, options: ReadOptions): number {
  const issueOf = ({ name }: InputFile) => {
    const { date } = parsePageName(name);
    const isPage = (options.format ?? formatFromExtension(name)) === 'pages';
    return isPage && date ? `${date} ${name.slice(0, name.lastIndexOf('/') + 1)}` : undefined;
  };
  const issue = issueOf(files[at]);
  let end = at + 1;
  if (issue !== undefined)
    while (end < files.length && end - at < maxIssuePages && issueOf(files[end]) === issue) end++;
  return end - at;
}

/** The articles of several pages, put together where they go on from page to page. */
async function* readIssue(
  files: readonly InputFile[],
  at: number,
  size: number,
  options: ReadOptions,
): AsyncGenerator<FileDocument> {
  const pages: PageText[] = [];
  for (let i = at; i < at + size; i++) {
    const { name: file } = files[i];
    options.onFile?.(files[i], i, files);
    try {
      if (files[i].error) throw files[i].error;
      pages.push({ file, text: await readText(file, options.stdin ?? process.stdin) });
    } catch (error) {
      skipOrThrow(file, error, options);
    }
  }
  const { documents, pagesWithoutArticle: empty } = documentsFromPages(pages);
  for (const { file } of empty) skipOrThrow(file, noArticleError(file), options);
  yield* documents;
}

/** The articles of one file. */
async function* readFile(file: string, options: ReadOptions): AsyncGenerator<FileDocument> {
  const { stdin = process.stdin, onSkip: skip } = options;
  const format = options.format ?? (file === standardInput ? 'pages' : requireFormat(file));
  switch (format) {
    case 'jsonl':
      return yield* readJsonl(file, readChunks(file, stdin), (line, error) => {
        if (!skip) throw error;
        skip({ file, line, code: error.code, message: error.message }, error);
      });
    case 'pdf': {
      const pages: PageText[] = [];
      for await (const page of readPdfPages(file, await readBytes(file, stdin, maxPdfBytes)))
        pages.push({ file, ...page, pageNumber: pages.length + 1 });
      return yield* someDocuments(pages);
    }
    case 'pages':
      return yield* someDocuments([{ file, text: await readText(file, stdin) }]);
    case 'text':
      return yield readPlainText(file, await readText(file, stdin));
    case 'markdown':
      return yield withText(readMarkdown(file, await readText(file, stdin)));
    case 'html':
      return yield withText(readHtml(file, await readText(file, stdin, declaredCharset)));
  }
}

function someDocuments(pages: readonly PageText[]): readonly FileDocument[] {
  const { documents } = documentsFromPages(pages);
  if (documents.length === 0) throw noArticleError(pages[0].file);
  return documents;
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
  const bytes = await readBytes(file, stdin, maxTextBytes);
  const { text } = decodeText(bytes, { file, declared: charset?.(bytes) });
  if (text.trim() === '') throw empty(file);
  return text;
}

async function readBytes(file: string, stdin: NodeJS.ReadableStream, most: number): Promise<Uint8Array> {
  const bytes = await readAllBytes(file, stdin, most);
  if (bytes.length === 0) throw empty(file);
  return bytes;
}

function withText(document: FileDocument): FileDocument {
  if (document.body || document.title) return document;
  throw empty(document.file);
}

function empty(file: string): HansouError {
  return new HansouError('BAD_FILE', `${file} is empty`, {
    expected: 'a file with text',
    got: 'none',
    hint: 'Leave it out.',
  });
}

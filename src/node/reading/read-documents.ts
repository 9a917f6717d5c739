/**
 * Reads files into documents: how does a file become something that can be indexed?
 *
 * Entry point: `readDocuments`, called by users (`hansou/node`) and by `hansou build`. The way of a file: `findFiles`
 * (find-files.ts) resolves names to files; `readChunks` (input.ts) reads and unpacks bytes; `decodeText` (encoding.ts) makes
 * text of them; the reader of its format (formats/) makes `FileDocument`s. How to add a format: see format.ts.
 */
import { HansouError } from '../../errors.ts';
import { requireOptions } from '../../validate.ts';
import type { FileDocument, SkippedInput } from './document.ts';
import { findFiles, type InputFile, standardInput } from './find-files.ts';
import { type FileFormat, formatFromExtension, requireFormat } from './format.ts';
import { declaredCharset, readHtml } from './formats/html.ts';
import { readJsonl } from './formats/jsonl.ts';
import { readMarkdown } from './formats/markdown.ts';
import { documentsFromPages, noArticleError, type PageText } from './formats/pages.ts';
import { readPdfPages } from './formats/pdf.ts';
import { readPlainText } from './formats/plain-text.ts';
import { readChunks } from './input.ts';
import { parsePageName } from './page-name.ts';
import { emptyFileError, readFileBytes, readText } from './read-text.ts';

/** Options of `readDocuments`. */
export interface ReadOptions {
  /** The format of all files; by default each file's extension decides, and standard input is read as pages. */
  readonly format?: FileFormat;
  /** Called for each file or line that cannot be read, which is then skipped. Without it, the error is thrown. */
  readonly onSkip?: (skipped: SkippedInput, error: HansouError) => void;
  /** Called before each file is read, with its index in `files`. */
  readonly onFile?: (file: InputFile, index: number, files: readonly InputFile[]) => void;
  /** The stream that `-` stands for; default `process.stdin`. */
  readonly stdin?: NodeJS.ReadableStream;
}

/** Maximum size of a PDF in bytes. */
const maxPdfBytes = 512 * 2 ** 20;
/** Maximum number of page files that are read together as one issue. */
const maxIssuePages = 64;

/**
 * Reads the documents of files, folders and globs (see `findFiles`), file by file. Files may be compressed by gzip, and
 * encoded in UTF-8, UTF-16, GB18030 (GBK) or Big5; both are detected.
 *
 * Memory is bounded: it holds one file at a time, of JSONL one line, and of newspaper pages one issue (the pages of one day in
 * one folder), because articles may continue from page to page.
 *
 * @param names files, folders and globs; `-` for standard input
 * @throws HansouError IO when a name matches no file; BAD_FILE, EMPTY_ID, IO for what cannot be read, without `onSkip`
 */
export async function* readDocuments(
  names: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<FileDocument> {
  requireOptions(options);
  const files = findFiles(names);
  for (let at = 0; at < files.length; ) {
    const size = countIssuePages(files, at, options);
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

function skipOrThrow(file: string, error: unknown, { onSkip }: ReadOptions): void {
  if (!(error instanceof HansouError) || !onSkip) throw error;
  onSkip({ file, code: error.code, message: error.message }, error);
}

/** The number of files from index `at` on that are pages of one issue: pages of one day in one folder. At least 1. */
function countIssuePages(files: readonly InputFile[], at: number, options: ReadOptions): number {
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

/** Reads `size` page files together, so that articles are joined with their continuations on other pages. */
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
  const { documents, pagesWithoutArticle } = documentsFromPages(pages);
  for (const { file } of pagesWithoutArticle) skipOrThrow(file, noArticleError(file), options);
  yield* documents;
}

/** What a reader may use besides the name of the file. */
interface ReaderContext {
  readonly stdin: NodeJS.ReadableStream;
  readonly onSkip: ReadOptions['onSkip'];
}

/** Reads the documents of one file; throws a HansouError if the file cannot be read or contains no document. */
type FormatReader = (file: string, context: ReaderContext) => AsyncIterable<FileDocument>;

/** The reader of each format. */
const readers: Readonly<Record<FileFormat, FormatReader>> = {
  async *pages(file, { stdin }) {
    yield* requireDocuments([{ file, text: await readText(file, stdin) }]);
  },
  async *pdf(file, { stdin }) {
    const pages: PageText[] = [];
    for await (const page of readPdfPages(file, await readFileBytes(file, stdin, maxPdfBytes)))
      pages.push({ file, ...page, pageNumber: pages.length + 1 });
    yield* requireDocuments(pages);
  },
  async *text(file, { stdin }) {
    yield readPlainText(file, await readText(file, stdin));
  },
  async *markdown(file, { stdin }) {
    yield requireText(readMarkdown(file, await readText(file, stdin)));
  },
  async *html(file, { stdin }) {
    yield requireText(readHtml(file, await readText(file, stdin, declaredCharset)));
  },
  jsonl(file, { stdin, onSkip }) {
    return readJsonl(file, readChunks(file, stdin), (line, error) => {
      if (!onSkip) throw error;
      onSkip({ file, line, code: error.code, message: error.message }, error);
    });
  },
};

function readFile(file: string, { format, stdin = process.stdin, onSkip }: ReadOptions): AsyncIterable<FileDocument> {
  const actual = format ?? (file === standardInput ? 'pages' : requireFormat(file));
  return readers[actual](file, { stdin, onSkip });
}

function requireDocuments(pages: readonly PageText[]): readonly FileDocument[] {
  const { documents } = documentsFromPages(pages);
  if (documents.length === 0) throw noArticleError(pages[0].file);
  return documents;
}

function requireText(document: FileDocument): FileDocument {
  if (document.body || document.title) return document;
  throw emptyFileError(document.file);
}

/**
 * Reads files into documents: how does a file become something that can be indexed?
 *
 * Entry point: `readDocuments`, called by users (`hansou/node`) and by `hansou build`. The way of a file: `findFiles`
 * (find-files.ts) resolves names to files; `readChunks` (input.ts) reads and unpacks bytes; `decodeText` (encoding.ts) makes
 * text of them; the reader of its format (readers.ts, formats/) makes `FileDocument`s. How to add a format: see format.ts.
 */
import { HansouError } from '../../errors.ts';
import {
  checkBoolean,
  checkFunction,
  checkOneOf,
  checkOptions,
  checkString,
  invalid,
  type OptionRules,
} from '../../validate.ts';
import type { FileDocument, SkippedInput } from './document.ts';
import { requireEncoding } from './encoding/encoding.ts';
import { type FileInput, openFileInput } from './file-input.ts';
import { findFiles, type InputFile, standardInput } from './find-files.ts';
import { type FileFormat, fileFormats, formatFromExtension, requireFormat } from './format.ts';
import { documentsFromPages, noArticleError, type PageText } from './formats/pages/pages.ts';
import { checkFieldMapping } from './formats/records/record-keys.ts';
import { looksLikePage } from './formats/text/detect-pages.ts';
import { readPlainText } from './formats/text/read-plain-text.ts';
import { looksLikeSubtitles } from './formats/text/read-subtitles.ts';
import { countHan, type LeftOut, type LeftOutKind } from './left-out.ts';
import type { FormatOptions, ReaderContext } from './reader.ts';
import { readers } from './readers.ts';
import { hasPagefindBody } from './site/pagefind-site.ts';
import { SiteKinds } from './site/site-kind.ts';
import { parsePageName } from './values/page-name.ts';

/** Options of `readDocuments`. */
export interface ReadOptions extends FormatOptions {
  /** The format of all files; by default each file's extension decides, and standard input is read as pages. */
  readonly format?: FileFormat;
  /** Which of the files that were found are read (default all). */
  readonly only?: (file: InputFile) => boolean;
  /** Called for each file or line that cannot be read, which is then skipped. Without it, the error is thrown. */
  readonly onSkip?: (skipped: SkippedInput, error: HansouError) => void;
  /** Called for each part of a file, and each file, that is left out on purpose and stands in no document. */
  readonly onLeftOut?: (leftOut: LeftOut) => void;
  /** Called before each file is read, with its index in `files`. */
  readonly onFile?: (file: InputFile, index: number, files: readonly InputFile[]) => void;
  /** The stream that `-` stands for; default `process.stdin`. */
  readonly stdin?: NodeJS.ReadableStream;
  /** Ends the reading: it rejects with the reason of the signal before the next file, and while it waits for bytes or a PDF. */
  readonly signal?: AbortSignal;
}

const readRules: OptionRules<ReadOptions> = {
  owner: 'readDocuments',
  checks: {
    format: checkOneOf(...fileFormats),
    only: checkFunction,
    onSkip: checkFunction,
    onLeftOut: checkFunction,
    onFile: checkFunction,
    stdin: (name, value) => {
      const isStream = typeof (value as Partial<AsyncIterable<unknown>> | null)?.[Symbol.asyncIterator] === 'function';
      if (!isStream) throw invalid(name, 'a readable stream', value);
    },
    signal: (name, value) => {
      if (!(value instanceof AbortSignal)) throw invalid(name, 'an AbortSignal', value);
    },
    drafts: checkBoolean,
    code: checkBoolean,
    encoding: (name, value) => {
      checkString(name, value);
      requireEncoding(value as string);
    },
    fields: checkFieldMapping,
    strict: checkBoolean,
    root: checkString,
    ignore: checkString,
    baseUrl: checkString,
    cleanUrls: checkBoolean,
  },
  example: "{ format: 'jsonl', onSkip: ({ message }) => console.warn(message) }",
};

/** Kinds that are named even if they have no Han character. */
const alwaysNamed: ReadonlySet<LeftOutKind> = new Set([
  'draft',
  'future page',
  'unmarked page',
  'no text',
  'empty page',
  'unreadable page',
  'long front matter',
  'broken front matter',
]);
/** Maximum number of archives inside each other. */
const maxArchiveDepth = 3;
/** Maximum number of page files that are read together as one issue. */
const maxIssuePages = 64;

/**
 * Reads the documents of files, folders and globs (see `findFiles`), file by file. Files may be compressed by gzip, and
 * encoded as `decodeText` reads; both are detected.
 *
 * Memory is bounded: it holds one file at a time, of JSONL one line, and of newspaper pages one issue (the pages of one day in
 * one folder), because articles may continue from page to page.
 *
 * @param names files, folders and globs; `-` for standard input
 * @throws HansouError IO when a name matches no file; BAD_FILE, EMPTY_ID, IO for what cannot be read, without `onSkip`; the
 *   reason of the signal
 */
export async function* readDocuments(
  names: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<FileDocument> {
  checkOptions(readRules, options, undefined);
  const { units, site } = await findUnits(names, options);
  for (const unit of units) yield* readUnit(unit, site, options);
}

/** Files that are read together: one file, or the pages of an issue. What is in others does not change their documents. */
export interface ReadingUnit {
  readonly files: readonly InputFile[];
  /** Calls `onFile` for the file at an index of `files`. */
  onFile(index: number): void;
}

/** Finds what is to be read, in order. @throws HansouError as `findFiles` */
export async function findUnits(
  names: readonly string[],
  options: ReadOptions,
): Promise<{ readonly units: readonly ReadingUnit[]; readonly site: Site }> {
  const { only = () => true, onLeftOut } = options;
  const files = findFiles(names, onLeftOut).filter(file => only(file));
  const site = { kinds: new SiteKinds(), needsPagefindBody: await hasPagefindBody(files, options.format) };
  const units: ReadingUnit[] = [];
  for (let at = 0; at < files.length; ) {
    const start = at;
    at += countIssuePages(files, at, options);
    const onFile = (index: number) => options.onFile?.(files[start + index], start + index, files);
    units.push({ files: files.slice(start, at), onFile });
  }
  return { units, site };
}

/** Reads the documents of a unit. */
export async function* readUnit(unit: ReadingUnit, site: Site, options: ReadOptions): AsyncGenerator<FileDocument> {
  const { files } = unit;
  options.signal?.throwIfAborted();
  if (files.length > 1) {
    yield* readIssue(unit, options);
    return;
  }
  unit.onFile(0);
  try {
    if (files[0].error) throw files[0].error;
    yield* readFile(openInput(files[0], options), options, site);
  } catch (error) {
    skipOrThrow(files[0].name, error, options);
  }
}

/** What the pages of a site have in common. */
export interface Site {
  readonly kinds: SiteKinds;
  readonly needsPagefindBody: boolean;
}

function skipOrThrow(file: string, error: unknown, { onSkip, signal }: ReadOptions): void {
  signal?.throwIfAborted();
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

/** Reads page files together, so that articles are joined with their continuations on other pages. */
async function* readIssue({ files, onFile }: ReadingUnit, options: ReadOptions): AsyncGenerator<FileDocument> {
  const pages: PageText[] = [];
  for (const [i, input] of files.entries()) {
    const { name: file, error } = input;
    onFile(i);
    try {
      if (error) throw error;
      const text = await openInput(input, options).text();
      if (options.format === 'pages' || looksLikePage(file, text)) pages.push({ file, text });
      else yield* readPlainText(file, text, { leaveOut: createLeaveOut(file, options) });
    } catch (error) {
      skipOrThrow(file, error, options);
    }
  }
  const { documents, leftovers } = documentsFromPages(pages);
  for (const { page, furniture } of leftovers) {
    createLeaveOut(page.file, options)('furniture', furniture);
    if (!documents.some(({ file }) => file === page.file)) skipOrThrow(page.file, noArticleError(page.file), options);
  }
  yield* documents;
}

function openInput(
  { name, path, isPipe }: InputFile,
  { stdin, signal, encoding, strict, onLeftOut }: ReadOptions,
): FileInput {
  const onReplaced = (parts: number) => onLeftOut?.({ file: name, kind: 'damaged bytes', parts });
  const onDoubtful = () => onLeftOut?.({ file: name, kind: 'doubtful encoding' });
  return openFileInput(name, { stdin, signal, mayBePipe: isPipe }, path, {
    encoding,
    strict,
    onReplaced,
    onDoubtful,
  });
}

function createLeaveOut(file: string, { onLeftOut }: ReadOptions): ReaderContext['leaveOut'] {
  return (kind, text) => {
    // What has no Han character is no loss; a draft or a page of a PDF is named in any case.
    if (alwaysNamed.has(kind) || countHan(text) > 0) onLeftOut?.({ file, kind, text });
  };
}

/** Reads the documents of an opened file. @param depth number of archives around it @internal exported for tests */
export async function* readFile(
  input: FileInput,
  options: ReadOptions,
  site: Site = { kinds: new SiteKinds(), needsPagefindBody: false },
  depth = 0,
): AsyncGenerator<FileDocument> {
  const given = depth > 0 ? undefined : options.format;
  let format = given ?? (input.file === standardInput ? 'pages' : requireFormat(input.file));
  // A plain text is a newspaper page only when it looks like one.
  if (given === undefined && format === 'pages' && !looksLikePage(input.file, await input.text()))
    format = looksLikeSubtitles(await input.text()) ? 'subtitles' : 'text';
  yield* readers[format](input, {
    options,
    siteKind: file => site.kinds.find(file),
    sitePath: (file, path) => site.kinds.findPath(file, path),
    siteConfig: file => site.kinds.findConfig(file),
    postPermalink: file => site.kinds.findPermalink(file),
    needsPagefindBody: site.needsPagefindBody,
    signal: options.signal,
    leaveOut: createLeaveOut(input.file, options),
    readMember: member => readMember(member, options, site, depth + 1),
    skip(error, line) {
      if (!options.onSkip) throw error;
      options.onSkip(
        { file: input.file, ...(line !== undefined && { line }), code: error.code, message: error.message },
        error,
      );
    },
  });
}

/** Reads a file in an archive; hidden ones, and those without a known format, are left out. */
async function* readMember(
  member: FileInput,
  options: ReadOptions,
  site: Site,
  depth: number,
): AsyncGenerator<FileDocument> {
  const isHidden = /(?:^|\/)(?:\.|__MACOSX\/|node_modules\/)/.test(member.file.slice(member.file.indexOf('.zip/') + 5));
  if (isHidden) options.onLeftOut?.({ file: member.file, kind: 'hidden file' });
  else if (depth > maxArchiveDepth || formatFromExtension(member.file) === undefined)
    options.onLeftOut?.({ file: member.file, kind: 'other format' });
  else
    try {
      yield* readFile(member, options, site, depth);
    } catch (error) {
      skipOrThrow(member.file, error, options);
    }
}

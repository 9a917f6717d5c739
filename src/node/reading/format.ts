/**
 * The file formats that can be read, and how a file's format is found by its extension.
 *
 * How to add a format:
 * 1. Add its name to `fileFormats` and its file extensions to `extensions`, below.
 * 2. Write `formats/<name>/read-<name>.ts` with a `FormatReader` (reader.ts). Each document needs an id and a body or a title;
 *    text that stands in no document is reported by `leaveOut`. It throws a HansouError BAD_FILE for a file that is not of
 *    the format. Options of the format go to `FormatOptions`.
 * 3. Add it to `readers` in readers.ts; the compiler asks for one for each format.
 * 4. Describe the format in the help of `hansou build` (cli/build.ts), and test it in tests/unit/node/reading/formats/ and
 *    tests/laws/reading/reading.law.test.ts.
 */
import { describeValue, HansouError } from '../../errors.ts';

/** The names of the formats. */
export const fileFormats = [
  'pages',
  'text',
  'subtitles',
  'jsonl',
  'markdown',
  'html',
  'pdf',
  'json',
  'csv',
  'xml',
  'docx',
  'epub',
  'zip',
] as const;
/** The name of a format: how documents are stored in a file. @useDeclaredType */
export type FileFormat = (typeof fileFormats)[number];

const extensions: Readonly<Record<string, FileFormat>> = {
  txt: 'pages',
  text: 'pages',
  srt: 'subtitles',
  vtt: 'subtitles',
  ass: 'subtitles',
  ssa: 'subtitles',
  lrc: 'subtitles',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  md: 'markdown',
  mdx: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  shtml: 'html',
  pdf: 'pdf',
  json: 'json',
  csv: 'csv',
  tsv: 'csv',
  xml: 'xml',
  rss: 'xml',
  atom: 'xml',
  docx: 'docx',
  epub: 'epub',
  zip: 'zip',
};

/** The file extensions with a format, without the dot. Each may be followed by `.gz`. */
export const knownExtensions: readonly string[] = Object.keys(extensions);

/** The format of a file by its extension; undefined if the extension is not known. */
export function formatFromExtension(path: string): FileFormat | undefined {
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(path)?.[1].toLowerCase();
  return extension !== undefined && Object.hasOwn(extensions, extension) ? extensions[extension] : undefined;
}

/** The format of a file by its extension. @throws HansouError BAD_FILE if the extension is not known */
export function requireFormat(path: string): FileFormat {
  const format = formatFromExtension(path);
  if (format) return format;
  throw new HansouError('BAD_FILE', `cannot detect the format of ${path}`, {
    expected: `a name that ends in .${knownExtensions.join(', .')} (or one of them and .gz)`,
    got: describeValue(/[^/\\]*$/.exec(path)![0]),
    hint: `Set the format to one of ${fileFormats.join(', ')}.`,
  });
}

/** `hansou build`: builds an index from files. */
import { existsSync, realpathSync } from 'node:fs';
import { HansouError } from '../errors.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { requireFileTarget } from '../node/atomic-file.ts';
import { IndexBuilder } from '../node/build/index-builder.ts';
import { openFile } from '../node/open-file.ts';
import { documentFields, type SkippedInput } from '../node/reading/document.ts';
import { requireEncoding } from '../node/reading/encoding/encoding.ts';
import { findFiles } from '../node/reading/find-files.ts';
import { type FileFormat, fileFormats } from '../node/reading/format.ts';
import { type FieldMapping, type RecordField, recordFields } from '../node/reading/formats/records/record-keys.ts';
import { type LeftOutCount, LeftOutCounts, type LeftOutKind, leftOutKinds } from '../node/reading/left-out.ts';
import { type ReadOptions, readDocuments } from '../node/reading/read-documents.ts';
import type { FormatOptions } from '../node/reading/reader.ts';
import { parseArguments, usageError } from './arguments.ts';
import type { Command, Streams } from './command.ts';
import { addNames } from './names/name-files.ts';
import { Progress } from './progress.ts';
import { Terminal, toPrintable } from './terminal.ts';
import { loadLexicon, parseNameLevel } from './text-input.ts';

const usage =
  'hansou build <file|folder|glob|->… -o site.hansou [--dict names.txt]… [--names] [--find-names …] [--json]';

/** Codes of errors that concern a single document, which is then skipped. */
const documentErrorCodes: ReadonlySet<string> = new Set([
  'EMPTY_ID',
  'DUPLICATE_ID',
  'UNKNOWN_FIELD',
  'BAD_DOCUMENT',
  'BAD_DATE',
]);

/** Maximum number of skipped files and lines that are listed one by one. */
const maxListedSkips = 20;

/** The command `hansou build`. */
export const build: Command = {
  usage,
  help: `Builds an index from files.

  <file>…          files, folders (all files below them with a known extension), globs ('papers/2022-*.txt', quoted),
                   or - for standard input; in UTF-8, UTF-16, GB18030 (GBK) or Big5, may be compressed (.gz).
                   Of a folder, hidden files, node_modules, README, LICENSE and settings, and links that lead out of it
                   are left out and named, unless they are all there is; name such a file to read it
  -o FILE          the index file to write; it is replaced only when the new index is complete
  --dict FILE      a dictionary of names with one entry per line: word [weight] [tag]; may be repeated
  --names          finds the names in the files first, and cuts by them. They are written beside the index
                   (site.hansou.names); what a person decides in that file holds for the next build
  --find-names WHICH
                   finds names that no dictionary has, and makes each a word: persons, or all (places and
                   organisations too, far slower), or none
  --format FORMAT  the format of all files; by default the file extension decides:
                     pages     newspaper pages with several articles each (.txt)
                     text      one document per file (.txt)
                     subtitles one document per file, without time codes (.srt, .vtt, .ass, .ssa, .lrc)
                     jsonl     one JSON object per line (.jsonl, .ndjson)
                     json      an array of objects, an object, or objects inside one (.json)
                     csv       one document per row (.csv, .tsv)
                     xml       the documents in it, or all its text (.xml)
                     markdown  one document per file, with front matter (.md)
                     html      one document per file (.html, .htm)
                     pdf       newspaper pages, or one text with its pages as sections (.pdf); with --format text always
                               the latter; needs npm install pdfjs-dist
                     docx      a Word document (.docx); needs npm install mammoth
                     epub      a book, one document per chapter (.epub)
                     zip       the files in it, each by its own name (.zip)
  --field F=KEY    the key (of JSON, CSV, XML) that holds a field, where its name does not say so: --field body=content;
                   may be repeated; F is one of ${recordFields.slice(0, 8).join(', ')},
                   ${recordFields.slice(8).join(', ')}
  --encoding NAME  the encoding of all files (gb18030, big5, utf-8 …); by default each file's is detected
  --strict         refuses files with invalid bytes; by default such bytes are replaced and counted
  --root CSS       a selector of the elements of HTML that hold the text; by default data-pagefind-body, main, article,
                   else the readable part of the page
  --ignore CSS     a selector of elements of HTML to leave out; may be repeated
  --base-url URL   the address of the folder: https://example.org/docs/ or /docs/ (default /)
  --clean-urls     addresses leave .html out
  --drafts         reads drafts and unpublished pages (draft: true, published: false, _drafts/) too
  --no-code        leaves code blocks of Markdown out
  --allow-skipped  exit with 0 even if files or lines were skipped
  --json           prints { documents, words, bytes, skipped, leftOut } as JSON

Files and lines that cannot be read are reported and skipped; the rest is indexed, and the exit code is 1.`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      {
        output: { type: 'string', short: 'o' },
        dict: { type: 'string', multiple: true },
        names: { type: 'boolean' },
        'find-names': { type: 'string' },
        format: { type: 'string' },
        encoding: { type: 'string' },
        strict: { type: 'boolean' },
        root: { type: 'string' },
        ignore: { type: 'string', multiple: true },
        'base-url': { type: 'string' },
        'clean-urls': { type: 'boolean' },
        drafts: { type: 'boolean' },
        'no-code': { type: 'boolean' },
        field: { type: 'string', multiple: true },
        'allow-skipped': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      usage,
    );
    const { output } = values;
    if (positionals.length === 0) throw usageError(usage, 'no files');
    if (!output) throw usageError(usage, 'no -o');
    const format = parseFormat(values.format);
    const encoding = values.encoding === undefined ? undefined : requireEncoding(values.encoding);
    const options = {
      ...(format && { format }),
      ...(encoding && { encoding }),
      strict: values.strict ?? false,
      ...readSiteOptions(values),
      fields: parseFields(values.field ?? []),
    };
    // Cheap checks come before anything that takes time.
    requireFileTarget(output);
    refuseToOverwrite(output, positionals);
    if (values.names && positionals.includes('-')) throw usageError(usage, '--names with -, which is read only once');
    const names = parseNameLevel(values['find-names'], usage);
    const started = performance.now();
    const known = await loadLexicon(values.dict ?? [], streams, names);
    const lexicon = values.names ? await addNames(known, { output, files: positionals, options }, streams) : known;
    const { skipped, leftOut } = await buildIndex({ output, names: positionals, options, lexicon }, streams);
    const index = openFile(output);
    const { documents, words, bytes } = index.describe();
    index.close();
    const seconds = (performance.now() - started) / 1000;
    if (values.json) streams.stdout.write(`${JSON.stringify({ documents, words, bytes, skipped, leftOut })}\n`);
    else {
      const terminal = new Terminal(streams.stdout, streams.environment);
      const count = (value: number) => value.toLocaleString('en');
      streams.stdout.write(
        `${terminal.style('bold', toPrintable(output))}  ${count(documents)} documents, ${count(words)} words, ` +
          `${count(bytes)} bytes, ${seconds.toFixed(1)} s\n`,
      );
      for (const line of describeLeftOut(leftOut)) streams.stdout.write(`${terminal.style('dim', line)}\n`);
    }
    return skipped.length > 0 && !values['allow-skipped'] ? 1 : 0;
  },
};

/** The options that concern web pages and Markdown. */
function readSiteOptions(values: {
  readonly root?: string | undefined;
  readonly ignore?: string[] | undefined;
  readonly 'base-url'?: string | undefined;
  readonly 'clean-urls'?: boolean | undefined;
  readonly drafts?: boolean | undefined;
  readonly 'no-code'?: boolean | undefined;
}): FormatOptions {
  const { root, ignore, 'base-url': baseUrl, 'clean-urls': cleanUrls, drafts, 'no-code': noCode } = values;
  return {
    ...(root !== undefined && { root }),
    ...(ignore && { ignore: ignore.join(', ') }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(cleanUrls && { cleanUrls }),
    ...(drafts && { drafts }),
    ...(noCode && { code: false }),
  };
}

/** What to build. */
interface BuildRequest {
  /** Path of the index file. */
  readonly output: string;
  /** Files, folders and globs to read. */
  readonly names: readonly string[];
  /** How they are read. */
  readonly options: ReadOptions;
  readonly lexicon: Lexicon;
}

/** What was not indexed. */
interface BuildReport {
  /** What could not be read. */
  readonly skipped: readonly SkippedInput[];
  /** What was left out on purpose. */
  readonly leftOut: LeftOutByKind;
}

type LeftOutByKind = ReturnType<LeftOutCounts['byKind']>;

/** Builds the index file. Returns what was not indexed. @throws HansouError when there is nothing to index */
async function buildIndex({ output, names, options, lexicon }: BuildRequest, streams: Streams): Promise<BuildReport> {
  const progress = new Progress(streams.stderr);
  const builder = new IndexBuilder({
    fields: documentFields,
    lexicon,
    output,
    onProgress({ phase, documents, bytes }) {
      if (phase === 'merging') progress.show(1, documents, `${(bytes / 1e6).toFixed(0)} MB written`);
    },
  });
  const skipped: SkippedInput[] = [];
  const leftOut = new LeftOutCounts();
  const onSkip = (input: SkippedInput) => {
    skipped.push(input);
    if (skipped.length > maxListedSkips) return;
    progress.clear();
    streams.stderr.write(`hansou: skipped: ${toPrintable(input.message)} [${input.code}]\n`);
  };
  let bytesBeforeFile = 0;
  let bytesOfFile = 0;
  let totalBytes = 0;
  const documents = readDocuments(names, {
    ...options,
    stdin: streams.stdin,
    onSkip,
    onLeftOut: part => leftOut.add(part),
    onFile(file, _index, files) {
      totalBytes ||= files.reduce((sum, { bytes }) => sum + bytes, 0);
      bytesBeforeFile += bytesOfFile;
      bytesOfFile = file.bytes;
      progress.show(bytesBeforeFile / totalBytes, builder.size, file.name);
    },
  });
  try {
    for await (const document of documents) {
      try {
        await builder.add(document);
      } catch (error) {
        if (!(error instanceof HansouError) || !documentErrorCodes.has(error.code)) throw error;
        const { file, lines } = document;
        const location = lines ? `${file}, line ${lines[0]}` : file;
        onSkip({ file, ...(lines && { line: lines[0] }), code: error.code, message: `${location}: ${error.message}` });
      }
      progress.show(bytesBeforeFile / totalBytes, builder.size, document.file);
    }
    if (builder.size === 0) throw nothingToIndexError(names, skipped);
    await builder.finish();
  } finally {
    await builder.abort();
    progress.clear();
  }
  if (skipped.length > maxListedSkips)
    streams.stderr.write(`hansou: skipped: ${skipped.length - maxListedSkips} more (all of them with --json)\n`);
  return { skipped, leftOut: leftOut.byKind() };
}

/** One line for each kind of what was left out. */
function describeLeftOut(leftOut: LeftOutByKind): string[] {
  return (Object.entries(leftOut) as [LeftOutKind, LeftOutCount][]).map(
    ([kind, { files, parts, hanCharacters, examples }]) => {
      const size =
        hanCharacters > 0
          ? `${hanCharacters.toLocaleString('en')} characters in `
          : parts > files
            ? `${parts} in `
            : '';
      const amount = `${size}${files} ${files === 1 ? 'file' : 'files'}`;
      const named = kind === 'other format' || kind === 'project file' ? examples : examples.slice(0, 1);
      const names = named.map(toPrintable).join(', ');
      return `  left out: ${leftOutKinds[kind]}: ${amount} (${names}${files > named.length ? ', …' : ''})`;
    },
  );
}

function parseFormat(name: string | undefined): FileFormat | undefined {
  const format = fileFormats.find(each => each === name);
  if (name === undefined || format) return format;
  throw usageError(usage, `--format ${name}, which is none of ${fileFormats.join(', ')}`);
}

/** The mapping in `--field body=content`. @throws HansouError USAGE */
function parseFields(texts: readonly string[]): FieldMapping {
  const fields: { [F in RecordField]?: string } = {};
  for (const text of texts) {
    const [name, key] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
    const field = recordFields.find(each => each === name);
    if (!field)
      throw usageError(usage, `--field ${text}, which is not FIELD=KEY with one of ${recordFields.join(', ')}`);
    fields[field] = key;
  }
  return fields;
}

/** Refuses an output that is one of the input files. @throws HansouError USAGE */
function refuseToOverwrite(output: string, names: readonly string[]): void {
  const files = findFiles(names);
  if (!existsSync(output)) return;
  const realPath = realpathSync(output);
  const input = files.find(file => file.realPath === realPath);
  if (input) throw usageError(usage, `-o ${output}, which is one of the files to read`);
}

function nothingToIndexError(names: readonly string[], skipped: readonly SkippedInput[]): HansouError {
  return new HansouError('BAD_FILE', 'no document was found, so no index was written', {
    expected: 'at least one document',
    got: skipped.length > 0 ? `${skipped.length} skipped, none read` : `none in ${names.join(' ')}`,
    hint: 'Check why files were skipped, or set --format.',
  });
}

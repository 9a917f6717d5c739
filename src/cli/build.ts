import { existsSync, realpathSync } from 'node:fs';
import { HansouError } from '../errors.ts';
import { requireFileTarget } from '../node/atomic-file.ts';
import { IndexBuilder } from '../node/build/index-builder.ts';
import { openFile } from '../node/open-file.ts';
import { documentFields, type SkippedInput } from '../node/reading/document.ts';
import { findFiles } from '../node/reading/find-files.ts';
import { type FileFormat, fileFormats } from '../node/reading/format.ts';
import { readDocuments } from '../node/reading/read-documents.ts';
import { type Command, parseArguments, type Streams, usageError } from './arguments.ts';
import { Progress } from './progress.ts';
import { Terminal, toPrintable } from './terminal.ts';
import { loadLexicon } from './text-input.ts';

const usage =
  'hansou build <file|folder|glob|->… -o site.hansou [--dict names.txt]… [--format …] [--allow-skipped] [--json]';

/** Errors that say something of one document: the others can go on. */
const ofOneDocument: ReadonlySet<string> = new Set([
  'EMPTY_ID',
  'DUPLICATE_ID',
  'UNKNOWN_FIELD',
  'BAD_DOCUMENT',
  'BAD_DATE',
]);

/** So many skipped files and lines are named one by one. */
const namedSkips = 20;

export const build: Command = {
  usage,
  help: `Makes an index of articles in files.

  <file>…          files, folders (all below them that end as --format says), globs ('papers/2022-*.txt', quoted),
                   or - for standard input; packed (.gz) or not, in UTF-8, UTF-16, GB18030 (GBK) or Big5
  -o FILE          where the index goes; it is there whole or not at all
  --dict FILE      a dictionary of names, one a line: word [weight] [tag]; may come several times
  --format FORMAT  how articles stand in the files, whatever they are called:
                     pages     newspaper pages, several articles each (.txt)
                     text      one article a file
                     jsonl     { "id", "title"?, "text" | "body", "date"?, "author"?, … } a line (.jsonl, .ndjson)
                     markdown  with front matter (.md)
                     html      (.html, .htm)
                     pdf       newspaper pages (.pdf); needs npm install unpdf
  --allow-skipped  exit 0 also when files or lines were skipped
  --json           { documents, words, bytes, skipped } on standard output

What cannot be read is named, skipped and counted; the rest is indexed, and the exit code is 1.`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      {
        output: { type: 'string', short: 'o' },
        dict: { type: 'string', multiple: true },
        format: { type: 'string' },
        'allow-skipped': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      usage,
    );
    const { output } = values;
    if (positionals.length === 0) throw usageError(usage, 'no files');
    if (!output) throw usageError(usage, 'no -o, where the index goes');
    const format = formatNamed(values.format);
    // All that is cheap to check comes before all that takes time.
    requireFileTarget(output);
    refuseToOverwrite(output, positionals);
    const lexicon = await loadLexicon(values.dict ?? [], streams);
    const started = performance.now();
    const skipped = await indexInto(output, positionals, format, lexicon, streams);
    const index = openFile(output);
    const { documents, words, bytes } = index.describe();
    index.close();
    const seconds = (performance.now() - started) / 1000;
    if (values.json) streams.stdout.write(`${JSON.stringify({ documents, words, bytes, skipped })}\n`);
    else {
      const terminal = new Terminal(streams.stdout, streams.environment);
      const count = (value: number) => value.toLocaleString('en');
      streams.stdout.write(
        `${terminal.style('bold', toPrintable(output))}  ${count(documents)} documents, ${count(words)} words, ` +
          `${count(bytes)} bytes, ${seconds.toFixed(1)} s\n`,
      );
    }
    return skipped.length > 0 && !values['allow-skipped'] ? 1 : 0;
  },
};

/** Builds the index file. Returns what was skipped. @throws HansouError when there is nothing to index */
async function indexInto(
  output: string,
  words: readonly string[],
  format: FileFormat | undefined,
  lexicon: Awaited<ReturnType<typeof loadLexicon>>,
  streams: Streams,
): Promise<SkippedInput[]> {
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
  const skip = (what: SkippedInput) => {
    skipped.push(what);
    if (skipped.length > namedSkips) return;
    progress.clear();
    streams.stderr.write(`hansou: skipped: ${toPrintable(what.message)} [${what.code}]\n`);
  };
  let bytesBefore = 0;
  let bytesOfFile = 0;
  let bytesInAll = 0;
  const documents = readDocuments(words, {
    ...(format && { format }),
    stdin: streams.stdin,
    onSkip: skip,
    onFile(file, _number, files) {
      bytesInAll ||= files.reduce((sum, { bytes }) => sum + bytes, 0);
      bytesBefore += bytesOfFile;
      bytesOfFile = file.bytes;
      progress.show(bytesBefore / bytesInAll, builder.size, file.name);
    },
  });
  try {
    for await (const document of documents) {
      try {
        await builder.add(document);
      } catch (error) {
        if (!(error instanceof HansouError) || !ofOneDocument.has(error.code)) throw error;
        const { file, lines } = document;
        const place = lines ? `${file}, line ${lines[0]}` : file;
        skip({ file, ...(lines && { line: lines[0] }), code: error.code, message: `${place}: ${error.message}` });
      }
      progress.show(bytesBefore / bytesInAll, builder.size, document.file);
    }
    if (builder.size === 0) throw nothingToIndex(words, skipped);
    await builder.finish();
  } finally {
    await builder.abort();
    progress.clear();
  }
  if (skipped.length > namedSkips)
    streams.stderr.write(`hansou: skipped: ${skipped.length - namedSkips} more (all of them with --json)\n`);
  return skipped;
}

function formatNamed(name: string | undefined): FileFormat | undefined {
  const format = fileFormats.find(each => each === name);
  if (name === undefined || format) return format;
  throw usageError(usage, `--format ${name}, which is none of ${fileFormats.join(', ')}`);
}

/** An index over one of its own inputs would be the end of that. */
function refuseToOverwrite(output: string, words: readonly string[]): void {
  const files = findFiles(words);
  if (!existsSync(output)) return;
  const place = realpathSync(output);
  const input = files.find(file => file.realPath === place);
  if (input) throw usageError(usage, `-o ${output}, which is one of the files to read`);
}

function nothingToIndex(words: readonly string[], skipped: readonly SkippedInput[]): HansouError {
  return new HansouError('BAD_FILE', 'there is nothing to index, so nothing was written', {
    expected: 'an article',
    got: skipped.length > 0 ? `${skipped.length} skipped, none read` : `none in ${words.join(' ')}`,
    hint: 'See what was skipped and why, and try --format.',
  });
}

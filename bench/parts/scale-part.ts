/** The part `scale`: how time and size grow with the number of documents. */
import { type Bench, bytesPerMegabyte } from '../bench.ts';
import { type Corpus, readCorpusDocuments, writeCorpus } from '../corpus/corpus.ts';
import { mixDocuments } from '../corpus/mix.ts';
import type { Engine } from '../engines/engine.ts';
import type { BuildAnswer, QueryAnswer } from '../measure/task.ts';
import type { Cell, Chart, PartReport, Table } from '../report/report.ts';
import { describeMaterial, selectInstalled } from './part.ts';

/** Numbers of documents, as far as the corpus has them. */
const defaultSizes = [5_000, 20_000, 60_000];
/** The engines that are measured when the command line names none. */
const defaultEngines = ['hansou', 'flexsearch', 'minisearch', 'sqlite'];
/** An engine whose build takes longer than this is not asked to build a larger index. */
const maxBuildMs = 60_000;

/** The measurements at one number of documents. */
interface Step {
  readonly size: number;
  readonly isSynthetic: boolean;
  readonly builds: ReadonlyMap<string, BuildAnswer>;
  readonly answers: ReadonlyMap<string, QueryAnswer>;
}

/** A figure that is shown at every number of documents. */
interface Figure {
  readonly title: string;
  readonly unit: string;
  /** The name of its chart, if it has one. */
  readonly chart?: string;
  read(build: BuildAnswer | undefined, answer: QueryAnswer | undefined): number | undefined;
}

const figures: readonly Figure[] = [
  {
    title: 'Seconds to build',
    unit: 's',
    chart: 'scale-build',
    read: build => build && build.milliseconds / 1000,
  },
  {
    title: 'Megabytes of the file',
    unit: 'MB',
    chart: 'scale-bytes',
    read: build => build && build.bytes / bytesPerMegabyte,
  },
  {
    title: 'Peak memory of the build in addition to the texts',
    unit: 'MB',
    read: build => build && (build.peakMemory - build.memoryBefore) / bytesPerMegabyte,
  },
  { title: 'Milliseconds to open', unit: 'ms', read: (_, answer) => answer?.open },
  { title: 'All words, mean', unit: 'ms', read: (_, answer) => answer?.modes.all?.mean },
  { title: 'All words, p99', unit: 'ms', chart: 'scale-all-p99', read: (_, answer) => answer?.modes.all?.p99 },
  { title: 'Any word, mean', unit: 'ms', read: (_, answer) => answer?.modes.any?.mean },
  { title: 'Phrases, mean', unit: 'ms', read: (_, answer) => answer?.modes.quoted?.mean },
  { title: 'Questions, mean', unit: 'ms', read: (_, answer) => answer?.modes.question?.mean },
];

export async function scalePart(bench: Bench): Promise<PartReport> {
  const { corpus, options } = bench.context;
  const notes: string[] = [];
  const engines = selectInstalled(bench.context.engines, notes).filter(({ info }) =>
    options.engines ? !info.buildsOnly : defaultEngines.includes(info.name),
  );
  const steps = await measureSteps(bench, engines, notes);
  return {
    name: 'scale',
    title: 'How time and size grow',
    about: [
      'The same measurements at growing numbers of documents, in one round each, with the same queries. A straight line means that twice the documents cost twice as much.',
      ...(steps.some(step => step.isSynthetic)
        ? [
            `Sizes above ${corpus.count.toLocaleString('en')} documents, marked “synthetic”, are made by mixing the sentences of the real ones at random, with a seed: words, sentences and lengths are real, the mixture is not.`,
          ]
        : []),
    ],
    material: describeMaterial(bench),
    tables: figures.map(figure => makeTable(figure, engines, steps)),
    charts: figures.flatMap(figure => makeChart(figure, engines, steps)),
    notes,
  };
}

async function measureSteps(bench: Bench, engines: readonly Engine[], notes: string[]): Promise<Step[]> {
  const { corpus, options } = bench.context;
  const sizes = options.sizes ?? (options.isSmoke ? [corpus.count] : chooseSizes(corpus.count));
  const queryFile = bench.writeQueryFile();
  const steps: Step[] = [];
  const tooSlow = new Set<string>();
  for (const size of sizes) {
    const documents = size > corpus.count ? await mixCorpus(bench, size) : corpus;
    const able = engines.filter(
      engine => !tooSlow.has(engine.info.name) && bench.documentCountFor(engine, size) === size,
    );
    bench.context.log(`scale, ${size.toLocaleString('en')} documents`);
    const directories = new Map<string, string>();
    const builds = await bench.runOnce(able, notes, async ({ info }) => {
      const directory = bench.createDirectory(`scale-${info.name}`);
      directories.set(info.name, directory);
      const answer = await bench.run({
        kind: 'build',
        engine: info.name,
        documents: documents.path,
        count: size,
        directory,
        withGzip: false,
      });
      if (answer.milliseconds > maxBuildMs && !info.isMain) tooSlow.add(info.name);
      return answer;
    });
    const built = able.filter(({ info }) => builds.has(info.name));
    const answers = await bench.runOnce(built, notes, ({ info }) =>
      bench.run({
        kind: 'query',
        engine: info.name,
        directory: directories.get(info.name) ?? '',
        queryFile,
        limit: 10,
        documentCount: size,
        withCounts: false,
      }),
    );
    steps.push({ size, isSynthetic: size > corpus.count, builds, answers });
  }
  for (const name of tooSlow)
    notes.push(`${name} took more than ${maxBuildMs / 1000} s to build, so it built no larger index.`);
  return steps;
}

/** The default sizes below that of the corpus, and its own. A small corpus is divided into quarters. */
function chooseSizes(count: number): number[] {
  const below = defaultSizes.filter(size => size < count);
  return below.length > 0 ? [...below, count] : [Math.ceil(count / 4), Math.ceil(count / 2), count];
}

async function mixCorpus(bench: Bench, size: number): Promise<Corpus> {
  const { corpus, directory } = bench.context;
  bench.context.log(`mixing ${size.toLocaleString('en')} synthetic documents`);
  const documents = mixDocuments(await readCorpusDocuments(corpus), size);
  return writeCorpus({ name: `mixed-${size}`, about: 'synthetic', documents, count: size }, directory);
}

function makeTable(figure: Figure, engines: readonly Engine[], steps: readonly Step[]): Table {
  return {
    title: figure.title,
    rowHeading: 'engine',
    columns: steps.map(({ size, isSynthetic }) => ({
      title: `${size.toLocaleString('en')}${isSynthetic ? ' synthetic' : ''}`,
      unit: figure.unit,
      better: 'lower' as const,
    })),
    rows: engines.map(({ info }) => ({
      name: info.title,
      isReference: info.name === 'hansou',
      cells: steps.map((step): Cell => {
        const value = figure.read(step.builds.get(info.name), step.answers.get(info.name));
        return value === undefined ? { words: step.answers.has(info.name) ? 'cannot' : 'not asked' } : { value };
      }),
    })),
  };
}

function makeChart({ title, unit, chart, read }: Figure, engines: readonly Engine[], steps: readonly Step[]): Chart[] {
  if (chart === undefined) return [];
  return [
    {
      name: chart,
      title: `${title}, by number of documents`,
      kind: 'line',
      yTitle: unit,
      xTitle: 'documents',
      x: steps.map(step => step.size),
      series: engines.map(({ info }) => ({
        name: info.title,
        values: steps.map(step => read(step.builds.get(info.name), step.answers.get(info.name)) ?? null),
      })),
    },
  ];
}

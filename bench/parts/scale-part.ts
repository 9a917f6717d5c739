import { type Bench, megabyte } from '../bench.ts';
import { type Corpus, documentsOf, writtenCorpus } from '../corpus/corpus.ts';
import { mixDocuments } from '../corpus/mix.ts';
import type { BuildAnswer, QueryAnswer } from '../measure/task.ts';
import type { Chart, PartReport, Table } from '../report/report.ts';
import type { Subject } from '../subjects/subject.ts';
import { installed, ranOn } from './part.ts';

/** Real sizes, as far as the corpus goes. */
const usualSizes = [5_000, 20_000, 60_000];
/** Engines whose growth is shown unless others are named: those that are main, and the best of the rest. */
const usualSubjects = ['hansou', 'flexsearch', 'minisearch', 'sqlite'];
/** A subject whose build took longer than this is not asked to build a larger one. ms. */
const longestBuild = 60_000;

interface Step {
  readonly size: number;
  readonly isSynthetic: boolean;
  readonly builds: ReadonlyMap<string, BuildAnswer>;
  readonly answers: ReadonlyMap<string, QueryAnswer>;
}

/** `scale`: how cost grows with the number of documents. */
export async function scalePart(bench: Bench): Promise<PartReport> {
  const { corpus, options } = bench.context;
  const notes: string[] = [];
  const subjects = installed(bench.context.subjects, notes).filter(({ info }) =>
    options.subjects ? !info.buildsOnly : usualSubjects.includes(info.name),
  );
  const sizes = options.sizes ?? (options.isSmoke ? [corpus.count] : sizesFor(corpus.count));
  const file = bench.queryFile();
  const steps: Step[] = [];
  const tooSlow = new Set<string>();
  for (const size of sizes) {
    const documents = size > corpus.count ? await mixed(bench, size) : corpus;
    const able = subjects.filter(subject => !tooSlow.has(subject.info.name) && bench.countFor(subject, size) === size);
    bench.context.log(`scale, ${size.toLocaleString('en')} documents`);
    const directories = new Map<string, string>();
    const builds = await bench.each(able, notes, async ({ info }) => {
      const directory = bench.emptyDirectory(`scale-${info.name}`);
      directories.set(info.name, directory);
      const answer = await bench.run({
        kind: 'build',
        subject: info.name,
        documents: documents.path,
        count: size,
        directory,
        withGzip: false,
      });
      if (answer.build > longestBuild && !info.isMain) tooSlow.add(info.name);
      return answer;
    });
    const built = able.filter(({ info }) => builds.has(info.name));
    const answers = await bench.each(built, notes, ({ info }) =>
      bench.run({
        kind: 'query',
        subject: info.name,
        directory: directories.get(info.name) ?? '',
        queries: file,
        limit: 10,
        documents: size,
        withCounts: false,
      }),
    );
    steps.push({ size, isSynthetic: size > corpus.count, builds, answers });
  }
  for (const name of tooSlow)
    notes.push(`${name} took over ${longestBuild / 1000} s to build, so it was not asked to build more.`);
  const measures: readonly [string, string, string, (step: Step, name: string) => number | undefined][] = [
    [
      'build',
      'Seconds to build',
      's',
      (step, name) => step.builds.get(name)?.build && step.builds.get(name)!.build / 1000,
    ],
    [
      'bytes',
      'Megabytes of the file',
      'MB',
      (step, name) => step.builds.get(name)?.saved && step.builds.get(name)!.saved / megabyte,
    ],
    [
      'memory',
      'Peak memory of the build beyond the texts',
      'MB',
      (step, name) => {
        const built = step.builds.get(name);
        return built && (built.peak - built.before) / megabyte;
      },
    ],
    ['open', 'Milliseconds to open', 'ms', (step, name) => step.answers.get(name)?.open],
    ['all', 'All words, mean', 'ms', (step, name) => step.answers.get(name)?.modes.all?.mean],
    ['all-p99', 'All words, p99', 'ms', (step, name) => step.answers.get(name)?.modes.all?.p99],
    ['any', 'Any word, mean', 'ms', (step, name) => step.answers.get(name)?.modes.any?.mean],
    ['quoted', 'Phrases, mean', 'ms', (step, name) => step.answers.get(name)?.modes.quoted?.mean],
    ['question', 'Questions, mean', 'ms', (step, name) => step.answers.get(name)?.modes.question?.mean],
  ];
  const tables = measures.map(([, title, unit, figure]) => tableOf(`${title}`, unit, subjects, steps, figure));
  const charts = measures
    .filter(([name]) => ['build', 'bytes', 'all-p99'].includes(name))
    .map(([name, title, unit, figure]) => chartOf(`scale-${name}`, title, unit, subjects, steps, figure));
  return {
    name: 'scale',
    title: 'How cost grows',
    about: [
      'The same measurements at growing numbers of documents, one round each, with the same queries. A straight line means that twice the documents cost twice as much.',
      ...(steps.some(step => step.isSynthetic)
        ? [
            `Sizes above ${corpus.count.toLocaleString('en')} documents, marked “synthetic”, are made by mixing the sentences of the real ones in a fixed order of chance: words, sentences and lengths are real, the mixture is not.`,
          ]
        : []),
    ],
    ran: ranOn(bench),
    tables,
    charts,
    notes,
  };
}

/** The usual sizes below the corpus’ own, and that; small corpora are quartered. */
function sizesFor(count: number): number[] {
  const below = usualSizes.filter(size => size < count);
  return below.length > 0 ? [...below, count] : [Math.ceil(count / 4), Math.ceil(count / 2), count];
}

async function mixed(bench: Bench, size: number): Promise<Corpus> {
  const { corpus, directory } = bench.context;
  bench.context.log(`mixing ${size.toLocaleString('en')} synthetic documents`);
  const real = await documentsOf(corpus);
  return writtenCorpus(`mixed-${size}`, mixDocuments(real, size), size, 'synthetic', directory);
}

function tableOf(
  title: string,
  unit: string,
  subjects: readonly Subject[],
  steps: readonly Step[],
  figure: (step: Step, name: string) => number | undefined,
): Table {
  return {
    title,
    subject: 'engine',
    columns: steps.map(({ size, isSynthetic }) => ({
      title: `${size.toLocaleString('en')}${isSynthetic ? ' synthetic' : ''}`,
      unit,
      better: 'lower' as const,
    })),
    rows: subjects.map(({ info }) => ({
      name: info.title,
      isReference: info.name === 'hansou',
      cells: steps.map(step => {
        const value = figure(step, info.name);
        return value === undefined ? { words: step.answers.has(info.name) ? 'cannot' : 'not asked' } : { value };
      }),
    })),
  };
}

function chartOf(
  name: string,
  title: string,
  unit: string,
  subjects: readonly Subject[],
  steps: readonly Step[],
  figure: (step: Step, name: string) => number | undefined,
): Chart {
  return {
    name,
    title: `${title}, by number of documents`,
    kind: 'line',
    yTitle: unit,
    xTitle: 'documents',
    x: steps.map(step => step.size),
    series: subjects.map(({ info }) => ({
      name: info.title,
      values: steps.map(step => figure(step, info.name) ?? null),
    })),
  };
}

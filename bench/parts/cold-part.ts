/** The part `cold`: what a process takes that has just started, with the default options and with ids alone. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { type Bench, roundsCell } from '../bench.ts';
import type { Engine } from '../engines/engine.ts';
import { bundlePackage } from '../measure/bundle.ts';
import { runInChild } from '../measure/run-child.ts';
import { mean, percentile } from '../measure/statistics.ts';
import type { ColdAnswer, ColdMode } from '../measure/task.ts';
import { type Cell, type Column, cannot, type PartReport, type Row, type Table } from '../report/report.ts';
import { describeConfigurations, describeMaterial, rowHead, selectInstalled } from './part.ts';

/** The engines that a user would choose among: hansou, and each peer with jieba's words. */
const comparedEngines = ['hansou', 'flexsearch', 'minisearch', 'sqlite'];
/** Fresh processes for each round of the options: ten by default for hansou, the command and the main peers. */
const processesPerRound = 2;
const pinyinQuery = 'renmin';
const suggestedPrefix = 'zhongg';
/** The queries of a series: those whose code is still being compiled, others that are not timed, and the warm ones. */
const coldQueryCount = 300;
const warmUpQueryCount = 2000;
const warmQueryCount = 500;

const milliseconds = (title: string): Column => ({ title, unit: 'ms', better: 'lower' });

interface First {
  readonly title: string;
  readonly mode: ColdMode;
  readonly query: string;
  readonly isOwn?: boolean;
}

interface EngineAnswers {
  readonly firsts: readonly (ColdAnswer | undefined)[];
  readonly withTexts: ColdAnswer;
  readonly idsAlone: ColdAnswer;
}

export async function coldPart(bench: Bench): Promise<PartReport> {
  const { queries, warmUps, corpus, options, script, log } = bench.context;
  const notes: string[] = [];
  const engines = selectInstalled(bench.context.engines, notes).filter(({ info }) =>
    comparedEngines.includes(info.name),
  );
  const directories = await bench.runOnce(engines, notes, engine => bench.indexDirectory(engine));
  log('bundling the package');
  const { library, commandLine } = await bundlePackage();
  const child = join(dirname(script), 'cold-child.js');
  const firsts: readonly First[] = [
    { title: 'first words', mode: 'all', query: queries.all[0] ?? '中国' },
    { title: 'first question', mode: 'question', query: queries.question[0] ?? '中国的首都在哪里' },
    { title: 'first phrase', mode: 'quoted', query: queries.quoted[0] ?? '中国' },
    { title: 'first pinyin', mode: 'all', query: pinyinQuery, isOwn: true },
    { title: 'first suggestion', mode: 'suggest', query: suggestedPrefix, isOwn: true },
  ];
  const series = [
    ...queries.all.slice(0, coldQueryCount),
    ...warmUps.all.slice(0, warmUpQueryCount),
    ...queries.all.slice(0, warmQueryCount),
  ];
  const ask = (engine: Engine, mode: ColdMode, asked: readonly string[], withTexts = true): Promise<ColdAnswer> =>
    runInChild(child, {
      kind: 'cold',
      engine: engine.info.name,
      directory: directories.get(engine.info.name)!,
      library,
      ...(withTexts && { documents: corpus.path }),
      mode,
      queries: asked,
    });
  const askAll = async (engine: Engine): Promise<EngineAnswers> => {
    const answers: (ColdAnswer | undefined)[] = [];
    for (const first of firsts)
      answers.push(canAnswer(engine, first) ? await ask(engine, first.mode, [first.query]) : undefined);
    return {
      firsts: answers,
      withTexts: await ask(engine, 'all', series),
      idsAlone: await ask(engine, 'all', series, false),
    };
  };
  const processes = options.isSmoke ? 1 : processesPerRound * options.rounds;
  const measured = engines.filter(({ info }) => directories.has(info.name));
  const answers = await bench.runInRounds(measured, notes, askAll, processes);
  const indexFile = join(directories.get('hansou') ?? '', 'index.hansou');
  return {
    name: 'cold',
    title: 'The first second',
    about: [
      'A command, a page and a function in the cloud always ask an engine that has just started. Each figure comes from processes of their own, which import the package as the bundler of hansou writes it, open an index whose bytes are in memory, and ask. “Import” of a peer includes jieba with its dictionary, whose words it is given.',
      `Default options: ten hits with their texts, all of which are looked at. hansou decodes them from its index and makes snippets, SQLite reads them from its table, the texts of other peers are in an array. The peers make no snippets and look for all words; hansou’s default match goes on to further tiers where few documents have them all. The queries are of one to three words; ${warmUpQueryCount.toLocaleString('en')} others are asked between the 300th and the warm ones.`,
    ],
    material: describeMaterial(bench),
    tables: [
      firstTable(bench, measured, firsts, answers),
      seriesTable(
        bench,
        measured,
        'Default options: the first 300 queries, and warm ones',
        answers,
        each => each.withTexts,
      ),
      seriesTable(bench, measured, 'Ids alone: the first 300 queries, and warm ones', answers, each => each.idsAlone),
      commandTable(commandLine, indexFile, firsts[0].query, processes),
    ],
    notes: [...describeConfigurations(measured), ...notes],
  };
}

function canAnswer({ info }: Engine, { mode, isOwn }: First): boolean {
  if (info.name === 'hansou') return true;
  return !isOwn && mode !== 'suggest' && info.modes.includes(mode);
}

function firstTable(
  bench: Bench,
  engines: readonly Engine[],
  firsts: readonly First[],
  answers: ReadonlyMap<string, readonly EngineAnswers[]>,
): Table {
  return {
    title: 'A process that has just started, default options',
    about: `The queries: ${firsts.map(({ query }) => `“${query}”`).join(', ')}.`,
    rowHeading: 'engine',
    columns: [milliseconds('import'), milliseconds('opening'), ...firsts.map(({ title }) => milliseconds(title))],
    rows: engines.map(engine => {
      const rounds = answers.get(engine.info.name) ?? [];
      const firstCell = (first: First, i: number): Cell =>
        canAnswer(engine, first) ? roundsCell(rounds.map(each => each.firsts[i]?.times[0])) : cannot;
      return {
        ...rowHead(bench, engine),
        cells: [
          roundsCell(rounds.map(each => each.firsts[0]?.import)),
          roundsCell(rounds.map(each => each.firsts[0]?.open)),
          ...firsts.map(firstCell),
        ],
      };
    }),
  };
}

function seriesTable(
  bench: Bench,
  engines: readonly Engine[],
  title: string,
  answers: ReadonlyMap<string, readonly EngineAnswers[]>,
  pick: (answers: EngineAnswers) => ColdAnswer,
): Table {
  const figures: readonly (readonly [string, (times: readonly number[]) => number])[] = [
    ['queries 1–10', times => mean(times.slice(0, 10))],
    ['11–100', times => mean(times.slice(10, 100))],
    ['101–300', times => mean(times.slice(100, coldQueryCount))],
    ['warm, mean', times => mean(times.slice(-warmQueryCount))],
    ['warm, p50', times => percentile(times.slice(-warmQueryCount), 0.5)],
    ['warm, p99', times => percentile(times.slice(-warmQueryCount), 0.99)],
  ];
  return {
    title,
    rowHeading: 'engine',
    columns: figures.map(([name]) => milliseconds(name)),
    rows: engines.map(engine => ({
      ...rowHead(bench, engine),
      cells: figures.map(([, figure]) =>
        roundsCell((answers.get(engine.info.name) ?? []).map(each => figure(pick(each).times))),
      ),
    })),
  };
}

/** The command as a whole process, beside Node that does nothing. */
function commandTable(commandLine: string, indexFile: string, query: string, rounds: number): Table {
  const time = (args: readonly string[]): number => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    return status === 0 ? performance.now() - start : Number.NaN;
  };
  const rowOf = (name: string, args: readonly string[]): Row => ({
    name,
    cells: [roundsCell(Array.from({ length: rounds }, () => time(args)).filter(each => !Number.isNaN(each)))],
  });
  return {
    title: 'The command as a whole process',
    about: '`hansou search` prints ten hits with snippets.',
    rowHeading: 'process',
    columns: [milliseconds('time')],
    rows: [rowOf('hansou search', [commandLine, 'search', indexFile, query]), rowOf('node, nothing', ['-e', '0'])],
  };
}

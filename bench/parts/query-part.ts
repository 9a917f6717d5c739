/** The part `query`: how long an answer takes. */
import { type Bench, exactCell, roundsCell } from '../bench.ts';
import { type Engine, type QueryMode, queryModes } from '../engines/engine.ts';
import type { QueryAnswer, Timing } from '../measure/task.ts';
import type { DrawnQueries } from '../queries/draw.ts';
import { type Cell, type Column, cannot, cellValue, type PartReport, type Table } from '../report/report.ts';
import { describeMaterial, notePartialEngines, rowHead, selectInstalled } from './part.ts';

const titles: Readonly<Record<QueryMode, string>> = {
  all: 'All words: one to three words, every word must occur',
  any: 'Any word: the same words, one is enough, best first',
  quoted: 'Phrases: two to ten characters in quotes',
  question: 'Questions: strings of 12 to 30 characters, best first',
};

const columns: readonly Column[] = [
  { title: 'mean', unit: 'ms', better: 'lower' },
  { title: 'p50', unit: 'ms', better: 'lower' },
  { title: 'p99', unit: 'ms', better: 'lower' },
  { title: 'mean with snippets', unit: 'ms', better: 'lower' },
  { title: 'p99 with snippets', unit: 'ms', better: 'lower' },
  { title: 'documents found, mean', digits: 1 },
];

export async function queryPart(bench: Bench): Promise<PartReport> {
  const { queries, corpus } = bench.context;
  const notes: string[] = [];
  const engines = selectInstalled(bench.context.engines, notes).filter(({ info }) => !info.buildsOnly);
  // Building is not part of the rounds: an engine that builds slowly may still answer fast.
  const directories = await bench.runOnce(engines, notes, engine => bench.indexDirectory(engine));
  const queryFile = bench.writeQueryFile();
  const answers = await bench.runInRounds(
    engines.filter(({ info }) => directories.has(info.name)),
    notes,
    (engine, round) =>
      bench.run({
        kind: 'query',
        engine: engine.info.name,
        directory: directories.get(engine.info.name) ?? '',
        queryFile,
        limit: 10,
        documentCount: bench.documentCountFor(engine),
        withCounts: round === 0,
      }),
  );

  const makeTable = (mode: QueryMode): Table => ({
    title: titles[mode],
    about: `${queries[mode].length} queries, for example ${queries[mode]
      .slice(0, 3)
      .map(query => `“${query}”`)
      .join(', ')}.`,
    rowHeading: 'engine',
    columns,
    rows: engines.map(engine => ({
      ...rowHead(bench, engine),
      cells: cellsOf(engine, mode, answers.get(engine.info.name)),
    })),
  });
  const modes = queryModes.filter(mode => queries[mode].length > 0);
  const charted = engines.filter(({ info }) => answers.has(info.name));
  return {
    name: 'query',
    title: 'Answering queries',
    about: [
      'Every engine is asked the same queries, with its index newly opened in its own process; ten documents are wanted. Warm-up queries of the same kind come first, six for each timed query or as many as two seconds allow, so that what is measured is compiled code that has not seen the timed queries (“first query” and “next hundred” in the part on building and opening measure a process that has just started). Mean, p50 (half of the queries are faster) and p99 (one in a hundred is slower) are over the queries of one kind.',
      'Queries of words are drawn from the texts: words that occur near each other. A snippet is a passage of the text in which the matching words are highlighted. “Documents found” is the number of all matching documents, over the first hundred queries: engines that find different documents do different work.',
    ],
    material: describeMaterial(bench),
    tables: modes.map(makeTable),
    charts: [
      {
        name: 'query-mean',
        title: `Mean milliseconds of a query, ten hits, ${corpus.count.toLocaleString('en')} documents`,
        kind: 'bar',
        yTitle: 'ms (logarithmic)',
        isLogarithmic: true,
        x: charted.map(engine => rowHead(bench, engine).name),
        series: modes.map(mode => ({
          name: titles[mode].split(':')[0],
          values: charted.map(({ info }) =>
            cellValue(roundsCell(answers.get(info.name)?.map(answer => answer.modes[mode]?.mean))),
          ),
        })),
      },
    ],
    notes: [
      ...notePartialEngines(bench, charted),
      ...charted.flatMap(engine => noteLeftOutQueries(engine, queries, answers.get(engine.info.name) ?? [])),
      ...notes,
    ],
  };
}

/** Notes for which modes an engine was asked fewer queries than there are, because they took too long. */
function noteLeftOutQueries({ info }: Engine, queries: DrawnQueries, answers: readonly QueryAnswer[]): string[] {
  const parts = queryModes.flatMap(mode => {
    const counts = answers.flatMap(({ modes }) => modes[mode]?.count ?? []);
    const fewest = Math.min(...counts);
    return fewest < queries[mode].length
      ? [`the first ${fewest} of ${queries[mode].length} (${titles[mode].split(':')[0].toLowerCase()})`]
      : [];
  });
  return parts.length > 0 ? [`${info.title} is slow, so it was asked only ${parts.join(', ')}.`] : [];
}

/** The cells of an engine's row, in the order of `columns`. */
function cellsOf({ info }: Engine, mode: QueryMode, answers: readonly QueryAnswer[] | undefined): Cell[] {
  const isSupported = info.modes.includes(mode);
  const timingCell = (timing: (answer: QueryAnswer) => Timing | undefined, figure: keyof Timing): Cell =>
    roundsCell(answers?.map(answer => timing(answer)?.[figure]));
  const plain = (figure: keyof Timing) => (isSupported ? timingCell(answer => answer.modes[mode], figure) : cannot);
  const withSnippets = (figure: keyof Timing) =>
    isSupported && info.hasSnippets ? timingCell(answer => answer.withSnippets[mode], figure) : cannot;
  return [
    plain('mean'),
    plain('p50'),
    plain('p99'),
    withSnippets('mean'),
    withSnippets('p99'),
    isSupported ? exactCell(answers?.find(answer => answer.hits[mode] !== undefined)?.hits[mode], 'failed') : cannot,
  ];
}

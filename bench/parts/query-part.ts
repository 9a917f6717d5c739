import { type Bench, cellOf, exact } from '../bench.ts';
import type { QueryAnswer, Timing } from '../measure/task.ts';
import type { DrawnQueries } from '../queries/draw.ts';
import { type Cell, cannot, type PartReport, type Table } from '../report/report.ts';
import { type QueryMode, queryModes, type Subject } from '../subjects/subject.ts';
import { fewerDocuments, installed, ranOn, rowHead } from './part.ts';

const titles: Readonly<Record<QueryMode, string>> = {
  all: 'All words: one to three words, each must be found',
  any: 'Any word: the same words, one is enough, the best first',
  quoted: 'Phrases: two to ten characters in quotes',
  question: 'Questions: strings of 12 to 30 characters, the best first',
};

/** `query`: how long an answer takes. */
export async function queryPart(bench: Bench): Promise<PartReport> {
  const { queries, corpus } = bench.context;
  const notes: string[] = [];
  const subjects = installed(bench.context.subjects, notes).filter(({ info }) => !info.buildsOnly);
  // Building is no part of the rounds: a subject that builds slowly may still answer fast.
  const ready = await bench.each(subjects, notes, subject => bench.builtDirectory(subject));
  const file = bench.queryFile();
  const answers = await bench.rounds(
    subjects.filter(({ info }) => ready.has(info.name)),
    notes,
    (subject, round) =>
      bench.run({
        kind: 'query',
        subject: subject.info.name,
        directory: ready.get(subject.info.name) ?? '',
        queries: file,
        limit: 10,
        documents: bench.countFor(subject),
        withCounts: round === 0,
      }),
  );

  const tableOf = (mode: QueryMode): Table => ({
    title: titles[mode],
    about: `${queries[mode].length} queries, for example ${queries[mode]
      .slice(0, 3)
      .map(query => `“${query}”`)
      .join(', ')}.`,
    subject: 'engine',
    columns: [
      { title: 'mean', unit: 'ms', better: 'lower' },
      { title: 'p50', unit: 'ms', better: 'lower' },
      { title: 'p99', unit: 'ms', better: 'lower' },
      { title: 'mean with snippets', unit: 'ms', better: 'lower' },
      { title: 'p99 with snippets', unit: 'ms', better: 'lower' },
      { title: 'documents found, mean', digits: 1 },
    ],
    rows: subjects.map(subject => ({
      ...rowHead(bench, subject),
      cells: cellsOf(subject, mode, answers.get(subject.info.name)),
    })),
  });
  const modes = queryModes.filter(mode => queries[mode].length > 0);
  const charted = subjects.filter(({ info }) => answers.has(info.name));
  return {
    name: 'query',
    title: 'Answering queries',
    about: [
      'The same queries are put to each index, freshly opened in a process of its own; ten documents are wanted. Others like them go before, six times as many or as many as two seconds take, so that what is measured is an engine whose code is compiled and that has not seen these (a process that has just begun: “first query” and “next hundred” in the part on building and opening). Mean, p50 (half of the queries are faster) and p99 (one in a hundred is slower) are over the queries of one kind.',
      'Queries of words are drawn from the texts, words that stand near each other. A snippet is a passage of the text in which the words found are marked. “Documents found” tells how many the query finds in all, over the first hundred queries: engines that find different documents do different work.',
    ],
    ran: ranOn(bench),
    tables: modes.map(tableOf),
    charts: [
      {
        name: 'query-mean',
        title: `Mean milliseconds of a query, ten hits, ${corpus.count.toLocaleString('en')} documents`,
        kind: 'bar',
        yTitle: 'ms (logarithmic)',
        isLogarithmic: true,
        x: charted.map(subject => rowHead(bench, subject).name),
        series: modes.map(mode => ({
          name: titles[mode].split(':')[0],
          values: charted.map(({ info }) => {
            const cell = cellOf(answers.get(info.name)?.map(answer => answer.modes[mode]?.mean));
            return 'value' in cell ? cell.value : null;
          }),
        })),
      },
    ],
    notes: [
      ...fewerDocuments(bench, charted, corpus.count),
      ...charted.flatMap(subject => fewerQueries(subject, queries, answers.get(subject.info.name) ?? [])),
      ...notes,
    ],
  };
}

/** Says of which kinds a subject was asked fewer queries than there are, because they took too long. */
function fewerQueries({ info }: Subject, queries: DrawnQueries, answers: readonly QueryAnswer[]): string[] {
  const parts = queryModes.flatMap(mode => {
    const asked = answers.flatMap(({ modes }) => modes[mode]?.asked ?? []);
    const fewest = Math.min(...asked);
    return fewest < queries[mode].length
      ? [`the first ${fewest} of ${queries[mode].length} (${titles[mode].split(':')[0].toLowerCase()})`]
      : [];
  });
  return parts.length > 0 ? [`${info.title} takes long, so it was asked ${parts.join(', ')}.`] : [];
}

function cellsOf({ info }: Subject, mode: QueryMode, answers: readonly QueryAnswer[] | undefined): Cell[] {
  const canAsk = info.modes.includes(mode);
  const cell = (timing: (answer: QueryAnswer) => Timing | undefined, figure: keyof Timing): Cell =>
    cellOf(answers?.map(answer => timing(answer)?.[figure]));
  const plain = (figure: keyof Timing) => (canAsk ? cell(answer => answer.modes[mode], figure) : cannot);
  const marked = (figure: keyof Timing) =>
    canAsk && info.hasSnippets ? cell(answer => answer.withSnippets[mode], figure) : cannot;
  return [
    plain('mean'),
    plain('p50'),
    plain('p99'),
    marked('mean'),
    marked('p99'),
    canAsk ? exact(answers?.find(answer => answer.hits[mode] !== undefined)?.hits[mode], 'failed') : cannot,
  ];
}

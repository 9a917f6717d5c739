import { type Bench, exact } from '../bench.ts';
import { writtenCorpus } from '../corpus/corpus.ts';
import { mean } from '../measure/statistics.ts';
import type { Ask } from '../measure/task.ts';
import { type JudgedSet, readJudgedSet } from '../quality/judged-set.ts';
import { ndcg, recall, reciprocalRank } from '../quality/metrics.ts';
import type { Chart, Table } from '../report/report.ts';
import { formulas } from '../subjects/index.ts';
import type { Subject } from '../subjects/subject.ts';

/** Means over the queries of one set. */
interface Figures {
  readonly ndcg: number;
  readonly reciprocalRank: number;
  readonly recall: number;
}

/** Queries with known answers: how high these rank, for every engine on every set. */
export async function judgedTables(
  bench: Bench,
  engines: readonly Subject[],
  notes: string[],
): Promise<{ tables: Table[]; charts: Chart[] }> {
  const subjects = [...engines, ...formulas];
  const sets: JudgedSet[] = [];
  const figures = new Map<string, (Figures | undefined)[]>(subjects.map(({ info }) => [info.name, []]));
  for (const files of bench.context.options.sets) {
    const set = await readJudgedSet(files, bench.context.skips);
    sets.push(set);
    const found = await measureSet(bench, set, subjects, notes);
    for (const [name, list] of figures) list.push(found.get(name));
  }
  if (sets.length === 0) return { tables: [], charts: [] };

  const tableOf = (title: string, about: string, figure: keyof Figures): Table => ({
    title,
    about,
    subject: 'engine',
    columns: [
      ...sets.map(({ name }) => ({ title: name, better: 'higher' as const, digits: 3 })),
      ...(sets.length > 1 ? [{ title: 'mean', better: 'higher' as const, digits: 4 }] : []),
    ],
    rows: subjects.map(({ info }) => {
      const list = figures.get(info.name) ?? [];
      const values = list.flatMap(each => (each ? [each[figure]] : []));
      return {
        name: info.title,
        isReference: info.name === 'hansou',
        cells: [
          ...list.map(each => exact(each?.[figure], 'left out')),
          ...(sets.length > 1 ? [exact(values.length === sets.length ? mean(values) : undefined)] : []),
        ],
      };
    }),
  });
  const about = sets
    .map(
      set =>
        `${set.name} has ${set.documents.length.toLocaleString('en')} documents and ${set.queries.length.toLocaleString('en')} queries`,
    )
    .join('; ');
  return {
    tables: [
      tableOf(
        'nDCG@10: judged sets',
        `How well the first ten are ordered: 1 is the best order there is (gain = relevance, discount log2). ${about}. The rows of plain BM25 are no engines: they are the textbook formula over the terms that hansou makes, which is what a ranking has to beat.`,
        'ndcg',
      ),
      tableOf(
        'MRR@10: judged sets',
        'One by the rank of the first relevant document among ten, mean.',
        'reciprocalRank',
      ),
      tableOf('recall@100: judged sets', 'The share of the relevant documents among the first hundred.', 'recall'),
    ],
    charts: [
      {
        name: 'quality-ndcg',
        title: 'nDCG@10 on the judged sets',
        kind: 'bar',
        yTitle: 'nDCG@10',
        x: subjects.map(({ info }) => info.title),
        series: sets.map(({ name }, i) => ({
          name,
          values: subjects.map(({ info }) => figures.get(info.name)?.[i]?.ndcg ?? null),
        })),
      },
    ],
  };
}

async function measureSet(
  bench: Bench,
  set: JudgedSet,
  subjects: readonly Subject[],
  notes: string[],
): Promise<Map<string, Figures>> {
  const corpus = writtenCorpus(
    `set-${set.name}`,
    set.documents,
    set.documents.length,
    set.name,
    bench.context.directory,
  );
  const asks = bench.dataFile(set.queries.map(({ text }): Ask => ({ query: text, mode: 'question', limit: 100 })));
  const able = subjects.filter(subject => {
    if (bench.countFor(subject, corpus.count) === corpus.count) return true;
    notes.push(`${subject.info.title} is left out of ${set.name}: it takes ${subject.info.mostDocuments} documents.`);
    return false;
  });
  bench.context.log(`judged set ${set.name}`);
  const answers = await bench.each(able, notes, ({ info }) =>
    bench.run({
      kind: 'find',
      subject: info.name,
      documents: corpus.path,
      count: corpus.count,
      directory: bench.emptyDirectory(`set-${info.name}`),
      asks,
    }),
  );
  return new Map(
    [...answers].map(([name, { found }]) => {
      const over = (measure: (ranked: readonly number[], query: JudgedSet['queries'][number]) => number) =>
        mean(set.queries.map((query, i) => measure(found[i], query)));
      return [
        name,
        {
          ndcg: over((ranked, { relevance }) => ndcg(ranked, relevance, 10)),
          reciprocalRank: over((ranked, { relevance }) => reciprocalRank(ranked, relevance, 10)),
          recall: over((ranked, { relevance }) => recall(ranked, relevance, 100)),
        },
      ];
    }),
  );
}

/** Queries whose relevant documents are known: how high these rank. */
import { type Bench, exactCell } from '../../bench.ts';
import { writeCorpus } from '../../corpus/corpus.ts';
import type { Engine } from '../../engines/engine.ts';
import { formulas } from '../../engines/index.ts';
import { mean } from '../../measure/statistics.ts';
import type { FindQuery } from '../../measure/task.ts';
import type { Chart, Table } from '../../report/report.ts';
import { type JudgedSet, readJudgedSet } from './judged-set.ts';
import { ndcg, recall, reciprocalRank } from './metrics.ts';

/** Means over the queries of one set. */
interface Figures {
  readonly ndcg: number;
  readonly reciprocalRank: number;
  readonly recall: number;
}

/** Measures every engine, and plain BM25, on every judged set. */
export async function measureJudgedSets(
  bench: Bench,
  engines: readonly Engine[],
  notes: string[],
): Promise<{ tables: Table[]; charts: Chart[] }> {
  const ranked = [...engines, ...formulas];
  const sets: JudgedSet[] = [];
  const figures = new Map<string, (Figures | undefined)[]>(ranked.map(({ info }) => [info.name, []]));
  for (const files of bench.context.options.sets) {
    const set = await readJudgedSet(files, bench.context.skips);
    sets.push(set);
    const ofSet = await measureSet(bench, set, ranked, notes);
    for (const [name, list] of figures) list.push(ofSet.get(name));
  }
  if (sets.length === 0) return { tables: [], charts: [] };

  const makeTable = (figure: keyof Figures, title: string, about: string): Table => ({
    title,
    about,
    rowHeading: 'engine',
    columns: [
      ...sets.map(({ name }) => ({ title: name, better: 'higher' as const, digits: 3 })),
      ...(sets.length > 1 ? [{ title: 'mean', better: 'higher' as const, digits: 4 }] : []),
    ],
    rows: ranked.map(({ info }) => {
      const list = figures.get(info.name) ?? [];
      const values = list.flatMap(each => (each ? [each[figure]] : []));
      return {
        name: info.title,
        isReference: info.name === 'hansou',
        cells: [
          ...list.map(each => exactCell(each?.[figure], 'left out')),
          ...(sets.length > 1 ? [exactCell(values.length === sets.length ? mean(values) : undefined)] : []),
        ],
      };
    }),
  });
  const sizes = sets
    .map(
      set =>
        `${set.name} has ${set.documents.length.toLocaleString('en')} documents and ${set.queries.length.toLocaleString('en')} queries`,
    )
    .join('; ');
  return {
    tables: [
      makeTable(
        'ndcg',
        'nDCG@10: judged sets',
        `How well the first ten documents are ordered: 1 is the best possible order (gain = relevance, discount log2). ${sizes}. Plain BM25 is not an engine: it is the textbook formula over hansou’s terms, which a ranking has to beat.`,
      ),
      makeTable(
        'reciprocalRank',
        'MRR@10: judged sets',
        'The mean reciprocal rank of the first relevant document among ten.',
      ),
      makeTable('recall', 'recall@100: judged sets', 'The share of the relevant documents among the first hundred.'),
    ],
    charts: [
      {
        name: 'quality-ndcg',
        title: 'nDCG@10 on the judged sets',
        kind: 'bar',
        yTitle: 'nDCG@10',
        x: ranked.map(({ info }) => info.title),
        series: sets.map(({ name }, i) => ({
          name,
          values: ranked.map(({ info }) => figures.get(info.name)?.[i]?.ndcg ?? null),
        })),
      },
    ],
  };
}

/** Measures the engines on one set. Returns the figures by engine name. */
async function measureSet(
  bench: Bench,
  set: JudgedSet,
  engines: readonly Engine[],
  notes: string[],
): Promise<Map<string, Figures>> {
  const { name, documents } = set;
  const corpus = writeCorpus(
    { name: `set-${name}`, about: name, documents, count: documents.length },
    bench.context.directory,
  );
  const queryFile = bench.writeDataFile(
    set.queries.map(({ text }): FindQuery => ({ query: text, mode: 'question', limit: 100 })),
  );
  const able = engines.filter(engine => {
    if (bench.documentCountFor(engine, corpus.count) === corpus.count) return true;
    notes.push(
      `${engine.info.title} is left out of ${name}: it is given at most ${engine.info.maxDocuments} documents.`,
    );
    return false;
  });
  bench.context.log(`judged set ${name}`);
  const answers = await bench.runOnce(able, notes, ({ info }) =>
    bench.run({
      kind: 'find',
      engine: info.name,
      documents: corpus.path,
      count: corpus.count,
      directory: bench.createDirectory(`set-${info.name}`),
      queryFile,
    }),
  );
  return new Map(
    [...answers].map(([name, { found }]) => {
      const meanOf = (metric: (ranked: readonly number[], query: JudgedSet['queries'][number]) => number) =>
        mean(set.queries.map((query, i) => metric(found[i], query)));
      return [
        name,
        {
          ndcg: meanOf((ranked, { relevance }) => ndcg(ranked, relevance, 10)),
          reciprocalRank: meanOf((ranked, { relevance }) => reciprocalRank(ranked, relevance, 10)),
          recall: meanOf((ranked, { relevance }) => recall(ranked, relevance, 100)),
        },
      ];
    }),
  );
}

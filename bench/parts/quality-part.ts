import type { Bench } from '../bench.ts';
import type { PartReport } from '../report/report.ts';
import { judgedTables } from './judged.ts';
import { installed, ranOn } from './part.ts';
import { unjudgedTables } from './unjudged.ts';

/** `quality`: what is found, and in which order. */
export async function qualityPart(bench: Bench): Promise<PartReport> {
  const notes: string[] = [];
  const engines = installed(bench.context.subjects, notes).filter(({ info }) => !info.buildsOnly);
  const judged = await judgedTables(bench, engines, notes);
  const unjudged = await unjudgedTables(bench, engines, notes);
  const { corpus, options } = bench.context;
  const count = Math.min(corpus.count, options.qualityCount);
  return {
    name: 'quality',
    title: 'What is found, and in which order',
    about: [
      'Speed is worth nothing when the right document is not found. Some of this needs people’s judgements: sets of documents and queries for which it is known what answers what. The rest needs none and can be measured on any texts, yours too: a literal piece is either there or not, an article should be found by its own headline, and a reader should not have to know in which script a text was written or how a name is spelled.',
    ],
    ran: `${ranOn(bench)} The checks without judgements ran on ${count.toLocaleString('en')} documents.`,
    tables: [...judged.tables, ...unjudged],
    charts: judged.charts,
    notes: [
      ...notes,
      ...(options.sets.length === 0
        ? ['No judged sets were given (--sets), so there are no tables of nDCG here.']
        : []),
    ],
  };
}

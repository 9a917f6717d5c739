/** The study `quality`: which documents are found, and in which order. */
import type { Bench } from '../../bench.ts';
import { describeMaterial, selectInstalled } from '../../parts/part.ts';
import type { PartReport } from '../../report/report.ts';
import { measureJudgedSets } from './judged-tables.ts';
import { measureUnjudged } from './unjudged-tables.ts';

export async function qualityStudy(bench: Bench): Promise<PartReport> {
  const notes: string[] = [];
  const engines = selectInstalled(bench.context.engines, notes).filter(({ info }) => !info.buildsOnly);
  const judged = await measureJudgedSets(bench, engines, notes);
  const unjudged = await measureUnjudged(bench, engines, notes);
  const { corpus, options } = bench.context;
  const count = Math.min(corpus.count, options.qualityCount);
  return {
    name: 'quality',
    title: 'Which documents are found, and in which order',
    about: [
      'Speed is worth nothing when the right document is not found. Some of this needs human judgements: sets of documents and queries for which the relevant documents are known. The rest needs none and can be measured on any texts, also on yours: a text includes a phrase or it does not, an article should be found by its own headline, and a reader should not need to know in which script a text was written or how a name is spelled.',
    ],
    material: `${describeMaterial(bench)} The checks without judgements ran on ${count.toLocaleString('en')} documents.`,
    tables: [...judged.tables, ...unjudged],
    charts: judged.charts,
    notes: [
      ...notes,
      ...(options.sets.length === 0
        ? ['No judged sets were given (--sets), so there are no tables of nDCG, MRR and recall here.']
        : []),
    ],
  };
}

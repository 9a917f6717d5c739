/** The study `cluster`: does a cluster answer as one machine does, also when something fails, how fast is it, and how large? */
import { fetchRequest } from '../../../src/opensearch/index.ts';
import { fetchParts, startNodes } from '../../../tests/opensearch/server/nodes.ts';
import type { Bench } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import type { PartReport, Table } from '../../report/report.ts';
import { readJudgedSet } from '../quality/judged-set.ts';
import { compareJudgedSets, measureAgreement } from './agreement.ts';
import { measureFaults } from './faults.ts';
import { measureSpeed } from './speed.ts';

/** How long a request may take on a busy machine. */
const requestMs = 240_000;

/** Queries that are asked of the cluster and of one machine. */
const agreementCounts = {
  full: { quoted: 1000, each: 500, judged: 100 },
  smoke: { quoted: 30, each: 10, judged: 5 },
};

/** Documents that are written while something fails. */
const faultDocuments = { full: 20_000, smoke: 2_500 };

export async function clusterStudy(bench: Bench): Promise<PartReport> {
  const { corpus, options, skips, log } = bench.context;
  const report = {
    name: 'cluster',
    title: 'On a cluster',
    about: [
      'Three nodes of OpenSearch in processes of their own on this machine, started from their parts at Maven Central.',
    ],
  };
  const missing = fetchParts();
  if (missing !== undefined) return { ...report, tables: [], notes: [`It was skipped: ${missing}.`] };
  const nodes = await startNodes(3);
  const tables: Table[] = [];
  try {
    const articles = await readCorpusDocuments(corpus);
    const request = fetchRequest(nodes.addresses, { timeout: requestMs });
    const counts = options.isSmoke ? agreementCounts.smoke : agreementCounts.full;
    tables.push(...(await measureAgreement(request, articles, counts, line => log(line))));
    const sets = [];
    for (const files of options.sets) sets.push(await readJudgedSet(files, skips));
    if (sets.length > 0) tables.push(await compareJudgedSets(request, sets, counts, line => log(line)));
    tables.push(await measureSpeed(nodes, articles, line => log(line)));
    const count = options.isSmoke ? faultDocuments.smoke : faultDocuments.full;
    tables.push(await measureFaults(nodes, count, options.isSmoke, line => log(line)));
  } finally {
    await nodes.stop();
  }
  return { ...report, tables };
}

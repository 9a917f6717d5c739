/** The study `cluster`: is an index on a cluster right when something fails, how fast is it, and how large? */
import { fetchParts, startNodes } from '../../../tests/opensearch/server/nodes.ts';
import type { Bench } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import type { PartReport, Table } from '../../report/report.ts';
import { measureFaults } from './faults.ts';
import { measureSpeed } from './speed.ts';

/** Documents that are written while something fails. */
const faultDocuments = { full: 20_000, smoke: 2_500 };

export async function clusterStudy(bench: Bench): Promise<PartReport> {
  const { corpus, options, log } = bench.context;
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
    tables.push(await measureSpeed(nodes, await readCorpusDocuments(corpus), line => log(line)));
    const count = options.isSmoke ? faultDocuments.smoke : faultDocuments.full;
    tables.push(await measureFaults(nodes, count, options.isSmoke, line => log(line)));
  } finally {
    await nodes.stop();
  }
  return { ...report, tables };
}

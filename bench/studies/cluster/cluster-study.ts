/** The studies of a cluster: does it answer as one machine does, how fast is it and how large, and what if something fails? */
import { fetchRequest } from '../../../src/opensearch/index.ts';
import { fetchParts, type Nodes, startNodes } from '../../../tests/opensearch/server/nodes.ts';
import type { Bench } from '../../bench.ts';
import { readCorpusDocuments } from '../../corpus/corpus.ts';
import { type BenchOptions, UsageError } from '../../options.ts';
import type { PartReport, Table } from '../../report/report.ts';
import { readJudgedSet } from '../quality/judged-set.ts';
import { compareJudgedSets, measureAgreement } from './agreement.ts';
import { type Fault, listFaults } from './faults.ts';
import { measureFaults } from './measure-faults.ts';
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

/** Do the answers of a cluster agree with those of one machine? */
export async function clusterStudy({ context }: Bench): Promise<PartReport> {
  const { corpus, options, skips, log } = context;
  return onNodes({ name: 'cluster', title: 'On a cluster' }, async ({ addresses }) => {
    const articles = await readCorpusDocuments(corpus);
    const request = fetchRequest(addresses, { timeout: requestMs });
    const counts = options.isSmoke ? agreementCounts.smoke : agreementCounts.full;
    const tables = await measureAgreement(request, articles, counts, line => log(line));
    const sets = [];
    for (const files of options.sets) sets.push(await readJudgedSet(files, skips));
    return sets.length > 0 ? [...tables, await compareJudgedSets(request, sets, counts, line => log(line))] : tables;
  });
}

/** How fast and how large is an index on a cluster? */
export async function clusterSpeedStudy({ context: { corpus, log } }: Bench): Promise<PartReport> {
  return onNodes({ name: 'cluster-speed', title: 'The speed of a cluster' }, async nodes => [
    await measureSpeed(nodes, await readCorpusDocuments(corpus), line => log(line)),
  ]);
}

/** What happens when nodes, networks and disks fail? @throws UsageError when there is no such fault */
export async function clusterFaultsStudy(
  { faults: keys, isSmoke }: BenchOptions,
  log: (line: string) => void,
): Promise<PartReport> {
  const faults = chooseFaults(listFaults(isSmoke), keys);
  const count = isSmoke ? faultDocuments.smoke : faultDocuments.full;
  return onNodes({ name: 'cluster-faults', title: 'Faults of a cluster' }, async nodes => [
    await measureFaults(nodes, faults, count, log),
  ]);
}

function chooseFaults(all: readonly Fault[], keys: readonly string[] | undefined): readonly Fault[] {
  return (
    keys?.map(key => {
      const fault = all.find(each => each.key === key);
      if (fault) return fault;
      throw new UsageError(`--faults must be some of ${all.map(each => each.key).join(', ')}, got ${key}`);
    }) ?? all
  );
}

async function onNodes(
  head: Pick<PartReport, 'name' | 'title'>,
  measure: (nodes: Nodes) => Promise<Table[]>,
): Promise<PartReport> {
  const about = [
    'Three nodes of OpenSearch in processes of their own on this machine, started from their parts at Maven Central.',
  ];
  const missing = fetchParts();
  if (missing !== undefined) return { ...head, about, tables: [], notes: [`It was skipped: ${missing}.`] };
  const nodes = await startNodes(3);
  try {
    return { ...head, about, tables: await measure(nodes) };
  } finally {
    await nodes.stop();
  }
}

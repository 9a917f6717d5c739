/** What happens to an index on a cluster when nodes, networks and disks fail while documents are written and queries run. */
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { HansouError } from '../../../src/errors.ts';
import { date, text } from '../../../src/index.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { documentFields } from '../../../src/node/reading/document.ts';
import { type ClusterIndex, createCluster, fetchRequest } from '../../../src/opensearch/index.ts';
import type { Nodes } from '../../../tests/opensearch/server/nodes.ts';
import type { Row, Table } from '../../report/report.ts';
import { BadAnswers } from './bad-answers.ts';
import { change, type Fault, type Target, wait } from './faults.ts';
import { KilledPush } from './killed-push.ts';

const fields = { title: text({ weight: 3 }), body: text(), date: date() };
/** How long a request may take, in ms. */
const timeout = 20_000;
/** How long the writing is begun again when it fails. */
const maxWritingMs = 400_000;
const phrase = '防汛抗旱';
/** The fault begins when this share of the documents is written. */
const writtenBefore = 1 / 5;

/** An index of either schema. */
type Asked = ClusterIndex<typeof fields> | ClusterIndex<typeof documentFields>;

/** Asks for what every document holds until it is told to stop. */
class Asker {
  answered = 0;
  longestMs = 0;
  wrong = 0;
  readonly codes = new Map<string, number>();
  private isDone = false;
  private readonly run: Promise<void>;

  constructor(
    private readonly index: Asked,
    private readonly count: number,
  ) {
    this.run = this.ask();
  }

  async stop(): Promise<void> {
    this.isDone = true;
    await this.run;
  }

  private async ask(): Promise<void> {
    while (!this.isDone) {
      const began = performance.now();
      try {
        const { total, hits } = await this.index.search(`"${phrase}"`, { limit: 3 });
        // Copies of a shard show new documents at different times, so a total may be less than the one before.
        if (total > this.count || !hits.every(({ document }) => `${document.body}`.includes(phrase))) this.wrong++;
        this.answered++;
      } catch (error) {
        countError(this.codes, error);
      }
      this.longestMs = Math.max(this.longestMs, performance.now() - began);
      await wait(50);
    }
  }
}

function countError(codes: Map<string, number>, error: unknown): void {
  if (!(error instanceof HansouError)) throw error;
  codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
}

const describeCodes = (codes: ReadonlyMap<string, number>) =>
  [...codes].map(([code, count]) => `${code} ${count}`).join(', ') || '–';

function createDocuments(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    id: `${i}`,
    title: `全县第${i}次会议`,
    body: `全县${phrase}工作会议第${i}次召开，各村做好巡堤查险。`.repeat(3),
    date: '2022-09-05',
  }));
}
type Documents = ReturnType<typeof createDocuments>;

/** What came of one fault. */
interface Outcome {
  readonly lost: number;
  readonly doubled: number;
  readonly asker: Asker;
  readonly writeCodes: ReadonlyMap<string, number>;
  readonly writtenS: number;
  readonly greenS: number;
}

/** Runs faults, each on an index of its own. @throws Error when a document is lost or doubled, or an answer wrong */
export async function measureFaults(
  nodes: Nodes,
  faults: readonly Fault[],
  count: number,
  log: (line: string) => void,
): Promise<Table> {
  const lexicon = await baseLexicon();
  const documents = createDocuments(count);
  const rows: Row[] = [];
  const wrong: string[] = [];
  for (const fault of faults) {
    const { lost, doubled, asker, writeCodes, writtenS, greenS } = await runFault(nodes, fault, documents, lexicon);
    const line = `${fault.name}: ${lost} lost, ${doubled} doubled, ${asker.wrong} wrong`;
    log(
      `${line}, ${asker.answered} answers, errors of writing ${describeCodes(writeCodes)}, of searches ${describeCodes(asker.codes)}, longest ${asker.longestMs.toFixed(0)} ms, ${writtenS.toFixed(0)} s, green ${greenS.toFixed(0)} s`,
    );
    if (lost + doubled + asker.wrong > 0) wrong.push(line);
    rows.push({
      name: fault.name,
      cells: [
        { value: lost },
        { value: doubled },
        { value: asker.answered },
        { words: describeCodes(asker.codes) },
        { words: describeCodes(writeCodes) },
        { value: asker.longestMs / 1000 },
        { value: writtenS },
        { value: greenS },
      ],
    });
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return {
    title: `Faults while ${count} documents are written and a query runs every 50 ms`,
    about: `Three nodes, three shards, one replica; a request may take ${timeout / 1000} s, and a search is several requests. A node that is cut off is reached by no other, but reaches them. Where the index takes no documents, the run is repeated until it does, and goes on where it stopped.`,
    rowHeading: 'fault',
    columns: [
      { title: 'lost', digits: 0 },
      { title: 'doubled', digits: 0 },
      { title: 'right answers', digits: 0 },
      { title: 'errors of searches' },
      { title: 'errors of writing' },
      { title: 'longest search', unit: 's', digits: 1 },
      { title: 'written in', unit: 's', digits: 0 },
      { title: 'green again after', unit: 's', digits: 0 },
    ],
    rows,
  };
}

async function runFault(nodes: Nodes, fault: Fault, documents: Documents, lexicon: Lexicon): Promise<Outcome> {
  const name = `fault-${fault.key}`;
  const answers = new BadAnswers();
  const request = fetchRequest(nodes.addresses, { timeout, fetch: answers.fetch });
  const options = { request, lexicon, index: name, shards: 3, replicas: 1 };
  const index: Asked = await (fault.pushes
    ? createCluster({ ...options, fields: documentFields })
    : createCluster({ ...options, fields }));
  await nodes.waitForGreen();
  const push = fault.pushes ? new KilledPush(nodes.addresses, name, documents) : undefined;
  const target = { nodes, index: name, lexicon, answers, push };
  const asker = new Asker(index, documents.length);
  try {
    const writeCodes = new Map<string, number>();
    const began = performance.now();
    await writeDuring(fault, target, documents, async onWritten => {
      if (push) return push.run(onWritten);
      try {
        const onProgress = (done: { written: number; unchanged: number }) => onWritten(done.written + done.unchanged);
        await index.updateAll(documents, { onlyChanged: true, onProgress });
        return true;
      } catch (error) {
        countError(writeCodes, error);
        if (performance.now() - began > maxWritingMs) throw error;
        await wait(1_000);
        return false;
      }
    });
    if (push && push.unchanged === 0) throw new Error(`${fault.name}: the second run sent all again`);
    const writtenS = (performance.now() - began) / 1000;
    const greenS = (await nodes.waitForGreen()) / 1000;
    await asker.stop();
    // The copies of a node that was away are as they should be.
    await index.refresh();
    const seen = new Map<string, number>();
    for await (const { id } of index.documents()) seen.set(id, (seen.get(id) ?? 0) + 1);
    const { total } = await index.search(`"${phrase}"`);
    if (total !== documents.length) asker.wrong++;
    const lost = documents.filter(({ id }) => !seen.has(id)).length;
    const doubled = [...seen.values()].filter(times => times > 1).length;
    await change(nodes, `/${name}-1,${name}-2?ignore_unavailable=true`, undefined, 'DELETE');
    return { lost, doubled, asker, writeCodes, writtenS, greenS };
  } finally {
    push?.close();
    await asker.stop();
  }
}

/**
 * Writes until all is written, and lets the fault happen meanwhile.
 * @param write writes what is not written yet, tells how much is; returns whether it is all
 */
async function writeDuring(
  fault: Fault,
  target: Target,
  { length: count }: Documents,
  write: (onWritten: (written: number) => void) => Promise<boolean>,
): Promise<void> {
  let running: Promise<void> | undefined;
  let isEnding = false;
  let isOver = false;
  const endFault = async () => {
    await wait(fault.lastsMs);
    isEnding = true;
    await fault.end(target);
    isOver = true;
  };
  if (fault.refusesWrites) await fault.begin(target);
  const start = () => {
    running ??= (async () => {
      if (!fault.refusesWrites) await fault.begin(target);
      await endFault();
    })();
    // It is awaited when all is written.
    running.catch(() => {});
  };
  if (fault.refusesWrites) start();
  const onWritten = (written: number) => {
    if (written >= count * writtenBefore) start();
  };
  while (!(await write(onWritten)));
  if (fault.refusesWrites && !isEnding) throw new Error(`${fault.name}: documents were taken`);
  if (!running) throw new Error(`${fault.name}: it did not begin before all was written`);
  await running;
  if (!isOver) throw new Error(`${fault.name}: it did not end`);
}

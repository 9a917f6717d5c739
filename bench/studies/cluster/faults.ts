/** What happens to an index on a cluster when nodes, networks and disks fail while documents are written and queries run. */
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { HansouError } from '../../../src/errors.ts';
import { date, text } from '../../../src/index.ts';
import { type ClusterIndex, createCluster, fetchRequest } from '../../../src/opensearch/index.ts';
import type { Nodes } from '../../../tests/opensearch/server/nodes.ts';
import type { Row, Table } from '../../report/report.ts';

const fields = { title: text({ weight: 3 }), body: text(), date: date() };
/** How long a request may take, in ms. */
const timeout = 20_000;
const phrase = '防汛抗旱';

/** A fault: begins it, and ends it after a while. */
interface Fault {
  readonly name: string;
  /** Whether the cluster takes no document while it lasts: then it begins before the writing, which is repeated. */
  readonly refusesWrites?: boolean;
  begin(nodes: Nodes): Promise<void> | void;
  end(nodes: Nodes): Promise<void> | void;
  readonly lastsMs: number;
}

const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

async function change(nodes: Nodes, path: string, body: object | undefined, method = 'PUT'): Promise<void> {
  const init = { method, headers: { 'content-type': 'application/json' } };
  const answer = await fetch(nodes.addresses[0] + path, body ? { ...init, body: JSON.stringify(body) } : init);
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
}

/** Settings under which a disk counts as full when less than `free` is free. */
function diskSettings(free: string | null) {
  const watermark = 'cluster.routing.allocation.disk.watermark';
  return {
    transient: {
      'cluster.routing.allocation.disk.threshold_enabled': free === null ? null : true,
      [`${watermark}.low`]: free,
      [`${watermark}.high`]: free,
      [`${watermark}.flood_stage`]: free,
      'cluster.info.update.interval': free === null ? null : '10s',
    },
  };
}

function listFaults(index: string, isSmoke: boolean): readonly Fault[] {
  const long = isSmoke ? 5_000 : 60_000;
  return [
    { name: 'none', begin: () => {}, end: () => {}, lastsMs: 0 },
    { name: 'a node killed', begin: nodes => nodes.kill(2), end: nodes => nodes.start(2), lastsMs: 5_000 },
    {
      name: `a node paused for ${long / 1000} s`,
      begin: nodes => nodes.pause(3),
      end: nodes => nodes.resume(3),
      lastsMs: long,
    },
    {
      name: `a node cut off for ${long / 1000} s`,
      begin: nodes => nodes.cut(3),
      end: nodes => nodes.mend(3),
      lastsMs: long,
    },
    {
      name: 'all nodes restarted, one after the other',
      begin: async nodes => {
        for (const node of [1, 2, 3]) {
          await nodes.kill(node);
          nodes.start(node);
          await nodes.waitForGreen();
        }
      },
      end: () => {},
      lastsMs: 0,
    },
    {
      name: 'the index closed',
      refusesWrites: true,
      begin: nodes => change(nodes, `/${index}/_close`, undefined, 'POST'),
      end: nodes => change(nodes, `/${index}/_open`, undefined, 'POST'),
      lastsMs: 3_000,
    },
    {
      name: 'the index read-only',
      refusesWrites: true,
      begin: nodes => change(nodes, `/${index}/_settings`, { 'index.blocks.read_only': true }),
      end: nodes => change(nodes, `/${index}/_settings`, { 'index.blocks.read_only': null }),
      lastsMs: 3_000,
    },
    {
      name: 'disks full',
      refusesWrites: true,
      begin: async nodes => {
        await change(nodes, '/_cluster/settings', diskSettings('100000gb'));
        // The nodes look at their disks every ten seconds.
        for (let isBlocked = false; !isBlocked; await wait(500)) {
          const settings = await (await fetch(`${nodes.addresses[0]}/${index}/_settings`)).text();
          isBlocked = settings.includes('read_only_allow_delete');
        }
      },
      end: nodes => change(nodes, '/_cluster/settings', diskSettings('1mb')),
      lastsMs: 5_000,
    },
  ];
}

/** Asks for what every document holds until it is told to stop. */
class Asker {
  answered = 0;
  longestMs = 0;
  wrong = 0;
  readonly codes = new Map<string, number>();
  private isDone = false;
  private readonly run: Promise<void>;

  constructor(
    private readonly index: ClusterIndex<typeof fields>,
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
        if (total > this.count || !hits.every(({ document }) => document.body?.includes(phrase))) this.wrong++;
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

/** Runs every fault on an index of its own. @throws Error when a document is lost or doubled, or an answer wrong */
export async function measureFaults(
  nodes: Nodes,
  count: number,
  isSmoke: boolean,
  log: (line: string) => void,
): Promise<Table> {
  const lexicon = await baseLexicon();
  const documents = Array.from({ length: count }, (_, i) => ({
    id: `${i}`,
    title: `全县第${i}次会议`,
    body: `全县${phrase}工作会议第${i}次召开，各村做好巡堤查险。`.repeat(3),
    date: '2022-09-05',
  }));
  const rows: Row[] = [];
  for (const [i, fault] of listFaults('', isSmoke).entries()) {
    const name = `fault-${i}`;
    const { begin, end } = listFaults(name, isSmoke)[i];
    const request = fetchRequest(nodes.addresses, { timeout });
    const index = await createCluster({ request, fields, lexicon, index: name, shards: 3, replicas: 1 });
    await nodes.waitForGreen();
    const asker = new Asker(index, count);
    let running: Promise<void> | undefined;
    let isOver = false;
    let isEnding = false;
    const writeCodes = new Map<string, number>();
    const began = performance.now();
    const startFault = async () => {
      await begin(nodes);
      await wait(fault.lastsMs);
      await end(nodes);
      isOver = true;
    };
    const startOnce = () => {
      if (running) return;
      running = startFault();
      // It is awaited when all is written.
      running.catch(() => {});
    };
    if (fault.refusesWrites) {
      await begin(nodes);
      running = wait(fault.lastsMs).then(async () => {
        isEnding = true;
        await end(nodes);
        isOver = true;
      });
      running.catch(() => {});
    }
    for (let isWritten = false; !isWritten; )
      try {
        await index.updateAll(documents, {
          onlyChanged: true,
          onProgress: ({ written, unchanged }) => {
            if (written + unchanged >= count / 5) startOnce();
          },
        });
        if (fault.refusesWrites && !isEnding) throw new Error(`${fault.name}: documents were taken`);
        isWritten = true;
      } catch (error) {
        countError(writeCodes, error);
        if (performance.now() - began > 400_000) throw error;
        await wait(1_000);
      }
    const writtenS = (performance.now() - began) / 1000;
    await running;
    const greenS = (await nodes.waitForGreen()) / 1000;
    await asker.stop();
    // The copies of a node that was away are as they should be.
    await index.refresh();
    const seen = new Map<string, number>();
    for await (const { id } of index.documents()) seen.set(id, (seen.get(id) ?? 0) + 1);
    const { total } = await index.search(`"${phrase}"`);
    if (total !== count) asker.wrong++;
    const lost = documents.filter(({ id }) => !seen.has(id)).length;
    const doubled = [...seen.values()].filter(times => times > 1).length;
    log(
      `${fault.name}: ${lost} lost, ${doubled} doubled, ${asker.wrong} wrong, ${describeCodes(writeCodes)}, ${describeCodes(asker.codes)}, longest ${asker.longestMs.toFixed(0)} ms, ${writtenS.toFixed(0)} s, green ${greenS.toFixed(0)} s`,
    );
    if (!isOver) throw new Error(`${fault.name}: it began too late to matter`);
    if (lost + doubled + asker.wrong > 0)
      throw new Error(`${fault.name}: ${lost} lost, ${doubled} doubled, ${asker.wrong} wrong`);
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
    await change(nodes, `/${name}-1`, undefined, 'DELETE');
  }
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

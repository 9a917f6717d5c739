/** The faults that may happen to an index while it is written and searched. */

import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { fetchRequest, remapCluster } from '../../../src/opensearch/index.ts';
import type { Nodes } from '../../../tests/opensearch/server/nodes.ts';
import type { BadAnswers } from './bad-answers.ts';
import type { KilledPush } from './killed-push.ts';

/** What a fault happens to. */
export interface Target {
  readonly nodes: Nodes;
  readonly index: string;
  readonly lexicon: Lexicon;
  /** What the requests of those that write and ask are sent with. */
  readonly answers: BadAnswers;
  /** The program that writes, where it is one that can be killed. */
  readonly push: KilledPush | undefined;
}

/** A fault: begins, and ends after a while. */
export interface Fault {
  /** What `--faults` calls it. */
  readonly key: string;
  readonly name: string;
  /** Whether the cluster takes no document while it lasts: then it begins before the writing, which is repeated. */
  readonly refusesWrites?: boolean;
  /** Whether the documents are written by `hansou cluster push`. */
  readonly pushes?: boolean;
  /** Is awaited, as is `end`. */
  begin(target: Target): unknown;
  end(target: Target): unknown;
  readonly lastsMs: number;
}

/** How long a request of the remapping may take, beside all others. */
const remapMs = 240_000;

/** Waits. */
export const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/** Sends a request to the first node. */
export async function change(nodes: Nodes, path: string, body: object | undefined, method = 'PUT'): Promise<void> {
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

/** All faults. @param isSmoke whether what takes a minute takes some seconds */
export function listFaults(isSmoke: boolean): readonly Fault[] {
  const long = isSmoke ? 5_000 : 60_000;
  return [
    { key: 'none', name: 'none', begin: () => {}, end: () => {}, lastsMs: 0 },
    {
      key: 'killed',
      name: 'a node killed',
      begin: ({ nodes }) => nodes.kill(2),
      end: ({ nodes }) => nodes.start(2),
      lastsMs: 5_000,
    },
    {
      key: 'paused',
      name: `a node paused for ${long / 1000} s`,
      begin: ({ nodes }) => nodes.pause(3),
      end: ({ nodes }) => nodes.resume(3),
      lastsMs: long,
    },
    {
      key: 'cut',
      name: `a node cut off for ${long / 1000} s`,
      begin: ({ nodes }) => nodes.cut(3),
      end: ({ nodes }) => nodes.mend(3),
      lastsMs: long,
    },
    {
      key: 'restarted',
      name: 'all nodes restarted, one after the other',
      begin: async ({ nodes }) => {
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
      key: 'remapped',
      name: 'another mapping, with two shards, takes the place of the index',
      begin: ({ nodes, lexicon, index }) => {
        const request = fetchRequest(nodes.addresses, { timeout: remapMs });
        return remapCluster({ request, lexicon, index, shards: 2 });
      },
      end: () => {},
      lastsMs: 0,
    },
    {
      key: 'push',
      name: 'hansou cluster push killed (-9), and run again',
      pushes: true,
      begin: ({ push }) => push!.kill(),
      end: () => {},
      lastsMs: 0,
    },
    {
      key: 'answers',
      name: 'a quarter of the answers spoiled: cut short, a page with status 200 or 502, connections reset',
      begin: ({ answers }) => {
        answers.isOn = true;
      },
      end: ({ answers }) => {
        answers.isOn = false;
        if (answers.spoiled === 0) throw new Error('no answer was spoiled');
      },
      lastsMs: 20_000,
    },
    {
      key: 'closed',
      name: 'the index closed',
      refusesWrites: true,
      begin: ({ nodes, index }) => change(nodes, `/${index}/_close`, undefined, 'POST'),
      end: ({ nodes, index }) => change(nodes, `/${index}/_open`, undefined, 'POST'),
      lastsMs: 3_000,
    },
    {
      key: 'read-only',
      name: 'the index read-only',
      refusesWrites: true,
      begin: ({ nodes, index }) => change(nodes, `/${index}/_settings`, { 'index.blocks.read_only': true }),
      end: ({ nodes, index }) => change(nodes, `/${index}/_settings`, { 'index.blocks.read_only': null }),
      lastsMs: 3_000,
    },
    {
      key: 'full',
      name: 'disks full',
      refusesWrites: true,
      begin: async ({ nodes, index }) => {
        await change(nodes, '/_cluster/settings', diskSettings('100000gb'));
        // The nodes look at their disks every ten seconds.
        for (let isBlocked = false; !isBlocked; await wait(500)) {
          const settings = await (await fetch(`${nodes.addresses[0]}/${index}/_settings`)).text();
          isBlocked = settings.includes('read_only_allow_delete');
        }
      },
      end: ({ nodes }) => change(nodes, '/_cluster/settings', diskSettings('1mb')),
      lastsMs: 5_000,
    },
  ];
}

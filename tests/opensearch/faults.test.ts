import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HansouError } from '../../src/errors.ts';
import { type ClusterIndex, createCluster, fetchRequest } from '../../src/opensearch/index.ts';
import { type Fields, fields, lexicon } from '../laws/test-index.ts';
import { missingCluster, needsCluster } from './open-cluster.ts';
import { type Nodes, startNodes } from './server/nodes.ts';

const count = 3000;
const documents = Array.from({ length: count }, (_, i) => ({
  id: `${i}`,
  title: `监利市第${i}次视频会议`,
  body: `监利疫情防控，第${i}篇。`.repeat(10),
  date: '2022-09-05',
}));

/**
 * What every document contains is found, or the error says what is wrong. Copies of a shard show new documents at different
 * times, so a total may be less than the one before.
 */
async function askUntil(index: ClusterIndex<Fields>, isDone: () => boolean) {
  const codes = new Set<string>();
  let answered = 0;
  while (!isDone()) {
    try {
      const { total, hits } = await index.search('"疫情防控"', { limit: 3 });
      expect(total).toBeLessThanOrEqual(count);
      expect(hits.every(({ document }) => document.body?.includes('疫情防控'))).toBe(true);
      answered++;
    } catch (error) {
      expect(error).toBeInstanceOf(HansouError);
      codes.add((error as HansouError).code);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return { answered, codes };
}

describe.skipIf(missingCluster !== '')(`three nodes${needsCluster}`, () => {
  let nodes: Nodes;
  let index: ClusterIndex<Fields>;

  beforeAll(async () => {
    nodes = await startNodes(3);
    const request = fetchRequest(nodes.addresses, { timeout: 60_000 });
    index = await createCluster({ request, fields, lexicon, index: 'faults', shards: 3, replicas: 1 });
  }, 200_000);
  afterAll(() => nodes?.stop());

  it('lose no document when one is killed while documents are written and queries run', async () => {
    await nodes.waitForGreen();
    let isWritten = false;
    let isKilled = false;
    const asking = askUntil(index, () => isWritten);
    const counts = await index.updateAll(documents, {
      onProgress: ({ written }) => {
        if (isKilled || written < 500) return;
        isKilled = true;
        void nodes.kill(2);
      },
    });
    isWritten = true;
    expect(counts).toEqual({ written: count, unchanged: 0 });
    expect(isKilled).toBe(true);
    const { answered, codes } = await asking;
    expect(answered).toBeGreaterThan(0);
    for (const code of codes) expect(['BUSY', 'TIMEOUT', 'UNREACHABLE', 'CLUSTER', 'READ_ONLY']).toContain(code);
    await index.refresh();
    expect(await index.countDocuments()).toBe(count);
    expect((await index.search('"疫情防控"')).total).toBe(count);
    const ids = new Set<string>();
    for await (const { id } of index.documents()) ids.add(id);
    expect(ids.size).toBe(count);
    nodes.start(2);
    await nodes.waitForGreen();
  }, 240_000);

  it('answer no later than the time of a request when one hangs, and say so', async () => {
    const timeout = 3000;
    const hasty = await createCluster({
      request: fetchRequest(nodes.addresses, { timeout }),
      fields,
      lexicon,
      index: 'faults',
    });
    nodes.pause(3);
    try {
      const began = performance.now();
      const code = await hasty.countDocuments().then(
        () => 'answered',
        error => (error as HansouError).code,
      );
      expect(['answered', 'TIMEOUT', 'BUSY']).toContain(code);
      expect(performance.now() - began).toBeLessThan(timeout + 1500);
      const limited = performance.now();
      const { partial, total } = await hasty
        .search('"疫情防控"', { timeLimit: 1000 })
        .catch(() => ({ partial: true, total: 0 }));
      expect(partial === true || total === count).toBe(true);
      expect(performance.now() - limited).toBeLessThan(timeout + 1500);
    } finally {
      nodes.resume(3);
    }
    await nodes.waitForGreen();
    expect((await index.search('"疫情防控"')).total).toBe(count);
  }, 200_000);

  it('go on where a run that was ended stopped', async () => {
    const resumed = await createCluster({
      request: fetchRequest(nodes.addresses),
      fields,
      lexicon,
      index: 'resumed',
      replicas: 0,
    });
    const controller = new AbortController();
    const ended = resumed.updateAll(documents, {
      signal: controller.signal,
      onProgress: ({ written }) => {
        if (written >= 1000) controller.abort(new Error('the program was ended'));
      },
    });
    await expect(ended).rejects.toThrow('the program was ended');
    const counts = await resumed.updateAll(documents, { onlyChanged: true, refresh: true });
    expect(counts.unchanged).toBeGreaterThanOrEqual(1000);
    expect(counts.written + counts.unchanged).toBe(count);
    expect(await resumed.countDocuments()).toBe(count);
    const changed = documents.map(document => (document.id === '7' ? { ...document, title: '别的' } : document));
    expect(await resumed.updateAll(changed, { onlyChanged: true })).toEqual({ written: 1, unchanged: count - 1 });
  }, 120_000);
});

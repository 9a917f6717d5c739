import { describe, expect, inject, it } from 'vitest';
import { createCluster, fetchRequest, remapCluster } from '../../src/opensearch/index.ts';
import { ClusterConnection } from '../../src/opensearch/transport/answers.ts';
import { hansou } from '../cli/streams.ts';
import { fields, lexicon } from '../laws/test-index.ts';
import { missingCluster, needsCluster } from './open-cluster.ts';

const count = 1200;
const createDocument = (i: number) => ({
  id: `${i}`,
  title: `监利市第${i}次视频会议`,
  body: `监利疫情防控，第${i}篇。`,
  date: '2022-09-05',
});
const documents = Array.from({ length: count }, (_, i) => createDocument(i));

describe.skipIf(missingCluster !== '')(`remapCluster${needsCluster}`, () => {
  const request = missingCluster === '' ? fetchRequest(inject('cluster').address) : undefined!;
  const connection = new ClusterConnection(request);
  const open = (index: string) => createCluster({ request, fields, lexicon, index, shards: 2, replicas: 0 });

  it('answers all searches meanwhile, and loses nothing that is written or removed', async () => {
    const index = await open('moving');
    await index.updateAll(documents, { refresh: true });
    let isDone = false;
    const searching = (async () => {
      let searches = 0;
      while (!isDone) {
        const { total, hits } = await index.search('"疫情防控"', { limit: 3 });
        expect(total).toBeGreaterThanOrEqual(count - 100);
        expect(hits).toHaveLength(3);
        searches++;
      }
      return searches;
    })();
    const added: string[] = [];
    const removed: string[] = [];
    const writing = (async () => {
      for (let i = 0; !isDone || i < 20; i++) {
        await index.update(createDocument(count + i));
        added.push(`${count + i}`);
        if (i < 100) {
          expect(await index.remove(`${i}`)).toBe(true);
          removed.push(`${i}`);
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    })();
    // The same words, with another number of shards: writers go on with the new index.
    const result = await remapCluster({ request, lexicon, index: 'moving', shards: 3 });
    isDone = true;
    const searches = await searching;
    await writing;
    expect(result).toMatchObject({ current: 'moving-2', previous: 'moving-1' });
    expect(searches).toBeGreaterThan(0);
    await index.refresh();
    const ids = new Set<string>();
    for await (const { id } of index.documents()) ids.add(id);
    const expected = new Set([...documents.map(({ id }) => id).filter(id => !removed.includes(id)), ...added]);
    expect([...ids].sort()).toEqual([...expected].sort());
    expect(added.length).toBeGreaterThan(20);
    // Frequencies are those of three shards now.
    expect((await index.search('监利 视频会议')).total).toBe(expected.size);
    const settings = await connection.send<Record<string, { settings: { index: Record<string, unknown> } }>>(
      'reading settings',
      'GET',
      '/moving/_settings',
    );
    expect(settings['moving-2'].settings.index).toMatchObject({ number_of_shards: '3', refresh_interval: '1000ms' });
  }, 120_000);

  it('tells writers with other words to open the index anew, and keeps the order of equal documents', async () => {
    const before = await open('worded');
    await before.updateAll(documents.slice(0, 40), { refresh: true });
    const words = lexicon.extend([{ word: '疫情防控' }]);
    const order = async (index: typeof before) => (await index.search('', { limit: 40 })).hits.map(({ id }) => id);
    const expected = await order(before);
    await remapCluster({ request, lexicon: words, index: 'worded' });
    await expect(before.update(createDocument(1))).rejects.toMatchObject({ code: 'ANALYSIS_MISMATCH' });
    expect(await order(before)).toEqual(expected);
    await expect(open('worded')).rejects.toMatchObject({ code: 'ANALYSIS_MISMATCH' });
    const after = await createCluster({ request, fields, lexicon: words, index: 'worded' });
    await after.update(createDocument(1), { refresh: true });
    expect(await after.countDocuments()).toBe(40);
  });

  it('leaves the index as it was when it is ended, and refuses to fill what another one may fill', async () => {
    const index = await open('staying');
    await index.updateAll(documents, { refresh: true });
    const controller = new AbortController();
    const ended = remapCluster({
      request,
      lexicon,
      index: 'staying',
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('ended')),
    });
    await expect(ended).rejects.toThrow('ended');
    expect((await connection.ask('HEAD', '/staying-2')).status).toBe(404);
    await index.update(createDocument(0), { refresh: true });
    expect(await index.countDocuments()).toBe(count);
    await connection.send('creating', 'PUT', '/staying-2', '{}');
    await expect(remapCluster({ request, lexicon, index: 'staying' })).rejects.toMatchObject({ code: 'BAD_INDEX' });
  });

  it('is a command', async () => {
    const place = ['--to', inject('cluster').address, '--index', 'moved-by-command', '--json'];
    await hansou(['cluster', 'push', 'README.md', '--replicas', '0', ...place]);
    const { out, err, code } = await hansou(['cluster', 'remap', '--shards', '2', ...place]);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(JSON.parse(out)).toMatchObject({ current: 'moved-by-command-2', previous: 'moved-by-command-1', copied: 1 });
  });
});

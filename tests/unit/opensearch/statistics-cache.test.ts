import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { text } from '../../../src/index.ts';
import { StatisticsCache } from '../../../src/opensearch/query/statistics-cache.ts';
import { ClusterConnection } from '../../../src/opensearch/transport/answers.ts';

describe('StatisticsCache', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  function createCache() {
    const cluster = { order: 5, index: 'site-1', requests: 0 };
    const connection = new ClusterConnection(async () => {
      cluster.requests++;
      const aggregations = {
        s0: { value: 12 },
        l0: { value: 3 },
        order: { value: cluster.order },
        index: { buckets: [{ key: cluster.index }] },
      };
      return { status: 200, body: { _shards: { total: 2 }, hits: { total: { value: 4 } }, aggregations } };
    });
    return { cluster, cache: new StatisticsCache(connection, 'site', { body: text() }) };
  }

  it('asks again after a moment, and keeps what is known while nothing was written', async () => {
    const { cluster, cache } = createCache();
    const known = await cache.get(undefined);
    expect(known.summary).toMatchObject({ documents: 4, shards: 2, sizes: { body: { mean: 3, longestWord: 3 } } });
    known.frequencies.set('body.w', new Map([['石桥', 2]]));
    expect(await cache.get(undefined)).toBe(known);
    expect(cluster.requests).toBe(1);
    vi.advanceTimersByTime(1500);
    expect(await cache.get(undefined)).toBe(known);
    expect(cluster.requests).toBe(2);
  });

  it('forgets it when a document was written, or another index has the name', async () => {
    const { cluster, cache } = createCache();
    let known = await cache.get(undefined);
    for (const change of [{ order: 6 }, { index: 'site-2' }]) {
      Object.assign(cluster, change);
      vi.advanceTimersByTime(1500);
      const next = await cache.get(undefined);
      expect(next).not.toBe(known);
      expect(next.frequencies.size).toBe(0);
      known = next;
    }
    cache.clear();
    expect(await cache.get(undefined)).not.toBe(known);
  });
});

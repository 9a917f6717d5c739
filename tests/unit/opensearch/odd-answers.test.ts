/** A cluster, or what answers in its place, may answer anything. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../src/errors.ts';
import { keyword, text } from '../../../src/fields.ts';
import type { ClusterIndex } from '../../../src/opensearch/cluster-index.ts';
import { createCluster } from '../../../src/opensearch/create-cluster.ts';
import type { ClusterRequest } from '../../../src/opensearch/transport/request.ts';
import { fuzzRuns } from '../../fuzz-runs.ts';

const fields = { title: text(), body: text(), author: keyword() };
const source = { order: 1, hash: 'a', t: { title: { s: 2, l: 2 }, body: { s: 2, l: 2 } } };
/** What any request may be answered with. */
const answer = {
  count: 1,
  deleted: 1,
  _scroll_id: 'a',
  _shards: { total: 1, failed: 0 },
  hits: { total: { value: 1 }, hits: [{ _id: '1', _source: source }] },
  docs: [{ found: true, _source: source, term_vectors: { 't.title.c': { terms: { 石: { doc_freq: 1 } } } } }],
  responses: [
    {
      status: 200,
      hits: { total: { value: 1 }, hits: [] },
      aggregations: { f0: { buckets: [{ key: 'a', doc_count: 1 }] } },
    },
  ],
  items: [{ index: { status: 201, result: 'created' } }],
  shards: [[{ shard: 0 }]],
  aggregations: { s0: { value: 2 }, l0: { value: 2 }, order: { value: 1 }, index: { buckets: [{ key: 'i-1' }] } },
  'i-1': { settings: { index: { number_of_shards: '1', number_of_replicas: '1', refresh_interval: '1s' } } },
};
const junk = [null, undefined, 0, -1, 1e9, '', 'a', true, [], {}, [null], [[]], [{}]];

/** A copy in which some values are others, and some are missing. @param draw numbers that decide, below 100 */
function damage(value: unknown, draw: () => number): unknown {
  const drawn = draw();
  if (drawn < 8) return junk[draw() % junk.length];
  if (Array.isArray(value)) return value.map(each => damage(each, draw));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (draw() < 4 ? [] : [[key, damage(each, draw)]])),
  );
}

async function open(request: (path: string) => unknown): Promise<ClusterIndex<typeof fields>> {
  let meta: unknown;
  const send = async (method: string, path: string, body?: string) => {
    if (method === 'PUT' && body?.includes('_meta')) meta = JSON.parse(body).mappings;
    if (path.includes('_mapping')) return { status: meta ? 200 : 404, body: meta ? { 'i-1': { mappings: meta } } : {} };
    return { status: 200, body: request(path) };
  };
  return createCluster({ request: send as ClusterRequest, fields, index: 'i' });
}

const calls: Readonly<Record<string, (index: ClusterIndex<typeof fields>) => Promise<unknown>>> = {
  search: index => index.search('石桥 通车', { facets: { author: 10 } }),
  passages: index => index.passages('石桥'),
  explain: index => index.explain('石', '1'),
  get: index => index.get('1'),
  countDocuments: index => index.countDocuments(),
  add: index => index.add({ id: '1', body: '石' }),
  updateAll: index => index.updateAll([{ id: '1', body: '石' }], { onlyChanged: true, withoutReplicas: true }),
  remove: index => index.remove('1'),
  removeAll: index => index.removeAll({ author: 'a' }),
  async documents(index) {
    let left = 20;
    for await (const _ of index.documents()) if (left-- === 0) return;
  },
};

describe('an answer of any shape', () => {
  it.each(Object.keys(calls))('is taken or refused with a HansouError: %s', name =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(99), { minLength: 400, maxLength: 400 }), async numbers => {
        let at = 0;
        const draw = () => numbers[at++ % numbers.length];
        const index = await open(() => damage(answer, draw));
        const error: unknown = await calls[name](index).then(
          () => undefined,
          thrown => thrown,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(HansouError);
      }),
      { numRuns: fuzzRuns(20) },
    ));

  it('lets what the request of the caller throws pass', async () => {
    const own = new TypeError('mine');
    let isOpen = false;
    const index = await open(() => {
      if (isOpen) throw own;
    });
    isOpen = true;
    for (const call of Object.values(calls)) await expect(call(index)).rejects.toBe(own);
  });
});

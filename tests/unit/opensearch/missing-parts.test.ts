/** A cluster may answer for some of its shards only, inside of an answer whose status is 200. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyword, text } from '../../../src/fields.ts';
import { createCluster } from '../../../src/opensearch/create-cluster.ts';
import { IndexCopy } from '../../../src/opensearch/remap/copy-documents.ts';
import { ClusterConnection } from '../../../src/opensearch/transport/answers.ts';
import type { ClusterRequest } from '../../../src/opensearch/transport/request.ts';

const fields = { body: text(), author: keyword() };
const source = { order: 1, hash: 'a', doc: { body: '石桥通车', author: '何田' } };
const often = { doc_freq: 400 };
const vectors = { 't.body.p': { terms: { 石: often, 桥: often } }, 't.body.b': { terms: { 石桥: often } } };
const hits = { total: { value: 400 }, hits: [{ _id: '1', _source: source }] };
const shards = { total: 2, failed: 0 };
const error = { type: 'no_shard_available_action_exception', reason: 'No shard available' };
const missing = { total: 2, failed: 1, failures: [{ reason: error }] };

/** What each kind of request is answered with: with all parts, and without one. */
const answers: Readonly<Record<string, { readonly whole: unknown; readonly partial: unknown }>> = {
  '/_mtermvectors': { whole: { docs: [{ term_vectors: vectors }] }, partial: { docs: [{ error }] } },
  '/_search': {
    whole: { _shards: shards, hits, aggregations: { s0: { value: 400 }, l0: { value: 2 } } },
    partial: { _shards: missing, hits: { total: { value: 1 }, hits: [] } },
  },
  '/_msearch': {
    whole: {
      responses: [{ _shards: shards, hits, aggregations: { f0: { buckets: [{ key: '何田', doc_count: 400 }] } } }],
    },
    partial: { responses: [{ error, status: 503 }] },
  },
  '/_mget': { whole: { docs: [{ _id: '1', found: true, _source: source }] }, partial: { docs: [{ _id: '1', error }] } },
  '/_count': { whole: { count: 400, _shards: shards }, partial: { count: 200, _shards: missing } },
  '/_refresh': { whole: { _shards: shards }, partial: { _shards: missing } },
  '/_stats': {
    whole: {
      indices: {
        a: { shards: { 0: [{ seq_no: { global_checkpoint: -1 } }], 1: [{ seq_no: { global_checkpoint: -1 } }] } },
      },
    },
    partial: { indices: { a: { shards: { 0: [{ seq_no: { global_checkpoint: -1 } }] } } } },
  },
};

/** A cluster of which requests of one kind miss a part, the first times that they are sent. */
function createRequest(kind: string, times: number) {
  let meta: unknown;
  const sent: string[] = [];
  const request = async (method: string, path: string, body?: string) => {
    if (method === 'PUT' && body?.includes('_meta')) meta = JSON.parse(body).mappings;
    if (path.includes('_mapping')) return { status: meta ? 200 : 404, body: meta ? { 'i-1': { mappings: meta } } : {} };
    if (path.endsWith('_settings'))
      return { status: 200, body: { 'i-1': { settings: { index: { number_of_shards: '1' } } } } };
    if (path.includes('_search_shards')) return { status: 200, body: { shards: [[{ shard: 0 }]] } };
    const name = Object.keys(answers).find(name => new RegExp(`${name}(\\?|$)`).test(path));
    if (name === undefined) return { status: 200, body: {} };
    sent.push(name);
    const isMissing = name === kind && sent.filter(each => each === kind).length <= times;
    return { status: 200, body: isMissing ? answers[name].partial : answers[name].whole };
  };
  return { request: request as ClusterRequest, sent };
}

type Call = (request: ClusterRequest) => Promise<unknown>;
const open = (request: ClusterRequest) => createCluster({ request, fields, index: 'i' });
const search =
  (query: string): Call =>
  async request =>
    (await open(request)).search(query, { snippet: false, filter: { author: '何田' }, facets: { author: 3 } });

/** By kind of request: a call that sends it. */
const calls: Readonly<Record<string, Call>> = {
  '/_mtermvectors': search('石桥'),
  '/_search': search('石桥'),
  '/_msearch': search('石桥'),
  '/_mget': async request => (await open(request)).get('1'),
  '/_count': async request => (await open(request)).countDocuments(),
  '/_refresh': async request => (await open(request)).refresh(),
  '/_stats': request =>
    new IndexCopy(
      { connection: new ClusterConnection(request), from: 'a', to: 'b', signal: undefined } as never,
      undefined,
    ).copyChanges(),
};

describe.each(Object.keys(calls))('an answer to %s in which a shard is missing', kind => {
  beforeEach(
    () =>
      void vi
        .useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
        .setTimerTickMode('nextTimerAsync'),
  );
  afterEach(() => void vi.useRealTimers());

  it('is asked for again, until it is whole', async () => {
    const expected = await calls[kind](createRequest(kind, 0).request);
    const { request, sent } = createRequest(kind, 3);
    expect(await calls[kind](request)).toEqual(expected);
    expect(sent.filter(each => each === kind).length).toBeGreaterThan(3);
  });

  it('is an error when it stays so, and never a smaller result', async () => {
    await expect(calls[kind](createRequest(kind, Number.POSITIVE_INFINITY).request)).rejects.toMatchObject({
      code: 'BUSY',
    });
  });
});

it('an answer that a cluster gives for no shard of a removal is an error', async () => {
  const { request } = createRequest('', 0);
  const removing: ClusterRequest = async (method, path, body) =>
    path.includes('_delete_by_query')
      ? { status: 200, body: { deleted: 0, failures: [{ status: 503, reason: error }] } }
      : request(method, path, body);
  await expect((await open(removing)).removeAll({ author: '何田' })).rejects.toMatchObject({ code: 'BUSY' });
});

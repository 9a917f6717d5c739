import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../src/errors.ts';
import { type BulkAction, sendBulk } from '../../../src/opensearch/documents/bulk-writer.ts';
import { ClusterConnection } from '../../../src/opensearch/transport/answers.ts';
import type { ClusterAnswer } from '../../../src/opensearch/transport/request.ts';

/** A cluster whose answers to batches are given one after the other. */
function createCluster(...answers: ((ids: string[]) => ClusterAnswer)[]) {
  const batches: string[][] = [];
  const connection = new ClusterConnection(async (_, __, body = '') => {
    const heads = body.split('\n').filter(line => /^\{"(index|create|delete)"/.test(line));
    const ids = heads.map(line => Object.values(JSON.parse(line) as Record<string, { _id: string }>)[0]._id);
    batches.push(ids);
    return answers[batches.length - 1](ids);
  });
  return { batches, connection };
}

const items =
  (statusOf: (id: string) => number, name = 'index') =>
  (ids: string[]) => ({
    status: 200,
    body: { items: ids.map(id => ({ [name]: { status: statusOf(id), result: 'created', error: { type: 'x' } } })) },
  });
const noAnswer = () => {
  throw new HansouError('UNREACHABLE', 'x', { expected: '', got: '', hint: '' });
};
const actions: BulkAction[] = ['a', 'b', 'c'].map(id => ({ do: 'index', id, source: {} }));

describe('sendBulk', () => {
  it('sends again only what the cluster was too busy for', async () => {
    const { batches, connection } = createCluster(
      items(id => (id === 'b' ? 429 : 201)),
      items(() => 201),
    );
    expect(await sendBulk(connection, 'site', actions)).toEqual(['a', 'b', 'c'].map(id => ({ id, result: 'written' })));
    expect(batches).toEqual([['a', 'b', 'c'], ['b']]);
  });

  it('sends a batch again that was not answered', async () => {
    const { batches, connection } = createCluster(
      noAnswer,
      items(() => 200),
    );
    expect(await sendBulk(connection, 'site', actions)).toHaveLength(3);
    expect(batches).toHaveLength(2);
  });

  it('takes a document for created that a batch without an answer created', async () => {
    const create: BulkAction[] = [{ do: 'create', id: 'a', source: {} }];
    const { connection } = createCluster(
      noAnswer,
      items(() => 409, 'create'),
    );
    expect(await sendBulk(connection, 'site', create)).toEqual([{ id: 'a', result: 'written' }]);
    const again = createCluster(items(() => 409, 'create'));
    expect(await sendBulk(again.connection, 'site', create)).toEqual([{ id: 'a', result: 'exists' }]);
  });

  it('rejects with the error of a document that the cluster does not take', async () => {
    const { connection } = createCluster(ids => ({
      status: 200,
      body: {
        items: ids.map(() => ({
          index: { status: 403, error: { type: 'cluster_block_exception', reason: 'index [site] blocked' } },
        })),
      },
    }));
    await expect(sendBulk(connection, 'site', actions)).rejects.toMatchObject({ code: 'READ_ONLY' });
  });

  it('sends again when an answer has fewer items than documents, and rejects when that stays so', async () => {
    const { connection } = createCluster(
      () => ({ status: 200, body: { items: [] } }),
      items(() => 201),
    );
    expect(await sendBulk(connection, 'site', actions)).toHaveLength(3);
  });

  it('divides what is too large for one request', async () => {
    const large: BulkAction[] = ['a', 'b', 'c'].map(id => ({
      do: 'index',
      id,
      source: { text: '长'.repeat(3 << 20) },
    }));
    const { batches, connection } = createCluster(
      items(() => 201),
      items(() => 201),
    );
    await sendBulk(connection, 'site', large);
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });
});

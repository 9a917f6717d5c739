import { afterEach, describe, expect, it } from 'vitest';
import { ClusterConnection } from '../../../src/opensearch/transport/answers.ts';
import { clientRequest } from '../../../src/opensearch/transport/client-request.ts';
import { fetchRequest } from '../../../src/opensearch/transport/fetch-request.ts';
import { type FakeNode, sendJson, startFakeNode } from './fake-cluster.ts';

const nodes: FakeNode[] = [];
const start: typeof startFakeNode = async answer => {
  const node = await startFakeNode(answer);
  nodes.push(node);
  return node;
};
afterEach(async () => {
  await Promise.all(nodes.splice(0).map(node => node.close()));
});

const closedAddress = 'http://127.0.0.1:9';

describe('fetchRequest', () => {
  it('sends method, path, body and headers, with the content type that the path needs', async () => {
    const node = await start((_, response) => sendJson(response, 200, { ok: true }));
    const request = fetchRequest(`${node.address}/`, { headers: { authorization: 'Basic eDp5' } });
    expect(await request('POST', '/site/_bulk?refresh=true', '{}\n')).toEqual({ status: 200, body: { ok: true } });
    await request('PUT', '/site', '{}');
    expect(node.requests.map(each => [each.method, each.path, each.body, each.headers['content-type']])).toEqual([
      ['POST', '/site/_bulk?refresh=true', '{}\n', 'application/x-ndjson'],
      ['PUT', '/site', '{}', 'application/json'],
    ]);
    expect(node.requests[0].headers.authorization).toBe('Basic eDp5');
  });

  it('sends the account of an address in a header, and names it in no error', async () => {
    const node = await start((_, response) => sendJson(response, 200, {}));
    await fetchRequest(node.address.replace('//', '//han:%E7%A7%98@'))('GET', '/');
    expect(node.requests[0].headers.authorization).toBe(`Basic ${Buffer.from('han:秘').toString('base64')}`);
    const error = await fetchRequest('http://han:secret@127.0.0.1:9')('GET', '/').catch(String);
    expect(error).toContain('127.0.0.1:9');
    expect(error).not.toContain('secret');
  });

  it('goes on to the next address when one refuses connections, and stays there', async () => {
    const node = await start((_, response) => sendJson(response, 200, {}));
    const request = fetchRequest([closedAddress, node.address]);
    expect((await request('GET', '/')).status).toBe(200);
    expect((await request('GET', '/')).status).toBe(200);
    expect(node.requests).toHaveLength(2);
  });

  it('goes on to the next address when one hangs, and answers within the time', async () => {
    const hanging = await start(() => {});
    const node = await start((_, response) => sendJson(response, 200, { from: 'second' }));
    const began = performance.now();
    const answer = await fetchRequest([hanging.address, node.address], { timeout: 1000 })('GET', '/');
    expect(answer.body).toEqual({ from: 'second' });
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('rejects with TIMEOUT when all addresses hang, no later than its time', async () => {
    const hanging = await start(() => {});
    const began = performance.now();
    await expect(fetchRequest([hanging.address], { timeout: 300 })('GET', '/')).rejects.toMatchObject({
      code: 'TIMEOUT',
    });
    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('rejects with UNREACHABLE when no address takes connections', async () => {
    await expect(fetchRequest([closedAddress, closedAddress])('GET', '/')).rejects.toMatchObject({
      code: 'UNREACHABLE',
    });
  });

  it('asks again after a pause when the cluster answers 429, and gives the answer', async () => {
    const node = await start((_, response, count) => sendJson(response, count < 3 ? 429 : 200, { count }));
    expect((await fetchRequest(node.address)('POST', '/site/_search', '{}')).body).toEqual({ count: 3 });
  });

  it('rejects with BUSY when the cluster answers 429 until the time is over', async () => {
    const node = await start((_, response) => sendJson(response, 429, {}));
    await expect(fetchRequest(node.address, { timeout: 400 })('GET', '/')).rejects.toMatchObject({ code: 'BUSY' });
    expect(node.requests.length).toBeGreaterThan(1);
  });

  it('rejects an error page with BAD_ANSWER, and says that it is a page', async () => {
    const node = await start((_, response) => response.writeHead(200).end('<html>Welcome to nginx!</html>'));
    await expect(fetchRequest(node.address)('GET', '/')).rejects.toMatchObject({
      code: 'BAD_ANSWER',
      got: expect.stringContaining('web page'),
    });
  });

  it('sends a request again when the body of an answer is cut short', async () => {
    const node = await start((_, response, count) => {
      if (count > 1) return sendJson(response, 200, { count });
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"cou');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await fetchRequest(node.address)('GET', '/')).body).toEqual({ count: 2 });
  });

  it('rejects a body that ends too early with BAD_ANSWER when it is cut short every time', async () => {
    const node = await start((_, response) => response.writeHead(200).end('{"hits":[{"_id'));
    await expect(fetchRequest(node.address, { timeout: 500 })('GET', '/')).rejects.toMatchObject({
      code: 'BAD_ANSWER',
    });
  });

  it('rejects with the reason of the signal when it is aborted', async () => {
    const hanging = await start(() => {});
    const controller = new AbortController();
    const answer = fetchRequest(hanging.address)('GET', '/', undefined, controller.signal);
    controller.abort(new Error('no longer wanted'));
    await expect(answer).rejects.toThrow('no longer wanted');
  });

  it('rejects addresses that are none', () => {
    expect(() => fetchRequest('search-1:9200')).toThrow(/address/);
  });
});

describe('clientRequest', () => {
  const createClient = (answer: () => Promise<{ statusCode?: number; body?: unknown }>) => {
    const sent: unknown[] = [];
    const request = (params: object) => {
      sent.push(params);
      return answer();
    };
    return { sent, client: { transport: { request } } };
  };

  it('passes path, query and body on as the client takes them', async () => {
    const { sent, client } = createClient(async () => ({ statusCode: 200, body: { ok: 1 } }));
    const request = clientRequest(client);
    expect(await request('POST', '/site/_bulk?refresh=true', '{}\n')).toEqual({ status: 200, body: { ok: 1 } });
    await request('POST', '/site/_search', '{"size":0}');
    expect(sent).toEqual([
      { method: 'POST', path: '/site/_bulk', querystring: 'refresh=true', bulkBody: '{}\n' },
      { method: 'POST', path: '/site/_search', querystring: '', body: '{"size":0}' },
    ]);
  });

  it('returns answers that the client throws as errors', async () => {
    const error = Object.assign(new Error('x'), { name: 'ResponseError', statusCode: 404, body: { error: {} } });
    const { client } = createClient(() => Promise.reject(error));
    expect(await clientRequest(client)('GET', '/site')).toEqual({ status: 404, body: { error: {} } });
  });

  it('throws its own errors for those of connections, time limits and bodies', async () => {
    for (const [name, code] of [
      ['ConnectionError', 'UNREACHABLE'],
      ['TimeoutError', 'TIMEOUT'],
      ['DeserializationError', 'BAD_ANSWER'],
    ]) {
      const { client } = createClient(() => Promise.reject(Object.assign(new Error('x'), { name })));
      await expect(clientRequest(client)('GET', '/')).rejects.toMatchObject({ code });
    }
  });

  it('ends the waiting with the reason of the signal', async () => {
    const { client } = createClient(() => new Promise(() => {}));
    const controller = new AbortController();
    const answer = clientRequest(client)('GET', '/', undefined, controller.signal);
    controller.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
  });
});

describe('ClusterConnection', () => {
  const sendTo = (status: number, body: unknown) =>
    new ClusterConnection(async () => ({ status, body })).send('search', 'POST', '/site/_search', '{}');

  it('gives each error of a cluster its code', async () => {
    const errors: [number, string, string, string][] = [
      [404, 'index_not_found_exception', 'no such index [site]', 'NOT_FOUND'],
      [400, 'index_closed_exception', 'closed', 'READ_ONLY'],
      [403, 'cluster_block_exception', 'index [site] blocked by: [FORBIDDEN/8/index write (api)];', 'READ_ONLY'],
      [429, 'cluster_block_exception', 'disk usage exceeded flood-stage watermark', 'READ_ONLY'],
      [403, 'security_exception', 'no permissions', 'FORBIDDEN'],
      [429, 'rejected_execution_exception', 'queue is full', 'BUSY'],
      [500, 'illegal_state_exception', 'x', 'CLUSTER'],
    ];
    for (const [status, type, reason, code] of errors)
      await expect(
        sendTo(status, { error: { type, reason, root_cause: [{ type, reason }] }, status }),
      ).rejects.toMatchObject({ code });
  });

  it('says of a full disk that it is one', async () => {
    const error = { type: 'cluster_block_exception', reason: 'TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage' };
    await expect(sendTo(429, { error })).rejects.toMatchObject({ hint: expect.stringContaining('disk') });
  });

  it('rejects what a request function gives instead of an answer', async () => {
    const connection = new ClusterConnection((async () => 'ok') as never);
    await expect(connection.send('search', 'GET', '/')).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });
});

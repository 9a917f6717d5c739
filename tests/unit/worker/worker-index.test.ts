import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { text } from '../../../src/fields.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';
import { openInWorker, serveIndexes, WorkerFailure } from '../../../src/worker/index.ts';

/** A worker in this thread: what is posted to it, is heard by its scope. */
function createWorker(): Worker & { fail(message: string): void } {
  const inside = new EventTarget();
  serveIndexes(inside as never);
  const outside = new EventTarget();
  return Object.assign(outside, {
    postMessage: (data: unknown, ports: MessagePort[]) =>
      inside.dispatchEvent(Object.assign(new Event('message'), { data, ports })),
    fail: (message: string) => outside.dispatchEvent(Object.assign(new Event('error'), { message })),
  }) as never;
}

describe('an index in a worker', () => {
  let server: Server;
  let url: string;
  let bytes: Uint8Array;
  let later: Uint8Array;
  let delayMs = 0;

  beforeAll(async () => {
    const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
    for (let i = 0; i < 50; i++) index.add({ id: `${i}`, title: `石桥第${i}号`, body: `新桥今天通车，第${i}次。` });
    bytes = index.toBytes();
    const week = createIndex({ fields: { title: text({ weight: 3 }), body: text() } });
    week.addAll([
      { id: '7', title: '石桥第七号', body: '旧桥' },
      { id: '50', body: '新桥今天通车' },
    ]);
    later = week.toBytes();
    server = createServer((request, response) => {
      setTimeout(() => {
        if (request.url === '/site.hansou') response.end(bytes);
        else if (request.url === '/site.2.hansou') response.end(later);
        else response.writeHead(404).end();
      }, delayMs);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise<void>(resolve => server.close(() => resolve())));

  it('gives what the same bytes give in memory', async () => {
    const memory = openIndex(bytes);
    const loaded: unknown[] = [];
    const index = await openInWorker(createWorker(), `${url}site.hansou`, {
      onProgress: (...progress) => loaded.push(progress),
    });
    expect(index.size).toBe(50);
    expect(index.fields).toEqual(memory.fields);
    expect(loaded.at(-1)).toEqual([bytes.length, bytes.length]);
    expect(await index.search('新桥', { limit: 3 })).toEqual(memory.search('新桥', { limit: 3 }));
    const relevant = { match: 'any', minRelevance: 0.4 } as const;
    expect(memory.search('第7次 旧桥 公交', relevant).total).toBeLessThan(
      memory.search('第7次 旧桥 公交', { match: 'any' }).total,
    );
    expect(await index.search('第7次 旧桥 公交', relevant)).toEqual(memory.search('第7次 旧桥 公交', relevant));
    expect(await index.suggest('石')).toEqual(memory.suggest('石'));
    expect(await index.get('7')).toEqual(memory.get('7'));
    expect(await index.explain('新桥', '7')).toEqual(memory.explain('新桥', '7'));
    expect(index.stats.requests).toBe(1);
  });

  it('gives of several files what they give together in memory', async () => {
    const memory = openIndex([bytes, later]);
    const index = await openInWorker(createWorker(), [`${url}site.hansou`, `${url}site.2.hansou`]);
    expect(index.size).toBe(51);
    expect(await index.search('新桥', { limit: 60 })).toEqual(memory.search('新桥', { limit: 60 }));
    expect(await index.get('7')).toEqual({ id: '7', title: '石桥第七号', body: '旧桥' });
    expect(index.stats.requests).toBe(2);
    await expect(openInWorker(createWorker(), [])).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    await expect(openInWorker(createWorker(), [`${url}site.hansou`, `${url}none`])).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('keeps the class and the code of errors', async () => {
    const worker = createWorker();
    await expect(openInWorker(worker, `${url}none`)).rejects.toMatchObject({
      name: 'HansouError',
      code: 'NOT_FOUND',
      got: 'HTTP status 404',
    });
    const index = await openInWorker(worker, `${url}site.hansou`);
    await expect(index.search('新桥', { limit: -1 })).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    await expect(index.search('新桥', { freshness: () => 1 } as never)).rejects.toMatchObject({
      code: 'BAD_ARGUMENT',
      message: expect.stringContaining('cannot be sent to a worker'),
    });
    await expect(openInWorker({} as never, url)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    const memory = openIndex(bytes);
    const message = (run: () => unknown) => {
      try {
        return run();
      } catch (error) {
        return (error as Error).message;
      }
    };
    await expect(index.search('新桥', { limit: -1 })).rejects.toMatchObject({
      message: message(() => memory.search('新桥', { limit: -1 })),
    });
  });

  it('is ended by its signal', async () => {
    delayMs = 200;
    const signal = AbortSignal.timeout(20);
    await expect(openInWorker(createWorker(), `${url}site.hansou`, { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    delayMs = 0;
    const index = await openInWorker(createWorker(), `${url}site.hansou`);
    await expect(index.search('新桥', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect((await index.search('新桥')).total).toBe(50);
  });

  it('says that the worker fails', async () => {
    delayMs = 200;
    const worker = createWorker();
    const opening = openInWorker(worker, `${url}site.hansou`);
    worker.fail('no such script');
    await expect(opening).rejects.toBeInstanceOf(WorkerFailure);
    delayMs = 0;
  });

  it('says so when the worker ends while it opens the index, also where no browser tells', async () => {
    const closing = Object.assign(new EventTarget(), {
      postMessage: (_: unknown, [port]: MessagePort[]) => port.close(),
    }) as never;
    const silent = Object.assign(new EventTarget(), { postMessage: () => {} }) as never;
    vi.useFakeTimers();
    try {
      // Where it is told, no time passes.
      await expect(openInWorker(closing, `${url}site.hansou`)).rejects.toMatchObject({
        name: 'HansouError',
        got: 'a worker that has ended',
      });
      const opening = openInWorker(silent, `${url}site.hansou`);
      let failure: unknown;
      opening.catch(error => {
        failure = error;
      });
      await vi.advanceTimersByTimeAsync(9000);
      expect(failure).toBeUndefined();
      await vi.advanceTimersByTimeAsync(2000);
      expect(failure).toBeInstanceOf(WorkerFailure);
    } finally {
      vi.useRealTimers();
    }
  }, 5000);

  it('rejects calls that wait for a worker that was ended, and all later ones', async () => {
    const ports: MessagePort[] = [];
    const inside = new EventTarget();
    serveIndexes(inside as never);
    const worker = Object.assign(new EventTarget(), {
      postMessage: (data: unknown, sent: MessagePort[]) => {
        ports.push(...sent);
        inside.dispatchEvent(Object.assign(new Event('message'), { data, ports: sent }));
      },
    }) as never;
    const index = await openInWorker(worker, `${url}site.hansou`);
    expect((await index.search('新桥')).total).toBe(50);
    vi.useFakeTimers();
    try {
      // Its side of the port hears nothing more, as after `terminate`.
      ports[0].onmessage = null;
      const waiting = index.search('石桥');
      waiting.catch(() => {});
      await vi.advanceTimersByTimeAsync(60_000);
      await expect(waiting).rejects.toBeInstanceOf(WorkerFailure);
      await expect(index.search('石桥')).rejects.toBeInstanceOf(WorkerFailure);
    } finally {
      vi.useRealTimers();
    }
  });

  /** A worker whose side of the port the test has. */
  function createOpenWorker() {
    const ports: MessagePort[] = [];
    const inside = new EventTarget();
    serveIndexes(inside as never);
    const worker = Object.assign(new EventTarget(), {
      postMessage: (data: unknown, sent: MessagePort[]) => {
        ports.push(...sent);
        inside.dispatchEvent(Object.assign(new Event('message'), { data, ports: sent }));
      },
    });
    return { worker: worker as never, ports };
  }
  const names = [
    'id',
    'result',
    'state',
    'error',
    'pong',
    'loaded',
    'total',
    'warning',
    'message',
    'name',
    'ours',
    'size',
  ];
  const more = ['open', 'options', 'call', 'args', 'abort', 'ping', '__proto__', 'fields', 'stats'];
  const anyMessage = fc.anything({
    key: fc.oneof(fc.constantFrom(...names, ...more), fc.string()),
    values: [
      fc.string(),
      fc.integer(),
      fc.constantFrom(null, undefined, true, 1, 'search', '__proto__', 'constructor'),
    ],
    maxDepth: 2,
  });
  const turn = () => new Promise(resolve => setTimeout(resolve, 5));

  it('is not disturbed by messages of other scripts, and ends only the calls that they answer', async () => {
    const { worker, ports } = createOpenWorker();
    const told: unknown[] = [];
    const index = await openInWorker(worker, `${url}site.hansou`, {
      onProgress: (...progress) => told.push(progress),
      onWarning: warning => told.push(warning),
    });
    const [port] = ports;
    const { onmessage } = port;
    port.onmessage = null;
    const expected = openIndex(bytes).search('新桥').total;
    for (const message of fc.sample(anyMessage, { numRuns: 2000, seed: 19 })) {
      // A well-formed answer of the worker is believed.
      if (typeof message !== 'object' || message === null || !('state' in message)) port.postMessage(message);
    }
    await turn();
    expect(index.size).toBe(50);
    for (const part of [
      {},
      { state: null },
      { state: {} },
      { error: null },
      { error: { message: 1 } },
      { loaded: '1' },
    ]) {
      const call = index.search('新桥');
      call.catch(() => {});
      port.postMessage({ id: 2_000_000, ...part });
      // Each call has the next number; the first one opened the index.
      for (let id = 1; id < 20; id++) port.postMessage({ id, ...part });
      await expect(call).rejects.toBeInstanceOf(WorkerFailure);
      await turn();
    }
    port.onmessage = onmessage;
    expect((await index.search('新桥')).total).toBe(expected);
    expect(index.fields).toEqual(openIndex(bytes).fields);
  });

  it('hears no messages of other scripts in the worker, and refuses calls that it does not have', async () => {
    const { worker, ports } = createOpenWorker();
    const index = await openInWorker(worker, `${url}site.hansou`);
    // What the page posts, the worker hears.
    const send = (message: unknown) =>
      ports[0].dispatchEvent(Object.assign(new Event('message'), { data: message }) as MessageEvent);
    const replies: { id: unknown; error?: { ours?: { code: string } } }[] = [];
    const { postMessage } = ports[0];
    ports[0].postMessage = (message: never) => replies.push(message);
    for (const message of fc.sample(anyMessage, { numRuns: 2000, seed: 19 })) send(message);
    for (const call of ['constructor', '__proto__', 'toString', 'warmUp', 'close', 'hasOwnProperty', 'read'])
      send({ id: 7, call, args: ['新桥', {}] });
    await turn();
    const refused = replies.filter(({ id }) => id === 7);
    expect(refused.length).toBeGreaterThanOrEqual(7);
    for (const { error } of refused) expect(error?.ours?.code).toBe('BAD_ARGUMENT');
    ports[0].postMessage = postMessage;
    expect((await index.search('新桥')).total).toBe(50);
  });
});

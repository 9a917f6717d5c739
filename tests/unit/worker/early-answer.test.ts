import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { askEarly, fetchEarly } from '../../../src/worker/early-answer.ts';

describe('the first answer, asked for by the page', () => {
  const body = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
  const asked: string[] = [];
  let server: Server;
  let url: string;
  let ended: Promise<void>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.range}`);
      ended = new Promise(resolve => response.on('close', resolve));
      if (request.url === '/none') response.writeHead(404).end('no');
      else if (request.url === '/broken') {
        response.writeHead(200, { 'content-length': 70_000 });
        response.write(body.subarray(0, 10), () => setTimeout(() => response.destroy(), 20));
      } else if (request.url === '/slow') {
        response.writeHead(200, { 'content-length': 70_000 });
        response.write(body.subarray(0, 10));
      } else response.writeHead(206, { 'content-range': 'bytes 0-69999/80000', etag: '"7"' }).end(body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => void (asked.length = 0));

  const open = (path: string, signal = new AbortController().signal) => {
    const address = url + path;
    const port = askEarly(address, signal);
    return { address, fetch: fetchEarly([address], [port]) };
  };

  it('is what the worker would have been sent', async () => {
    const { address, fetch } = open('site');
    const response = await fetch(address, { headers: { Range: 'bytes=-26624' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 0-69999/80000');
    expect(response.headers.get('etag')).toBe('"7"');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
    expect(asked).toEqual(['/site bytes=-26624']);
  });

  it('is used once, and for its own address', async () => {
    const { address, fetch } = open('site');
    await (await fetch(`${url}other`)).arrayBuffer();
    await (await fetch(address)).arrayBuffer();
    await (await fetch(address)).arrayBuffer();
    expect(asked.sort()).toEqual(['/other undefined', '/site bytes=-26624', '/site undefined']);
  });

  it('tells of an error as the server does', async () => {
    const { address, fetch } = open('none');
    const response = await fetch(address);
    expect(response.status).toBe(404);
    await response.body?.cancel();
  });

  it('is asked for by the worker where the page gets none', async () => {
    const real = globalThis.fetch;
    const spy = vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('forbidden by the page'));
    try {
      const { address, fetch } = open('site');
      expect((await fetch(address)).status).toBe(206);
      expect(spy).toHaveBeenCalledTimes(2);
    } finally {
      spy.mockRestore();
    }
    expect(globalThis.fetch).toBe(real);
  });

  it('fails where it is broken off', async () => {
    const { address, fetch } = open('broken');
    const response = await fetch(address);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('is given up by either side', async () => {
    const giveUp = new AbortController();
    const { address, fetch } = open('slow');
    const response = await fetch(address, { signal: giveUp.signal });
    giveUp.abort();
    await expect(response.arrayBuffer()).rejects.toMatchObject({ name: 'AbortError' });
    await ended;
    const page = new AbortController();
    const second = open('slow', page.signal);
    const answer = await second.fetch(second.address);
    page.abort();
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await ended;
  });
});

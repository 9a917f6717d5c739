import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

/** An index large enough that not all of it is read when it is opened. Another seed gives other texts in other places. */
function build(name: string, seed: number): Uint8Array {
  const index = createIndex({ fields: { title: text(), body: text() } });
  for (let i = 0; i < 800; i++) {
    const characters = Array.from({ length: 60 }, (_, k) =>
      String.fromCharCode(0x4e00 + ((i * seed + k * k * 17) % 4000)),
    );
    index.add({ id: `${i}`, title: `${name}第${i}号`, body: characters.join('') });
  }
  return index.toBytes();
}

describe('openRemote over HTTP', () => {
  const first = build('石桥', 131);
  const second = build('柳湾', 57);
  let server: Server;
  let url: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** What the server has now. */
  let file: Uint8Array;
  let etag: string | undefined;

  /** Answers as static servers do. */
  const sendRanges = (request: IncomingMessage, response: ServerResponse): void => {
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    if (etag) response.setHeader('etag', etag);
    const isCurrent = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
    if (from === undefined || !isCurrent) return void response.end(file);
    const start = from === '' ? Math.max(0, file.length - Number(to)) : Number(from);
    const end = from === '' || to === '' ? file.length : Math.min(file.length, Number(to) + 1);
    if (start >= end) return void response.writeHead(416).end();
    response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${file.length}` });
    response.end(file.subarray(start, end));
  };

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/site.hansou`;
  });
  afterAll(() => new Promise<void>(resolve => server.close(() => resolve())));
  beforeEach(() => {
    answer = sendRanges;
    file = first;
    etag = '"1"';
  });

  it('reads a part of the file, and counts requests, bytes and waits', async () => {
    const index = await openRemote(url);
    expect(await index.search('石桥')).toEqual(openIndex(first).search('石桥'));
    const { requests, bytes, waits } = index.stats;
    expect(requests).toBeGreaterThanOrEqual(waits);
    expect(waits).toBeGreaterThan(1);
    expect(bytes).toBeLessThan(first.length / 2);
    expect(index.size).toBe(800);
  });

  it('asks in other ways what was searched for, of the bytes that are there, when nothing else is to do', async () => {
    const index = await openRemote(url);
    await index.search('石桥');
    await index.warmUp('石桥');
    const { requests, waits } = index.stats;
    await index.warmUp('石桥');
    expect(index.stats).toMatchObject({ requests, waits });
    expect(await index.search('"石桥"')).toEqual(openIndex(first).search('"石桥"'));
  });

  it('loads the whole file, with progress and a warning, from a server without ranges', async () => {
    let requests = 0;
    answer = (_, response) => {
      requests++;
      response.writeHead(200, { 'content-length': file.length }).end(file);
    };
    const loaded: number[] = [];
    const warnings: string[] = [];
    const index = await openRemote(url, {
      onProgress: (bytes, total) => {
        expect(total).toBe(file.length);
        loaded.push(bytes);
      },
      onWarning: warning => warnings.push(warning),
    });
    expect(loaded.at(-1)).toBe(first.length);
    expect(warnings).toEqual([expect.stringContaining('does not send ranges')]);
    expect(await index.search('石桥')).toEqual(openIndex(first).search('石桥'));
    expect(index.stats).toEqual({ requests: 1, bytes: first.length, waits: 1 });
    expect(requests).toBe(1);
  });

  it('reads for a filter by many ids what one id takes, and no more often', async () => {
    const waits = async (ids: readonly string[], files: string | string[]) => {
      const index = await openRemote(files, { cacheBytes: 0 });
      const before = index.stats.waits;
      const result = await index.search('', { filter: { id: ids }, snippet: false, returnFields: false, limit: 20 });
      expect(result.hits.map(({ id }) => id)).toEqual([...ids].filter(id => id !== 'nobody').sort((a, b) => +a - +b));
      return index.stats.waits - before;
    };
    const one = await waits(['417'], url);
    expect(await waits(['417', '3', '799', '222', 'nobody', '5'], url)).toBeLessThanOrEqual(one + 1);
  });

  it('warns of no file that is small, and asks once for one that the first answer holds', async () => {
    const small = createIndex({ fields: { body: text() } });
    small.add({ id: 'a', body: '石桥通车' });
    file = small.toBytes();
    const warnings: string[] = [];
    const options = { onWarning: (warning: string) => warnings.push(warning) };
    const byRanges = await openRemote(url, options);
    answer = (_, response) => void response.end(file);
    const whole = await openRemote(url, options);
    for (const index of [byRanges, whole]) {
      expect((await index.search('石桥')).total).toBe(1);
      expect(index.stats).toEqual({ requests: 1, bytes: file.length, waits: 1 });
    }
    expect(warnings).toEqual([]);
  });

  it('opens with one request', async () => {
    const index = await openRemote(url);
    expect(index.stats.requests).toBe(1);
    expect(index.stats.bytes).toBeLessThan(30_000);
  });

  it('opens a file whose copies at the end are damaged', async () => {
    file = first.slice();
    file[file.length - 20] ^= 1;
    const index = await openRemote(url);
    expect(await index.search('石桥')).toEqual(openIndex(first).search('石桥'));
    expect(index.stats.requests).toBeGreaterThan(1);
  });

  it('loads the whole file from a server that compresses on the fly', async () => {
    answer = (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(file));
    const warnings: string[] = [];
    const index = await openRemote(url, { onWarning: warning => warnings.push(warning) });
    expect(warnings).toEqual([expect.stringContaining('compresses')]);
    expect((await index.search('石桥')).total).toBeGreaterThan(0);
  });

  it('opens a file shorter than the last bytes that it asks for, where the server refuses them', async () => {
    const index = createIndex({ fields: { body: text() } });
    index.add({ id: '1', body: '石桥村的新桥' });
    file = index.toBytes();
    answer = (request, response) =>
      request.headers.range?.startsWith('bytes=-') ? void response.writeHead(416).end() : sendRanges(request, response);
    expect((await (await openRemote(url)).search('新桥')).total).toBe(1);
  });

  it('opens a file anew that changed since it was opened, whether the server checks If-Range or not', async () => {
    for (const checks of [true, false]) {
      file = first;
      etag = '"1"';
      answer = (request, response) => {
        if (!checks) delete request.headers['if-range'];
        sendRanges(request, response);
      };
      const index = await openRemote(url);
      file = second;
      etag = '"2"';
      expect(await index.search('柳湾')).toEqual(openIndex(second).search('柳湾'));
    }
  });

  it('says so when the file changes again and again', async () => {
    const index = await openRemote(url);
    let version = 2;
    answer = (request, response) => {
      etag = `"${version++}"`;
      file = version % 2 === 0 ? first : second;
      sendRanges(request, response);
    };
    await expect(index.search('石桥')).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  it('tells a missing file, a web page in its place and a refusal apart', async () => {
    answer = (_, response) => void response.writeHead(404).end('no');
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'NOT_FOUND', got: 'HTTP status 404' });
    answer = (_, response) => void response.end('\n<!DOCTYPE html><title>Welcome</title>');
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'NOT_FOUND', got: 'HTML' });
    answer = sendRanges;
    file = new TextEncoder().encode(`<!doctype html>${'<p>Welcome</p>'.repeat(4000)}</html>\n`);
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'NOT_FOUND', got: 'HTML' });
    answer = (_, response) => void response.writeHead(403).end();
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'IO', got: '403' });
  });

  it('says that a server cannot be reached', async () => {
    await expect(openRemote('http://127.0.0.1:9/site.hansou')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  it('refuses a file that was cut off, and one that is no index', async () => {
    file = first.subarray(0, first.length - 5000);
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
    file = new Uint8Array(5000).fill(7);
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
    file = new Uint8Array(10);
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
  });

  it('sends a request again that failed once', async () => {
    const index = await openRemote(url);
    let failures = 0;
    answer = (request, response) => {
      if (failures++ === 0) request.socket.destroy();
      else sendRanges(request, response);
    };
    expect(await index.search('石桥')).toEqual(openIndex(first).search('石桥'));
  });

  it('takes the answer of a server that cannot give the last bytes', async () => {
    answer = (request, response) => {
      // As some development servers do: the first bytes in place of the last.
      request.headers.range = request.headers.range?.replace('bytes=-', 'bytes=0-');
      sendRanges(request, response);
    };
    const index = await openRemote(url);
    expect(await index.search('石桥')).toEqual(openIndex(first).search('石桥'));
  });

  it('is ended by its signal', async () => {
    answer = () => undefined;
    await expect(openRemote(url, { signal: AbortSignal.timeout(30) })).rejects.toMatchObject({ name: 'TimeoutError' });
    answer = sendRanges;
    const index = await openRemote(url);
    answer = () => undefined;
    await expect(index.search('石桥', { signal: AbortSignal.timeout(30) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    server.closeAllConnections();
  });

  it('checks its arguments', async () => {
    await expect(openRemote(7 as never)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    await expect(openRemote(url, { cacheBytes: -1 })).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    await expect(openRemote(url, { lexicon: 1 } as never)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });
});

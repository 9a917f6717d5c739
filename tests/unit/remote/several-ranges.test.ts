import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { parseRanges } from '../../../src/remote/http/multipart.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

/** An index of which a query reads several parts. */
function build(seed: number): Uint8Array {
  const index = createIndex({ fields: { title: text(), body: text() } });
  for (let i = 0; i < 800; i++) {
    const characters = Array.from({ length: 60 }, (_, k) =>
      String.fromCharCode(0x4e00 + ((i * seed + k * k * 17) % 4000)),
    );
    index.add({ id: `${i}`, title: `石桥第${i}号`, body: characters.join('') });
  }
  return index.toBytes();
}

interface Part {
  readonly start: number;
  readonly end: number;
}

describe('several ranges in one request', () => {
  const first = build(131);
  const second = build(57);
  let server: Server;
  let url: string;
  let file: Uint8Array;
  let etag: string;
  let checksIfRange: boolean;
  let name: string | undefined;
  /** The number of ranges in each request. */
  let asked: number[];
  /** Answers a request for several ranges. */
  let answerSeveral: (parts: readonly Part[], response: ServerResponse) => void;

  const boundary = 'a1';
  const writeParts = (parts: readonly Part[]): Buffer =>
    Buffer.concat([
      ...parts.flatMap(({ start, end }) => [
        Buffer.from(
          `\r\n--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes ${start}-${end - 1}/${file.length}\r\n\r\n`,
        ),
        file.subarray(start, end),
      ]),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
  const sendParts = (parts: readonly Part[], response: ServerResponse): void => {
    response.writeHead(206, { 'content-type': `multipart/byteranges; boundary=${boundary}` }).end(writeParts(parts));
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { range, 'if-range': ifRange } = request.headers;
    response.setHeader('etag', etag);
    if (name) response.setHeader('server', name);
    const ranges = range?.replace('bytes=', '').split(',') ?? [];
    asked.push(ranges.length);
    if (!range || (checksIfRange && ifRange !== undefined && ifRange !== etag)) return void response.end(file);
    const parts = ranges.map(each => {
      const [from, to] = each.split('-');
      return from === ''
        ? { start: Math.max(0, file.length - Number(to)), end: file.length }
        : { start: Number(from), end: Math.min(file.length, Number(to) + 1) };
    });
    if (parts.length > 1) {
      answerSeveral(parts, response);
      return;
    }
    const [{ start, end }] = parts;
    response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${file.length}` });
    response.end(file.subarray(start, end));
  };

  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/site.hansou`;
  });
  afterAll(() => new Promise<void>(resolve => server.close(() => resolve())));
  beforeEach(() => {
    file = first;
    etag = '"1"';
    checksIfRange = true;
    name = 'nginx/1.31.3';
    asked = [];
    answerSeveral = sendParts;
  });

  const query = '石桥 417号';
  const ask = async () => {
    const index = await openRemote(url);
    expect(await index.search(query)).toEqual(openIndex(first).search(query));
    expect(index.stats.requests).toBe(asked.length);
    return index.stats;
  };

  it('asks a server that sends several ranges for those of a wait at once', async () => {
    const together = await ask();
    expect(asked.some(count => count > 3)).toBe(true);
    asked = [];
    name = 'an object store';
    const apart = await ask();
    expect(asked.every(count => count === 1)).toBe(true);
    expect(together.waits).toBe(apart.waits);
    expect(together.requests).toBeLessThan(apart.requests / 2);
    // Each part has a head of its own, but less is loaded of what stands between two ranges.
    expect(together.bytes).toBeLessThan(apart.bytes);
  });

  it('asks lighttpd, which sends the first ten ranges, for no more at once', async () => {
    answerSeveral = (parts, response) => sendParts(parts.slice(0, 10), response);
    name = 'lighttpd/1.4.69';
    const { requests } = await ask();
    expect(Math.max(...asked)).toBeLessThanOrEqual(10);
    expect(asked.filter(count => count > 5).length).toBeGreaterThan(1);
    asked = [];
    name = 'an object store';
    expect(requests).toBeLessThan((await ask()).requests / 2);
  });

  it('takes parts in any order, and ranges that the server has joined', async () => {
    answerSeveral = (parts, response) => {
      const sorted = [...parts].sort((a, b) => b.start - a.start);
      const whole = { start: sorted[1].start, end: sorted[0].end };
      sendParts([whole, ...sorted.slice(2)], response);
    };
    await ask();
    expect(asked.filter(count => count > 1).length).toBeGreaterThan(1);
  });

  it.each([
    ['the whole file', (_: readonly Part[], response: ServerResponse) => response.end(file)],
    ['one of the ranges', (parts: readonly Part[], response: ServerResponse) => sendParts(parts.slice(1), response)],
    [
      'a body that breaks off',
      (parts: readonly Part[], response: ServerResponse) =>
        response
          .writeHead(206, { 'content-type': `multipart/byteranges; boundary=${boundary}` })
          .end(writeParts(parts).subarray(0, -20)),
    ],
    ['a refusal', (_: readonly Part[], response: ServerResponse) => response.writeHead(416).end()],
    [
      'parts of no boundary',
      (parts: readonly Part[], response: ServerResponse) =>
        response.writeHead(206, { 'content-type': 'multipart/byteranges; boundary=b2' }).end(writeParts(parts)),
    ],
  ])('reads ranges one by one from then on where several give %s', async (_, send) => {
    answerSeveral = (parts, response) => void send(parts, response);
    await ask();
    expect(asked.filter(count => count > 1)).toHaveLength(1);
  });

  it.each([true, false])('opens a file anew that changes in between, where If-Range is checked: %s', async checked => {
    checksIfRange = checked;
    const index = await openRemote(url);
    file = second;
    etag = '"2"';
    expect(await index.search(query)).toEqual(openIndex(second).search(query));
  });

  it('takes no parts of a file of another size, and a boundary in quotes', () => {
    const body = writeParts([
      { start: 0, end: 5 },
      { start: 70, end: 71 },
    ]);
    const type = `multipart/byteranges; charset=x; boundary="${boundary}"`;
    expect(parseRanges(body, type, first.length)).toEqual([
      { start: 0, bytes: Buffer.from(first.subarray(0, 5)) },
      { start: 70, bytes: Buffer.from(first.subarray(70, 71)) },
    ]);
    expect(parseRanges(body, type, first.length + 1)).toBeUndefined();
    expect(parseRanges(body, 'text/html', first.length)).toBeUndefined();
    expect(parseRanges(new Uint8Array(0), type, first.length)).toBeUndefined();
  });
});

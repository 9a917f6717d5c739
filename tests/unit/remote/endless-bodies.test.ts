/** A server may send a body that never ends, comes a byte at a time, or is far longer unpacked than packed. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { fetchRequest } from '../../../src/opensearch/transport/fetch-request.ts';
import { readBody } from '../../../src/remote/http/answer-body.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { createIndex } from '../../../src/search-index.ts';
import { hansou } from '../../cli/streams.ts';

const index = createIndex({ fields: { body: text() } });
for (let i = 0; i < 2000; i++) index.add({ id: `${i}`, body: `石桥通车${i}。`.repeat(10) });
const file = index.toBytes();
const mebibyte = 2 ** 20;

let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** Serves one answer for all that is asked. `sent()` is how many bytes of body were taken from it. */
async function serve(answer: (response: ServerResponse) => void): Promise<{ url: string; sent: () => number }> {
  let sent = 0;
  const server = createServer((_, response) => {
    const write = response.write.bind(response);
    response.write = ((chunk: Uint8Array, ...rest: never[]) => {
      sent += chunk.length;
      return write(chunk, ...rest);
    }) as never;
    answer(response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.hansou`, sent: () => sent };
}

/** Writes a chunk again and again, as fast as it is taken, until the other side has gone. */
function writeForEver(response: ServerResponse, chunk: Uint8Array): void {
  const next = () => {
    while (!response.destroyed && response.write(chunk));
    response.once('drain', next);
  };
  next();
}

const filler = Buffer.alloc(1 << 16, ' ');

describe('a whole file without end', () => {
  it.each([
    ['that begins as no index does', Buffer.alloc(0)],
    ['that begins as an index', file],
  ])('%s is refused', async (_, beginning) => {
    const { url, sent } = await serve(response => {
      response.writeHead(200);
      response.write(beginning);
      writeForEver(response, filler);
    });
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
    // Connections buffer some megabytes.
    expect(sent()).toBeLessThan(file.length + 32 * mebibyte);
  });

  it('of a web page is told as one', async () => {
    const { url } = await serve(response => {
      response.writeHead(200);
      response.write('<!doctype html>');
      writeForEver(response, filler);
    });
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused by the command line', async () => {
    const { url } = await serve(response => {
      response.writeHead(200);
      response.write(file);
      writeForEver(response, filler);
    });
    expect(await hansou(['search', url, '石桥'])).toMatchObject({ code: 1, err: expect.stringContaining('BAD_INDEX') });
  });

  it('is refused where it is packed', async () => {
    const packed = gzipSync(Buffer.alloc(mebibyte));
    const { url } = await serve(response =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.concat(Array(300).fill(packed))),
    );
    await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
  });

  it('that comes a byte at a time ends with its signal', async () => {
    let at = 0;
    const { url } = await serve(response => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(file.subarray(at, ++at)), 10);
      response.on('close', () => clearInterval(timer));
    });
    const signal = AbortSignal.timeout(300);
    await expect(openRemote(url, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(at).toBeGreaterThan(1);
  });
});

it('a range without end of which nothing is said is given up', async () => {
  const { url } = await serve(response => {
    response.writeHead(206);
    writeForEver(response, filler);
  });
  await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
});

it('a whole file that comes in pieces of one byte is opened', async () => {
  const { url } = await serve(response => {
    response.writeHead(200);
    for (let at = 0; at < 40; at++) response.write(file.subarray(at, at + 1));
    response.end(file.subarray(40));
  });
  expect((await openRemote(url)).size).toBe(2000);
});

describe('an answer of a cluster', () => {
  it('without end is refused, and not asked for again', async () => {
    let requests = 0;
    const { url } = await serve(response => {
      requests++;
      response.writeHead(200);
      writeForEver(response, Buffer.alloc(mebibyte, ' '));
    });
    await expect(fetchRequest(url)('GET', '/')).rejects.toMatchObject({
      code: 'BAD_ANSWER',
      message: expect.stringContaining('too long'),
    });
    expect(requests).toBe(1);
  });

  it('of 300 MB that was packed is refused', async () => {
    const packed = gzipSync(Buffer.alloc(mebibyte, ' '));
    const { url } = await serve(response =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.concat(Array(300).fill(packed))),
    );
    await expect(fetchRequest(url)('GET', '/')).rejects.toMatchObject({ message: expect.stringContaining('too long') });
  });

  it('that comes a byte at a time ends within its time', async () => {
    const { url } = await serve(response => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    await expect(fetchRequest(url, { timeout: 300 })('GET', '/')).rejects.toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('a body', () => {
  it('is read at most one chunk behind its limit', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++;
          controller.enqueue(new Uint8Array(10));
        },
      },
      { highWaterMark: 0 },
    );
    expect((await readBody(new Response(body), 35)).length).toBe(40);
    expect(pulled).toBe(4);
  });
});

/** A web server, or what answers in its place, may send anything for a range. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { text } from '../../../src/fields.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { createIndex } from '../../../src/search-index.ts';

const index = createIndex({ fields: { body: text() } });
for (let i = 0; i < 2000; i++) index.add({ id: `${i}`, body: `石桥通车${i}。`.repeat(10) });
const file = index.toBytes();

let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** Serves what is written for a range of the file. */
async function serve(write: (start: number, end: number, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request: IncomingMessage, response) => {
    const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    if (first === '') write(file.length - Number(last), file.length, response);
    else write(Number(first), Math.min(file.length, Number(last) + 1), response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.hansou`;
}

const head = (start: number, end: number) => ({ 'content-range': `bytes ${start}-${end - 1}/${file.length}` });

it('a range that never ends is given up', async () => {
  const url = await serve((start, end, response) => {
    response.writeHead(206, head(start, end));
    const timer = setInterval(() => response.write(Buffer.alloc(1 << 16)), 1);
    response.on('close', () => clearInterval(timer));
  });
  await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
});

it('a range behind the end of the file is refused', async () => {
  const url = await serve((start, end, response) => {
    response.writeHead(206, head(start + 1, end)).end(file.subarray(start, end));
  });
  await expect(openRemote(url)).rejects.toMatchObject({ code: 'BAD_INDEX' });
});

it('another range than was asked for is refused', async () => {
  let count = 0;
  const url = await serve((start, end, response) => {
    const from = count++ === 0 ? start : start - 1;
    response.writeHead(206, head(from, from + end - start)).end(file.subarray(from, from + end - start));
  });
  const remote = openRemote(url).then(each => each.search('石桥'));
  await expect(remote).rejects.toMatchObject({ code: 'BAD_INDEX' });
});

/** A static server on this machine on a slow line: all answers share its bytes, and each begins after a delay. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Bytes a millisecond: 1.6 Mbit/s. */
const lineBytesPerMs = 200;
/** Milliseconds until an answer begins. */
const answerDelayMs = 100;
/** Bytes that are sent at a time. */
const pieceBytes = 2048;

/** A file of the server. */
export interface SlowFile {
  readonly type: string;
  readonly body: Uint8Array;
  /** How the body is compressed. */
  readonly encoding?: 'br';
  /** Whether parts of it can be asked for (default true). */
  readonly ranges?: boolean;
}

/** What was asked for since the counts were set to 0: bytes of bodies, and requests. */
interface Traffic {
  bytes: number;
  requests: number;
}

export interface SlowServer {
  /** The address, with a slash at its end. */
  readonly url: string;
  readonly traffic: Traffic;
  close(): void;
}

/** @param find the file at a path without its slash */
export async function serveSlowly(find: (path: string) => SlowFile | undefined): Promise<SlowServer> {
  const traffic: Traffic = { bytes: 0, requests: 0 };
  let freeAt = 0;
  const server = createServer(async (request, response) => {
    traffic.requests++;
    await wait(answerDelayMs);
    const file = find(decodeURIComponent(new URL(request.url!, 'http://localhost').pathname.slice(1)));
    if (!file) return void response.writeHead(404).end();
    const { length } = file.body;
    const [, from, to] = (file.ranges !== false && /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')) || [];
    const start = from === undefined ? 0 : from === '' ? Math.max(0, length - Number(to)) : Number(from);
    const end = from === undefined || from === '' || to === '' ? length : Math.min(length, Number(to) + 1);
    response.writeHead(from === undefined ? 200 : 206, {
      'content-type': file.type,
      'content-length': end - start,
      'cache-control': 'max-age=600',
      etag: '"1"',
      ...(file.encoding && { 'content-encoding': file.encoding }),
      ...(from !== undefined && { 'content-range': `bytes ${start}-${end - 1}/${length}` }),
    });
    traffic.bytes += end - start;
    for (let at = start; at < end && !response.destroyed; at += pieceBytes) {
      const piece = file.body.subarray(at, Math.min(end, at + pieceBytes));
      freeAt = Math.max(freeAt, performance.now()) + piece.length / lineBytesPerMs;
      await wait(Math.max(0, freeAt - performance.now()));
      response.write(piece);
    }
    return void response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    traffic,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

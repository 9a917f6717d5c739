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
  /** How many parts of it can be asked for at once (default as many as are wanted, as nginx does). */
  readonly ranges?: 'none' | 'one';
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
    const { status, headers, body } = answerRanges(file, request.headers.range);
    response.writeHead(status, {
      'content-type': file.type,
      'content-length': body.length,
      'cache-control': 'max-age=600',
      etag: '"1"',
      ...(file.encoding && { 'content-encoding': file.encoding }),
      ...(file.ranges === undefined && { server: 'nginx' }),
      ...headers,
    });
    traffic.bytes += body.length;
    for (let at = 0; at < body.length && !response.destroyed; at += pieceBytes) {
      const piece = body.subarray(at, at + pieceBytes);
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

/** What a server answers to a request with this header `Range`. */
function answerRanges(
  { type, body, ranges }: SlowFile,
  asked: string | undefined,
): { readonly status: number; readonly headers: Record<string, string>; readonly body: Uint8Array } {
  const { length } = body;
  const wanted = (ranges !== 'none' && /^bytes=([\d,-]+)$/.exec(asked ?? '')?.[1].split(',')) || [];
  if (wanted.length === 0 || (wanted.length > 1 && ranges === 'one')) return { status: 200, headers: {}, body };
  const parts = wanted.map(each => {
    const [from, to] = each.split('-');
    const start = from === '' ? Math.max(0, length - Number(to)) : Number(from);
    const end = from === '' || to === '' ? length : Math.min(length, Number(to) + 1);
    return { place: `bytes ${start}-${end - 1}/${length}`, bytes: body.subarray(start, end) };
  });
  const [first] = parts;
  if (parts.length === 1) return { status: 206, headers: { 'content-range': first.place }, body: first.bytes };
  const boundary = '00000000000000000001';
  const several = parts.flatMap(({ place, bytes }) => [
    Buffer.from(`\r\n--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: ${place}\r\n\r\n`),
    bytes,
  ]);
  return {
    status: 206,
    headers: { 'content-type': `multipart/byteranges; boundary=${boundary}` },
    body: Buffer.concat([...several, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

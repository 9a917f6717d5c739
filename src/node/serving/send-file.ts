/** Sends a file of this machine as the answer to a request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import send from 'send';

/** Sends a text. */
export function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  const body = Buffer.from(text);
  response.writeHead(status, { 'content-type': type, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Sends a file, or the range that was asked for. Its `ETag` is strong, so that a reader of ranges can name it in `If-Range`:
 * a file that is replaced has another number on disk, one that is written anew another time.
 */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: string): void {
  const options = { root: dirname(file), dotfiles: 'allow', cacheControl: false, index: false } as const;
  send(request, encodeURIComponent(basename(file)), options)
    .on('file', (_path: string, stat: { size: number }) => {
      // The last bytes of a shorter file are all of it; `send` takes them for a range behind the end.
      const [, lastBytes] = /^bytes=-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      if (Number(lastBytes) > stat.size) request.headers.range = 'bytes=0-';
    })
    .on('headers', (_: ServerResponse, _path: string, stat: { size: number; mtimeMs: number; ino: number }) => {
      const parts = [stat.size, Math.round(stat.mtimeMs * 1000), stat.ino].map(each => each.toString(36));
      response.setHeader('etag', `"${parts.join('-')}"`);
    })
    .on('error', (error: { status?: number; headers?: Record<string, string> }) => {
      for (const [name, value] of Object.entries(error.headers ?? {})) response.setHeader(name, value);
      if (response.headersSent) response.destroy();
      else sendText(request, response, error.status ?? 500, 'The file cannot be sent.');
    })
    .pipe(response);
}

/**
 * Serves files of this machine to browsers on this machine, by ranges: what a static host does, to try a page with.
 *
 * Entry points: `serveFolder` for a built site, `serveIndex` for a search page of one index file; called by `hansou serve`.
 * Which file belongs to a path is decided in served-file.ts; ranges, conditions and types are those of the package `send`.
 */
import { realpathSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { readPartList } from '../files/split-file.ts';
import { openFile } from '../open-file.ts';
import { elementPartNames, findElementScript } from '../site/element-script.ts';
import { pageStyle, renderSearchPage } from '../site/search-page.ts';
import { bounds } from './bounds.ts';
import { listenHere } from './listen.ts';
import { sendFile, sendText } from './send-file.ts';
import { findServedFile, type Served } from './served-file.ts';

/** How to serve. */
export interface ServeOptions {
  /** TCP port (default 0: any free one). */
  readonly port?: number;
}

/** A running server. */
export interface FileServer {
  /** The address of its first page: `http://127.0.0.1:41235/`. */
  readonly url: string;
  /** Stops the server and closes open connections. */
  close(): Promise<void>;
}

/** What a server answers with. */
interface Answers {
  /** What stands at a path; undefined for nothing. @param path as it stands in the address, encoded */
  find(path: string): Served | undefined;
  /** The content security policy of all answers. */
  readonly policy: string;
}

/** The page of hansou needs nothing but its own files. */
const strictPolicy =
  "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'";
/** The pages of a site are what their maker wrote; but no page of another site shows them in a frame. */
const sitePolicy = "base-uri 'self'; frame-ancestors 'self'; object-src 'none'";

/**
 * Serves a folder on 127.0.0.1. `404.html` is the answer where nothing is.
 * @throws HansouError IO if the folder cannot be read or the port is not available
 */
export function serveFolder(folder: string, options: ServeOptions = {}): Promise<FileServer> {
  const root = realpathSync(folder);
  return serve({ find: path => findServedFile(root, path), policy: sitePolicy }, options);
}

/**
 * Serves a search page for an index file on 127.0.0.1: the page, its script and its style, and the file.
 * @throws HansouError IO if the file cannot be read or the port is not available; BAD_INDEX if it is no index
 */
export async function serveIndex(file: string, options: ServeOptions = {}): Promise<FileServer> {
  // A page that says "damaged" is a bad way to hear of a wrong argument.
  openFile(file).close();
  const script = findElementScript();
  const name = basename(file);
  const page = renderSearchPage({ title: name.replace(/\.hansou$/, ''), source: encodeURIComponent(name) });
  const answers = new Map<string, Served>([
    [`/${encodeURIComponent(name)}`, { file: realpathSync(file) }],
    ...(readPartList(file)?.parts ?? []).map(({ name: part }): [string, Served] => [
      `/${encodeURIComponent(part)}`,
      { file: realpathSync(join(dirname(file), part)) },
    ]),
    ['/', { type: 'text/html; charset=utf-8', text: page }],
    ['/page.css', { type: 'text/css; charset=utf-8', text: pageStyle }],
    ['/search.js', { file: script }],
    ...elementPartNames.map((part): [string, Served] => [`/${part}`, { file: join(dirname(script), part) }]),
  ]);
  return serve({ find: path => answers.get(path), policy: strictPolicy }, options);
}

async function serve(answers: Answers, { port = 0 }: ServeOptions): Promise<FileServer> {
  const server = createServer(
    {
      maxHeaderSize: bounds.headerBytes,
      headersTimeout: bounds.requestMs,
      requestTimeout: bounds.requestMs,
      connectionsCheckingInterval: bounds.checkMs,
    },
    (request, response) => answer(answers, request, response),
  );
  server.maxConnections = bounds.connections;
  server.setTimeout(bounds.idleMs);
  await listenHere(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actualPort}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function answer({ find, policy }: Answers, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cache-control', 'no-cache');
  const { method, url = '' } = request;
  // A page of another site whose name points to 127.0.0.1 would otherwise read everything here.
  if (!isOwnHost(request))
    return void sendText(request, response, 421, 'This server answers to 127.0.0.1 and localhost.');
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return void sendText(request, response, 405, 'Only GET and HEAD.');
  }
  const path = /^[^?#]*/.exec(url)![0];
  const found = find(path);
  if (found && 'redirect' in found) {
    response.setHeader('location', found.redirect + url.slice(path.length));
    return void sendText(request, response, 308, 'A folder.');
  }
  if (found && 'text' in found) return void sendText(request, response, 200, found.text, found.type);
  if (found) return void sendFile(request, response, found.file);
  const notFoundPage = find('/404.html');
  if (!notFoundPage || !('file' in notFoundPage))
    return void sendText(request, response, 404, 'There is no such file.');
  response.statusCode = 404;
  // The status stays: a part of this page, or "not modified", would be an answer to something else.
  for (const name of ['range', 'if-range', 'if-none-match', 'if-modified-since']) delete request.headers[name];
  return void sendFile(request, response, notFoundPage.file);
}

/** Whether the request names this server as its user sees it. */
function isOwnHost({ headersDistinct, socket }: IncomingMessage): boolean {
  const [host = '', ...others] = headersDistinct['host'] ?? [];
  // Of several, another program on the way may take another one.
  if (others.length > 0) return false;
  const [, name, port] = /^(127\.0\.0\.1|localhost)(?::(\d+))?$/i.exec(host) ?? [];
  return name !== undefined && Number(port ?? 80) === socket.localPort;
}

/** Serves a search page for one index on this machine only, to explore the index and to try the custom element. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenHere } from '../../src/node/serving/listen.ts';
import { escapeHtml } from '../../src/snippet/html.ts';
import type { ElementScript } from './element-script.ts';

/** What to serve. */
export interface SearchPageOptions {
  /** The bytes of an index file. */
  readonly index: Uint8Array;
  readonly element: ElementScript;
  /** The title of the page. */
  readonly title: string;
  /** Example queries, shown as buttons. */
  readonly examples?: readonly string[];
  /** TCP port; 0 for any free one. */
  readonly port: number;
}

/** A running server. */
export interface SearchPageServer {
  /** The address of the page. */
  readonly url: string;
  /** Stops the server and closes open connections. */
  close(): Promise<void>;
}

/**
 * Serves the page on 127.0.0.1. The server answers GET and HEAD requests to `/`, the files of the element and `/site.hansou` only.
 * @throws HansouError IO when the port is not available
 */
export async function serveSearchPage(options: SearchPageOptions): Promise<SearchPageServer> {
  const answers = new Map<string, { readonly type: string; readonly body: Uint8Array | string }>([
    ['/', { type: 'text/html; charset=utf-8', body: renderPage(options) }],
    ['/element.js', { type: 'text/javascript; charset=utf-8', body: options.element.script }],
    ...Object.entries(options.element.parts).map(
      ([name, body]) => [`/${name}`, { type: 'text/javascript; charset=utf-8', body }] as const,
    ),
    ['/site.hansou', { type: 'application/octet-stream', body: options.index }],
  ]);
  const server = createServer((request, response) => {
    const answer = answers.get((request.url ?? '').split('?')[0]);
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
    else if (!answer) response.writeHead(404).end();
    else {
      response.writeHead(200, {
        'content-type': answer.type,
        'content-security-policy': "default-src 'self'; style-src 'unsafe-inline'; script-src 'self' 'unsafe-inline'",
        'x-content-type-options': 'nosniff',
      });
      response.end(request.method === 'HEAD' ? undefined : answer.body);
    }
  });
  await listenHere(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function renderPage({ title, examples = [] }: SearchPageOptions): string {
  const buttons = examples.map(query => `<button type="button">${escapeHtml(query)}</button>`).join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font-family: 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; }
body { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1rem 4rem; background: light-dark(#faf7f2, #161412); color: light-dark(#2b2723, #eae5de); }
h1 { margin: 0 0 1.2rem; font-size: 1.5rem; letter-spacing: .08em; }
nav { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 1rem; }
nav button:focus-visible { outline: 2px solid light-dark(#9a2b1f, #f0907f); outline-offset: 2px; }
nav button { padding: .15rem .8rem; border: 1px solid light-dark(#dcd6cc, #423e39); border-radius: 1rem; background: none; color: inherit; font: inherit; font-size: .9rem; cursor: pointer; }
</style>
<main>
<h1>${escapeHtml(title)}</h1>
${buttons ? `<nav aria-label="例子">\n${buttons}\n</nav>` : ''}
<hansou-search src="site.hansou" about="date author edition"></hansou-search>
</main>
<script src="element.js"></script>
<script>
const search = document.querySelector('hansou-search');
for (const button of document.querySelectorAll('nav button'))
  button.addEventListener('click', () => { search.query = button.textContent; search.focus(); });
</script>
</html>
`;
}

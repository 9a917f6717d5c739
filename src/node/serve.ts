/** A search page over one index, on this machine only: to look at an index, and to try the element. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HansouError } from '../errors.ts';
import { escapeHtml } from '../snippet/html.ts';

export interface SearchPageOptions {
  /** The bytes of an index file. */
  readonly index: Uint8Array;
  /** The element as one classic script (`dist/element.global.js`). */
  readonly script: string;
  /** What the page is called. */
  readonly title: string;
  /** Queries to offer under the box. */
  readonly examples?: readonly string[];
  /** A TCP port; 0 for any that is free. */
  readonly port: number;
}

/** A page that is being served; `close` ends it. */
export interface SearchPageServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the page on 127.0.0.1. It answers `/`, `/element.js` and `/site.hansou`, to GET and HEAD, and nothing else.
 * @throws HansouError IO when the port cannot be had
 */
export async function serveSearchPage(options: SearchPageOptions): Promise<SearchPageServer> {
  const answers = new Map<string, { readonly type: string; readonly body: Uint8Array | string }>([
    ['/', { type: 'text/html; charset=utf-8', body: page(options) }],
    ['/element.js', { type: 'text/javascript; charset=utf-8', body: options.script }],
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
  await listening(server, options.port);
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

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', cause =>
      reject(
        new HansouError('IO', `port ${port} cannot be listened on`, {
          expected: 'a free port on 127.0.0.1',
          got: cause.message,
          hint: 'Name another port, or leave it out for one that is free.',
          cause,
        }),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

function page({ title, examples = [] }: SearchPageOptions): string {
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
search.query = new URLSearchParams(location.search).get('q') ?? '';
for (const button of document.querySelectorAll('nav button'))
  button.addEventListener('click', () => { search.query = button.textContent; search.focus(); });
search.addEventListener('hansou-results', ({ detail }) =>
  history.replaceState(null, '', '?q=' + encodeURIComponent(detail.query)));
</script>
</html>
`;
}

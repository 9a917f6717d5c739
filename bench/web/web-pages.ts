/** The pages that the part `web` opens, with the files they need: hansou by ranges, hansou as a whole file, Pagefind. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bundleElement } from '../demo/element-script.ts';
import type { SlowFile } from './slow-server.ts';

/** A way to search in a page. Scripts in the page define `ask(query)`: it resolves when the first hits are shown,
 * and `whole`, a promise that is kept when all that belongs to the answer is shown. */
export interface WebWay {
  readonly name: string;
  /** The path of the page. */
  readonly page: string;
  find(path: string): SlowFile | undefined;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

function createFile(path: string, body: string | Uint8Array): SlowFile {
  const type = types[extname(path)] ?? 'application/octet-stream';
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  // Servers compress texts.
  return !type.startsWith('text/') ? { type, body: bytes } : { type, body: brotliCompressSync(bytes), encoding: 'br' };
}

/** The search box over an index. @param ranges which ranges of it the server sends (default several in one answer) */
export async function createBoxWay(name: string, index: Uint8Array, ranges?: 'none' | 'one'): Promise<WebWay> {
  const { script, parts } = await bundleElement();
  const page = `<!doctype html><meta charset="utf-8"><hansou-search src="site.hansou" param=""></hansou-search><script src="element.js"></script><script>
const shadow = document.querySelector('hansou-search').shadowRoot;
window.ask = query => new Promise(resolve => {
  const before = new Set(shadow.querySelectorAll('.hit'));
  const observer = new MutationObserver(() => {
    if (![...shadow.querySelectorAll('.hit')].some(hit => !before.has(hit))) return;
    observer.disconnect();
    resolve();
  });
  observer.observe(shadow, { childList: true, subtree: true });
  window.whole = new Promise(resolve => document.addEventListener('hansou-results', function listen({ detail }) {
    if (detail.query !== query) return;
    document.removeEventListener('hansou-results', listen);
    resolve();
  }));
  const box = shadow.querySelector('input');
  box.focus();
  box.value = query;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
});
window.box = shadow.querySelector('input');
</script>`;
  const files = new Map<string, SlowFile>([
    ['page.html', createFile('page.html', page)],
    ['element.js', createFile('element.js', script)],
    ...Object.entries(parts).map(([path, body]): [string, SlowFile] => [path, createFile(path, body)]),
    ['site.hansou', { type: 'application/octet-stream', body: index, ...(ranges && { ranges }) }],
  ]);
  return { name, page: 'page.html', find: path => files.get(path) };
}

/** Pagefind's own script, with the texts of the first ten hits. @param folder with what Pagefind wrote */
export function createPagefindWay(name: string, folder: string): WebWay {
  const page = `<!doctype html><meta charset="utf-8"><script type="module">
const pagefind = await import('/pagefind/pagefind.js');
window.ask = async query => {
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 10).map(result => result.data()));
  window.whole = Promise.resolve();
  document.body.innerHTML = shown.map(({ excerpt }) => '<p>' + excerpt + '</p>').join('');
};
</script>`;
  return {
    name,
    page: 'page.html',
    find: path => {
      if (path === 'page.html') return createFile(path, page);
      const file = join(folder, path);
      return existsSync(file) && statSync(file).isFile() ? createFile(path, readFileSync(file)) : undefined;
    },
  };
}

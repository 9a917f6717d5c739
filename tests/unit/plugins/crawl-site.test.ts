import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { openFile } from '../../../src/node/open-file.ts';
import { indexServedSite } from '../../../src/plugins/crawl-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-crawl-'));
const output = join(folder, 'site.hansou');
const page = (title: string, ...links: string[]) =>
  `<!doctype html><meta charset="utf-8"><title>${title}</title><nav>${links.map(link => `<a href="${link}">去</a>`).join('')}</nav><main><h1>${title}</h1><p>石桥村的新桥。</p></main>`;
const pages: Record<string, string> = {
  '/docs/': page('首页', 'guide', '/docs/guide/', './guide?x=1#y', '/elsewhere', 'https://example.org/far', 'broken'),
  '/docs/guide/': page('指南', '../%E9%B1%BC%E5%A1%98', '../picture.png', '../moved', 'javascript:void 0', '//['),
  '/docs/鱼塘': page('鱼塘', '/docs/', 'data.json', '404.html', 'hansou/'),
  '/docs/alone.html': page('孤页'),
  '/docs/404.html': page('没有'),
  '/elsewhere': page('别处'),
};
let server: Server;
let site: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = decodeURI(request.url ?? '');
    asked.push(path);
    if (path.endsWith('/moved')) response.writeHead(302, { location: '/elsewhere' }).end();
    else if (path.endsWith('/broken')) response.writeHead(500, { 'content-type': 'text/html' }).end('<p>坏');
    else if (pages[path]) response.writeHead(200, { 'content-type': 'text/html' }).end(pages[path]);
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/docs/`;
});
afterAll(async () => {
  await new Promise(resolve => server.close(resolve));
  rmSync(folder, { recursive: true });
});

it('indexes each page of a site that links lead to once, and asks for nothing outside of it', async () => {
  await indexServedSite({ output, lexicon: await baseLexicon() }, { site, starts: ['alone.html', 'guide/'] });
  const index = openFile(output);
  const found = index.search('新桥').hits.map(({ id, document }) => [id, (document as Record<string, unknown>)['url']]);
  index.close();
  expect(found.map(([, url]) => url).sort()).toEqual(
    ['/docs/', '/docs/alone.html', '/docs/guide/', '/docs/鱼塘'].sort(),
  );
  expect(found.every(([id, url]) => id === url)).toBe(true);
  expect(asked.sort()).toEqual(
    ['/docs/', '/docs/alone.html', '/docs/broken', '/docs/guide/', '/docs/鱼塘', '/docs/moved'].sort(),
  );
});

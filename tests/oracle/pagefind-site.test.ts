/** A site prepared for Pagefind gives the same pages and filters with hansou as with Pagefind itself. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { close, createIndex } from 'pagefind';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIndex, type SearchIndex } from '../../src/index.ts';
import type { documentFields } from '../../src/node/index.ts';
import { hansou } from '../cli/streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-pagefind-'));
const site = join(folder, 'site');
afterAll(() => rmSync(folder, { recursive: true }));

const topics = ['安装', '路由', '组件', '状态', '表单', '动画', '缓存', '权限', '插件', '主题'];
const kinds = ['指南', '参考', '示例'];

/** A page as VitePress writes it: bars with links around the main text, which alone is marked. */
function writePage(title: string, main: string, mark = 'data-pagefind-body'): string {
  const links = topics.map(topic => `<a href="/guide/${topic}.html">${topic}栏目</a>`).join('');
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title} | 云汀文档</title></head><body><div id="app"><div class="Layout">
<header class="VPNav"><div class="VPNavBar"><a class="title" href="/">云汀文档</a><nav>${links}</nav></div></header>
<aside class="VPSidebar"><nav><h2>目录</h2>${links}</nav></aside>
<div class="VPContent has-sidebar" id="VPContent"><div class="VPDoc"><div class="aside"><nav class="VPDocAsideOutline">本页内容</nav></div>
<main class="main" ${mark}><div class="vp-doc"><div>${main}</div></div></main>
<footer class="VPDocFooter"><a>上一页</a><p>最后更新于</p></footer></div></div></div></div><script>window.__VP_HASH_MAP__={}</script></body></html>`;
}

/** Thirty pages with text, a start page, one that is not marked, and one that only has a mark to be left out. */
function writeSite(): void {
  const write = (path: string, html: string) => {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), html);
  };
  kinds.forEach((kind, k) => {
    topics.forEach((topic, t) => {
      const title = `${topic}${kind}`;
      const heading = `<h1 id="${title}" tabindex="-1">${title} <a class="header-anchor" href="#${title}" aria-label="链接">&ZeroWidthSpace;</a></h1>`;
      const filters = [
        `<span data-pagefind-filter="分类">${kind}</span>`,
        t % 2 === 0 ? '<p data-pagefind-filter="难度:入门, 版本[data-version]" data-version="v2">入门读物</p>' : '',
        t % 3 === 0 ? `<i data-pagefind-filter="标签">${topic}</i><i data-pagefind-filter="标签">桥梁</i>` : '',
        t % 5 === 0 ? '<div data-pagefind-ignore="all"><b data-pagefind-filter="标签">不要</b>不收的字</div>' : '',
        t % 4 === 0 ? '<div data-pagefind-ignore><b data-pagefind-filter="作者">董小满</b>隐去的字</div>' : '',
      ];
      const meta = t === 7 ? '<span data-pagefind-meta="title">另起的标题</span>' : '';
      const text = `<p>这一页讲${topic}的${kind}，内容不多。</p><h2 id="步骤">${topic}的步骤</h2><p>先看说明，再照着做一遍。</p>`;
      const path = k === 0 ? `guide/${topic}.html` : k === 1 ? `参考/${topic}/index.html` : `example/第 ${t} 例.html`;
      write(path, writePage(title, `${heading}${filters.join('')}${meta}${text}`));
    });
  });
  write(
    'index.html',
    writePage('首页', '<h1>云汀文档</h1><p>从这里开始。</p><em data-pagefind-filter="分类">首页</em>'),
  );
  write('404.html', writePage('找不到', '<h1>找不到这一页</h1>', ''));
  write('about/ignored.html', writePage('关于', '<h1>关于我们</h1>', 'data-pagefind-ignore'));
}

/** What an index knows of a page. */
interface Page {
  readonly title: string;
  readonly filters: readonly string[];
}

/** Builds the index of Pagefind; undefined where its program for this machine is not installed. */
async function buildWithPagefind(): Promise<Map<string, Page> | undefined> {
  const { index, errors } = await createIndex({ forceLanguage: 'zh' }).catch((error: Error) => {
    // All that it says where there is no program; anything else is a fault.
    if (!error.message.startsWith('Failed to install')) throw error;
    return { index: undefined, errors: [] };
  });
  expect(errors).toEqual([]);
  if (!index) return undefined;
  await index.addDirectory({ path: site });
  await index.writeFiles({ outputPath: join(folder, 'pagefind') });
  await close();
  const pages = new Map<string, Page>();
  for (const name of readdirSync(join(folder, 'pagefind/fragment'))) {
    const text = gunzipSync(readFileSync(join(folder, 'pagefind/fragment', name))).toString();
    const { url, meta, filters } = JSON.parse(text.slice(text.indexOf('{'))) as {
      url: string;
      meta: Record<string, string>;
      filters: Record<string, string[]>;
    };
    const values = Object.entries(filters).flatMap(([key, list]) => list.map(value => `${key}:${value}`));
    pages.set(url, { title: (meta['title'] ?? '').replaceAll('\u200b', '').trim(), filters: values.sort() });
  }
  return pages;
}

writeSite();
const expected = await buildWithPagefind();
const nameOfSkip = expected ? '' : ' (skipped: the program of pagefind is not installed for this machine)';

describe.skipIf(!expected)(`a site prepared for Pagefind${nameOfSkip}`, () => {
  let index: SearchIndex<typeof documentFields>;
  let pages: Map<string, Page>;
  beforeAll(async () => {
    const output = join(folder, 'site.hansou');
    const { code, err } = await hansou(['build', site, '-o', output]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    index = openIndex<typeof documentFields>(readFileSync(output));
    const { hits } = index.search({ not: { words: '没有这样的字句' } }, { limit: 100, snippet: false });
    pages = new Map(
      hits.map(({ document: { url, title, filters } }) => [
        String(url),
        { title: title ?? '', filters: [...(filters ?? [])].sort() },
      ]),
    );
  });

  it('has the same pages, under the same addresses and titles', () => {
    const titles = (from: ReadonlyMap<string, Page>) =>
      [...from].map(([url, { title }]) => [decodeURI(url), title]).sort();
    expect(expected!.size).toBe(31);
    expect(titles(pages)).toEqual(titles(expected!));
  });

  it('has the same filters with the same values', () => {
    const filters = (from: ReadonlyMap<string, Page>) =>
      [...from].map(([url, page]) => [decodeURI(url), page.filters]).sort(([a], [b]) => (a! < b! ? -1 : 1));
    expect(filters(pages)).toEqual(filters(expected!));
    const { total } = index.search('步骤', { filter: { filters: '难度:入门' } });
    expect(total).toBe([...expected!.values()].filter(page => page.filters.includes('难度:入门')).length);
  });

  it('finds the marked text, and nothing that is left out or stands around it', () => {
    expect(index.search('"先看说明"').total).toBe(30);
    for (const text of ['不收的字', '隐去的字', '栏目', '最后更新于', '关于我们', '找不到这一页'])
      expect(index.search(`"${text}"`).total, text).toBe(0);
  });
});

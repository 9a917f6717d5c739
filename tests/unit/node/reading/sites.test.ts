/** What the folders of site generators say of addresses, and which of their files are no pages. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDocuments } from '../../../../src/node/reading/read-documents.ts';

let site = '';
beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'hansou-site-'));
});
afterEach(() => rmSync(site, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(site, name)), { recursive: true });
    writeFileSync(join(site, name), content);
  }
}

/** The addresses of the pages below a folder of the site, and what is left out as no page. */
async function read(folder = '') {
  const parts: string[] = [];
  const urls: string[] = [];
  const options = {
    onLeftOut({ file, kind }: { file: string; kind: string }) {
      if (kind === 'site part') parts.push(file.slice(site.length + 1));
    },
  };
  for await (const { url } of readDocuments([join(site, folder)], options)) urls.push(url ?? '');
  return { urls, parts };
}

const post = '---\ntitle: 石桥 通车（上）\ndate: 2022-09-05\nslug: qiao\n---\n新桥今天通车。';
const withoutSlug = '---\ntitle: 石桥 通车（上）\ndate: 2022-09-05\n---\n新桥今天通车。';

it.each([
  ['hugo.toml', "[permalinks.page]\nposts = '/articles/:year/:month/:slug/'", '/articles/2022/09/qiao/'],
  ['hugo.yaml', 'permalinks:\n  posts: /:sections/:day/:title/', '/posts/old/05/石桥-通车上/'],
  ['hugo.yml', 'permalinks:\n  posts: /:section/:contentbasename', '/posts/bridge'],
  ['hugo.json', '{"permalinks": {"page": {"posts": "/:filename/:yearday/:weekday/"}}}', '/bridge/248/1/'],
  ['config.toml', "[permalinks]\nposts = '/:monthname/:weekdayname/:slugorfilename/'", '/September/Monday/qiao/'],
  ['config/_default/permalinks.toml', "[page]\nposts = '/a/:slug/'", '/a/qiao/'],
  ['hugo.toml', 'uglyURLs = true', '/posts/old/qiao.html'],
  ['hugo.toml', "[uglyURLs]\nposts = true\n[permalinks]\nposts = '/a/:year/:slug/'", '/a/2022/qiao.html'],
  // A placeholder that is not known, another section, a configuration that is none: the path.
  ['hugo.toml', "[permalinks]\nposts = '/:author/:slug/'", '/posts/old/qiao/'],
  ['hugo.toml', "[permalinks]\nnews = '/n/:slug/'", '/posts/old/qiao/'],
  ['hugo.toml', '[[[', '/posts/old/qiao/'],
])('the address of a page of Hugo with %s %s is %s', async (name, config, url) => {
  write({ [name]: config, 'archetypes/default.md': '---\ntitle: 题\n---\n样', 'content/posts/old/bridge.md': post });
  expect(await read()).toEqual({ urls: [url], parts: ['archetypes/default.md'] });
});

it('the address of a page of Hugo without a slug is that of its title; folders with index.md are pages', async () => {
  write({
    'hugo.toml': "[permalinks]\nposts = '/a/:slug/'\nnotes = '/b/:contentbasename/'",
    'content/posts/_index.md': '---\ntitle: 全部\n---\n目录',
    'content/posts/bridge.md': withoutSlug,
    'content/notes/ferry/index.md': withoutSlug,
  });
  expect((await read()).urls).toEqual(['/b/ferry/', '/posts/', '/a/石桥-通车上/']);
});

it.each([
  ['docusaurus.config.js', ['docs/_partials/a.mdx', 'docs/_b.md'], ['docs/c.md', 'docs/d_e.md']],
  [
    'scaffolds/post.md',
    ['scaffolds/post.md', 'source/_data/a.md', 'source/_b.md'],
    ['source/_posts/c.md', 'source/d.md'],
  ],
  ['Gemfile', ['_includes/a.md', '_layouts/b.html'], ['_docs/c.md', '_posts/2022-09-05-d.md']],
  ['hugo.toml', ['archetypes/a.md', 'layouts/b.html'], ['content/_index.md', 'content/c.md']],
  ['.vitepress/config.js', [], ['_a.md', 'b/_c/d.md']],
])('leaves out what a site with %s makes no pages of, by name', async (marker, parts, pages) => {
  write(Object.fromEntries([marker, ...parts, ...pages].map(name => [name, `石桥通车 ${name.replace(/\W/g, ' ')}`])));
  const { urls, parts: found } = await read();
  expect(found.sort()).toEqual([...parts].sort());
  expect(urls).toHaveLength(pages.length);
});

it('reads such a file, and a folder of them, that is named itself', async () => {
  write({ 'docusaurus.config.js': '', 'docs/_partials/a.mdx': '石桥', 'docs/b.md': '通车' });
  expect((await read('docs/_partials')).urls).toHaveLength(1);
  expect((await read('docs/_partials/a.mdx')).urls).toHaveLength(1);
});

it('Markdown beside the web page that was made of it is left out by name, but only in a published site', async () => {
  const page = '<title>页</title><main><p>新桥今天通车。</p></main>';
  const files = {
    'start.html': page,
    'start.md': '新桥',
    'ferry/index.html': page,
    'ferry.md': '渡口',
    'news.md': '消息',
  };
  const readKinds = async () => {
    const leftOut: string[] = [];
    const read: string[] = [];
    const onLeftOut = ({ file, kind }: { file: string; kind: string }) => {
      if (kind === 'page source') leftOut.push(file.slice(site.length + 1));
    };
    for await (const { id } of readDocuments([site], { onLeftOut })) read.push(id.slice(site.length + 1));
    return { leftOut: leftOut.sort(), read: read.sort() };
  };
  write(files);
  expect(await readKinds()).toEqual({ leftOut: [], read: Object.keys(files).sort() });
  write({ 'index.html': page });
  const pages = ['ferry/index.html', 'index.html', 'news.md', 'start.html'];
  expect(await readKinds()).toEqual({ leftOut: ['ferry.md', 'start.md'], read: pages });
});

it.each([
  ['.vitepress/config.ts', 'export default { cleanUrls: true }', 'a/b.md', '/a/b'],
  ['.vitepress/config.mts', 'export default defineConfig({\n  "cleanUrls" : true,\n})', 'index.md', '/'],
  ['.vitepress/config/shared.ts', 'export const shared = { cleanUrls: true }', 'a.md', '/a'],
  ['.vitepress/config.js', 'module.exports = { cleanUrls: false }', 'a.md', '/a.html'],
  ['.vitepress/config.js', '// cleanUrls: true\n/* cleanUrls: true */\nexport default {}', 'a.md', '/a.html'],
  ['.vitepress/config.js', 'export default { cleanUrls: process.env.CLEAN === "1" }', 'a.md', '/a.html'],
  ['.vitepress/config.js', "export default { srcDir: './src', cleanUrls: true }", 'src/a/b.md', '/a/b'],
  ['.vitepress/config.js', "export default { srcDir: '.' }", 'src/a.md', '/src/a.html'],
  ['docusaurus.config.js', 'module.exports = { trailingSlash: true }', 'docs/a/b.md', '/docs/a/b/'],
  ['docusaurus.config.ts', 'export default { trailingSlash: false }', 'docs/a/index.md', '/docs/a'],
  ['docusaurus.config.mjs', 'export default {}', 'docs/a/b.md', '/docs/a/b'],
  [
    'docusaurus.config.js',
    "x = { docs: { path: 'docs', routeBasePath: '/' }, blog: { routeBasePath: 'news' } }",
    'docs/a.md',
    '/a',
  ],
  ['docusaurus.config.js', "x = { docs: { sidebar: {} }, blog: { routeBasePath: '/' } }", 'docs/a.md', '/docs/a'],
  ['docusaurus.config.js', "x = { docs: { routeBasePath: 'guide' }, trailingSlash: true }", 'docs/a.md', '/guide/a/'],
  [
    'docusaurus.config.js',
    "x = { docs: { routeBasePath: '/' } }",
    'i18n/zh-CN/docusaurus-plugin-content-docs/current/b.md',
    '/zh-CN/b',
  ],
])('%s with %s gives %s the address %s', async (name, config, page, url) => {
  write({ [name]: config, [page]: '# 石桥\n\n通车。' });
  expect((await read()).urls).toEqual([url]);
});

it('an option for clean addresses decides, whatever the configuration says', async () => {
  const urlsOf = async (cleanUrls: boolean) => {
    const urls: unknown[] = [];
    for await (const { url } of readDocuments([site], { cleanUrls })) urls.push(url);
    return urls;
  };
  write({ '.vitepress/config.ts': 'export default { cleanUrls: true }', 'a.md': '石桥' });
  expect(await urlsOf(false)).toEqual(['/a.html']);
  write({ '.vitepress/config.ts': 'export default { cleanUrls: false }' });
  expect(await urlsOf(true)).toEqual(['/a']);
});

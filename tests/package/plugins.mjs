// Builds and serves small sites with the real generators and the built package, as their users do. Run by
// `npm run packaging`. Each generator is installed into a temporary folder; without a registry its test is skipped by name.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openIndex } from 'hansou';
import { installMs, run, runTool, Skipped, waitFor, whileServing } from './projects.mjs';

const top = mkdtempSync(join(tmpdir(), 'hansou-plugins-'));
/** Writes files, and installs packages beside a link to this one. @throws Skipped if there is no registry */
async function createProject(name, packages, files) {
  const folder = join(top, name);
  for (const [path, content] of Object.entries({ 'package.json': '{ "private": true }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', ...packages];
  const { code } = await run('npm', install, folder, installMs);
  if (code !== 0) throw new Skipped(`${packages.join(' ')} cannot be installed within ${installMs / 1000} s`);
  symlinkSync(process.cwd(), join(folder, 'node_modules/hansou'), 'junction');
  return folder;
}

/** The addresses that an index finds. */
function urlsOf(bytes, query) {
  return openIndex(bytes)
    .search(query)
    .hits.map(({ document }) => document.url)
    .sort();
}

/** A port that is free now, for servers that do not choose one themselves. */
async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}

/** Finds the addresses of pages in an index that is served; none while there is no index, or nobody listens yet. */
async function find(address, query) {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? urlsOf(new Uint8Array(await response.arrayBuffer()), query) : [];
}

async function testVitePress() {
  const folder = await createProject('vitepress', ['vitepress@1'], {
    'docs/.vitepress/config.mjs': `import { defineConfig } from 'vitepress'
import { hansou } from 'hansou/vitepress'
export default defineConfig({
  title: '云汀', base: '/docs/', cleanUrls: true, rewrites: { 'old/:page': 'new/:page' }, vite: { plugins: [hansou()] },
  locales: { root: { label: '中文', lang: 'zh' }, en: { label: 'English', lang: 'en' } },
})`,
    'docs/index.md': '# 云汀\n\n欢迎来到云汀。',
    'docs/guide/bridge.md': '# 石桥\n\n## 通车 {#open}\n\n石桥村的新桥今天通车。',
    'docs/old/pond.md': '# 鱼塘\n\n鱼塘清淤完工。',
    'docs/en/guide/bridge.md': '# The bridge\n\nThe new bridge (新桥) is open.',
  });
  await runTool(folder, 'vitepress/bin/vitepress.js', ['build', 'docs']);
  const dist = join(folder, 'docs/.vitepress/dist');
  const built = readFileSync(join(dist, 'hansou/site.hansou'));
  assert.deepEqual(urlsOf(built, '新桥'), ['/docs/guide/bridge']);
  assert.deepEqual(urlsOf(built, '鱼塘'), ['/docs/new/pond']);
  assert.deepEqual(urlsOf(readFileSync(join(dist, 'hansou/en.hansou')), '新桥'), ['/docs/en/guide/bridge']);
  assert.equal(openIndex(built).search('新桥').hits[0].document.title, '石桥');
  for (const [page, index] of Object.entries({ 'index.html': 'site', 'en/guide/bridge.html': 'en' }))
    assert.ok(readFileSync(join(dist, page), 'utf8').includes(` src="/docs/hansou/${index}.hansou"`), page);

  await whileServing(folder, 'vitepress/bin/vitepress.js', ['dev', 'docs', '--port', '0'], async address => {
    const index = `${address}/docs/hansou/site.hansou`;
    assert.deepEqual(await find(index, '新桥'), ['/docs/guide/bridge']);
    assert.deepEqual(await find(index, '鱼塘'), ['/docs/new/pond']);
    assert.deepEqual(await find(`${address}/docs/hansou/en.hansou`, '新桥'), ['/docs/en/guide/bridge']);
    assert.equal((await fetch(`${address}/docs/hansou/search.js`)).status, 200);
    appendFileSync(join(folder, 'docs/index.md'), '\n莲蓬熟了。\n');
    await waitFor('the index follows a change of a page', () => find(index, '莲蓬'), ['/docs/']);
  });
}

async function testVite() {
  const page = (title, text) =>
    `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${title}</title><header><hansou-search></hansou-search></header><main><h1>${title}</h1><p>${text}</p></main><script type="module" src="/main.js"></script></html>`;
  const folder = await createProject('vite', ['vite@7'], {
    'vite.config.mjs': `import { hansou } from 'hansou/vite'
export default { base: '/docs/', plugins: [hansou()], build: { rollupOptions: { input: ['index.html', 'guide/bridge.html'] } } }`,
    'main.js': `document.documentElement.dataset.ready = ''`,
    'index.html': page('云汀', '欢迎来到云汀。'),
    'guide/bridge.html': page('石桥', '石桥村的新桥今天通车。'),
    'public/pond.html': '<!doctype html><title>鱼塘</title><main>鱼塘清淤完工。</main>',
  });
  await runTool(folder, 'vite/bin/vite.js', ['build']);
  const built = readFileSync(join(folder, 'dist/hansou/site.hansou'));
  assert.deepEqual(urlsOf(built, '新桥'), ['/docs/guide/bridge.html']);
  assert.deepEqual(urlsOf(built, '鱼塘'), ['/docs/pond.html']);
  assert.match(
    readFileSync(join(folder, 'dist/guide/bridge.html'), 'utf8'),
    /<script src="\/docs\/hansou\/search\.js" defer(?:="")?>/,
  );
  await whileServing(folder, 'vite/bin/vite.js', ['--port', '0', '--host', '127.0.0.1'], async address => {
    const index = `${address}/docs/hansou/site.hansou`;
    assert.deepEqual(await find(index, '新桥'), ['/docs/guide/bridge.html']);
    assert.deepEqual(await find(index, '鱼塘'), ['/docs/pond.html']);
    assert.match(await (await fetch(`${address}/docs/guide/bridge.html`)).text(), /"\/docs\/hansou\/search\.js"/);
    writeFileSync(join(folder, 'index.html'), page('云汀', '莲蓬熟了。'));
    await waitFor('the index follows a change of a page', () => find(index, '莲蓬'), ['/docs/']);
  });
}

async function testAstro() {
  const layout = `---
const { title } = Astro.props
---
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body><hansou-search></hansou-search><nav><a href="/docs/news/bridge/">石桥</a></nav><main><h1>{title}</h1><slot /></main></body></html>`;
  const folder = await createProject('astro', ['astro@5'], {
    'astro.config.mjs': `import { defineConfig } from 'astro/config'
import { hansou } from 'hansou/astro'
export default defineConfig({ base: '/docs', integrations: [hansou()] })`,
    'src/layouts/Page.astro': layout,
    'src/pages/index.astro': `---\nimport Page from '../layouts/Page.astro'\n---\n<Page title="云汀"><p>欢迎来到云汀。</p></Page>`,
    'src/pages/pond.md': '---\nlayout: ../layouts/Page.astro\n---\n鱼塘清淤完工。',
    'src/pages/news/[slug].astro': `---
import Page from '../../layouts/Page.astro'
export const getStaticPaths = () => [{ params: { slug: 'bridge' } }]
---
<Page title="石桥"><p>石桥村的新桥今天通车。</p></Page>`,
  });
  const script = existsSync(join(folder, 'node_modules/astro/astro.js')) ? 'astro/astro.js' : 'astro/bin/astro.mjs';
  await runTool(folder, script, ['build']);
  const built = readFileSync(join(folder, 'dist/hansou/site.hansou'));
  assert.deepEqual(urlsOf(built, '新桥'), ['/docs/news/bridge/']);
  assert.deepEqual(urlsOf(built, '鱼塘'), ['/docs/pond/']);
  await whileServing(folder, script, ['dev', '--port', '0', '--host', '127.0.0.1'], async address => {
    const index = `${address}/docs/hansou/site.hansou`;
    assert.deepEqual(await find(index, '新桥'), ['/docs/news/bridge/']);
    assert.deepEqual(await find(index, '鱼塘'), ['/docs/pond']);
    assert.equal((await fetch(`${address}/docs/hansou/search.js`)).status, 200);
    appendFileSync(join(folder, 'src/pages/pond.md'), '\n莲蓬熟了。\n');
    await waitFor('the index follows a change of a page', () => find(index, '莲蓬'), ['/docs/pond']);
  });
}

async function testHexo() {
  const folder = await createProject(
    'hexo',
    ['hexo@8', 'hexo-server', 'hexo-renderer-marked', 'hexo-renderer-ejs', 'hexo-generator-index'],
    {
      // Hexo looks for itself here.
      'package.json': '{ "private": true, "hexo": { "version": "" } }',
      '_config.yml':
        'title: 云汀\nurl: https://example.org/blog\nroot: /blog/\ntheme: plain\npermalink: :year/:title/\n',
      'scripts/hansou.js': `require('hansou/hexo').hansou(hexo)`,
      'themes/plain/layout/index.ejs': '<html><head></head><body><hansou-search></hansou-search></body></html>',
      'themes/plain/layout/post.ejs': '<html><head></head><body><%- page.content %></body></html>',
      'themes/plain/layout/page.ejs': '<html><head></head><body><%- page.content %></body></html>',
      'source/_posts/bridge.md':
        '---\ntitle: 石桥\ndate: 2022-09-05 08:00:00\ntags: [工程]\ncategories: [新闻]\n---\n## 通车\n\n石桥村的新桥今天通车。',
      'source/_posts/secret.md': '---\ntitle: 草稿\ndate: 2022-09-06\nindexing: false\n---\n新桥的秘密。',
      'source/pond/index.md': '---\ntitle: 鱼塘\n---\n鱼塘清淤完工。',
    },
  );
  await runTool(folder, 'hexo/bin/hexo', ['generate']);
  const built = readFileSync(join(folder, 'public/hansou/site.hansou'));
  assert.deepEqual(urlsOf(built, '新桥'), ['/blog/2022/bridge/']);
  assert.deepEqual(urlsOf(built, '鱼塘'), ['/blog/pond/']);
  const { date, tags, title } = openIndex(built).search('新桥').hits[0].document;
  assert.deepEqual({ date, tags, title }, { date: '2022-09-05', tags: ['工程', '新闻'], title: '石桥' });
  assert.equal(openIndex(built).search('通车').hits[0].sections[0].title, '通车');
  assert.match(
    readFileSync(join(folder, 'public/index.html'), 'utf8'),
    /<script src="\/blog\/hansou\/search\.js" defer>/,
  );
  for (const name of ['search.js', 'index.html', 'page.css'])
    assert.ok(existsSync(join(folder, 'public/hansou', name)));
  await whileServing(folder, 'hexo/bin/hexo', ['server', '--port', '0', '--ip', '127.0.0.1'], async address => {
    const index = `${address}/blog/hansou/site.hansou`;
    assert.deepEqual(await find(index, '新桥'), ['/blog/2022/bridge/']);
    appendFileSync(join(folder, 'source/pond/index.md'), '\n莲蓬熟了。\n');
    await waitFor('the index follows a change of a page', () => find(index, '莲蓬'), ['/blog/pond/']);
  });
}

async function testDocusaurus() {
  const folder = await createProject(
    'docusaurus',
    ['@docusaurus/core@3', '@docusaurus/preset-classic@3', '@mdx-js/react@3', 'react@19', 'react-dom@19'],
    {
      'docusaurus.config.mjs': `export default {
  title: '云汀', url: 'https://example.org', baseUrl: '/docs/', i18n: { defaultLocale: 'zh-CN', locales: ['zh-CN'] },
  presets: [['classic', { docs: { routeBasePath: 'guide', sidebarPath: false }, blog: {}, theme: {} }]],
  plugins: [['hansou/docusaurus', {}]],
}`,
      'docs/bridge.md': '# 石桥\n\n## 通车\n\n石桥村的新桥今天通车。',
      'blog/2022-09-05-pond.md':
        '---\ntitle: 鱼塘\ntags: [塘]\n---\n鱼塘清淤完工。\n\n{/* truncate */}\n\n社员们忙着采收。',
      'src/pages/index.md': '# 云汀\n\n欢迎来到云汀。',
    },
  );
  const script = '@docusaurus/core/bin/docusaurus.mjs';
  await runTool(folder, script, ['build', '--no-minify']);
  const built = readFileSync(join(folder, 'build/hansou/site.hansou'));
  assert.deepEqual(urlsOf(built, '新桥'), ['/docs/guide/bridge']);
  assert.deepEqual(urlsOf(built, '鱼塘'), ['/docs/blog/2022/09/05/pond']);
  assert.deepEqual(urlsOf(built, '欢迎来到云汀'), ['/docs/']);
  assert.match(
    readFileSync(join(folder, 'build/guide/bridge/index.html'), 'utf8'),
    /<hansou-search[^>]* src="\/docs\/hansou\/site\.hansou"/,
  );
  const port = await findFreePort();
  await whileServing(folder, script, ['start', '--no-open', '--port', port, '--host', '127.0.0.1'], async address => {
    const index = `${address}/docs/hansou/site.hansou`;
    await waitFor('the index is served', () => find(index, '新桥'), ['/docs/guide/bridge']);
    assert.deepEqual(await find(index, '鱼塘'), ['/docs/blog/2022/09/05/pond']);
    appendFileSync(join(folder, 'docs/bridge.md'), '\n莲蓬熟了。\n');
    await waitFor('the index follows a change of a page', () => find(index, '莲蓬'), ['/docs/guide/bridge']);
  });
}

const tests = {
  vitepress: testVitePress,
  vite: testVite,
  astro: testAstro,
  hexo: testHexo,
  docusaurus: testDocusaurus,
};
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(tests);
const started = performance.now();
let passed = 0;
try {
  // Installing waits for the registry, so all are tested at a time.
  await Promise.all(
    chosen.map(async name => {
      try {
        await tests[name]();
        passed++;
        console.log(`${name}: builds, and follows changes in development.`);
      } catch (error) {
        if (error instanceof Skipped) return console.log(`${name}: skipped, because ${error.message}.`);
        console.error(`${name}:`, error);
        process.exitCode = 1;
      }
    }),
  );
  if (passed === 0) {
    console.error('No generator was tested.');
    process.exitCode = 1;
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
} finally {
  rmSync(top, { recursive: true, force: true, maxRetries: 5 });
}

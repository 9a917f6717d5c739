// Builds and serves small sites with the real generators and the built package, as their users do. Run by
// `npm run packaging`. Each generator is installed into a temporary folder; without a registry its test is skipped by name.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openIndex } from 'hansou';

const top = mkdtempSync(join(tmpdir(), 'hansou-plugins-'));

/** Writes files, and installs packages beside a link to this one. @returns the folder; undefined if there is no registry */
function createProject(name, packages, files) {
  const folder = join(top, name);
  for (const [path, content] of Object.entries({ 'package.json': '{ "private": true, "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages];
  const { status } = spawnSync('npm', install, { cwd: folder, shell: process.platform === 'win32' });
  if (status !== 0) {
    console.log(`${name}: skipped, because ${packages.join(' ')} cannot be installed.`);
    return undefined;
  }
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

async function testVitePress() {
  const folder = createProject('vitepress', ['vitepress@1'], {
    'docs/.vitepress/config.mjs': `import { defineConfig } from 'vitepress'
import { hansou } from 'hansou/vitepress'
export default defineConfig({ title: '云汀', base: '/docs/', cleanUrls: true, rewrites: { 'old/:page': 'new/:page' }, vite: { plugins: [hansou()] } })`,
    'docs/index.md': '# 云汀\n\n欢迎来到云汀。',
    'docs/guide/bridge.md': '# 石桥\n\n## 通车 {#open}\n\n石桥村的新桥今天通车。',
    'docs/old/pond.md': '# 鱼塘\n\n鱼塘清淤完工。',
  });
  if (!folder) return;
  const vitepress = join(folder, 'node_modules/vitepress/bin/vitepress.js');
  execFileSync(process.execPath, [vitepress, 'build', 'docs'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const built = readFileSync(join(folder, 'docs/.vitepress/dist/hansou/site.hansou'));
  assert.deepEqual(urlsOf(built, '新桥'), ['/docs/guide/bridge']);
  assert.deepEqual(urlsOf(built, '鱼塘'), ['/docs/new/pond']);
  assert.equal(openIndex(built).search('新桥').hits[0].document.title, '石桥');
  assert.match(
    readFileSync(join(folder, 'docs/.vitepress/dist/index.html'), 'utf8'),
    /<hansou-search[^>]* src="\/docs\/hansou\/site\.hansou"/,
  );

  // The address is read out of what is printed, so it must not be coloured, as it would be where CI is set.
  const env = { ...process.env, NO_COLOR: '1' };
  const server = spawn(process.execPath, [vitepress, 'dev', 'docs', '--port', '0'], { cwd: folder, env });
  try {
    let out = '';
    server.stdout.on('data', chunk => (out += chunk));
    const signal = AbortSignal.timeout(60_000);
    while (!/http:\/\/localhost:\d+/.test(out)) await once(server.stdout, 'data', { signal });
    const [address] = /http:\/\/localhost:\d+/.exec(out);
    const read = async () => new Uint8Array(await (await fetch(`${address}/docs/hansou/site.hansou`)).arrayBuffer());
    assert.deepEqual(urlsOf(await read(), '新桥'), ['/docs/guide/bridge']);
    assert.deepEqual(urlsOf(await read(), '鱼塘'), ['/docs/new/pond']);
    assert.equal((await fetch(`${address}/docs/hansou/search.js`)).status, 200);
    // A page that changes is found as it is now.
    appendFileSync(join(folder, 'docs/index.md'), '\n莲蓬熟了。\n');
    for (let tries = 0; urlsOf(await read(), '莲蓬').length === 0; tries++) {
      assert.ok(tries < 50, 'the index follows a change of a page');
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  } finally {
    server.kill();
  }
  console.log('vitepress: builds, and follows changes in development.');
}

try {
  await testVitePress();
} finally {
  rmSync(top, { recursive: true, force: true });
}

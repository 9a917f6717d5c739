// Installs the packed package into every folder of examples/, as its users do, and tries each with the real tool; pages are
// looked at in a browser. Also: Vite 5 to 7 in development, and several versions of TypeScript. Run by `npm run examples` after
// `npm run build`. What needs a registry, a browser or a runtime that is not there is skipped by name.
import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { launchBrowser, unpackBrowser } from '../../bench/web/browser.ts';
import { minimalPdf } from '../unit/node/reading/formats/minimal-pdf.ts';
import { installMs, run, Skipped, whileServing } from './projects.mjs';

const top = mkdtempSync(join(tmpdir(), 'hansou-examples-'));
const folders = readdirSync('examples').filter(name => statSync(join('examples', name)).isDirectory());
const typescripts = ['5.2', '5.4', '5.7', '5.9'];
/** The package as it is published. */
const maxTarballBytes = 4_000_000;

/** Packs hansou, and installs it with all that the examples name. @throws Skipped if there is no registry */
async function install() {
  const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', top], process.cwd());
  assert.equal(packed.code, 0, packed.out);
  const tarball = readdirSync(top).find(name => name.endsWith('.tgz'));
  const { size } = statSync(join(top, tarball));
  assert.ok(size <= maxTarballBytes, `the package has ${size} bytes`);
  for (const name of folders) {
    cpSync(join('examples', name), join(top, name), { recursive: true });
    const file = join(top, name, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.dependencies.hansou = `file:../${tarball}`;
    writeFileSync(file, JSON.stringify({ name: `example-${name}`, ...manifest }));
  }
  writeFileSync(join(top, 'package.json'), JSON.stringify({ private: true, workspaces: folders }));
  const aliases = [
    ...['5', '6'].map(each => `vite${each}@npm:vite@${each}`),
    ...typescripts.map(each => `typescript-${each}@npm:typescript@${each}`),
  ];
  await npmInstall([...aliases, '@types/node@20']);
  return size;
}

async function npmInstall(packages, scripts = ['--ignore-scripts']) {
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...scripts, ...packages];
  const { code, out } = await run('npm', args, top, installMs);
  if (code !== 0)
    throw new Skipped(`${packages.join(' ')} cannot be installed within ${installMs / 1000} s: ${out.slice(-300)}`);
}

/** Runs the script of an example. */
async function runScript(name, script) {
  const { code, out } = await run('npm', ['run', '--silent', script], join(top, name));
  assert.equal(code, 0, out);
  return out;
}

const contentTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Serves a built page with ranges, as web servers do; calls `test` with its address. */
async function whileServed(folder, test) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      const bytes = readFileSync(join(folder, pathname === '/' ? 'index.html' : pathname));
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const headers = {
        'content-type':
          contentTypes[extname(pathname || '.html')] ?? (pathname === '/' ? 'text/html' : 'application/octet-stream'),
      };
      if (from === undefined) return response.writeHead(200, headers).end(bytes);
      const end = Math.min(Number(to), bytes.length - 1);
      response
        .writeHead(206, { ...headers, 'content-range': `bytes ${from}-${end}/${bytes.length}` })
        .end(bytes.subarray(Number(from), end + 1));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    await test(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

let browser;

/** Opens a page in the browser; fails when the page throws. @throws Skipped if there is no browser */
async function look(address, test) {
  if (!browser) throw new Skipped('there is no Chromium (set CHROME_PATH to one)');
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors = [];
  page.on('pageerror', error => errors.push(error.stack ?? error.message));
  try {
    await page.goto(address);
    await test(page, context);
    assert.deepEqual(errors, []);
  } catch (error) {
    throw errors.length > 0 ? new Error(errors.join('\n'), { cause: error }) : error;
  } finally {
    await context.close();
  }
}

async function testFastify() {
  const env = { PORT: '0' };
  await whileServing(
    join(top, 'fastify'),
    '../server.js',
    [],
    async address => {
      const get = async (path, values) => {
        const response = await fetch(`${address}${path}?${new URLSearchParams(values)}`);
        return { status: response.status, body: await response.json() };
      };
      const { body } = await get('/search', { q: '石桥', author: '何田', from: '2022-09' });
      assert.deepEqual([body.total, body.pages], [1, 1]);
      assert.deepEqual(body.hits[0].title, '石桥村新桥通车');
      assert.match(body.hits[0].html[0], /<mark>石桥<\/mark>/);
      assert.deepEqual(
        body.facets.author.map(({ value, count }) => [value, count]),
        [
          ['何田', 1],
          ['周禾', 1],
        ],
      );
      assert.deepEqual((await get('/search', { q: '石桥', page: '2' })).body.hits, []);
      assert.equal((await get('/search', { q: '石桥', page: '0' })).status, 400);
      assert.ok((await get('/suggest', { q: '苇' })).body.some(({ word }) => word.startsWith('苇')));
    },
    env,
  );
}

async function testReact() {
  await runScript('react', 'build');
  await whileServed(join(top, 'react/dist'), address =>
    look(address, async page => {
      await page.fill('input', '新桥');
      await page.waitForSelector('article');
      assert.equal(await page.textContent('[role=status]'), '2 篇');
      assert.equal(await page.textContent('article h2'), '石桥村新桥通车');
      assert.equal(await page.textContent('article mark'), '新桥');
    }),
  );
}

async function testVue() {
  await runScript('vue', 'build');
  await whileServed(join(top, 'vue/dist'), address =>
    look(address, async page => {
      await page.fill('hansou-search input', '鱼塘');
      await page.waitForSelector('[role=status] >> text=1 篇');
      assert.match(await page.textContent('hansou-search [part~=title]'), /苇塘村鱼塘清淤/);
    }),
  );
}

async function testWorker() {
  await runScript('web-worker', 'build');
  await whileServed(join(top, 'web-worker/dist'), address =>
    look(address, async page => {
      await page.fill('input:enabled', '石桥小学');
      await page.waitForSelector('li');
      assert.equal(await page.textContent('li'), '石桥小学开学');
      assert.equal(page.workers().length, 1);
    }),
  );
}

/** Adds notes, goes offline, adds another, and comes back, on the development server of a version of Vite. */
async function testNotes(vite) {
  const folder = join(top, 'indexed-db');
  const script = `../../node_modules/${vite}/bin/vite.js`;
  await whileServing(folder, script, ['--port', '0', '--host', '127.0.0.1', '--force'], address =>
    look(address, async (page, context) => {
      const add = async (note, count) => {
        await page.fill('textarea', note);
        await page.click('button:enabled');
        await page.waitForSelector(`form[data-saved="${count}"]`);
      };
      await add('沈砚秋来到石桥村', 1);
      await context.setOffline(true);
      await add('石桥村的新桥今天通车', 2);
      await context.setOffline(false);
      await page.reload();
      await page.fill('input:enabled', '新橋通車');
      await page.waitForSelector('mark');
      assert.equal(await page.textContent('output'), '2 条');
      // Words, not characters: the lexicon was there.
      assert.deepEqual(await page.locator('mark').allTextContents(), ['新桥', '通车']);
    }),
  );
}

/** Where the package is in the folder of the page, not in that of a workspace. */
async function testNotesInFolder() {
  mkdirSync(join(top, 'indexed-db/node_modules'), { recursive: true });
  symlinkSync(join(top, 'node_modules/hansou'), join(top, 'indexed-db/node_modules/hansou'), 'junction');
  await testNotes('vite5');
}

async function testEdgeWorker() {
  await runScript('edge-worker', 'build');
  const folder = join(top, 'edge-worker');
  const code = readFileSync(join(folder, 'dist/worker.js'), 'utf8');
  assert.doesNotMatch(code, /\brequire\(|from ?["'](?:node:)?(?:fs|path|zlib)["']|["']node:/);
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'iife',
    globalName: 'worker',
  });
  const web = {
    URL,
    URLSearchParams,
    Request,
    Response,
    Headers,
    TextDecoder,
    TextEncoder,
    performance,
    queueMicrotask,
  };
  const context = createContext({ ...web });
  runInContext(outputFiles[0].text, context);
  const files = { '/site.hansou': readFileSync(join(folder, 'public/site.hansou')) };
  const asked = [];
  const env = {
    ASSETS: {
      async fetch({ url }) {
        asked.push(new URL(url).pathname);
        const bytes = files[new URL(url).pathname];
        return bytes ? new Response(bytes) : new Response('', { status: 404 });
      },
    },
  };
  for (let times = 0; times < 2; times++) {
    const response = await context.worker.default.fetch(new Request('https://example.org/search?q=新桥'), env);
    const { total, hits } = await response.json();
    assert.deepEqual([total, hits[0].title], [2, '石桥村新桥通车']);
    assert.match(hits[0].html[0], /<mark>新桥<\/mark>/);
  }
  assert.deepEqual(asked, ['/site.hansou']);
  assert.equal((await context.worker.default.fetch(new Request('https://example.org/'), env)).status, 404);
}

async function testFlexSearchWorker() {
  const expected = [
    '石桥村 1 <mark>石桥村</mark>民委员会开会',
    '石桥村 2 <mark>石橋村</mark>新橋通車',
    '新桥 通车 2 石橋村<mark>新橋</mark><mark>通車</mark>',
  ];
  assert.deepEqual((await runScript('flexsearch-worker', 'start')).trim().split('\n'), expected);
}

async function testRuntimes() {
  const expected = '1 石桥村的<mark>新桥</mark>今天<mark>通车</mark>，村民董小满第一个走过。\n';
  assert.equal(await runScript('runtimes', 'node'), expected);
  // Their scripts put the programs in place.
  await npmInstall(['bun@1', 'deno@2', '--no-save'], []);
  for (const script of ['bun', 'deno'])
    assert.equal((await runScript('runtimes', script)).slice(-expected.length), expected, script);
}

/**
 * Reads a PDF with the first version of the peer range and with the newest one, which may need a later Node than this: then the
 * error says so.
 */
async function testPdf() {
  const tarball = readdirSync(top).find(name => name.endsWith('.tgz'));
  const page = [
    { text: '石桥村的新桥今天通车', x: 50, y: 700, size: 12 },
    { text: '村民董小满第一个走过', x: 50, y: 680, size: 12 },
  ];
  const program = `import { readDocuments } from 'hansou/node';
try {
  for await (const { body } of readDocuments(['a.pdf'])) console.log(String(body.text ?? body));
} catch ({ code, got, hint }) {
  console.log(code, got, hint);
}`;
  for (const version of ['5.0.375', 'latest']) {
    // Outside the folder of the examples, whose package of this name would be found.
    const folder = mkdtempSync(join(tmpdir(), 'hansou-pdf-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
      writeFileSync(join(folder, 'read.js'), program);
      writeFileSync(join(folder, 'a.pdf'), minimalPdf([page]));
      const packages = [join(top, tarball), `pdfjs-dist@${version}`];
      const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', ...packages];
      const installed = await run('npm', args, folder, installMs);
      if (installed.code !== 0) throw new Skipped(`pdfjs-dist cannot be installed: ${installed.out.slice(-300)}`);
      const { code, out } = await run(process.execPath, ['read.js'], folder);
      assert.equal(code, 0, out);
      if (version === 'latest' && !process.versions.node.match(/^2[2-9]/))
        assert.match(out, /^IO version \d.*Run npm install pdfjs-dist@5, or use Node >=/);
      else assert.match(out, /石桥村的新桥今天通车/, version);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

/** Compiles programs with all declarations of the package checked: the core without the DOM, and what pages use with it. */
async function testTypes() {
  const core = ['hansou', 'hansou/names', 'hansou/flexsearch', 'hansou/minisearch', 'hansou/orama'];
  const imports = entries =>
    entries.map((entry, i) => `import * as m${i} from '${entry}';\nexport { m${i} };\n`).join('');
  const program = `${imports(core)}
import { createIndex, date, text } from 'hansou';
const index = createIndex({ fields: { title: text({ weight: 3 }), day: date() } });
index.add({ id: '1', title: '石桥', day: '2022' });
export const day: string | undefined = index.search('石桥', { filter: { day: '2022' } }).hits[0]?.document.day;
// @ts-expect-error no such field
index.search('石桥', { filter: { nobody: 'x' } });
`;
  writeFileSync(join(top, 'runtimes/core.mts'), program);
  writeFileSync(join(top, 'runtimes/core.cts'), program);
  writeFileSync(
    join(top, 'runtimes/page.mts'),
    imports(['hansou/lexicon', 'hansou/remote', 'hansou/worker', 'hansou/element']),
  );
  writeFileSync(join(top, 'runtimes/machine.mts'), imports(['hansou/node', 'hansou/lexicon']));
  const node16 = { module: 'node16', moduleResolution: 'node16', lib: ['es2022'], types: [] };
  const bundler = { ...node16, module: 'esnext', moduleResolution: 'bundler' };
  const projects = [
    { files: ['core.mts', 'core.cts'], options: node16 },
    { files: ['core.mts'], options: bundler },
    { files: ['page.mts'], options: { ...bundler, lib: ['es2022', 'dom', 'dom.iterable'] } },
    { files: ['machine.mts'], options: { ...node16, types: ['node'] } },
  ];
  for (const [i, { files, options }] of projects.entries()) {
    const compilerOptions = { noEmit: true, strict: true, target: 'es2022', skipLibCheck: false, ...options };
    writeFileSync(join(top, `runtimes/tsconfig.${i}.json`), JSON.stringify({ compilerOptions, files }));
    for (const version of typescripts) {
      const { code, out } = await run(
        process.execPath,
        [join(top, `node_modules/typescript-${version}/bin/tsc`), '-p', `runtimes/tsconfig.${i}.json`],
        top,
      );
      assert.equal(code, 0, `TypeScript ${version}, ${files}: ${out.slice(0, 3000)}`);
    }
  }
}

const tests = {
  fastify: testFastify,
  react: testReact,
  vue: testVue,
  'web-worker': testWorker,
  'indexed-db with Vite 7': () => testNotes('vite'),
  'indexed-db with Vite 6': () => testNotes('vite6'),
  'indexed-db with Vite 5': () => testNotes('vite5'),
  'indexed-db with Vite 5 in its folder': testNotesInFolder,
  'edge-worker': testEdgeWorker,
  'flexsearch-worker': testFlexSearchWorker,
  runtimes: testRuntimes,
  'pdfjs-dist': testPdf,
  [`TypeScript ${typescripts.join(', ')}`]: testTypes,
};
const chosen = Object.keys(tests).filter(
  name => process.argv.length < 3 || process.argv.slice(2).some(word => name.startsWith(word)),
);
assert.deepEqual(
  folders.filter(folder => !Object.keys(tests).some(name => name.startsWith(folder))),
  [],
  'all examples are tested',
);
const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
const place = await unpackBrowser();
try {
  const size = await install();
  console.log(`packed (${(size / 1e6).toFixed(2)} MB) and installed: ${seconds()}`);
  browser = place.path ? await launchBrowser(place) : undefined;
  for (const name of chosen) {
    try {
      await tests[name]();
      console.log(`${name}: works, ${seconds()}`);
    } catch (error) {
      if (error instanceof Skipped) console.log(`${name}: skipped, because ${error.message}.`);
      else {
        console.error(`${name}:`, error);
        process.exitCode = 1;
      }
    }
  }
} catch (error) {
  if (!(error instanceof Skipped)) throw error;
  console.log(`skipped: ${error.message}`);
} finally {
  await browser?.close();
  place.remove();
  rmSync(top, { recursive: true, force: true, maxRetries: 5 });
}

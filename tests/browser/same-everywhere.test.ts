import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon, baseLexiconUrl } from '../../src/base-lexicon.ts';
import { createIndex, createSegmenter, parseLexicon, parsePage, text } from '../../src/index.ts';
import { launch, noBrowser } from './chromium.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const names = readFileSync(at('dict/yunting.txt'), 'utf8');
const pages = readdirSync(at('bench/paper'))
  .filter(name => name.endsWith('.txt'))
  .sort()
  .map(name => readFileSync(at(`bench/paper/${name}`), 'utf8'));

/** Bundles the library as a page would load it. */
async function bundleLibrary(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './src/index.ts'; export { baseLexicon } from './src/base-lexicon.ts';`,
      resolveDir: at('.'),
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0].text;
}

describe.skipIf(noBrowser)(`the library in Chromium${noBrowser}`, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const [launched, code] = await Promise.all([launch(), bundleLibrary()]);
    browser = launched;
    page = await browser.newPage();
    await page.route('http://hansou.test/**', route => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/')
        return route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><script type="module">import * as hansou from "/app/hansou.js"; window.hansou = hansou;</script>',
        });
      if (pathname === '/app/hansou.js') return route.fulfill({ contentType: 'text/javascript', body: code });
      if (pathname === '/dict/base.lexicon.gz') return route.fulfill({ path: fileURLToPath(baseLexiconUrl()) });
      return route.fulfill({ status: 404 });
    });
    await page.goto('http://hansou.test/');
    await page.waitForFunction(() => 'hansou' in window);
  });
  afterAll(() => browser?.close());

  it('segments the sample newspaper as Node does and builds the same index bytes', async () => {
    const there = await page.evaluate(
      async ({ names, pages }) => {
        const { hansou } = window as unknown as {
          hansou: typeof import('../../src/index.ts') & typeof import('../../src/base-lexicon.ts');
        };
        const lexicon = (await hansou.baseLexicon()).extend(hansou.parseLexicon(names));
        const segmenter = hansou.createSegmenter({ lexicon });
        const index = hansou.createIndex({ fields: { body: hansou.text() }, lexicon });
        let number = 0;
        for (const each of pages)
          for (const { body } of hansou.parsePage(each)) index.add({ id: String(number++), body });
        return {
          fingerprint: lexicon.fingerprint,
          cuts: pages.map(each => segmenter.cut(each)),
          terms: pages.map(each => segmenter.terms(each).map(({ start, end }) => [start, end])),
          index: Array.from(index.toBytes()),
        };
      },
      { names, pages },
    );
    const lexicon = (await baseLexicon()).extend(parseLexicon(names));
    const segmenter = createSegmenter({ lexicon });
    const index = createIndex({ fields: { body: text() }, lexicon });
    let number = 0;
    for (const each of pages) for (const { body } of parsePage(each)) index.add({ id: String(number++), body });
    expect(number).toBeGreaterThan(60);
    expect(there.fingerprint).toBe(lexicon.fingerprint);
    expect(there.cuts).toEqual(pages.map(each => segmenter.cut(each)));
    expect(there.terms).toEqual(pages.map(each => segmenter.terms(each).map(({ start, end }) => [start, end])));
    expect(Buffer.compare(Uint8Array.from(there.index), index.toBytes())).toBe(0);
  });
});

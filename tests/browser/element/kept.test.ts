import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIndex, text } from '../../../src/index.ts';
import { launch, noBrowser } from '../chromium.ts';
import { type Pages, page as pageWith, servePages } from './pages.ts';

/** An index that is not loaded whole when it is opened. */
function largeIndex(): Uint8Array {
  const index = createIndex({ fields: { title: text(), body: text() } });
  for (let i = 0; i < 800; i++) {
    const characters = Array.from({ length: 60 }, (_, k) =>
      String.fromCharCode(0x4e00 + ((i * 131 + k * k * 17) % 4000)),
    );
    index.add({ id: `${i}`, title: `石桥第${i}号`, body: characters.join('') });
  }
  return index.toBytes();
}

describe.skipIf(noBrowser)(`what the browser keeps of an index for the next page${noBrowser}`, () => {
  let browser: Browser;
  let pages: Pages;
  const failures: string[] = [];

  beforeAll(async () => {
    browser = await launch();
    pages = await servePages(largeIndex());
    pages.set('/', pageWith('<hansou-search src="site.hansou" keep-bytes="4000000"></hansou-search>'));
    pages.set('/without', pageWith('<hansou-search src="site.hansou"></hansou-search>'));
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  /** Searches in a new page. @returns the titles of the hits, and how often the index was asked for */
  const search = async (context: BrowserContext, path: string) => {
    const page = await context.newPage();
    page.on('pageerror', error => failures.push(error.message));
    pages.requests.length = 0;
    await page.goto(`${pages.url}${path}?q=石桥第七号`);
    await page.locator('hansou-search .hit').first().waitFor();
    await expect.poll(() => page.locator('hansou-search progress').count()).toBe(0);
    const titles = await page.locator('hansou-search .title').allTextContents();
    return { titles, requests: pages.requests.filter(path => path === '/site.hansou').length, page };
  };

  it('asks once whether the file is the same, and finds the rest in Cache Storage, in the worker', async () => {
    const context = await browser.newContext();
    const first = await search(context, '');
    expect(first.requests).toBeGreaterThan(3);
    const kept = () => first.page.evaluate(async () => (await (await caches.open('hansou')).keys()).length);
    await expect.poll(kept).toBeGreaterThan(2);
    await first.page.close();
    const second = await search(context, '');
    expect(second.titles).toEqual(first.titles);
    expect(second.requests).toBe(1);
    await context.close();
    expect(failures).toEqual([]);
  });

  it('keeps nothing without the attribute', async () => {
    const context = await browser.newContext();
    const first = await search(context, 'without');
    expect(first.requests).toBeGreaterThan(3);
    expect(await first.page.evaluate(() => caches.keys())).toEqual([]);
    await context.close();
  });
});

/** What stands in attributes, properties, the address and the file of an index is written by others: nothing of it may break a page. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleElement } from '../../../bench/demo/element-script.ts';
import { type SearchPageServer, serveSearchPage } from '../../../bench/demo/serve.ts';
import { Random } from '../../../bench/random.ts';
import { HansouSearchElement } from '../../../src/element/search-element.ts';
import { createIndex, stored, text } from '../../../src/index.ts';
import { launch, noBrowser } from '../chromium.ts';

const junk = [
  ...[
    '',
    ' ',
    '-1',
    '0',
    '1e999',
    'NaN',
    'null',
    '__proto__',
    'constructor',
    '"><img src=x onerror=alert(1)>',
    '\ud800',
  ],
  ...[
    '../..',
    'javascript:alert(2)',
    'http://',
    'data:,x',
    'toString',
    'a b\tc',
    '%',
    '%F0',
    '&q=1',
    'title',
    '石桥 OR (',
  ],
  ...['('.repeat(3000), '"'.repeat(999), '𠮷'.repeat(400), 'yi'.repeat(100_000)],
];
const attributes = HansouSearchElement.observedAttributes;

function sampleIndex(): Uint8Array {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text(), url: stored() } });
  for (let i = 0; i < 30; i++) index.add({ id: `${i}`, title: `石桥第${i}号`, body: `新桥今天通车，第${i}次。` });
  index.add({ id: 'odd', title: '怪地址', body: '石桥边', url: { toString: 1 } as never });
  return index.toBytes();
}

describe.skipIf(noBrowser)(`<hansou-search> among junk${noBrowser}`, () => {
  let browser: Browser;
  let serving: SearchPageServer;
  let page: Page;
  const failures: string[] = [];
  const bytes = sampleIndex();

  beforeAll(async () => {
    [browser, serving] = await Promise.all([
      launch(),
      bundleElement().then(element => serveSearchPage({ index: bytes, element, title: '云汀日报', port: 0 })),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await serving?.close();
  });
  beforeEach(async () => {
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    failures.length = 0;
    page.on('pageerror', error => failures.push(error.message));
    page.on('dialog', dialog => {
      failures.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });

  /** The element still finds what is there. */
  async function expectFinding(): Promise<void> {
    await page.locator('hansou-search input').fill('新桥');
    await expect.poll(() => page.locator('hansou-search .status').textContent()).toBe('30 篇');
    expect(failures).toEqual([]);
  }

  it('takes any attributes and properties, and works when they are right again', async () => {
    await page.goto(serving.url);
    const element = page.locator('hansou-search');
    const source = await element.getAttribute('src');
    for (const name of attributes) {
      const before = await element.getAttribute(name);
      const errors = await element.evaluate(
        async (each, [name, values, before]) => {
          const errors: string[] = [];
          const note = (event: Event) => errors.push(String((event as CustomEvent).detail.error));
          each.addEventListener('hansou-error', note);
          for (const value of values) {
            each.setAttribute(name, value);
            // Long enough for a search to begin.
            await new Promise(resolve => setTimeout(resolve, 20));
          }
          each.removeEventListener('hansou-error', note);
          if (before === null) each.removeAttribute(name);
          else each.setAttribute(name, before);
          return errors;
        },
        [name, junk, before] as const,
      );
      // Only an address may be wrong. The next attribute is changed while there are hits.
      if (name !== 'src') expect(errors, name).toEqual([]);
      await expectFinding();
    }
    const errors = await element.evaluate(async (each, values) => {
      const errors: string[] = [];
      each.addEventListener('hansou-error', event => errors.push(String((event as CustomEvent).detail.error)));
      const others = [undefined, null, Number.NaN, {}, [], 10n, true, () => 1, new Date(0)];
      for (const value of [...values, ...others]) {
        (each as unknown as { query: unknown }).query = value;
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      return errors;
    }, junk);
    expect(errors).toEqual([]);
    expect(await element.getAttribute('src')).toBe(source);
    await expectFinding();
  });

  it('takes any query in the address of its page', async () => {
    // A lone surrogate has no form in an address.
    for (const value of junk.filter(each => each.length < 3000 && each !== '\ud800')) {
      await page.goto(`${serving.url}?q=${encodeURIComponent(value)}&q=2&__proto__=3`);
      expect(await page.locator('hansou-search input').inputValue()).toBe(value.replaceAll(/[\n\r]/g, ''));
    }
    await page.goto(`${serving.url}?q=%ff%F0%80&q`);
    await expectFinding();
  });

  it('says that a file is no index, whatever is wrong with it', async () => {
    const random = new Random(4);
    let body = Buffer.from(bytes);
    await page.route('**/site.hansou', route => route.fulfill({ body }));
    const spoilt = Array.from({ length: 25 }, (_, i) => {
      const copy = Buffer.from(i % 5 === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes);
      for (let change = 0; change <= i; change++) copy[random.below(Math.max(1, copy.length))] = random.below(256);
      return copy;
    });
    for (const each of spoilt) {
      body = each;
      await page.goto(`${serving.url}?q=${encodeURIComponent('新桥')}`);
      // An answer, that nothing was found, or what is wrong.
      const said = async () =>
        (await page.locator('hansou-search .status').textContent()) ||
        (await page.locator('hansou-search [role=alert]').count());
      await expect.poll(said).toBeTruthy();
      expect(failures).toEqual([]);
    }
  });
});

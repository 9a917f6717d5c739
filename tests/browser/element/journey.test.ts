import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIndex, stored, text } from '../../../src/index.ts';
import { launch, noBrowser } from '../chromium.ts';
import { type Pages, page as pageWith, sampleSite, servePages } from './pages.ts';

const site = sampleSite();

/** An index that is larger than what opening it reads. */
function largeIndex(): Uint8Array {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text(), url: stored() } });
  for (let i = 0; i < 3000; i++) {
    const units = Array.from({ length: 60 }, (_, k) => 0x4e00 + ((i * 131 + k * k * 17) % 4000));
    index.add({ id: `${i}`, title: `石桥第${i}号`, body: String.fromCharCode(...units), url: `/${i}.html` });
  }
  return index.toBytes();
}

describe.skipIf(noBrowser)(`the way to a hit and back with <hansou-search>${noBrowser}`, () => {
  let browser: Browser;
  let pages: Pages;
  let page: Page;
  const failures: string[] = [];

  const within = (selector: string) => page.locator(`hansou-search ${selector}`);
  const box = () => within('input');
  const query = () => new URL(page.url()).searchParams.get('q');
  const open = async (content: string, path = '') => {
    pages.set('/', pageWith(content));
    await page.goto(pages.url + path);
  };

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), servePages(site)]);
    const text = `${'<p>闲话。</p>'.repeat(80)}<p>校长韩旭说，新桥通车以后，孩子们上学不再绕路。</p><p>韩旭</p>`;
    pages.set('/school.html', pageWith(`<h1>石桥小学开学</h1>${text}<script type="text/plain">新桥</script>`));
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });
  beforeEach(async () => {
    page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
    page.on('pageerror', error => failures.push(error.message));
    pages.requests.length = 0;
  });
  afterEach(async () => {
    await page.context().close();
    expect(failures.splice(0)).toEqual([]);
  });

  it('keeps the query in the address: back and forward lead to what was settled, not to each letter', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>', '?page=2#top');
    await box().pressSequentially('新桥', { delay: 450 });
    await expect.poll(query).toBe('新桥');
    expect(page.url()).toContain('?page=2&q=');
    expect(page.url()).toMatch(/#top$/);
    await box().blur();
    await box().fill('鱼塘');
    await expect.poll(query).toBe('鱼塘');
    await page.goBack();
    await expect.poll(() => box().inputValue()).toBe('新桥');
    await expect.poll(() => within('.title').allTextContents()).toEqual(['石桥通车', '石桥小学开学']);
    await page.goBack();
    await expect.poll(() => box().inputValue()).toBe('');
    expect(await within('.hit').count()).toBe(0);
    await page.goForward();
    await page.goForward();
    await expect.poll(() => box().inputValue()).toBe('鱼塘');
    expect(query()).toBe('鱼塘');
    await page.reload();
    await expect.poll(() => within('.hit').count()).toBe(10);
  });

  it('has a full box after somebody opened a hit and came back', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().fill('韩旭');
    await within('a.hit').click();
    await page.waitForURL('**/school.html*');
    await page.goBack();
    await expect.poll(() => box().inputValue()).toBe('韩旭');
    await expect.poll(() => within('.hit').count()).toBe(1);
  });

  it('opens a dialog whose query is in the address, and closes and opens it by back and forward', async () => {
    const isOpen = () => within('dialog').evaluate((each: HTMLDialogElement) => each.open);
    await open('<hansou-search layout="dialog" src="site.hansou"></hansou-search>', '?q=新桥');
    await expect.poll(() => within('.title').allTextContents()).toEqual(['石桥通车', '石桥小学开学']);
    expect(await isOpen()).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(query).toBe(null);
    expect(await isOpen()).toBe(false);
    await page.mouse.click(500, 600);
    expect(query()).toBe(null);
    await page.goBack();
    await expect.poll(isOpen).toBe(true);
    expect(await box().inputValue()).toBe('新桥');
    await page.goForward();
    await expect.poll(isOpen).toBe(false);
    await page.keyboard.press('/');
    await box().fill('鱼塘');
    await expect.poll(query).toBe('鱼塘');
    await within('.close').click();
    await expect.poll(query).toBe(null);
  });

  it('uses the parameter that `param` names, or none, and gives one parameter to one element', async () => {
    await open(
      '<hansou-search src="site.hansou" param="wen"></hansou-search><hansou-search id="b" src="site.hansou" param=""></hansou-search><hansou-search id="c" src="site.hansou" param="wen"></hansou-search>',
      '?wen=韩旭&q=鱼塘',
    );
    const values = () =>
      page.locator('hansou-search input').evaluateAll(all => all.map(each => (each as HTMLInputElement).value));
    await expect.poll(values).toEqual(['韩旭', '', '']);
    const before = page.url();
    await page.locator('#b input').fill('莲蓬');
    await page.locator('#c input').fill('新桥');
    await page.waitForTimeout(500);
    expect(page.url()).toBe(before);
  });

  it('fetches an index once for all elements of a page', async () => {
    await open(
      '<hansou-search src="site.hansou" query="新桥" param=""></hansou-search><hansou-search src="./site.hansou" query="鱼塘" param=""></hansou-search>',
    );
    await expect.poll(() => page.locator('hansou-search .hit').count()).toBe(12);
    expect(pages.requests.filter(path => path === '/site.hansou')).toHaveLength(1);
  });

  it('marks all words in the page that a hit opens, once, with and without text fragments', async () => {
    const marked = () =>
      page.evaluate(() => Array.from(CSS.highlights.get('hansou') ?? [], range => (range as Range).toString()));
    for (const fragment of ['', `#:~:text=${encodeURIComponent('韩旭')}&text=${encodeURIComponent('新桥')}`]) {
      if (fragment === '') await page.addInitScript('delete Document.prototype.fragmentDirective');
      else {
        await page.context().close();
        page = await browser.newPage();
      }
      await open('<hansou-search src="site.hansou"></hansou-search>');
      await box().fill('韩旭 新桥');
      await expect.poll(() => within('a.hit').first().getAttribute('href')).toBe(`/school.html${fragment}`);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/school.html*');
      await expect.poll(marked).toEqual(['韩旭', '新桥', '韩旭']);
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
      await page.reload();
      expect(await marked()).toEqual([]);
    }
  });

  it('leads through the marks of the page that was opened, and gives them up', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().fill('韩旭 新桥');
    await expect.poll(() => within('a.hit').count()).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/school.html*');
    const bar = page.locator('hansou-marks');
    const position = () => bar.locator('.position').textContent();
    const current = () =>
      page.evaluate(() => Array.from(CSS.highlights.get('hansou-current') ?? [], each => (each as Range).toString()));
    await expect.poll(position).toBe('1/3');
    await bar.locator('.next').click();
    expect([await position(), await current()]).toEqual(['2/3', ['新桥']]);
    await bar.locator('.previous').click();
    await bar.locator('.previous').click();
    expect([await position(), await current()]).toEqual(['3/3', ['韩旭']]);
    await page.addScriptTag({
      path: fileURLToPath(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url)),
    });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      return (await axe.run('hansou-marks')).violations.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
    await bar.locator('.close').click();
    expect(await bar.count()).toBe(0);
    expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
  });

  it('marks the longer of words that overlap, and nothing that is not seen', async () => {
    pages.set('/overlap.html', pageWith('<p>新桥通车</p><p hidden>新桥</p><p>新桥和韩旭</p>'));
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await page.evaluate(() => {
      const words = ['新桥', '新桥通车', '韩旭'];
      sessionStorage.setItem('hansou-words', JSON.stringify(['/overlap.html', words, Date.now()]));
      location.href = '/overlap.html';
    });
    await page.waitForURL('**/overlap.html');
    const marked = () =>
      page.evaluate(() => Array.from(CSS.highlights.get('hansou') ?? [], range => (range as Range).toString()));
    await expect.poll(marked).toEqual(['新桥通车', '新桥', '韩旭']);
  });

  it('leads to the section of a page and groups hits by page', async () => {
    await open('<hansou-search src="site.hansou" limit="30"></hansou-search>');
    await box().fill('清淤');
    await expect.poll(() => within('.hit').count()).toBe(25);
    expect(await within('.hit:not(.section)').count()).toBe(1);
    const links = await within('a.hit').evaluateAll(all => all.map(each => each.getAttribute('href')!));
    expect(links.every(link => /^\/ponds\.html#pond-(other-)?\d+:~:text=/.test(link))).toBe(true);
    expect(new Set(links).size).toBe(25);
  });

  it('names the section in which the words stand, and leads to it', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().fill('民政所');
    await expect.poll(() => within('.title').allTextContents()).toEqual(['办事指南', '迁坟']);
    expect(await within('.section .snippet mark').allTextContents()).toEqual(['民政所']);
    expect(await within('.hit:not(.section) .snippet').count()).toBe(0);
    const [page, section] = await within('a.hit').evaluateAll(all => all.map(each => each.getAttribute('href')!));
    expect(page).toMatch(/^\/guide\.html#:~:text=/);
    expect(section).toMatch(/^\/guide\.html#%E8%BF%81%E5%9D%9F:~:text=/);
    await box().fill('"先看这里"');
    await expect.poll(() => within('.title').allTextContents()).toEqual(['办事指南']);
  });

  it('shows within 100 ms that an answer takes time, and how much of the index has arrived', async () => {
    const big = Buffer.concat([site, Buffer.alloc(0)]);
    pages.set('/slow.hansou', { type: 'application/octet-stream', body: big, pieces: 10, pauseMs: 150 });
    await open('<hansou-search src="slow.hansou"></hansou-search>');
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('hansou-search')!;
      const box = shadowRoot!.querySelector('input')!;
      const started = performance.now();
      const seen = { after: 0, values: [] as number[] };
      (window as unknown as { seen: typeof seen }).seen = seen;
      new MutationObserver(() => {
        if (shadowRoot!.querySelector('.skeleton')) seen.after ||= performance.now() - started;
        const value = shadowRoot!.querySelector<HTMLProgressElement>('progress:has(~ .skeleton)')?.value;
        if (value !== undefined && value !== seen.values.at(-1)) seen.values.push(value);
      }).observe(shadowRoot!, { subtree: true, childList: true, attributes: true, characterData: true });
      box.value = '新桥';
      box.dispatchEvent(new InputEvent('input'));
    });
    await expect.poll(() => within('.hit').count(), { timeout: 10_000 }).toBe(2);
    const seen = await page.evaluate(() => (window as unknown as { seen: { after: number; values: number[] } }).seen);
    expect(seen.after).toBeGreaterThan(0);
    expect(seen.after).toBeLessThan(150);
    expect(seen.values.length).toBeGreaterThan(5);
    expect(seen.values).toEqual([...seen.values].sort((a, b) => a - b));
    expect(seen.values.at(-1)).toBeGreaterThan(0.8);
  });

  it('reads a small part of a large index, with a few requests', async () => {
    const bytes = largeIndex();
    pages.set('/large.hansou', { type: 'application/octet-stream', body: bytes, ranges: true });
    await open('<hansou-search src="large.hansou"></hansou-search>');
    const before = pages.sentBytes;
    await box().fill('石桥');
    await expect.poll(() => within('.hit').count()).toBe(10);
    expect(pages.sentBytes - before).toBeLessThan(bytes.length / 2);
    expect(pages.sentBytes - before).toBeGreaterThan(1000);
  });

  it('says how many bytes have arrived while the ranges for the first hits come slowly', async () => {
    pages.set('/slow-ranges.hansou', {
      type: 'application/octet-stream',
      body: largeIndex(),
      ranges: true,
      pauseMs: 60,
    });
    await open('<hansou-search src="slow-ranges.hansou"></hansou-search>');
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('hansou-search')!;
      const amounts = new Set<string>();
      Object.assign(window, { amounts });
      new MutationObserver(() => {
        const amount = /\d+ KB/.exec(shadowRoot!.querySelector('.status')!.textContent!)?.[0];
        if (amount && shadowRoot!.querySelector('.skeleton')) amounts.add(amount);
      }).observe(shadowRoot!, { subtree: true, childList: true, characterData: true });
    });
    await box().fill('石桥');
    await expect.poll(() => within('.hit').count(), { timeout: 30_000 }).toBe(10);
    const amounts = await page.evaluate(() => [...(window as unknown as { amounts: Set<string> }).amounts]);
    const numbers = amounts.map(amount => Number.parseInt(amount, 10));
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('asks nothing more for a text that is gone when its answer comes', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().fill('新桥');
    await expect.poll(() => within('.hit').count()).toBe(2);
    const queries = await page.evaluateHandle(() => {
      const seen: string[] = [];
      document.addEventListener('hansou-results', event => seen.push((event as CustomEvent).detail.query));
      const { shadowRoot } = document.querySelector('hansou-search')!;
      const box = shadowRoot!.querySelector('input')!;
      for (const text of ['鱼', '鱼塘', '石桥', '石桥小']) {
        box.value = text;
        box.dispatchEvent(new InputEvent('input'));
      }
      return seen;
    });
    await expect.poll(() => queries.jsonValue()).toEqual(['石桥小']);
  });
});

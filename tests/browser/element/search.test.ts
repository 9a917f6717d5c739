import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleElement } from '../../../bench/demo/element-script.ts';
import { type SearchPageServer, serveSearchPage } from '../../../bench/demo/serve.ts';
import { createIndex, date, keyword, Lexicon, stored, text } from '../../../src/index.ts';
import { launch, noBrowser, withChineseFont } from '../chromium.ts';

const shots = fileURLToPath(new URL('../../../.cache/screenshots/', import.meta.url));

function sampleIndex(): Uint8Array {
  const index = createIndex({
    fields: { title: text({ weight: 3 }), body: text(), author: keyword(), date: date(), url: stored() },
    lexicon: Lexicon.fromEntries([{ word: '鱼塘', weight: 1000 }]),
  });
  index.add({
    id: 'bridge',
    title: '石桥通车',
    body: '石桥村的新桥今天通车。\n村民董小满第一个走过新桥，手里提着一篮莲蓬。',
    author: ['陆知秋', '何田'],
    date: '2022-09-05',
  });
  index.add({
    id: 'school',
    title: '<script>alert(1)</script> 开学',
    body: '石桥小学开学，<img src=x onerror=alert(2)> 书包里装着新课本。',
    date: '2022-09-01',
    url: 'https://example.org/school',
  });
  index.add({ id: 'script', title: '坏地址', body: '石桥边的坏地址。', url: 'javascript:alert(3)' });
  for (let i = 0; i < 25; i++) index.add({ id: `pond-${i}`, title: `第${i}口鱼塘`, body: `鱼塘清淤，第${i}口完工。` });
  return index.toBytes();
}

describe.skipIf(noBrowser)(`searching with <hansou-search>${noBrowser}`, () => {
  let browser: Browser;
  let serving: SearchPageServer;
  let page: Page;
  const requests: string[] = [];
  const failures: string[] = [];

  const box = () => page.locator('hansou-search input');
  const titles = () => page.locator('hansou-search .title').allTextContents();
  const status = () => page.locator('hansou-search .status');

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    [browser, serving] = await Promise.all([
      launch(),
      bundleElement().then(element => serveSearchPage({ index: sampleIndex(), element, title: '云汀日报', port: 0 })),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await serving?.close();
  });
  beforeEach(async () => {
    await page?.context().close();
    page = await (await browser.newContext({ viewport: { width: 720, height: 640 } })).newPage();
    requests.length = 0;
    failures.length = 0;
    page.on('request', request => requests.push(new URL(request.url()).pathname));
    page.on('pageerror', error => failures.push(error.message));
    page.on('dialog', dialog => {
      failures.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(serving.url);
  });

  it('offers a query that may be meant, which a click searches for', async () => {
    await box().fill('鱼溏');
    const meant = page.locator('hansou-search .meant');
    await expect.poll(() => meant.allTextContents()).toEqual(['鱼塘']);
    await meant.click();
    await expect.poll(() => box().inputValue()).toBe('鱼塘');
    await expect.poll(() => status().textContent()).toBe('25 篇');
    await expect.poll(() => meant.count()).toBe(0);
  });

  it('shows the hits of the typed query with highlights', async () => {
    await withChineseFont(page);
    await box().fill('新桥');
    await expect.poll(titles).toEqual(['石桥通车']);
    expect(await page.locator('hansou-search .snippet mark').allTextContents()).toEqual(['新桥', '新桥']);
    expect(await page.locator('hansou-search .about').textContent()).toBe('2022-09-05 · 陆知秋、何田');
    expect(await status().textContent()).toBe('1 篇');
    await page.screenshot({ path: `${shots}element.png` });
    expect(failures).toEqual([]);
  });

  it('fetches the page and the script, then the index once, code and tables when a call needs them, and no dictionary', async () => {
    const asked = () => requests.filter(path => path !== '/favicon.ico');
    expect(asked()).toEqual(['/', '/element.js']);
    await box().fill('鱼塘');
    await expect.poll(titles).toHaveLength(10);
    // The worker is the same script; this server lets it be kept for no time.
    await expect.poll(asked).toEqual(['/', '/element.js', '/element.js', '/site.hansou', '/element.late.js']);
    await box().fill('新桥');
    await expect.poll(titles).toHaveLength(1);
    // The hits come first.
    const parts = ['/element.forms.js', '/element.rare.js', '/element.tables.js'];
    await expect.poll(() => asked().slice(5).sort()).toEqual(parts);
    await box().fill('莲蓬');
    await expect.poll(titles).toHaveLength(1);
    expect(asked()).toHaveLength(8);
  });

  it('searches in a worker, and in the page where its policy forbids workers', async () => {
    await box().fill('鱼塘');
    await expect.poll(titles).toHaveLength(10);
    expect(page.workers()).toHaveLength(1);
    await page.route(serving.url, async route => {
      const response = await route.fetch();
      const policy = `${response.headers()['content-security-policy']}; worker-src 'none'`;
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    });
    await page.goto(serving.url);
    await box().fill('鱼塘');
    await expect.poll(titles).toHaveLength(10);
    await box().fill('鱼溏');
    await expect.poll(() => page.locator('hansou-search .meant').allTextContents()).toEqual(['鱼塘']);
    expect(page.workers()).toHaveLength(0);
  });

  it('does not search during the composition of an input method', async () => {
    const searched = await page.evaluateHandle(() => {
      const queries: string[] = [];
      document.addEventListener('hansou-results', event => {
        queries.push((event as CustomEvent<{ query: string }>).detail.query);
      });
      return queries;
    });
    await box().focus();
    await page.evaluate(() => document.querySelector('hansou-search')!.open());
    const session = await page.context().newCDPSession(page);
    for (const text of ['s', 'sh', 'shi', 'shi q', 'shi qiao'])
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(100);
    expect(await box().inputValue()).toBe('shi qiao');
    expect(await searched.jsonValue()).toEqual([]);
    await session.send('Input.insertText', { text: '石桥' });
    await expect.poll(() => searched.jsonValue()).toEqual(['石桥']);
    expect(await titles()).toContain('石桥通车');
  });

  it('shows markup in documents as text and links only safe addresses', async () => {
    await box().fill('石桥');
    await expect.poll(titles).toHaveLength(3);
    expect(await titles()).toContain('<script>alert(1)</script> 开学');
    expect(await page.locator('hansou-search').locator('script, img').count()).toBe(0);
    const links = page.locator('hansou-search a');
    expect(await links.evaluateAll(list => list.map(each => each.getAttribute('href')))).toEqual([
      'https://example.org/school#:~:text=%E7%9F%B3%E6%A1%A5',
    ]);
    expect(failures).toEqual([]);
  });

  it('opens the whole article in place of the hits, each line as a paragraph, and goes back', async () => {
    await box().fill('新桥');
    await page.locator('hansou-search .hit').click();
    const paragraphs = page.locator('hansou-search .paragraph');
    await expect
      .poll(() => paragraphs.allTextContents())
      .toEqual(['石桥村的新桥今天通车。', '村民董小满第一个走过新桥，手里提着一篮莲蓬。']);
    expect(await paragraphs.locator('mark').count()).toBe(2);
    expect(await page.locator('hansou-search .snippet').isVisible()).toBe(false);
    await page.locator('hansou-search .back').click();
    expect(await paragraphs.count()).toBe(0);
    expect(await page.locator('hansou-search .snippet').isVisible()).toBe(true);
  });

  it('loads more hits on request, each only once', async () => {
    await box().fill('鱼塘');
    await expect.poll(titles).toHaveLength(10);
    await page.locator('hansou-search .more').click();
    await expect.poll(titles).toHaveLength(20);
    await page.locator('hansou-search .more').click();
    await expect.poll(titles).toHaveLength(25);
    expect(new Set(await titles()).size).toBe(25);
    expect(await page.locator('hansou-search .more').count()).toBe(0);
  });

  it('reports in the language of the page that nothing was found', async () => {
    await withChineseFont(page);
    await box().fill('"火星基地"');
    const message = page.locator('hansou-search .message');
    await expect.poll(() => message.textContent()).toMatch(/^没有找到"火星基地"/);
    await page.screenshot({ path: `${shots}element-empty.png` });
    await page.evaluate(() => {
      document.documentElement.lang = 'en';
      document.body.append(Object.assign(document.createElement('hansou-search'), { id: 'second' }));
      document.querySelector('#second')!.setAttribute('src', 'site.hansou');
      document.querySelector('#second')!.setAttribute('query', '"火星基地"');
    });
    await expect.poll(() => page.locator('#second .message').textContent()).toMatch(/^No results/);
  });

  it.each([
    ['hansou', 0],
    // The browser tells of the policy that the worker would need; the page's thread searches.
    ["'none'", 1],
  ])('is styled where the page forbids inline styles and scripts, and trusts %s', async (trusted, messages) => {
    await page.route('**/strict.html', route =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: {
          'content-security-policy': `default-src 'self'; require-trusted-types-for 'script'; trusted-types ${trusted}`,
        },
        body: '<html lang="zh"><hansou-search src="site.hansou" query="新桥"></hansou-search><script src="element.js"></script>',
      }),
    );
    const consoleMessages: string[] = [];
    page.on('console', message => consoleMessages.push(message.text()));
    await page.goto(`${serving.url}strict.html`);
    await expect.poll(titles).toEqual(['石桥通车']);
    const form = page.locator('hansou-search .form');
    expect(await form.evaluate(element => getComputedStyle(element).borderTopLeftRadius)).not.toBe('0px');
    expect(consoleMessages).toEqual(Array.from({ length: messages }, () => expect.stringContaining("'hansou'")));
    expect(page.workers()).toHaveLength(1 - messages);
  });

  it('shows the fields named in `about`, in that order', async () => {
    await page.evaluate(() => document.querySelector('hansou-search')!.setAttribute('about', 'author, date other'));
    await box().fill('新桥');
    await expect
      .poll(() => page.locator('hansou-search .about').allTextContents())
      .toEqual(['陆知秋、何田 · 2022-09-05']);
  });

  it('shows query warnings in the language of the page, also when nothing is found', async () => {
    await box().fill('date:2022-99');
    await expect.poll(() => status().textContent()).toBe('「2022-99」按文字搜索');
    await box().fill('“新桥');
    await expect.poll(() => status().textContent()).toBe('1 篇 · 「“」按文字搜索');
  });

  it('fits a narrow screen with any content', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await box().fill(`新桥 ${'averylongword'.repeat(20)}`);
    await expect.poll(titles).toHaveLength(1);
    await box().fill(`"${'测'.repeat(60)}"`);
    await expect.poll(() => page.locator('hansou-search .message').count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('reports an index that cannot be opened and tries again on request', async () => {
    await withChineseFont(page);
    let answer: { status?: number; body?: string } | undefined = { body: 'no index at all, but some other text' };
    await page.route('**/site.hansou', route => (answer ? route.fulfill(answer) : route.continue()));
    await box().fill('新桥');
    const alert = page.locator('hansou-search [role=alert]');
    const damaged = '暂时不能搜索搜索用的文件坏了，或者版本不对，请告诉网站的管理员。';
    await expect.poll(() => alert.textContent()).toBe(damaged);
    expect(await page.locator('hansou-search').evaluate(each => each.shadowRoot!.textContent)).not.toContain('site');
    await page.screenshot({ path: `${shots}element-error.png` });
    answer = { status: 500 };
    await page.locator('hansou-search .retry').click();
    await expect.poll(() => alert.textContent()).toBe('暂时不能搜索请检查网络，过一会儿再试。');
    answer = undefined;
    await page.locator('hansou-search .retry').click();
    await expect.poll(titles).toEqual(['石桥通车']);
  });
});

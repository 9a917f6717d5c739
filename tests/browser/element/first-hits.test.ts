import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, noBrowser } from '../chromium.ts';
import { type Pages, page as pageWith, sampleSite, servePages } from './pages.ts';

describe.skipIf(noBrowser)(`what is shown before lower tiers are there with <hansou-search>${noBrowser}`, () => {
  let browser: Browser;
  let pages: Pages;
  let page: Page;
  const failures: string[] = [];

  const within = (selector: string) => page.locator(`hansou-search ${selector}`);
  const box = () => within('input');
  const titles = () => within('.title').allTextContents();

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    pages = await servePages(sampleSite());
    pages.set('/', pageWith('<hansou-search src="site.hansou"></hansou-search>'));
    page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
    page.on('pageerror', error => failures.push(error.message));
    // Parts that lower tiers need are answered when a test says so.
    await page.goto(pages.url);
  });
  afterEach(async () => {
    await page.context().close();
    await pages.close();
    expect(failures.splice(0)).toEqual([]);
  });

  /** Keeps the code of lower tiers back; the function returned lets it go, or fails it. */
  const keepLateCode = async () => {
    let answer = (_: 'continue' | 'abort') => {};
    const answered = new Promise<'continue' | 'abort'>(resolve => {
      answer = resolve;
    });
    await page.context().route('**/element.late.js', async route => route[await answered]());
    return answer;
  };

  /** Notes each text that is spoken. */
  const noteSpoken = () =>
    page.evaluate(() => {
      const spoken = document.querySelector('hansou-search')!.shadowRoot!.querySelector('[role=status]')!;
      const noted: string[] = [];
      new MutationObserver(() => noted.push(spoken.textContent!)).observe(spoken, { childList: true });
      Object.assign(window, { noted });
    });
  const spoken = () => page.evaluate(() => (window as unknown as { noted: string[] }).noted);

  it('shows the hits with all words while the code of lower tiers is still on its way, and adds theirs below', async () => {
    const answer = await keepLateCode();
    await noteSpoken();
    await box().fill('石桥 开学');
    await within('.hit').first().waitFor();
    expect(await titles()).toEqual(['石桥小学开学']);
    expect(await within('.hit .snippet').first().textContent()).toContain('石桥小学开学');
    expect(await within('progress').count()).toBe(1);
    expect(await within('.more').count()).toBe(0);
    await within('.hit')
      .first()
      .evaluate(each => Object.assign(each, { isFirst: true }));
    await box().press('ArrowDown');
    const chosen = await box().getAttribute('aria-activedescendant');
    answer('continue');
    await expect.poll(async () => (await titles()).length).toBeGreaterThan(1);
    expect(await within('progress').count()).toBe(0);
    expect((await titles())[0]).toBe('石桥小学开学');
    expect(
      await within('.hit')
        .first()
        .evaluate(each => 'isFirst' in each),
    ).toBe(true);
    expect(await box().getAttribute('aria-activedescendant')).toBe(chosen);
    await expect.poll(spoken).toContainEqual(expect.stringContaining('另有相关的'));
    expect((await spoken()).filter(text => text.includes('篇'))).toHaveLength(1);
  });

  it('opens the first hit by Enter although others are still on their way', async () => {
    await keepLateCode();
    await page.route('**/school.html*', route => route.fulfill({ contentType: 'text/html', body: '学校' }));
    await box().fill('石桥 开学');
    await box().press('Enter');
    await page.waitForURL('**/school.html*');
  });

  it('leaves what was waited for when the next key is pressed', async () => {
    const answer = await keepLateCode();
    await box().fill('石桥 开学');
    await within('.hit').first().waitFor();
    await box().fill('鱼塘清淤');
    await expect.poll(async () => (await titles()).length).toBe(10);
    answer('continue');
    await page.waitForTimeout(500);
    expect(await titles()).not.toContain('石桥小学开学');
  });

  it('shows no hits of the text before while the next answer is waited for', async () => {
    await keepLateCode();
    await page.context().route('**/element.rare.js', () => {});
    await box().fill('石桥 开学');
    await within('.hit').first().waitFor();
    await box().fill('"新桥"');
    await within('.skeleton').first().waitFor();
    expect(await within('.hit').count()).toBe(0);
  });

  it('keeps the first hits when the others cannot be loaded, says so below, and tries again', async () => {
    const answer = await keepLateCode();
    await box().fill('石桥 开学');
    await within('.hit').first().waitFor();
    answer('abort');
    await within('[role=alert]').waitFor();
    expect(await titles()).toEqual(['石桥小学开学']);
    expect(await within('progress').count()).toBe(0);
    await page.context().unroute('**/element.late.js');
    await within('.retry').click();
    await within('.hit').first().waitFor();
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIndex, date, keyword, Lexicon, text } from '../../../src/index.ts';
import { launch, noBrowser } from '../chromium.ts';
import { type Pages, page as pageWith, sampleSite, servePages } from './pages.ts';

describe.skipIf(noBrowser)(`the keys, forms and voice of <hansou-search>${noBrowser}`, () => {
  let browser: Browser;
  let pages: Pages;
  let page: Page;
  const failures: string[] = [];

  const within = (selector: string) => page.locator(`hansou-search ${selector}`);
  const box = () => within('input');
  const active = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('hansou-search')!;
      const id = shadowRoot!.querySelector('input')!.getAttribute('aria-activedescendant');
      const chosen = Array.from(shadowRoot!.querySelectorAll('[aria-selected=true]'));
      // What is named to a screen reader is the one thing that is chosen.
      if (chosen.length > 1 || (chosen[0]?.id ?? null) !== id) throw new Error('more than one is chosen');
      return chosen[0]?.querySelector('.title')?.textContent ?? chosen[0]?.textContent;
    });
  const spoken = () => within('[role=status]').textContent();
  const expanded = () => box().getAttribute('aria-expanded');
  const open = async (element: string, head?: string, attributes?: string) => {
    pages.set('/', pageWith(element, head, attributes));
    await page.goto(pages.url);
  };

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), servePages(sampleSite())]);
    pages.set('/school.html', pageWith('<h1>石桥小学开学</h1><p>校长韩旭说，新桥通车以后，孩子们上学不再绕路。</p>'));
    pages.set('/ponds.html', pageWith('<h1>鱼塘</h1>'));
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });
  beforeEach(async () => {
    page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
    page.on('pageerror', error => failures.push(error.message));
  });
  afterEach(async () => {
    await page.context().close();
    expect(failures.splice(0)).toEqual([]);
  });

  it('chooses the best hit, moves by arrow keys while the focus stays in the box, and goes on when somebody types', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().pressSequentially('新桥');
    await expect.poll(active).toBe('石桥通车');
    expect(await box().getAttribute('role')).toBe('combobox');
    expect(await expanded()).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe('石桥小学开学');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe('石桥通车');
    await page.keyboard.press('ArrowUp');
    expect(await active()).toBe('石桥小学开学');
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)).toBe('box');
    await page.keyboard.type(' 韩旭');
    await expect
      .poll(() =>
        within('.title')
          .allTextContents()
          .then(all => all[0]),
      )
      .toBe('石桥小学开学');
    expect(await box().inputValue()).toBe('新桥 韩旭');
    expect(await active()).toBe('石桥小学开学');
  });

  it('goes to the first and the last hit by Home and End, and loads more behind the last one', async () => {
    await open('<hansou-search src="site.hansou" param=""></hansou-search>');
    await box().fill('清淤');
    await expect.poll(active).toMatch(/^第\d+口鱼塘清淤完工$/);
    const best = await active();
    await page.keyboard.press('Home');
    expect(await box().evaluate((each: HTMLInputElement) => each.selectionStart)).toBe(0);
    expect(await active()).toBe(best);
    await page.keyboard.press('End');
    expect(await box().evaluate((each: HTMLInputElement) => each.selectionStart)).toBe(2);
    expect(await active()).toBe(best);
    await page.keyboard.press('End');
    const titles = await within('.title').allTextContents();
    expect(titles).toHaveLength(10);
    expect(await active()).toBe(titles[9]);
    await page.keyboard.press('Home');
    expect(await active()).toBe(titles[0]);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => within('.title').count()).toBe(20);
    await expect.poll(active).toBe((await within('.title').allTextContents())[10]);
  });

  it('opens the best hit by Enter, also when Enter comes before the answer', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().fill('韩旭');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/school.html*');
  });

  it('leaves a hit to the page that prevents hansou-open', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    const opened = page.evaluate(
      () =>
        new Promise(resolve =>
          document.addEventListener('hansou-open', event => {
            event.preventDefault();
            resolve((event as CustomEvent).detail);
          }),
        ),
    );
    await box().fill('韩旭');
    await expect.poll(active).toBe('石桥小学开学');
    await page.keyboard.press('Enter');
    expect(await opened).toMatchObject({ id: 'school', query: '韩旭' });
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('says what was found, that nothing was found, and that something failed', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().fill('新桥');
    await expect.poll(spoken).toBe('2 篇');
    await box().fill('"火星基地"');
    await expect.poll(spoken).toBe('没有找到"火星基地"');
    expect(await expanded()).toBe('false');
    await page.evaluate(() => document.querySelector('hansou-search')!.setAttribute('src', 'none.hansou'));
    await expect.poll(() => within('[role=alert]').textContent()).toMatch(/^暂时不能搜索/);
  });

  it('suggests words by Han, pinyin and initials while somebody types; letters on the way to pinyin are no failure', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    const failed: string[] = [];
    for (const typed of ['鱼', 'y', 'yut', 'yuta', 'yutan', 'yutang']) {
      await box().fill(typed);
      await expect.poll(() => within('.suggestion').allTextContents(), { message: typed }).toContain('鱼塘');
      if (typed !== 'y') await expect.poll(() => within('.hit').count(), { message: typed }).toBeGreaterThan(0);
      failed.push(...(await within('.message').allTextContents()));
    }
    for (const typed of ['h', 'ha', 'hanx', 'hx']) {
      await box().fill(typed);
      await expect.poll(() => within('.suggestion').allTextContents(), { message: typed }).toContain('韩旭');
      failed.push(...(await within('.message').allTextContents()));
    }
    expect(failed).toEqual([]);
    await within('.suggestion').filter({ hasText: '韩旭' }).click();
    await expect.poll(() => box().inputValue()).toBe('韩旭');
    await expect.poll(() => within('.title').allTextContents()).toEqual(['石桥小学开学']);
  });

  it('shows a dropdown above the page, inside the window, and closes it by Escape and by a click elsewhere', async () => {
    const style = '<style>header{display:flex;overflow:hidden;height:60px;transform:translateX(0)}</style>';
    await open(
      '<header><b style="flex:1">云汀</b><hansou-search layout="dropdown" src="site.hansou" style="width:180px"></hansou-search></header><p>文</p>',
      style,
    );
    const panel = within('.panel');
    expect(await panel.isVisible()).toBe(false);
    await box().fill('新桥');
    await expect.poll(() => panel.isVisible()).toBe(true);
    await expect.poll(expanded).toBe('true');
    const before = await page.evaluate(() => document.querySelector('p')!.getBoundingClientRect().top);
    for (const width of [1000, 600, 320]) {
      await page.setViewportSize({ width, height: 600 });
      await expect
        .poll(async () => {
          const { x, y, width: wide, height } = (await panel.boundingBox())!;
          return x >= 0 && y >= 0 && x + wide <= width && y + height <= 600 && wide > Math.min(500, width - 40);
        })
        .toBe(true);
      const shown = await panel.evaluate(each => {
        const { left, top } = each.getBoundingClientRect();
        return each.contains((each.getRootNode() as ShadowRoot).elementFromPoint(left + 30, top + 30));
      });
      expect(shown).toBe(true);
    }
    expect(await page.evaluate(() => document.querySelector('p')!.getBoundingClientRect().top)).toBe(before);
    await page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
    expect(await expanded()).toBe('false');
    expect(await box().inputValue()).toBe('新桥');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => panel.isVisible()).toBe(true);
    await page.mouse.click(10, 590);
    expect(await panel.isVisible()).toBe(false);
    await box().press('Escape');
    expect(await box().inputValue()).toBe('');
  });

  it('opens a dialog by its button, Ctrl K, and / where nobody writes, and closes it by Escape', async () => {
    await open('<hansou-search layout="dialog" src="site.hansou"></hansou-search><textarea></textarea><p>文</p>');
    const dialog = within('dialog');
    const isOpen = () => dialog.evaluate((each: HTMLDialogElement) => each.open);
    expect(await isOpen()).toBe(false);
    expect(await within('.opener').textContent()).toContain('Ctrl K');
    for (const key of ['Control+k', '/']) {
      await page.locator('main > p').click();
      await page.keyboard.press(key);
      expect(await isOpen()).toBe(true);
      expect(await box().inputValue()).toBe('');
      await page.keyboard.press('Escape');
      expect(await isOpen()).toBe(false);
    }
    await page.locator('textarea').fill('');
    await page.locator('textarea').press('/');
    expect(await page.locator('textarea').inputValue()).toBe('/');
    expect(await isOpen()).toBe(false);
    await within('.opener').click();
    await page.keyboard.type('韩旭');
    await expect.poll(active).toBe('石桥小学开学');
    expect(await within('.keys').isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/school.html*');
  });

  it('opens an article in place at its first mark, goes through the marks, and back by Escape', async () => {
    await open('<hansou-search layout="dialog" src="site.hansou"></hansou-search>');
    await within('.opener').click();
    await page.keyboard.type('新桥');
    await expect.poll(active).toBe('石桥通车');
    await page.keyboard.press('Enter');
    await expect.poll(() => within('.current').textContent()).toBe('新桥');
    expect(await within('.current').isVisible()).toBe(true);
    expect(await within('.position').textContent()).toBe('1/2');
    await within('.next').click();
    expect(await within('.position').textContent()).toBe('2/2');
    await page.keyboard.press('Escape');
    expect(await within('.article').count()).toBe(0);
    expect(await active()).toBe('石桥通车');
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)).toBe('box');
  });

  it('shows only hits that hold enough of the query', async () => {
    await open('<hansou-search src="site.hansou"></hansou-search>');
    await box().fill('石桥 新桥 量子 计算机');
    await expect.poll(() => within('.hit').count()).toBeGreaterThan(0);
    await page.locator('hansou-search').evaluate(element => element.setAttribute('min-relevance', '0.99'));
    await expect.poll(() => within('.hit').count()).toBe(0);
  });

  it('narrows hits down by values with their counts and sorts them by date; the chip keeps the focus', async () => {
    await open('<hansou-search src="site.hansou" limit="30"></hansou-search>');
    await box().fill('清淤');
    await expect.poll(() => within('.status').textContent()).toBe('25 篇');
    const chips = within('[role=group][aria-label=版面] .chip');
    expect(await chips.allTextContents()).toEqual(['A1 9', 'A2 8', 'B3 8']);
    await chips.nth(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => within('.status').textContent()).toBe('8 篇');
    expect(await chips.allTextContents()).toEqual(['A1 9', 'A2 8', 'B3 8']);
    expect(await chips.nth(1).getAttribute('aria-pressed')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe('A2 8');
    await chips.nth(2).click();
    await expect.poll(() => within('.status').textContent()).toBe('16 篇');
    await within('select').selectOption('desc');
    const dates = async () =>
      (await within('.hit:not(.section) .about').allTextContents()).map(text => text.slice(0, 7));
    await expect.poll(async () => (await dates())[0]).toBe('2022-12');
    await box().fill('莲蓬');
    await expect.poll(() => within('.chip[aria-pressed=true]').count()).toBe(0);
  });

  it('offers the names found in the texts by their kind, where the index has them', async () => {
    const lexicon = Lexicon.fromEntries([
      { word: '韩旭', weight: 1000, tag: 'nr' },
      { word: '董小满', weight: 1000, tag: 'nr' },
      { word: '石桥村', weight: 1000, tag: 'ns' },
      { word: '南保村', weight: 1000, tag: 'ns' },
    ]);
    const fields = {
      title: text({ weight: 3 }),
      body: text(),
      who: keyword({ namesOf: 'persons' }),
      place: keyword({ namesOf: 'places' }),
    } as const;
    const index = createIndex({ fields, lexicon });
    index.add({ id: '1', title: '新桥', body: '韩旭说，石桥村的新桥通车。' });
    index.add({ id: '2', title: '新桥', body: '董小满从南保村走过石桥村的新桥。' });
    pages.set('/names.hansou', { type: 'application/octet-stream', body: index.toBytes() });
    await open('<hansou-search src="names.hansou"></hansou-search>');
    await box().fill('新桥');
    await expect.poll(() => within('.hit').count()).toBe(2);
    expect(await within('.filter').allTextContents()).toEqual(['人物董小满 1韩旭 1', '地点石桥村 2南保村 1']);
    expect(await within('.about').count()).toBe(0);
    await within('.chip').filter({ hasText: '韩旭' }).click();
    await expect.poll(() => within('.hit').count()).toBe(1);
  });

  it('offers no order by date where no hit has one', async () => {
    const fields = { title: text({ weight: 3 }), body: text(), date: date() } as const;
    const index = createIndex({ fields });
    for (const id of ['1', '2', '3'])
      index.add({ id, title: '新桥', body: id === '3' ? '鱼塘' : '通车', ...(id === '3' && { date: '2022' }) });
    pages.set('/dates.hansou', { type: 'application/octet-stream', body: index.toBytes() });
    await open('<hansou-search src="dates.hansou"></hansou-search>');
    await box().fill('通车');
    await expect.poll(() => within('.hit').count()).toBe(2);
    expect(await within('.sort').count()).toBe(0);
    await box().fill('新桥');
    await expect.poll(() => within('.hit').count()).toBe(3);
    expect(await within('.sort').count()).toBe(1);
  });

  it('finds the index beside the script without `src`', async () => {
    await open('<hansou-search></hansou-search>');
    await box().fill('新桥');
    await expect.poll(() => within('.hit').count()).toBe(2);
  });

  it('shows no path of a file', async () => {
    await open('<hansou-search src="site.hansou" limit="100"></hansou-search>');
    for (const typed of ['新桥', '清淤', 'bridge', '火星']) {
      await box().fill(typed);
      await expect.poll(() => within('.status').textContent()).not.toBeNull();
      await page.waitForTimeout(150);
      expect(await page.locator('hansou-search').evaluate(each => each.shadowRoot!.textContent)).not.toMatch(
        /news|\.txt|\.html|\.hansou/,
      );
    }
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch, noBrowser } from '../chromium.ts';
import { type Pages, page as pageWith, sampleSite, servePages } from './pages.ts';

const layouts = ['inline', 'dropdown', 'dialog'] as const;

/** What a page may say of its colours. */
const styles: Record<string, string> = {
  'no style': '',
  'both schemes': ':root { color-scheme: light dark }',
  'a dark scheme': ':root { color-scheme: dark }',
  'a light scheme': ':root { color-scheme: light }',
  'colours by the system': '@media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } }',
  'a class for dark': 'html.dark body { background: oklch(25% .02 260); color: rgb(255 255 255 / .87) }',
  'a class for dark and a scheme': 'html.dark { color-scheme: dark; background: #1b1b1f; color: #dfdfd6 }',
  'a grey surface': 'body { background: #777; color: #222 }',
  'a picture behind white text': 'body { background: linear-gradient(#333, #000); color: #fff }',
  'layers that let others through': 'body { background: #000; color: #fff } main { background: rgb(255 255 255 / .5) }',
  'a surface of its own': 'hansou-search { --hansou-surface: #123; --hansou-accent: #124; --hansou-mark: #fff }',
};

describe.skipIf(noBrowser)(`the looks of <hansou-search>${noBrowser}`, () => {
  let browser: Browser;
  let pages: Pages;
  let page: Page;

  const within = (selector: string) => page.locator(`hansou-search ${selector}`);

  const open = async (options: BrowserContextOptions, element: string, style = '', attributes?: string) => {
    await page?.context().close();
    page = await (await browser.newContext({ viewport: { width: 800, height: 700 }, ...options })).newPage();
    pages.set('/', pageWith(element, `<style>${style}</style>`, attributes));
    await page.goto(pages.url);
  };
  const type = async (text: string) => {
    if (await within('.opener').count()) await within('.opener').click();
    await within('input').fill(text);
  };
  const element = (layout: string, more = '') =>
    `<hansou-search layout="${layout}" src="site.hansou" ${more}></hansou-search>`;

  /** Every visible text of the element whose contrast is below 4.5:1, as the browser computes the colours. */
  const listUnreadable = () =>
    page.evaluate(() => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
      const parsed = new Map<string, number[]>();
      const parse = (color: string) => {
        const known = parsed.get(color);
        if (known) return known;
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const channels = Array.from(canvas.getImageData(0, 0, 1, 1).data);
        parsed.set(color, channels);
        return channels;
      };
      const luminance = (color: readonly number[]) => {
        const [red, green, blue] = color.map(value =>
          value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const { shadowRoot } = document.querySelector('hansou-search')!;
      const unreadable: string[] = [];
      let count = 0;
      const check = (node: Element, text: string) => {
        const { color } = getComputedStyle(node);
        let at: Element | null = node;
        let ground = '';
        // Law: every text stands on a surface that the element paints itself.
        for (; at && ground === ''; at = at.parentElement) {
          const { backgroundColor } = getComputedStyle(at);
          if (parse(backgroundColor)[3] === 255) ground = backgroundColor;
        }
        const [low, high] = [luminance(parse(color)), luminance(parse(ground))].sort((a, b) => a - b);
        const contrast = (high + 0.05) / (low + 0.05);
        count++;
        if (ground === '' || contrast < 4.5) unreadable.push(`${text}: ${color} on ${ground}: ${contrast.toFixed(2)}`);
      };
      const walker = document.createTreeWalker(shadowRoot!, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { parentElement } = node;
        if (node.nodeValue?.trim() && parentElement?.checkVisibility() && !parentElement.closest('.spoken'))
          check(parentElement, node.nodeValue);
      }
      const box = shadowRoot!.querySelector('input')!;
      if (box.checkVisibility()) check(box, box.value);
      if (count < 3) unreadable.push(`only ${count} texts`);
      return unreadable;
    });

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), servePages(sampleSite())]);
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });
  afterEach(async () => {
    await page?.context().close();
  });

  it('names its keys beside the button only where there is room for them', async () => {
    const header = `<header style="display: flex; gap: 12px"><b style="flex: none; width: 120px">云汀</b>${element('dialog', 'lang="en"')}<i style="flex: none; width: 90px"></i></header>`;
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await open({ viewport: { width: 375, height: 700 } }, header);
    expect(await width()).toBe(375);
    expect(await within('.shortcut').isVisible()).toBe(false);
    await page.setViewportSize({ width: 800, height: 700 });
    expect(await within('.shortcut').isVisible()).toBe(true);
  });

  it.each(Object.keys(styles))('is readable in a page with %s, in any scheme and layout', async name => {
    await open({}, element('inline'), styles[name]);
    for (const layout of layouts) {
      await page.evaluate(layout => {
        document.querySelector('hansou-search')!.query = '';
        document.querySelector('hansou-search')!.setAttribute('layout', layout);
      }, layout);
      await type('清淤');
      await expect.poll(() => within('.hit').count()).toBeGreaterThan(3);
      for (const colorScheme of ['light', 'dark'] as const)
        for (const dark of [false, true]) {
          await page.emulateMedia({ colorScheme });
          await page.evaluate(dark => document.documentElement.classList.toggle('dark', dark), dark);
          await expect.poll(listUnreadable, { message: `${layout}, ${colorScheme}, ${dark}` }).toEqual([]);
        }
    }
  });

  it('takes the colours of the page, also when the system changes its scheme', async () => {
    await open({ colorScheme: 'light' }, element('inline'), styles['colours by the system']);
    const surface = () => within('.root').evaluate(each => getComputedStyle(each).backgroundColor);
    await expect.poll(surface).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(surface).toBe('rgb(17, 17, 17)');
  });

  it('takes the colours of the page, also when they change', async () => {
    const style =
      'body { background: #fdf6e3; color: #073642 } .dark body { background: #002b36; color: #eee8d5; transition: background .2s }';
    await open({}, element('inline'), style);
    await type('新桥');
    await expect.poll(() => within('.hit').count()).toBe(2);
    const colors = () =>
      within('.snippet')
        .first()
        .evaluate(each => {
          const root = each.closest('.root')!;
          return [
            getComputedStyle(each).color,
            getComputedStyle(root).backgroundColor,
            getComputedStyle(root).colorScheme,
          ];
        });
    expect(await colors()).toEqual(['rgb(7, 54, 66)', 'rgb(253, 246, 227)', 'light']);
    await page.evaluate(() => document.documentElement.classList.add('dark'));
    await expect.poll(colors).toEqual(['rgb(238, 232, 213)', 'rgb(0, 43, 54)', 'dark']);
  });

  it('is readable in forced colours, where the chosen hit and marks are still seen', async () => {
    await open({ forcedColors: 'active' }, element('inline'));
    await type('新桥');
    await expect.poll(() => within('.hit').count()).toBe(2);
    expect(await listUnreadable()).toEqual([]);
    expect(
      await within('.hit')
        .first()
        .evaluate(each => getComputedStyle(each).outlineStyle),
    ).toBe('solid');
    const ground = (selector: string) =>
      within(selector)
        .first()
        .evaluate(each => getComputedStyle(each).backgroundColor);
    expect(await ground('.mark')).not.toBe(await ground('.root'));
  });

  it.each(
    layouts.flatMap(layout => (['light', 'dark'] as const).map(colorScheme => ({ layout, colorScheme }))),
  )('has nothing that axe finds as $layout, $colorScheme, with hits, filters, nothing, errors and an article', async ({
    layout,
    colorScheme,
  }) => {
    await open({ colorScheme }, `<h1>云汀日报</h1>${element(layout, 'limit="5"')}`, styles['both schemes']);
    const check = async (state: string) => {
      await page.addScriptTag({
        path: fileURLToPath(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url)),
      });
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') };
        const result = await axe.run();
        return result.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`,
        );
      });
      expect({ state, violations }).toEqual({ state, violations: [] });
    };
    await check('empty');
    for (const [text, selector] of [
      ['清淤', '.more'],
      ['鱼', '.suggestion'],
      ['鱼溏', '.meant'],
      ['"火星基地"', '.message'],
    ]) {
      if (text === '清淤') await type(text);
      else await within('input').fill(text);
      await within(selector).first().waitFor();
      await check(text);
    }
    await within('input').fill('石桥通车');
    await expect.poll(() => within('.title').first().textContent()).toBe('石桥通车');
    await page.keyboard.press('Enter');
    await within('.article').waitFor();
    await check('article');
    await page.evaluate(() => document.querySelector('hansou-search')!.setAttribute('src', 'none.hansou'));
    await within('[role=alert]').waitFor();
    await check('error');
  });

  it('has a part, named in the documentation, for everything that is seen', async () => {
    const documented = readFileSync(new URL('../../../docs/web-page.md', import.meta.url), 'utf8');
    const [list] = /Parts for `::part\(\)`[\s\S]*?\.\n\n/.exec(documented)!;
    const names = new Set(Array.from(list.matchAll(/`([\w-]+)`/g), ([, name]) => name));
    for (const layout of layouts) {
      await open({}, element(layout, 'limit="5"'));
      const nameless = () =>
        page.locator('hansou-search').evaluate(
          (host, names) =>
            Array.from(host.shadowRoot!.querySelectorAll('.root, .root *')).flatMap(each => {
              const isInside = each.closest('svg, select') !== null && !each.matches('svg, select');
              const parts = (each.getAttribute('part') ?? '').split(' ');
              const isKnown = parts.every(part => names.includes(part));
              return isKnown || isInside || each.className === 'content' ? [] : [each.outerHTML.slice(0, 80)];
            }),
          [...names],
        );
      for (const [text, selector] of [
        ['清淤', '.more'],
        ['鱼', '.suggestion'],
        ['鱼溏', '.meant'],
        ['"火星基地"', '.message'],
      ]) {
        if (text === '清淤') await type(text);
        else await within('input').fill(text);
        await within(selector).first().waitFor();
        expect({ text, nameless: await nameless() }).toEqual({ text, nameless: [] });
      }
      await within('input').fill('石桥通车');
      await expect.poll(() => within('.title').first().textContent()).toBe('石桥通车');
      await page.keyboard.press('Enter');
      await within('.article').waitFor();
      expect(await nameless()).toEqual([]);
    }
  });

  it('has targets of 24 pixels, and of 44 on touch', async () => {
    for (const [isMobile, least] of [
      [false, 24],
      [true, 44],
    ] as const)
      for (const layout of layouts) {
        await open(
          { viewport: { width: 375, height: 700 }, isMobile, hasTouch: isMobile },
          element(layout, 'limit="5"'),
        );
        await type('鱼');
        await within('.more').waitFor();
        const small = await page.locator('hansou-search').evaluate(
          (host, least) =>
            Array.from(host.shadowRoot!.querySelectorAll('button, select, input, [role=option]')).flatMap(each => {
              const { width, height } = each.getBoundingClientRect();
              return each.checkVisibility() && (width < least || height < least)
                ? [`${each.className} ${width} ${height}`]
                : [];
            }),
          least,
        );
        expect({ layout, isMobile, small }).toEqual({ layout, isMobile, small: [] });
      }
  });

  it('has lines of at most 70 characters, clamps titles, and never makes a page wider', async () => {
    for (const layout of layouts)
      for (const width of [1280, 768, 375, 320]) {
        await open({ viewport: { width, height: 700 } }, element(layout), 'main { margin: 0 }');
        await type('清淤');
        await expect.poll(() => within('.snippet').count()).toBeGreaterThan(3);
        const charactersPerLine = await within('.snippet')
          .first()
          .evaluate(each => {
            const text = 'As I walked through the fields of the county, the old bridge stood in the mist. '.repeat(3);
            each.textContent = text;
            const range = document.createRange();
            range.selectNodeContents(each);
            return text.length / new Set(Array.from(range.getClientRects(), ({ top }) => top)).size;
          });
        expect(charactersPerLine).toBeLessThanOrEqual(70);
        if (width > 700) expect(charactersPerLine).toBeGreaterThan(40);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    await within('.title')
      .first()
      .evaluate(each => {
        each.textContent = '长标题'.repeat(200);
      });
    const { lines } = await within('.title')
      .first()
      .evaluate(each => ({
        lines: each.clientHeight / Number.parseFloat(getComputedStyle(each).lineHeight),
      }));
    expect(Math.round(lines)).toBe(2);
  });

  it('follows a page that is written from right to left', async () => {
    await open({}, `<div style="width:500px">${element('inline')}</div>`, '', 'lang="en" dir="rtl"');
    await type('新桥');
    await expect.poll(() => within('.hit').count()).toBe(2);
    const place = async (selector: string) => (await within(selector).first().boundingBox())!;
    expect((await place('.form .icon')).x).toBeGreaterThan((await place('.clear')).x);
    const hit = within('.hit').first();
    expect(await hit.evaluate(each => getComputedStyle(each).borderRightWidth)).toBe('3px');
    // Chinese runs from left to right also there.
    expect(
      await within('.snippet')
        .first()
        .evaluate(each => getComputedStyle(each).direction),
    ).toBe('ltr');
  });

  it('takes nothing from a header but its colours', async () => {
    const style =
      'header { line-height: 1; text-transform: uppercase; white-space: nowrap; text-align: center; font-size: 11px; background: #123; color: #fff }';
    await open({}, `<header>${element('dropdown', 'style="width:200px"')}</header>`, style);
    await type('新桥');
    await within('.hit').first().waitFor();
    const looks = await within('.snippet')
      .first()
      .evaluate(each => {
        const { textTransform, whiteSpace, textAlign, fontSize } = getComputedStyle(each);
        return {
          textTransform,
          whiteSpace,
          textAlign,
          fontSize,
          ground: getComputedStyle(each.closest('.panel')!).backgroundColor,
        };
      });
    expect(looks).toMatchObject({ textTransform: 'none', whiteSpace: 'normal', textAlign: 'start', fontSize: '15px' });
    // The panel lies above the page and looks like it; the box looks like the header.
    expect(looks.ground).toBe('rgb(255, 255, 255)');
    expect(await within('.form').evaluate(each => getComputedStyle(each).backgroundColor)).toBe('rgb(17, 34, 51)');
  });

  it('does not move where somebody wants less motion', async () => {
    pages.set('/slow.hansou', { body: sampleSite(), pieces: 4, pauseMs: 1000 });
    await open({ reducedMotion: 'reduce' }, '<hansou-search src="slow.hansou"></hansou-search>');
    await type('新桥');
    await within('.skeleton').first().waitFor();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    expect(
      await within('.skeleton')
        .first()
        .evaluate(each => getComputedStyle(each).animationName),
    ).toBe('none');
  });
});

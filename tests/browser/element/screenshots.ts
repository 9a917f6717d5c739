/**
 * Takes pictures of the search box in all its states, on contact sheets, to be looked at: `npx tsx
 * tests/browser/element/screenshots.ts [folder] [words]`. Each sheet is one layout in one scheme and one width of the window;
 * words such as `dialog`, `dark` or `375` choose some of them.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser, unpackBrowser } from '../../../bench/web/browser.ts';
import { createIndex, date, keyword, text } from '../../../src/index.ts';
import { page as pageWith, sampleSite, servePages } from './pages.ts';

const folder = process.argv[2] ?? '/tmp/hansou-screenshots';
const words = process.argv.slice(3);
const widths = choose([1280, 768, 375, 320]);
const layouts = choose(['inline', 'dropdown', 'dialog']);
const schemes = choose(['light', 'dark'] as const);
const states: Readonly<Record<string, { readonly query: string; readonly source: string }>> = {
  suggestions: { query: '鱼', source: 'site.hansou' },
  hits: { query: '石桥', source: 'site.hansou' },
  sections: { query: '民政所', source: 'site.hansou' },
  related: { query: '鱼溏清淤', source: 'site.hansou' },
  article: { query: '新桥', source: 'site.hansou' },
  long: { query: 'supercalifragilistic', source: 'long.hansou' },
  nothing: { query: '"火星基地"', source: 'site.hansou' },
  error: { query: '石桥', source: 'none.hansou' },
  slow: { query: '石桥', source: 'slow.hansou' },
};

/** Those that are named, or all. */
function choose<T extends string | number>(all: readonly T[]): readonly T[] {
  const named = all.filter(each => words.includes(String(each)));
  return named.length > 0 ? named : all;
}

/** An index with what is long: words, titles, values, lists of values. */
function longSite(): Uint8Array {
  const index = createIndex({
    fields: { title: text({ weight: 3 }), body: text(), author: keyword(), category: keyword(), date: date() },
  });
  for (let i = 0; i < 14; i++)
    index.add({
      id: `${i}`,
      title:
        i === 0
          ? `Supercalifragilistic${'expialidocious'.repeat(8)}`
          : `第${i}篇：${'关于进一步加强和改进农村公路建设养护管理工作的通知'.repeat(1 + (i % 3))}`,
      body: `supercalifragilistic ${'https://example.org/a/very/long/address/without/any/blank'.repeat(2)} 说明。`,
      author: [`作者${i}`, '一位名字特别特别特别特别特别特别特别长的作者'],
      category: i % 2 === 0 ? '公告' : 'A category whose name goes on and on',
      date: `2022-09-${10 + i}`,
    });
  return index.toBytes();
}

/** Shows a state; returns the picture of the window. */
async function shoot(page: Page, layout: string, state: string, url: string): Promise<Buffer> {
  const { query, source } = states[state];
  await page.goto(`${url}${layout}-${source}.html`);
  if (layout === 'dialog') await page.locator('hansou-search .opener').click();
  await page.locator('hansou-search input').fill(query);
  const shown: Readonly<Record<string, string>> = { nothing: '.message', error: '.message', slow: '.skeleton' };
  await page
    .locator(`hansou-search ${shown[state] ?? '.hit'}`)
    .first()
    .waitFor();
  if (state === 'article') {
    await page.locator('hansou-search input').press('Enter');
    await page.locator('hansou-search .article').waitFor();
  }
  await page.waitForTimeout(state === 'slow' ? 700 : 150);
  return page.screenshot();
}

const font = fileURLToPath(
  new URL(
    '../../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2',
    import.meta.url,
  ),
);
mkdirSync(folder, { recursive: true });
const site = sampleSite();
const pages = await servePages(site);
pages.set('/long.hansou', { type: 'application/octet-stream', body: longSite() });
pages.set('/slow.hansou', { type: 'application/octet-stream', body: site, pieces: 20, pauseMs: 400 });
const style = `<style>@font-face { font-family: Noto; src: url(/noto.woff2) } :root { color-scheme: light dark; font-family: Noto, sans-serif } body { margin: 0; background: Canvas; color: CanvasText } main { max-width: 60rem; margin: auto; padding: 1rem }</style>`;
for (const layout of layouts)
  for (const source of new Set(Object.values(states).map(each => each.source)))
    pages.set(
      `/${layout}-${source}.html`,
      pageWith(
        `<h1>云汀日报</h1><hansou-search layout="${layout}" src="${source}"></hansou-search><p>${'石桥村的新桥今天通车，村民董小满第一个走过新桥。'.repeat(12)}</p>`,
        style,
      ),
    );
const place = await unpackBrowser();
const browser = await launchBrowser(place);
try {
  for (const layout of layouts)
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
      await context.route('**/noto.woff2', route => route.fulfill({ path: font }));
      const page = await context.newPage();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 720 });
        const cells: string[] = [];
        for (const state of Object.keys(states)) {
          const picture = await shoot(page, layout, state, pages.url);
          cells.push(
            `<figure><figcaption>${layout} ${colorScheme} ${width} ${state}</figcaption><img src="data:image/png;base64,${picture.toString('base64')}"></figure>`,
          );
        }
        const columns = width > 500 ? 3 : Math.ceil(cells.length / 2);
        const rows = Math.ceil(cells.length / columns);
        const sheet = await browser.newPage({ viewport: { width: (width + 12) * columns, height: 750 * rows } });
        await sheet.setContent(
          `<style>body { margin: 0; display: flex; flex-wrap: wrap; gap: 12px 11px; background: #888 } figure { margin: 0 } figcaption { font: 14px sans-serif }</style>${cells.join('')}`,
        );
        await sheet.screenshot({ path: `${folder}/${layout}-${colorScheme}-${width}.png` });
        await sheet.close();
      }
      await context.close();
    }
} finally {
  await browser.close();
  place.remove();
  await pages.close();
}

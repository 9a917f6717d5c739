/**
 * Takes pictures of the search box in all its states, on contact sheets, to be looked at: `npx tsx
 * tests/browser/element/screenshots.ts [folder]`. Each sheet is one layout in one scheme; each row is a width of the window.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import setup from '../setup.ts';
import { page as pageWith, sampleSite, servePages } from './pages.ts';

const folder = process.argv[2] ?? '/tmp/hansou-screenshots';
const widths = [1280, 768, 375, 320];
const layouts = ['inline', 'dropdown', 'dialog'];
const schemes = ['light', 'dark'] as const;
const states: Readonly<Record<string, { readonly query: string; readonly source: string }>> = {
  hits: { query: '石桥', source: 'site.hansou' },
  related: { query: '鱼溏清淤', source: 'site.hansou' },
  nothing: { query: '"火星基地"', source: 'site.hansou' },
  error: { query: '石桥', source: 'none.hansou' },
  slow: { query: '石桥', source: 'slow.hansou' },
};

/** Starts the browser of the tests. */
async function launch(): Promise<{ browser: Browser; end: () => Promise<void> }> {
  const provided = new Map<string, string>();
  const remove = await setup({ provide: (key: string, value: string) => provided.set(key, value) } as never);
  const libraries = provided.get('chromeLibraries');
  const browser = await chromium.launch({
    executablePath: provided.get('chromePath')!,
    args: ['--no-sandbox'],
    env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) } as Record<string, string>,
  });
  const end = async () => {
    await browser.close();
    remove?.();
  };
  return { browser, end };
}

/** Shows a state; returns the picture of the window. */
async function shoot(page: Page, layout: string, state: string, url: string): Promise<Buffer> {
  const { query, source } = states[state];
  await page.goto(`${url}${layout}-${source}.html`);
  if (layout === 'dialog') await page.locator('hansou-search .opener').click();
  await page.locator('hansou-search input').fill(query);
  const shown = { hits: '.hit', related: '.hit', nothing: '.message', error: '.message', slow: '.skeleton' }[state]!;
  await page.locator(`hansou-search ${shown}`).first().waitFor();
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
const { browser, end } = await launch();
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
        const sheet = await browser.newPage({ viewport: { width: (width + 12) * cells.length, height: 760 } });
        await sheet.setContent(
          `<style>body { margin: 0; display: flex; gap: 12px; background: #888 } figure { margin: 0 } figcaption { font: 14px sans-serif }</style>${cells.join('')}`,
        );
        await sheet.screenshot({ path: `${folder}/${layout}-${colorScheme}-${width}.png` });
        await sheet.close();
      }
      await context.close();
    }
} finally {
  await end();
  await pages.close();
}

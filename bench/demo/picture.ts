/**
 * `npm run picture`: takes the pictures of the search box that the READMEs show, over the sample paper, for light and for dark
 * pages: docs/images/search-box.png and search-box.dark.png.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser, unpackBrowser } from '../web/browser.ts';
import { bundleElement } from './element-script.ts';
import { buildPaperIndex } from './paper-index.ts';
import { serveSearchPage } from './serve.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const font = path('node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2');
/** The machine that takes the picture may have no Chinese font, and the page allows none from elsewhere. */
const style = `@font-face { font-family: Noto; src: url(/noto.woff2) }
  :root { color-scheme: light dark; font-family: Noto, sans-serif }
  body { margin: 0; padding: 20px } h1, p { display: none }`;

const [{ index }, element] = await Promise.all([buildPaperIndex(), bundleElement()]);
const serving = await serveSearchPage({ index: index.toBytes(), element, title: '云汀日报', port: 0 });
const place = await unpackBrowser();
const browser = await launchBrowser(place);
try {
  mkdirSync(path('docs/images'), { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      colorScheme,
      reducedMotion: 'reduce',
      bypassCSP: true,
      viewport: { width: 720, height: 600 },
    });
    await context.route('**/noto.woff2', route => route.fulfill({ path: font }));
    const page = await context.newPage();
    await page.goto(serving.url);
    await page.addStyleTag({ content: style });
    await page.locator('hansou-search input').fill('小龙虾 合作社');
    await page.locator('hansou-search .hit').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    const name = colorScheme === 'light' ? 'search-box' : 'search-box.dark';
    await page.screenshot({ path: path(`docs/images/${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  place.remove();
  await serving.close();
}

/** Starts a real browser for tests, and gives pages a Chinese font. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchBrowser } from '../../bench/web/browser.ts';

/** The reason why browser tests are skipped; empty when there is a browser. */
export const noBrowser = inject('browser').path ? '' : ' (skipped: no Chromium found; set CHROME_PATH to one)';

/** Starts the browser. */
export function launch(): Promise<Browser> {
  return launchBrowser(inject('browser'));
}

/** Adds a Chinese font to a page, because a minimal system has none. */
export async function withChineseFont(page: Page): Promise<void> {
  const weights = [400, 600];
  for (const weight of weights) {
    const file = `../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`;
    await page.route(`**/noto-${weight}.woff2`, route =>
      route.fulfill({ path: fileURLToPath(new URL(file, import.meta.url)) }),
    );
  }
  await page.addStyleTag({
    content: weights
      .map(
        weight =>
          `@font-face { font-family: 'Noto Sans SC'; font-weight: ${weight}; src: url(/noto-${weight}.woff2) format('woff2'); }`,
      )
      .join('\n'),
  });
  await page.evaluate(() => Promise.all([document.fonts.load("400 16px 'Noto Sans SC'", '汉'), document.fonts.ready]));
}

/** Whatever the documents of an index say, the search box shows it as text. */
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIndex, keyword, stored, text } from '../../../src/index.ts';
import { anyInputs, fuzzRuns, inputsPerIndex } from '../../fuzz-runs.ts';
import { hostileMarkup } from '../../laws/hostile-markup.ts';
import { launch, noBrowser } from '../chromium.ts';
import { type Pages, page as pageOf, servePages } from './pages.ts';

const fields = {
  title: text({ weight: 3 }),
  body: text(),
  author: keyword(),
  // Names that every object inherits.
  constructor: keyword(),
  valueOf: keyword({ namesOf: 'persons' }),
  url: stored(),
  sections: stored({ sectionsOf: 'body' }),
};

const anyAddress = fc.oneof(
  fc.constantFrom(
    ...[
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'JAVASCRIPT:alert(1)',
      'data:text/html,<script>alert(1)</script>',
    ],
    ...[
      '//evil.example/x',
      'http://',
      'https://a b/',
      '\ud800',
      '/page#\ud800',
      '/page.html',
      '',
      '#',
      'blob:x',
      'vbscript:x',
    ],
  ),
  hostileMarkup,
);
const anyDocument = fc.record({
  title: hostileMarkup,
  body: fc.tuple(hostileMarkup, hostileMarkup).map(parts => parts.join('新桥')),
  author: fc.array(hostileMarkup, { maxLength: 2 }),
  constructor: hostileMarkup,
  valueOf: hostileMarkup,
  url: fc.option(anyAddress, { nil: undefined }),
  sections: fc.array(fc.record({ title: hostileMarkup, anchor: hostileMarkup, start: fc.constant(0) }), {
    maxLength: 1,
  }),
});
type Document = typeof anyDocument extends fc.Arbitrary<infer T> ? T : never;

/** Draws on one page: with the indexes of several thousand of them the browser had no memory left. */
const maxDrawsOnPage = 100;

/** The elements that the box consists of. */
const allowed = 'a article button div h2 input kbd mark option p path progress select span strong style svg'.split(' ');

describe.skipIf(noBrowser)(`<hansou-search> with hostile documents${noBrowser}`, () => {
  let browser: Browser;
  let pages: Pages;
  let page: Page | undefined;
  let drawsOnPage = 0;
  const failures: string[] = [];

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), servePages(new Uint8Array())]);
    pages.set('/', pageOf('<hansou-search limit="100"></hansou-search>'));
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  /** The page that the box stands on; another one after a hundred draws. */
  async function openPage(): Promise<Page> {
    if (page && drawsOnPage++ < maxDrawsOnPage) return page;
    await page?.context().close();
    drawsOnPage = 1;
    page = await (await browser.newContext()).newPage();
    page.on('pageerror', error => failures.push(error.message));
    page.on('crash', () => failures.push('the page crashed'));
    page.on('dialog', dialog => {
      failures.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(pages.url);
    return page;
  }

  /** Searches, opens each hit that is an article, and tells what is shown. */
  async function show(documents: readonly Document[], query: string) {
    failures.length = 0;
    const index = createIndex({ fields });
    for (const [i, { url, ...document }] of documents.entries())
      index.add({ id: `${i}`, ...document, ...(url !== undefined && { url }) } as never);
    pages.set('/site.hansou', { type: 'application/octet-stream', body: index.toBytes(), ranges: true });
    return (await openPage()).evaluate(async query => {
      const box = document.querySelector('hansou-search')! as HTMLElement & { query: string };
      const shadow = box.shadowRoot!;
      const nextEvent = () =>
        new Promise<string>(resolve => {
          box.addEventListener('hansou-results', () => resolve(''), { once: true });
          box.addEventListener('hansou-error', event => resolve(String((event as CustomEvent).detail.error)), {
            once: true,
          });
        });
      box.query = '';
      // Another address each time: an index is opened once.
      box.setAttribute('src', `/site.hansou?${Math.random()}`);
      const answered = nextEvent();
      box.query = query;
      const error = await answered;
      const elements = new Set<string>();
      const attributes = new Set<string>();
      const note = () => {
        for (const each of shadow.querySelectorAll('*')) {
          elements.add(each.localName);
          for (const { name } of each.attributes) if (/^on|^srcdoc$/.test(name)) attributes.add(name);
        }
      };
      note();
      const titles = Array.from(shadow.querySelectorAll('.hit:not(.section) > .title'), each => each.textContent);
      const addresses = Array.from(shadow.querySelectorAll('a'), each => each.protocol);
      const names = Array.from(shadow.querySelectorAll('.filter-name'), each => each.textContent);
      const options = shadow.querySelectorAll<HTMLElement>('div.hit');
      for (const option of options) {
        option.click();
        await new Promise(resolve => setTimeout(resolve));
        note();
        shadow.querySelector<HTMLElement>('.back')?.click();
      }
      return { error, elements: [...elements], attributes: [...attributes], titles, addresses, names };
    }, query);
  }

  it('has no element, attribute or address but its own, and shows every title as it is', async () => {
    let withLinks = 0;
    await fc.assert(
      fc.asyncProperty(anyInputs(anyDocument), fc.oneof(fc.constant(''), hostileMarkup), async (documents, more) => {
        const shown = await show(documents, `新桥 | ${more}`);
        expect(failures).toEqual([]);
        expect(shown.error).toBe('');
        for (const each of shown.elements) expect(allowed).toContain(each);
        expect(shown.attributes).toEqual([]);
        for (const each of shown.addresses) expect(each).toMatch(/^https?:$/);
        if (shown.addresses.length > 0) withLinks++;
        for (const each of shown.names) expect(['作者', '人物', 'constructor', 'valueOf']).toContain(each);
        const titles = new Set(documents.map(({ title }) => title.replace(/[\n\r\t]/g, ' ')));
        for (const each of shown.titles) if (each !== '（无标题）') expect(titles).toContain(each);
      }),
      { numRuns: fuzzRuns(12, inputsPerIndex) },
    );
    expect(withLinks).toBeGreaterThan(0);
  });
});

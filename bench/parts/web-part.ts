/** The part `web`: how long a reader of a web page waits for hits on a slow line, and what is loaded for them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createIndex, text } from '../../src/index.ts';
import { type Bench, isInstalled } from '../bench.ts';
import { readCorpusDocuments } from '../corpus/corpus.ts';
import type { BenchDocument } from '../engines/engine.ts';
import { pagefind } from '../engines/pagefind.ts';
import type { PartReport, Row } from '../report/report.ts';
import { launchBrowser, unpackBrowser } from '../web/browser.ts';
import { serveSlowly } from '../web/slow-server.ts';
import { createBoxWay, createPagefindWay, type WebWay } from '../web/web-pages.ts';
import { describeMaterial } from './part.ts';

/** Documents of the ways that load all of the texts or need long to build. */
const smallCount = 2000;
/** Keys a second while typing. */
const keysPerSecond = 10;

export async function webPart(bench: Bench): Promise<PartReport> {
  const { corpus, queries, directory, options, log } = bench.context;
  const notes: string[] = [];
  const asked = queries.all.slice(0, 2);
  const place = await unpackBrowser();
  const rows: Row[] = [];
  if (place.path) {
    const documents = (await readCorpusDocuments(corpus)).map(withTitle);
    const browser = await launchBrowser(place);
    try {
      for await (const way of createWays(documents, join(directory, 'web'), options.isSmoke, notes)) {
        log(`web: ${way.name}`);
        rows.push(await measureWay(browser, way, asked));
      }
    } finally {
      await browser.close();
    }
  } else notes.push('Nothing was measured: there is no Chromium. CHROME_PATH names one.');
  place.remove();
  return {
    name: 'web',
    title: 'In a web page',
    about: [
      `A page is opened in Chromium with an empty cache, over a line of 1.6 Mbit/s that all answers share and on which each begins after 100 ms; then two queries are asked (${asked.join(', ')}), one after the other. The first hits with their passages are waited for, and then the whole answer of ten hits, for which a small collection is searched by other rules too. Loaded is what came until the first hits. Bytes are those of the answers' bodies, scripts compressed by brotli.`,
    ],
    material: describeMaterial(bench),
    tables: [
      {
        title: 'The first hits',
        rowHeading: 'way',
        columns: [
          { title: 'first hits', unit: 's', better: 'lower' },
          { title: 'whole answer', unit: 's', better: 'lower' },
          { title: 'loaded', unit: 'KB', better: 'lower' },
          { title: 'requests', better: 'lower' },
          { title: 'second query', unit: 's', better: 'lower' },
          { title: 'loaded for it', unit: 'KB', better: 'lower' },
          { title: 'requests for it', better: 'lower' },
          { title: 'longest task of the page', unit: 'ms' },
        ],
        rows,
      },
    ],
    ...(notes.length > 0 && { notes }),
  };
}

/** Documents need headlines to be shown: of those without, the first sentence is one. */
function withTitle({ title, text }: BenchDocument): BenchDocument {
  return { title: title || text.split(/[。！？\n]/)[0].slice(0, 40), text };
}

async function* createWays(
  documents: readonly BenchDocument[],
  folder: string,
  isSmoke: boolean,
  notes: string[],
): AsyncGenerator<WebWay> {
  const few = documents.slice(0, smallCount);
  const counted = (count: number) => `${count.toLocaleString('en')} documents`;
  if (documents.length > few.length) {
    const large = await buildIndex(documents);
    yield createBoxWay(`hansou, ${counted(documents.length)}`, large);
    yield createBoxWay(`hansou, one range an answer, ${counted(documents.length)}`, large, 'one');
  }
  const small = await buildIndex(few);
  yield createBoxWay(`hansou, ${counted(few.length)}`, small);
  if (isSmoke) return;
  yield createBoxWay(`hansou, a server without ranges, ${counted(few.length)}`, small, 'none');
  if (!isInstalled('pagefind')) {
    notes.push('Pagefind is left out because its package is not installed.');
    return;
  }
  mkdirSync(folder, { recursive: true });
  // It cuts texts by itself, without the peers' tokenizer.
  await pagefind.build(few, folder, undefined as never);
  yield createPagefindWay(`Pagefind, ${counted(few.length)}`, folder);
}

async function buildIndex(documents: readonly BenchDocument[]): Promise<Uint8Array> {
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon: await baseLexicon() });
  for (const [i, { title, text: body }] of documents.entries()) index.add({ id: String(i), title, body });
  return index.toBytes();
}

async function measureWay(browser: Browser, way: WebWay, [first, second]: readonly string[]): Promise<Row> {
  const server = await serveSlowly(way.find);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const shared = window as unknown as { longest: number };
      shared.longest = 0;
      new PerformanceObserver(list => {
        for (const { duration } of list.getEntries()) shared.longest = Math.max(shared.longest, duration);
      }).observe({ entryTypes: ['longtask'] });
    });
    const started = performance.now();
    await page.goto(server.url + way.page);
    await page.waitForFunction('window.ask');
    const ask = (query: string) =>
      page.evaluate(query => (window as unknown as { ask(query: string): Promise<void> }).ask(query), query);
    const whole = () => page.evaluate(() => (window as unknown as { whole: Promise<void> }).whole);
    await ask(first);
    const firstMs = performance.now() - started;
    const opened = { ...server.traffic };
    await whole();
    const wholeMs = performance.now() - started;
    // What is still under way, as suggestions, belongs to the first query.
    await page.waitForTimeout(2000);
    const { bytes, requests } = server.traffic;
    const again = performance.now();
    await ask(second);
    const secondMs = performance.now() - again;
    const loaded = { bytes: server.traffic.bytes - bytes, requests: server.traffic.requests - requests };
    const box = await page.evaluateHandle(() => (window as unknown as { box?: HTMLInputElement }).box);
    if (await box.evaluate(each => each !== undefined)) {
      await page.evaluate(() => (window as unknown as { box: HTMLInputElement }).box.select());
      await page.keyboard.type(first + second, { delay: 1000 / keysPerSecond });
      await page.waitForTimeout(1000);
    }
    const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest);
    const values = [
      firstMs / 1000,
      wholeMs / 1000,
      opened.bytes / 1000,
      opened.requests,
      secondMs / 1000,
      loaded.bytes / 1000,
      loaded.requests,
      longest,
    ];
    return { name: way.name, cells: values.map(value => ({ value })) };
  } finally {
    await context.close();
    server.close();
  }
}

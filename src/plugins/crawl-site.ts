/**
 * Fetches the pages of a site from its own server of development, from link to link: what frameworks render is found, not
 * what they render it from. Entry point: `indexServedSite`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PageTree } from '../node/reading/formats/html/page-tree.ts';
import { decodeHan, type IndexSiteRequest, indexSite } from '../node/site/index-site.ts';

/** Which pages are fetched. */
interface CrawlRequest {
  /** The address of the site: `http://localhost:5173/docs/`. */
  readonly site: string;
  /** Addresses of pages to begin with, besides that of the site, relative to it. */
  readonly starts: readonly string[];
}

/** A page that was fetched. */
interface FetchedPage {
  readonly address: URL;
  readonly html: string;
}

/** Maximum number of addresses asked for, and of those asked for at a time. */
const maxAddresses = 5000;
const maxParallel = 4;

/**
 * Builds an index of the pages that a server shows. Laws: every page is in it once that can be reached from the first ones by
 * links, up to 5,000; nothing outside the site is asked for.
 * @throws HansouError BAD_FILE when there is no page with a text; IO
 */
export async function indexServedSite(
  { output, ...reading }: Omit<IndexSiteRequest, 'folder' | 'only' | 'change' | 'baseUrl'>,
  crawl: CrawlRequest,
): Promise<void> {
  const folder = join(dirname(output), 'pages');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const addresses = new Map<string, string>();
  for await (const { address, html } of fetchPages(crawl)) {
    const file = `${addresses.size}.html`;
    writeFileSync(join(folder, file), html);
    addresses.set(file, decodeHan(address.pathname));
  }
  await indexSite({
    ...reading,
    folder,
    output,
    baseUrl: new URL(crawl.site).pathname,
    change(document) {
      const url = addresses.get(document.file)!;
      return { ...document, id: url, file: url, url };
    },
  });
}

/** Fetches pages until no link leads to a new one. What is no page of the site, or is moved, is passed over. */
async function* fetchPages({ site, starts }: CrawlRequest): AsyncGenerator<FetchedPage> {
  const seen = new Set<string>();
  const waiting: URL[] = [];
  const add = (link: string, from: string) => {
    if (!URL.canParse(link, from)) return;
    const address = new URL(link, from);
    address.hash = '';
    address.search = '';
    // A page has the same text with and without the slash at its end.
    const key = address.href.replace(/(?:\/|\/index\.html)$/, '');
    if (!`${address.href}/`.startsWith(site) || seen.has(key) || seen.size >= maxAddresses || isNoPage(address)) return;
    seen.add(key);
    waiting.push(address);
  };
  for (const start of ['', ...starts]) add(start, site);
  while (waiting.length > 0)
    for (const page of await Promise.all(waiting.splice(0, maxParallel).map(fetchPage))) {
      if (!page) continue;
      for (const link of linksOf(page.html)) add(link, page.address.href);
      yield page;
    }
}

/** Whether an address is known not to be a page: another kind of file, or what the plugin serves itself. */
function isNoPage({ pathname }: URL): boolean {
  return /\.(?!html?$)[a-z]\w*$/i.test(pathname) || /\/(?:404(?:\.html)?|hansou)\/?$|\/hansou\//.test(pathname);
}

async function fetchPage(address: URL): Promise<FetchedPage | undefined> {
  try {
    const response = await fetch(address, { headers: { accept: 'text/html' }, redirect: 'manual' });
    const isPage = response.ok && response.headers.get('content-type')?.startsWith('text/html');
    if (isPage) return { address, html: await response.text() };
    await response.body?.cancel();
  } catch {
    // A page that cannot be shown, since it has a mistake, say, is found when it can.
  }
  return undefined;
}

function linksOf(html: string): string[] {
  return new PageTree(html).elements.flatMap(({ tagName, attrs }) =>
    tagName === 'a' ? attrs.flatMap(({ name, value }) => (name === 'href' ? [value] : [])) : [],
  );
}

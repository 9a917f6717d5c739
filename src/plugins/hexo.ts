/**
 * The entry point `hansou/hexo`: a search for a blog that Hexo makes. In `scripts/hansou.js`:
 *
 * ```js
 * require('hansou/hexo').hansou(hexo);
 * ```
 *
 * @module hansou/hexo
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { documentFields } from '../node/reading/document.ts';
import { elementPartNames, findElementScript } from '../node/site/element-script.ts';
import { type IndexSiteRequest, indexSite } from '../node/site/index-site.ts';
import { pageStyle, renderSearchPage } from '../node/site/search-page.ts';
import { createIndex } from '../search-index.ts';
import { escapeHtml } from '../snippet/html.ts';
import { reportSkipped, warnWithoutPages } from './report-search.ts';
import { checkSearchOptions, loadSearchLexicon, type SiteSearchOptions, siteReading } from './search-options.ts';

export type { SiteSearchOptions } from './search-options.ts';

/** Numbers beside lines of code. */
const lineNumbers = '.highlight .gutter';

/** Names of tags or categories. */
interface HexoNames {
  map<T>(read: (each: { readonly name: string }) => T): T[];
}

/** A post or a page of Hexo's. */
interface HexoPage {
  /** Its address, relative to the site. */
  readonly path: string;
  readonly title?: string;
  /** HTML. */
  readonly content?: string;
  readonly date?: { format(pattern: string): string };
  readonly author?: string;
  readonly tags?: HexoNames;
  readonly categories?: HexoNames;
  /** In the front matter of what shall not be found. */
  readonly indexing?: boolean;
}

/** A file that Hexo serves and writes. */
interface HexoRoute {
  readonly path: string;
  readonly data: () => Promise<Buffer | string>;
}

/** What a blog consists of. */
interface HexoSite {
  readonly posts: { toArray(): HexoPage[] };
  readonly pages: { toArray(): HexoPage[] };
}

/** What the plugin uses of Hexo. */
export interface Hexo {
  /** The settings of `_config.yml`. */
  readonly config: { readonly root: string; readonly title?: string; readonly hansou?: SiteSearchOptions };
  /** Where generators and injectors are registered. */
  readonly extend: {
    readonly generator: { register(name: string, generate: (site: HexoSite) => HexoRoute[]): void };
    readonly injector: { register(entry: 'head_end', html: string): void };
  };
}

/**
 * The search of a blog: its posts and pages, but those with `indexing: false` in their front matter. Hexo writes it with the
 * blog and serves it with `hexo server`, where the index is built anew when something has changed and somebody searches. The
 * script is in all pages, so that `<hansou-search>` in a theme or a page is all.
 * @param options by default what stands below `hansou:` in `_config.yml`
 * @throws HansouError BAD_ARGUMENT
 */
export function hansou(hexo: Hexo, options: SiteSearchOptions = hexo.config.hansou ?? {}): void {
  checkSearchOptions(options);
  const { root } = hexo.config;
  hexo.extend.injector.register('head_end', `<script src="${escapeHtml(root)}hansou/search.js" defer></script>`);
  // Hexo asks the generator after each change.
  hexo.extend.generator.register('hansou', ({ posts, pages }) => {
    const found = [...posts.toArray(), ...pages.toArray()].filter(
      ({ path, indexing }) => indexing !== false && /(?:\.html?|\/)$/.test(path),
    );
    let index: Promise<Buffer> | undefined;
    const script = findElementScript();
    return [
      { path: 'hansou/site.hansou', data: () => (index ??= buildIndex(found, root, options)) },
      { path: 'hansou/search.js', data: async () => readFileSync(script) },
      ...elementPartNames.map(name => ({
        path: `hansou/${name}`,
        data: async () => readFileSync(join(dirname(script), name)),
      })),
      { path: 'hansou/page.css', data: async () => pageStyle },
      {
        path: 'hansou/index.html',
        data: async () => renderSearchPage({ title: hexo.config.title || '搜索', source: 'site.hansou' }),
      },
    ];
  });
}

/** The bytes of the index. The pages are read as files, as those of any site. */
async function buildIndex(pages: readonly HexoPage[], root: string, options: SiteSearchOptions): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'hansou-hexo-'));
  try {
    const pageOf = new Map<string, HexoPage>();
    mkdirSync(join(folder, 'pages'));
    for (const page of pages) {
      const file = `${pageOf.size}.html`;
      pageOf.set(file, page);
      writeFileSync(join(folder, 'pages', file), renderText(page));
    }
    const output = join(folder, 'site.hansou');
    const request: IndexSiteRequest = {
      folder: join(folder, 'pages'),
      output,
      baseUrl: root,
      lexicon: await loadSearchLexicon(options),
      ...siteReading(options, lineNumbers),
      change(document) {
        const { path, title, date, author, tags, categories } = pageOf.get(document.file)!;
        const names = [tags, categories].flatMap(each => each?.map(({ name }) => name) ?? []);
        return {
          ...document,
          id: path,
          file: path,
          url: root + path.replace(/(^|\/)index\.html$/, '$1'),
          ...(title && { title }),
          ...(date && { date: date.format('YYYY-MM-DD') }),
          ...(author && { author: [author] }),
          ...(names.length > 0 && { tags: [...new Set(names)] }),
        };
      },
    };
    const isBuilt = await warnWithoutPages('the blog', async () => reportSkipped((await indexSite(request)).skipped));
    // Hexo writes what a route promises, so a blog without texts has an index without documents.
    return isBuilt ? readFileSync(output) : Buffer.from(createIndex({ fields: documentFields }).toBytes());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of a post as a web page. */
function renderText({ title = '', content = '' }: HexoPage): string {
  return `<!doctype html><meta charset="utf-8"><title>${escapeHtml(title)}</title><main><h1>${escapeHtml(title)}</h1>${content}</main>`;
}

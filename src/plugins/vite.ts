/**
 * The entry point `hansou/vite`: a search for a site that Vite builds, with any framework or none.
 *
 * ```ts
 * import { hansou } from 'hansou/vite';
 * export default defineConfig({ plugins: [hansou()] });
 * ```
 *
 * @module hansou/vite
 */
import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { DevelopmentSearch } from './development-search.ts';
import { addAndReportSearch } from './report-search.ts';
import { checkSearchOptions, loadSearchLexicon, type SiteSearchOptions, siteReading } from './search-options.ts';
import { findServedSite, type ViteServer } from './vite-server.ts';

export type { SiteSearchOptions } from './search-options.ts';

/** What the plugin uses of Vite's configuration (`ResolvedConfig`). */
interface ViteConfig {
  readonly root: string;
  readonly base: string;
  readonly cacheDir: string;
  readonly publicDir: string;
  readonly command: string;
  readonly build: { readonly outDir: string; readonly ssr: boolean | string };
}

/** An element that Vite puts into a page. */
interface InsertedTag {
  readonly tag: string;
  readonly attrs: Readonly<Record<string, string | boolean>>;
  readonly injectTo: 'head';
}

/** A plugin of Vite. */
export interface VitePlugin {
  /** The name by which Vite shows it. */
  readonly name: string;
  /** Notes the settings of the project. */
  configResolved(config: ViteConfig): void;
  /** Serves the index and the script in development. */
  configureServer(server: ViteServer): void;
  /** Loads the script of the box in each page. */
  readonly transformIndexHtml: { readonly order: 'post'; handler(): InsertedTag[] };
  /** Notes that pages were written. */
  writeBundle(): void;
  /** Writes `hansou/` into what was built, behind all other plugins. */
  readonly closeBundle: { readonly order: 'post'; readonly sequential: true; handler(): Promise<void> };
}

/**
 * The search: writes `hansou/` into what Vite builds, and its script into the pages, so that `<hansou-search>` in a page is
 * all. In development, the pages are those that Vite's server shows, reached by links from the first one and from the HTML
 * files of the project; they are read again when something has changed and somebody searches.
 * @throws HansouError BAD_ARGUMENT
 */
export function hansou(options: SiteSearchOptions = {}): VitePlugin {
  checkSearchOptions(options);
  let config: ViteConfig;
  let isWritten = false;
  // The pages of a site with a relative base, or one on another server, are taken to be at the top.
  const base = () => (config.base.startsWith('/') ? config.base : '/');
  return {
    name: 'hansou',
    configResolved(resolved) {
      config = resolved;
    },
    configureServer(server) {
      const search = new DevelopmentSearch({
        base: base(),
        folder: join(config.cacheDir, 'hansou'),
        build: async output => {
          const { indexServedSite } = await import('./crawl-site.ts');
          return indexServedSite(
            { output, lexicon: await loadSearchLexicon(options), ...siteReading(options) },
            { site: findServedSite(server, base()), starts: listPages(config) },
          );
        },
      });
      server.watcher.on('all', () => search.change());
      server.middlewares.use(search.handle);
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src: `${base()}hansou/search.js`, defer: true }, injectTo: 'head' }],
    },
    writeBundle() {
      isWritten = true;
    },
    // Behind the plugins of frameworks, some of which render their pages only now.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const folder = resolve(config.root, config.build.outDir);
        if (!isWritten || config.command !== 'build' || config.build.ssr || !existsSync(folder)) return;
        isWritten = false;
        const lexicon = await loadSearchLexicon(options);
        await addAndReportSearch({ folder, baseUrl: base(), lexicon, ...siteReading(options) });
      },
    },
  };
}

/** The HTML files of the project that Vite's server shows as pages, as addresses relative to the site. */
function listPages({ root, publicDir, build }: ViteConfig): string[] {
  const ignore = ['**/node_modules/**', `${resolve(root, build.outDir)}/**`];
  const below = (folder: string) =>
    globSync('**/*.html', { cwd: folder, ignore }).map(path => path.split(sep).join('/'));
  const inPublic = publicDir ? `${relative(root, publicDir).split(sep).join('/')}/` : undefined;
  const pages = below(root).filter(path => inPublic === undefined || !path.startsWith(inPublic));
  return [...pages, ...(publicDir && existsSync(publicDir) ? below(publicDir) : [])].map(encodeURI);
}

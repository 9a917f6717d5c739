/**
 * The entry point `hansou/astro`: a search for a site that Astro builds.
 *
 * ```ts
 * import { hansou } from 'hansou/astro';
 * export default defineConfig({ integrations: [hansou()] });
 * ```
 *
 * @module hansou/astro
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DevelopmentSearch } from './development-search.ts';
import { addAndReportSearch } from './report-search.ts';
import { checkSearchOptions, loadSearchLexicon, type SiteSearchOptions, siteReading } from './search-options.ts';
import { findServedSite, type ViteServer } from './vite-server.ts';

export type { SiteSearchOptions } from './search-options.ts';

/** Of Starlight and its blocks of code (Expressive Code): numbers of lines, names of windows and buttons, links to headings. */
const labels =
  '.expressive-code .gutter, .expressive-code .header .sr-only, .expressive-code .copy, .sl-anchor-link, starlight-file-tree .sr-only';

/** What the integration uses of Astro's configuration (`AstroConfig`). */
interface AstroConfig {
  readonly base: string;
  readonly cacheDir: URL;
  readonly trailingSlash: 'always' | 'never' | 'ignore';
}

/** A route of Astro's: one page, or many by parameters. */
interface AstroRoute {
  readonly type: string;
  readonly pattern: string;
  readonly params: readonly string[];
}

/** An integration of Astro. */
export interface AstroIntegration {
  /** The name by which Astro shows it. */
  readonly name: string;
  /** What Astro calls, in this order, while it starts, serves and builds. */
  readonly hooks: {
    'astro:config:setup'(setup: { config: AstroConfig; injectScript(stage: 'page', content: string): void }): void;
    'astro:config:done'(done: { config: AstroConfig }): void;
    'astro:routes:resolved'(resolved: { routes: readonly AstroRoute[] }): void;
    'astro:server:setup'(setup: { server: ViteServer }): void;
    'astro:build:done'(done: { dir: URL }): Promise<void>;
  };
}

/**
 * The search: writes `hansou/` into what Astro builds, and loads its script in the pages, so that `<hansou-search>` in a
 * layout is all. In development, the pages are those that Astro's server shows, reached by links from its routes without
 * parameters; they are read again when something has changed and somebody searches.
 * @throws HansouError BAD_ARGUMENT
 */
export function hansou(options: SiteSearchOptions = {}): AstroIntegration {
  checkSearchOptions(options);
  let config: AstroConfig;
  let starts: string[] = [];
  const base = () => config.base.replace(/\/*$/, '/');
  return {
    name: 'hansou',
    hooks: {
      'astro:config:setup': setup => {
        config = setup.config;
        setup.injectScript('page', loadScript(`${base()}hansou/search.js`));
      },
      'astro:config:done': done => {
        config = done.config;
      },
      'astro:routes:resolved': ({ routes }) => {
        const pages = routes.filter(({ type, params }) => type === 'page' && params.length === 0);
        starts = pages.map(({ pattern }) => pattern.slice(1));
      },
      'astro:server:setup': ({ server }) => {
        const search = new DevelopmentSearch({
          base: base(),
          folder: join(fileURLToPath(config.cacheDir), 'hansou'),
          build: async output => {
            const { indexServedSite } = await import('./crawl-site.ts');
            return indexServedSite(
              { output, lexicon: await loadSearchLexicon(options), ...siteReading(options, labels) },
              { site: findServedSite(server, base()), starts },
            );
          },
        });
        server.watcher.on('all', () => search.change());
        server.middlewares.use(search.handle);
      },
      'astro:build:done': async ({ dir }) => {
        await addAndReportSearch({
          folder: fileURLToPath(dir),
          baseUrl: base(),
          lexicon: await loadSearchLexicon(options),
          ...siteReading(options, labels),
          ...(config.trailingSlash === 'never' && {
            change: document => ({ ...document, url: document.url!.replace(/(.)\/$/, '$1') }),
          }),
        });
      },
    },
  };
}

/** A module that loads the script as a page without a bundler does, so that it can be its own worker. */
function loadScript(src: string): string {
  return `if (!document.querySelector('script[data-hansou]')) {
  const script = Object.assign(document.createElement('script'), { src: ${JSON.stringify(src)}, async: true })
  script.dataset.hansou = ''
  document.head.append(script)
}`;
}

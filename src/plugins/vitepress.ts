/**
 * The entry point `hansou/vitepress`: the search of a VitePress site, in the place of its own.
 *
 * ```ts
 * import { hansou } from 'hansou/vitepress';
 * export default defineConfig({ vite: { plugins: [hansou()] } });
 * ```
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { indexFiles } from '../node/index-files.ts';
import type { FileDocument } from '../node/reading/document.ts';
import { addSearch } from '../node/site/add-search.ts';
import { DevelopmentSearch } from './development-search.ts';
import { checkSearchOptions, loadSearchLexicon, type SiteSearchOptions } from './search-options.ts';

/** What the plugin uses of VitePress's own configuration (`SiteConfig`). */
interface VitePressSite {
  readonly srcDir: string;
  readonly outDir: string;
  readonly cacheDir: string;
  readonly cleanUrls: boolean;
  /** The pages, as paths below `srcDir`. */
  readonly pages: readonly string[];
  readonly site: { readonly base: string };
  readonly rewrites?: { readonly map: Readonly<Record<string, string | undefined>> };
  buildEnd?: (site: VitePressSite) => unknown;
}

/** What the plugin uses of Vite's development server. */
interface DevelopmentServer {
  readonly middlewares: {
    use(handle: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void): unknown;
  };
  readonly watcher: { on(event: 'all', listener: (event: string, path: string) => void): unknown };
}

/** A plugin of Vite, which VitePress takes in its option `vite`. */
export interface VitePressPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  configResolved(config: object): void;
  configureServer(server: DevelopmentServer): void;
  resolveId(source: string): string | undefined;
  load(id: string): string | undefined;
}

/** The component in the header of the default theme that the search stands in. */
const searchComponent = /\/VPNavBarSearch\.vue$/;
const componentId = '\0hansou-vitepress-search';
/** Labels and numbers around code that are no text. */
const besideCode = '.vp-code-group .tabs, div[class*="language-"] > .lang, .line-numbers-wrapper, .header-anchor';

/**
 * The search: a button in the header, and a dialog. When the site is built, its pages are read; in development, its sources
 * are, each time they have changed and somebody searches. `themeConfig.search` is not needed any more.
 * @throws HansouError BAD_ARGUMENT
 */
export function hansou(options: SiteSearchOptions = {}): VitePressPlugin {
  checkSearchOptions(options);
  let site: VitePressSite | undefined;
  return {
    name: 'hansou',
    enforce: 'pre',
    configResolved(config) {
      const { vitepress, command } = config as { readonly vitepress?: VitePressSite; readonly command?: string };
      if (!vitepress || site) return;
      site = vitepress;
      if (command === 'build') addAfterBuild(vitepress, options);
    },
    configureServer({ middlewares, watcher }) {
      if (!site) return;
      const search = createDevelopmentSearch(site, options);
      watcher.on('all', (_, path) => {
        if (path.endsWith('.md')) search.change();
      });
      middlewares.use(search.handle);
    },
    resolveId: source => (site && searchComponent.test(source) ? componentId : undefined),
    load: id => (id === componentId ? renderComponent() : undefined),
  };
}

/** Adds the search to the folder that VitePress writes, when it is written. */
function addAfterBuild(vitepress: VitePressSite, options: SiteSearchOptions): void {
  const { buildEnd } = vitepress;
  vitepress.buildEnd = async site => {
    await buildEnd?.(site);
    const { documents, skipped } = await addSearch({
      folder: site.outDir,
      baseUrl: site.site.base,
      cleanUrls: site.cleanUrls,
      lexicon: await loadSearchLexicon(options),
      ...(options.root !== undefined && { root: options.root }),
      ignore: [besideCode, options.ignore].filter(Boolean).join(', '),
    });
    console.log(`hansou: ${documents} pages can be searched`);
    for (const { message } of skipped) console.warn(`hansou: skipped: ${message}`);
  };
}

function createDevelopmentSearch(vitepress: VitePressSite, options: SiteSearchOptions): DevelopmentSearch {
  const { srcDir, cacheDir, cleanUrls, site, rewrites } = vitepress;
  const { base } = site;
  const pathOf = (page: string) =>
    `${base}${page}`.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, cleanUrls ? '' : '.html');
  const onSite = (document: FileDocument): FileDocument => {
    const page = resolve(document.file)
      .slice(resolve(srcDir).length + 1)
      .split(sep)
      .join('/');
    return { ...document, id: page, file: page, url: pathOf(rewrites?.map[page] ?? page) };
  };
  return new DevelopmentSearch({
    base,
    folder: join(cacheDir, 'hansou'),
    async build(output) {
      // The list of pages is that of now: VitePress keeps it up to date.
      const pages = new Set(vitepress.pages);
      await indexFiles({
        output,
        names: [srcDir],
        options: { cleanUrls, only: ({ path }) => pages.has(path) },
        lexicon: await loadSearchLexicon(options),
        change: onSite,
      });
    },
  });
}

/** The component, as the source of a module. Its script is loaded in the page, as a page without a bundler does. */
function renderComponent(): string {
  return `import { defineComponent, h, onMounted } from 'vue'
import { useData, withBase } from 'vitepress'

export default defineComponent({
  name: 'HansouSearch',
  setup() {
    const { lang } = useData()
    onMounted(() => {
      const src = withBase('/hansou/search.js')
      if (document.querySelector('script[data-hansou]')) return
      document.head.append(Object.assign(document.createElement('script'), { src, async: true }))
      document.head.lastElementChild.dataset.hansou = ''
    })
    return () =>
      h('div', { class: 'VPNavBarSearch', style: 'display: flex; flex-grow: 1; align-items: center; padding-left: clamp(0px, 3vw, 32px)' }, [
        h('hansou-search', { layout: 'dialog', lang: lang.value, src: withBase('/hansou/site.hansou'), style: '--hansou-accent: var(--vp-c-brand-1)' }),
      ])
  },
})
`;
}

/**
 * The entry point `hansou/vitepress`: the search of a VitePress site, in the place of its own.
 *
 * ```ts
 * import { hansou } from 'hansou/vitepress';
 * export default defineConfig({ vite: { plugins: [hansou()] } });
 * ```
 *
 * @module hansou/vitepress
 */
import { join, resolve, sep } from 'node:path';
import { indexFiles } from '../node/index-files.ts';
import { createPageWeight } from '../node/page-weights.ts';
import type { FileDocument } from '../node/reading/document.ts';
import { type IndexSiteRequest, indexSite } from '../node/site/index-site.ts';
import { DevelopmentSearch } from './development-search.ts';
import { addAndReportSearch, reportSkipped, warnWithoutPages } from './report-search.ts';
import { checkSearchOptions, loadSearchLexicon, type SiteSearchOptions, siteReading } from './search-options.ts';
import type { ViteServer } from './vite-server.ts';

export type { SiteSearchOptions } from './search-options.ts';

/** What the plugin uses of VitePress's own configuration (`SiteConfig`). */
interface VitePressSite {
  readonly srcDir: string;
  readonly outDir: string;
  readonly cacheDir: string;
  readonly cleanUrls: boolean;
  /** The pages, as paths below `srcDir`. */
  readonly pages: readonly string[];
  readonly site: { readonly base: string; readonly locales?: Readonly<Record<string, { readonly link?: string }>> };
  readonly rewrites?: { readonly map: Readonly<Record<string, string | undefined>> };
  buildEnd?: (site: VitePressSite) => unknown;
}

/** A plugin of Vite, which VitePress takes in its option `vite`. */
export interface VitePressPlugin {
  /** The name by which Vite shows it. */
  readonly name: string;
  /** It runs before VitePress, whose component it replaces. */
  readonly enforce: 'pre';
  /** Notes the site, and adds the search to its build. */
  configResolved(config: object): void;
  /** Serves the index and the script in development. */
  configureServer(server: ViteServer): void;
  /** Puts the box in the place of the local search. */
  resolveId(source: string): string | undefined;
  /** The source of the component with the box. */
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
    const { outDir: folder, cleanUrls } = site;
    const lexicon = await loadSearchLexicon(options);
    const reading = { folder, lexicon, ...siteReading(options, besideCode), baseUrl: site.site.base, cleanUrls };
    let hasSearch = false;
    for (const locale of listLocales(site)) {
      const request = { ...reading, only: (path: string) => findLocale(site, path) === locale };
      const name = indexName(locale);
      if (hasSearch) await indexLocale({ ...request, output: join(folder, 'hansou', `${name}.hansou`) }, locale);
      else hasSearch = await addAndReportSearch({ ...request, name });
    }
  };
}

/** Builds the index of one more locale. */
async function indexLocale(request: IndexSiteRequest, locale: string): Promise<void> {
  await warnWithoutPages(`the pages of ${locale}`, async () => reportSkipped((await indexSite(request)).skipped));
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
    names: () => listLocales(vitepress).map(indexName),
    async build(output, name) {
      // The list of pages is that of now: VitePress keeps it up to date.
      const inIndex = (page: string) => indexName(findLocale(vitepress, rewrites?.map[page] ?? page)) === name;
      const pages = new Set(vitepress.pages.filter(inIndex));
      await indexFiles({
        output,
        names: [srcDir],
        options: { cleanUrls, only: ({ path }) => pages.has(path) },
        lexicon: await loadSearchLexicon(options),
        change: onSite,
        weightOf: options.weights && createPageWeight(options.weights, base),
      });
    },
  });
}

/**
 * The locales with pages, as VitePress's own search tells them apart: each has an index. `root` comes first, and stands
 * alone where there are no pages.
 */
function listLocales(vitepress: VitePressSite): string[] {
  const { pages, rewrites } = vitepress;
  const found = new Set(pages.map(page => findLocale(vitepress, rewrites?.map[page] ?? page)));
  if (found.size === 0) return ['root'];
  return ['root', ...Object.keys(vitepress.site.locales ?? {})].filter(locale => found.delete(locale));
}

/** The locale of a page, by the first folders of its path. */
function findLocale({ site }: VitePressSite, path: string): string {
  const locales = Object.keys(site.locales ?? {}).filter(locale => locale !== 'root' && !locale.includes(':'));
  return locales.find(locale => path.startsWith(`${locale}/`)) ?? 'root';
}

function indexName(locale: string): string {
  return locale === 'root' ? 'site' : locale.replaceAll('/', '-');
}

/** The component, as the source of a module. Its script is loaded in the page, as a page without a bundler does. */
function renderComponent(): string {
  return `import { defineComponent, h, onMounted } from 'vue'
import { useData, withBase } from 'vitepress'

export default defineComponent({
  name: 'HansouSearch',
  setup() {
    const { lang, localeIndex } = useData()
    const index = () => localeIndex.value === 'root' ? 'site' : localeIndex.value.replaceAll('/', '-')
    onMounted(() => {
      const src = withBase('/hansou/search.js')
      if (document.querySelector('script[data-hansou]')) return
      document.head.append(Object.assign(document.createElement('script'), { src, async: true }))
      document.head.lastElementChild.dataset.hansou = ''
    })
    return () =>
      h('div', { class: 'VPNavBarSearch', style: 'display: flex; flex-grow: 1; align-items: center; padding-left: clamp(0px, 3vw, 32px)' }, [
        h('hansou-search', { layout: 'dialog', lang: lang.value, src: withBase(\`/hansou/\${index()}.hansou\`), style: '--hansou-accent: var(--vp-c-brand-1)' }),
      ])
  },
})
`;
}

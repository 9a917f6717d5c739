/**
 * The entry point `hansou/docusaurus`: a search for a site that Docusaurus makes, in the place of its search bar.
 *
 * ```js
 * export default { plugins: ['hansou/docusaurus'] };
 * ```
 *
 * @module hansou/docusaurus
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { indexFiles } from '../node/index-files.ts';
import { createPageWeight } from '../node/page-weights.ts';
import { DevelopmentSearch } from './development-search.ts';
import { addAndReportSearch } from './report-search.ts';
import { checkSearchOptions, loadSearchLexicon, type SiteSearchOptions, siteReading } from './search-options.ts';

/** What the plugin uses of Docusaurus (`LoadContext`). */
interface DocusaurusSite {
  readonly siteDir: string;
  /** Where generated files are. */
  readonly generatedFilesDir: string;
  /** The address of the site in the language that is built. */
  readonly baseUrl: string;
}

/** A page with a source: a document, a post of a blog, or a page in Markdown. */
interface PageSource {
  /** Its address. */
  readonly permalink: string;
  /** `@site/docs/guide.md` */
  readonly source: string;
  readonly title?: string;
}

/** What the plugins of Docusaurus have loaded, by name and instance. */
type AllContent = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What webpack's development server is told. */
interface DevelopmentServerOptions {
  readonly devServer: {
    setupMiddlewares(middlewares: unknown[]): unknown[];
  };
}

/** A plugin of Docusaurus. */
export interface DocusaurusPlugin {
  /** The name by which Docusaurus shows it. */
  readonly name: string;
  /** The folder with the component `SearchBar`. */
  getThemePath(): string;
  /** Notes the Markdown sources, for development. */
  allContentLoaded(loaded: { allContent: AllContent }): void;
  /** Serves the index and the script in development; nothing in a build. */
  configureWebpack(): DevelopmentServerOptions | undefined;
  /** Writes `hansou/` into a built site. */
  postBuild(built: { outDir: string }): Promise<void>;
}

/** What stands around the text of a page of Docusaurus's own theme. */
const besideText =
  '.breadcrumbs, .table-of-contents, .theme-doc-toc-mobile, .theme-doc-version-badge, .theme-doc-version-banner, .theme-doc-footer, .pagination-nav, .hash-link, .theme-code-block button, .blog-post-page aside';

/**
 * The search: documents (of the latest version), posts and pages, by a button in the header that opens a dialog. Each
 * language has an index of its own. In development the Markdown sources are read, each time they have changed and somebody
 * searches.
 * @throws HansouError BAD_ARGUMENT
 */
export default function hansou(
  site: DocusaurusSite,
  given: SiteSearchOptions & { readonly id?: string } = {},
): DocusaurusPlugin {
  const { id: _, ...options } = Object(given) as typeof given;
  checkSearchOptions(given === Object(given) ? options : given);
  const { siteDir, generatedFilesDir, baseUrl } = site;
  const theme = join(generatedFilesDir, 'hansou-theme');
  mkdirSync(join(theme, 'SearchBar'), { recursive: true });
  writeFileSync(join(theme, 'SearchBar/index.js'), searchBar);
  /** By address without the slash at its end. */
  let pages = new Map<string, PageSource>();
  const search = new DevelopmentSearch({
    base: baseUrl,
    folder: join(generatedFilesDir, 'hansou'),
    async build(output) {
      const byFile = new Map<string, PageSource>();
      for (const page of pages.values())
        if (/\.mdx?$/.test(page.source)) byFile.set(resolve(siteDir, page.source.replace(/^@site\//, '')), page);
      await indexFiles({
        output,
        names: [...byFile.keys()],
        options: {},
        lexicon: await loadSearchLexicon(options),
        weightOf: options.weights && createPageWeight(options.weights, baseUrl),
        change(document) {
          const { permalink, title } = byFile.get(resolve(document.file))!;
          return { ...document, id: permalink, file: permalink, url: permalink, ...(title && { title }) };
        },
      });
    },
  });
  return {
    name: 'hansou',
    getThemePath: () => theme,
    allContentLoaded({ allContent }) {
      pages = new Map(listPages(allContent).map(page => [withoutSlash(page.permalink), page]));
      search.change();
    },
    configureWebpack: () => ({
      devServer: {
        setupMiddlewares(middlewares) {
          // Docusaurus joins what this returns behind its own list, where its page for every address would come first.
          middlewares.unshift({ name: 'hansou', middleware: search.handle });
          return [];
        },
      },
    }),
    async postBuild({ outDir: folder }) {
      const addressOf = (path: string) => withoutSlash(baseUrl + path.replace(/(?:(?:^|\/)index)?\.html$/, ''));
      await addAndReportSearch({
        folder,
        baseUrl,
        lexicon: await loadSearchLexicon(options),
        ...siteReading({ ...options, ignore: [besideText, options.ignore].filter(Boolean).join(', ') }),
        // Lists of posts and of tags say nothing of their own.
        only: path => pages.has(addressOf(path)),
        change(document) {
          const { title } = pages.get(addressOf(document.file))!;
          return { ...document, ...(title && { title }) };
        },
      });
    },
  };
}

function withoutSlash(address: string): string {
  return address.replace(/(.)\/$/, '$1');
}

/** The pages of the plugins that come with Docusaurus. */
function listPages(allContent: AllContent): PageSource[] {
  const contents = <T>(plugin: string) => Object.values(allContent[plugin] ?? {}).filter(Boolean) as T[];
  const versions = contents<{ loadedVersions: { isLast: boolean; docs: PageSource[] }[] }>(
    'docusaurus-plugin-content-docs',
  ).flatMap(({ loadedVersions }) => loadedVersions);
  const blogs = contents<{ blogPosts: { metadata: PageSource & { unlisted?: boolean } }[] }>(
    'docusaurus-plugin-content-blog',
  );
  return [
    ...versions.filter(({ isLast }) => isLast).flatMap(({ docs }) => docs),
    ...blogs.flatMap(({ blogPosts }) => blogPosts.map(({ metadata }) => metadata)),
    ...contents<PageSource[]>('docusaurus-plugin-content-pages').flat(),
  ].filter(page => (page as { unlisted?: boolean }).unlisted !== true);
}

/** The component in the header. Its script is loaded in the page, as a page without a bundler does. */
const searchBar = `import React, { useEffect } from 'react'
import useBaseUrl from '@docusaurus/useBaseUrl'
import useDocusaurusContext from '@docusaurus/useDocusaurusContext'

export default function SearchBar() {
  const src = useBaseUrl('/hansou/search.js')
  const index = useBaseUrl('/hansou/site.hansou')
  const { i18n } = useDocusaurusContext()
  useEffect(() => {
    if (document.querySelector('script[data-hansou]')) return
    const script = Object.assign(document.createElement('script'), { src, async: true })
    script.dataset.hansou = ''
    document.head.append(script)
  }, [src])
  return React.createElement('hansou-search', {
    layout: 'dialog',
    lang: i18n.currentLocale,
    src: index,
    style: { '--hansou-accent': 'var(--ifm-color-primary)' },
  })
}
`;

export type { SiteSearchOptions } from './search-options.ts';

/** The address of a page on its site. */
import type { SiteConfig } from './site-config.ts';
import type { SiteKind } from './site-kind.ts';

/** What decides the address of a page. */
export interface PageAddress {
  /** Its path below the folder that was named, with `/`. */
  readonly path: string;
  readonly kind: SiteKind;
  /** What the configuration of its site says of addresses. */
  readonly config?: SiteConfig;
  /** The address that the page itself names: canonical link, `url`. */
  readonly url?: string | undefined;
  /** The address that the front matter sets (`permalink`), and the last part of it (`slug`). */
  readonly permalink?: string | undefined;
  readonly slug?: string | undefined;
  /** `YYYY-MM-DD`, for the addresses of posts. */
  readonly date?: string | undefined;
  /** The pattern of the addresses of posts that the site sets: `:year/:title/`, `pretty`. */
  readonly postPermalink?: string | undefined;
  /** The title that the front matter gives. */
  readonly title?: string | undefined;
  /** The categories of a post, for its address. */
  readonly categories?: readonly string[] | undefined;
}

/** Options for addresses. */
export interface UrlOptions {
  /** The address of the folder that was named: `https://example.org/docs/` or `/docs/` (default `/`). */
  readonly baseUrl?: string;
  /** Whether addresses leave `.html` out (default what the configuration of the site says, else false). */
  readonly cleanUrls?: boolean;
}

/**
 * The address: what the page names, else its permalink, else what its site generator makes of its path. `index.html` is its
 * folder. It is absolute when `baseUrl` or the page's own address is, else it begins with `/`.
 */
export function documentUrl(
  address: PageAddress,
  { baseUrl = '/', cleanUrls = address.config?.cleanUrls ?? false }: UrlOptions,
): string {
  const { url, permalink } = address;
  if (url !== undefined && /^[a-z][a-z\d+.-]*:/i.test(url)) return url;
  const path =
    url ??
    (permalink === undefined ? undefined : fillPermalink(permalink, address)) ??
    postPath(address) ??
    configuredPath(pathOnSite(address, cleanUrls), address);
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return base + path.split('/').map(encodePart).join('/').replace(/^\/+/, '');
}

/** A part of a path as it stands in an address; Han characters stay legible. */
function encodePart(part: string): string {
  return part.replace(/[\s"<>\\^`{|}]/g, encodeURIComponent);
}

/** What Jekyll calls its patterns. */
const namedPermalinks: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  none: '/:categories/:title.html',
};

/** The address of a post by the pattern that its site sets; undefined if there is none, or one that cannot be filled. */
function postPath(address: PageAddress): string | undefined {
  const { postPermalink, path } = address;
  if (address.kind === 'hugo') return hugoPath(address);
  if (postPermalink === undefined || !/(?:^|\/)_posts\//.test(path)) return undefined;
  const pattern = Object.hasOwn(namedPermalinks, postPermalink) ? namedPermalinks[postPermalink] : postPermalink;
  const filled = fillPermalink(pattern, address);
  return /(?:^|\/):[a-z_]/.test(filled) ? undefined : filled.replace(/\/{2,}/g, '/');
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const weekdayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The address of a regular page by the pattern that a site of Hugo sets for its section. */
function hugoPath({ postPermalink, path, date, slug, title }: PageAddress): string | undefined {
  const parts = path.replace(/^content\//, '').split('/');
  const fileName = (parts.pop() ?? '').replace(/\.[a-z]+(?:\.gz)?$/i, '');
  if (postPermalink === undefined || /^_index(?:\.|$)/.test(fileName)) return undefined;
  // A page may be a folder of its own: posts/bridge/index.md.
  const name = /^index(?:\.|$)/.test(fileName) ? (parts.pop() ?? '') : fileName;
  const [year = '', month = '', day = ''] = date?.split('-') ?? [];
  const time = day === '' ? undefined : new Date(`${date}T00:00:00Z`);
  const titleSlug = toHugoSlug(title ?? name);
  const slugOrName = toHugoSlug(slug ?? name);
  const values: Readonly<Record<string, string | undefined>> = {
    ...{ year: year || undefined, month: month || undefined, day: day || undefined },
    monthname: monthNames[Number(month) - 1],
    weekday: time && `${time.getUTCDay()}`,
    weekdayname: time && weekdayNames[time.getUTCDay()],
    yearday: time && `${Math.round((time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000) + 1}`,
    ...{
      section: parts[0] ?? '',
      sections: parts.join('/'),
      title: titleSlug,
      slug: slug ? toHugoSlug(slug) : titleSlug,
    },
    ...{ filename: toHugoSlug(name), contentbasename: toHugoSlug(name) },
    ...{ slugorfilename: slugOrName, slugorcontentbasename: slugOrName },
  };
  let isFilled = true;
  const filled = postPermalink.replace(/:([a-z]+)/g, (_, key: string) => {
    isFilled &&= Object.hasOwn(values, key) && values[key] !== undefined;
    return values[key] ?? '';
  });
  return isFilled ? filled.replace(/\/{2,}/g, '/') : undefined;
}

/** A part of an address as Hugo makes it of a title: small letters, hyphens for blanks, few signs. */
function toHugoSlug(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{N}\p{M}._#+~@-]/gu, '')
    .replace(/-{2,}/g, '-');
}

/** Replaces the placeholders of Hexo and Jekyll (:year, :title). */
function fillPermalink(permalink: string, { path, date, slug, categories = [] }: PageAddress): string {
  const [year = '', month = '', day = ''] = date?.split('-') ?? [];
  const name = slug ?? nameOf(path);
  const category = categories.join('/');
  const values: Readonly<Record<string, string>> = {
    ...{ year, month, day, short_year: year.slice(2) },
    ...{ i_month: month.replace(/^0/, ''), i_day: day.replace(/^0/, '') },
    ...{ title: name, slug: name, name, category, categories: category },
  };
  return permalink.replace(/:([a-z_]+)/g, (whole, key: string) => (Object.hasOwn(values, key) ? values[key] : whole));
}

/** The name of a page without folders, extension and the day that posts have in front. */
function nameOf(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/(?:\.[a-z]+){1,2}$/i, '')
    .replace(/^\d{4}-\d{1,2}-\d{1,2}-/, '');
}

/** The folder of documents or posts of Docusaurus, in some language or version. */
const docusaurusPlugin = /^(?:[a-z]{2}(?:-[a-z]+)?\/)?(?:docs|blog)\//i;

/** The path that a page of Docusaurus would have if it were in no folder of versions, translations or pages. */
function docusaurusRoute(path: string): string {
  return path
    .replace(/^versioned_docs\/version-([^/]+)\//, 'docs/$1/')
    .replace(
      /^i18n\/([^/]+)\/docusaurus-plugin-content-(docs|blog|pages)\/(?:current\/|version-([^/]+)\/)?/,
      (_, language: string, plugin: string, version: string | undefined) =>
        `${language}/${plugin === 'pages' ? '' : `${plugin}/`}${version === undefined ? '' : `${version}/`}`,
    )
    .replace(/^src\/pages\//, '');
}

/** A path of Docusaurus as the configuration of the site wants it. */
function configuredPath(path: string, { kind, config: { trailingSlash, docsPath } = {} }: PageAddress): string {
  if (kind !== 'docusaurus') return path;
  const based =
    docsPath === undefined
      ? path
      : path.replace(/^(\/?(?:[a-z]{2}(?:-[a-z]+)?\/)?)docs(?:\/|$)/i, docsPath === '' ? '$1' : `$1${docsPath}/`);
  const bare = based.replace(/\/+$/, '');
  return trailingSlash === undefined ? based : trailingSlash && bare !== '' ? `${bare}/` : bare;
}

function pathOnSite(address: PageAddress, cleanUrls: boolean): string {
  const { path, kind, slug, date } = address;
  const isHtml = /\.(?:html?|xhtml)(?:\.gz)?$/i.test(path);
  if (isHtml) {
    const plain = path.replace(/\.gz$/i, '').replace(/(^|\/)index\.html?$/i, '$1');
    return cleanUrls ? plain.replace(/\.html?$/i, '') : plain;
  }
  const whole = path.replace(/(?:\.(?:md|mdx|markdown))?(?:\.gz)?$/i, '');
  const folder = whole.slice(0, whole.lastIndexOf('/') + 1);
  const isPost = /(?:^|\/)(?:_posts|blog)\//.test(`/${path}`);
  const [year, month, day] = date?.split('-') ?? [];
  const name = slug ?? nameOf(path);
  // Docusaurus puts the slugs of documents and posts below their folder.
  if (slug?.startsWith('/'))
    return kind === 'docusaurus' ? `${docusaurusPlugin.exec(docusaurusRoute(path))?.[0] ?? ''}${slug.slice(1)}` : slug;
  const isIndex = /^(?:index|_index|readme)$/i.test(whole.slice(folder.length));
  switch (kind) {
    case 'jekyll':
      if (isPost && day) return `${year}/${month}/${day}/${name}.html`;
      // A collection (_docs/a.md) has the address docs/a.html.
      return `${folder.replace(/^_(?!posts\/|drafts\/)/, '')}${isIndex ? '' : `${name}.html`}`;
    case 'hexo':
      if (isPost && day) return `${year}/${month}/${day}/${name}/`;
      return isIndex ? folder.replace(/^source\//, '') : `${folder.replace(/^source\//, '')}${name}/`;
    case 'hugo':
      return `${folder.replace(/^content\//, '')}${isIndex ? '' : `${slug ?? whole.slice(folder.length)}/`}`;
    case 'docusaurus': {
      const route = docusaurusRoute(path);
      if (route !== path) return pathOnSite({ ...address, path: route }, cleanUrls);
      const parts = folder.replace(/(^|\/)\d+[-_.](?!\d)\s*/g, '$1');
      // A post may be a folder of its own: blog/2022-09-05-bridge/index.md.
      const postName = isIndex ? nameOf(folder.slice(0, -1)) : name;
      const blog = /^.*?\bblog\//.exec(path)?.[0] ?? 'blog/';
      if (isPost && slug !== undefined) return blog + slug;
      if (isPost && day) return `${blog}${year}/${month}/${day}/${postName}`;
      return isIndex ? parts.replace(/\/$/, '') : parts + name.replace(/^\d+[-_.](?!\d)\s*/, '');
    }
    default:
      return isIndex ? folder : `${folder}${slug ?? whole.slice(folder.length)}${cleanUrls ? '' : '.html'}`;
  }
}

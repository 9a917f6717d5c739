/** What a web page says about itself: title, authors, date, source, address, keywords. */
import type { FileDocument } from '../../document.ts';
import { parseDate } from '../../values/dates.ts';
import { parseNames } from '../../values/names.ts';
import { attribute, lineOf, oneLine, type PageElement, type PageTree } from './page-tree.ts';

// Names of `<meta>` elements, most reliable first; they include those used by Chinese government sites.
const titleMetas = ['articletitle', 'og:title', 'twitter:title'];
const dateMetas = [
  'article:published_time',
  'pubdate',
  'publishdate',
  'publish_date',
  'date',
  'dc.date',
  'og:pubdate',
  'datepublished',
];
const authorMetas = ['author', 'article:author', 'dc.creator'];
const sourceMetas = ['contentsource', 'source', 'article:publisher'];
const tagMetas = ['keywords', 'article:tag', 'article:section', 'columnname'];
const urlMetas = ['og:url'];

/** The metadata of a page; each is missing when the page does not say it. */
export type PageMetadata = Pick<FileDocument, 'author' | 'date' | 'source' | 'tags' | 'url' | 'subtitle'> & {
  /** The title without the name of the site. */
  readonly title?: string;
  /** The title of `<meta>` or JSON-LD, which is that of the article itself. */
  readonly metaTitle?: string;
};

/** Reads `<meta>`, JSON-LD, `<time>`, `<link rel=canonical>` and `<title>`; the first that says something counts. */
export function readPageMetadata(tree: PageTree): PageMetadata {
  const metas = readMetas(tree.elements);
  const data = readJsonLd(tree.elements);
  const meta = (names: readonly string[]) => names.map(name => metas.get(name)?.[0]).find(value => value !== undefined);
  const site = metas.get('og:site_name')?.[0];
  const given = meta(titleMetas) ?? data.title;
  const metaTitle = given && withoutSite(given, site);
  const pageTitle = tree.find('title');
  const title = metaTitle ?? (pageTitle && withoutSite(lineOf(pageTitle), site));
  const date =
    dateMetas.map(name => parseDate(metas.get(name)?.[0])).find(Boolean) ?? data.date ?? readTime(tree.elements);
  const author = parseNames(meta(authorMetas)) ?? data.author;
  const source = parseNames(meta(sourceMetas)) ?? data.source;
  const tags = tagMetas.flatMap(name => metas.get(name) ?? []).flatMap(value => parseNames(value) ?? []);
  const canonical = tree.elements.find(each => each.tagName === 'link' && attribute(each, 'rel') === 'canonical');
  const url = (canonical && attribute(canonical, 'href')) || meta(urlMetas);
  const description = metas.get('description')?.[0] ?? metas.get('og:description')?.[0];
  return {
    ...(title && { title }),
    ...(metaTitle && { metaTitle }),
    ...(description && { subtitle: description }),
    ...(author && { author }),
    ...(date !== undefined && { date }),
    ...(source && { source }),
    ...(tags.length > 0 && { tags: [...new Set(tags)] }),
    ...(url && { url }),
  };
}

/**
 * A title without the name of the site behind it: the name that the page gives, else what follows the last `_`, `|`, `--` or
 * ` - ` and is a name of a site (…网, …政府, …日报 and the like).
 */
export function withoutSite(title: string, site?: string): string {
  const parts = /^(.+?)\s*(?:_+|\||｜|—{1,2}|–|-{2,}|\s-\s|\s·\s)\s*([^_|｜]+)$/.exec(title);
  if (site && title.endsWith(site) && title.length > site.length)
    return withoutSite(title.slice(0, -site.length).replace(/[\s_|｜—–·-]+$/, '') || title);
  if (!parts) return title;
  const [, head, tail] = parts;
  const isSite =
    /(?:网|网站|政府|在线|新闻中心|日报|晚报|门户|频道|博客|官网|平台|人民政府网|论坛|文档|手册|指南|中心|社区)$/.test(
      tail,
    ) || /^[\w. -]+$/.test(tail);
  return isSite ? withoutSite(head) : title;
}

/** Whether a title is a headline with something behind it, such as the name of the site, whatever that is. */
export function continuesHeadline(title: string, headline: string): boolean {
  return title.startsWith(headline) && /^(?:\s*[_|｜—–]|\s+[-·]\s|\s*--)/.test(title.slice(headline.length));
}

/** The contents of `<meta>` elements by name, property or itemprop in lower case. */
function readMetas(elements: readonly PageElement[]): Map<string, string[]> {
  const metas = new Map<string, string[]>();
  for (const element of elements) {
    if (element.tagName !== 'meta') continue;
    const name = (
      attribute(element, 'name') ??
      attribute(element, 'property') ??
      attribute(element, 'itemprop')
    )?.toLowerCase();
    const content = oneLine(attribute(element, 'content') ?? '');
    if (name && content) metas.set(name, [...(metas.get(name) ?? []), content]);
  }
  return metas;
}

function readTime(elements: readonly PageElement[]): string | undefined {
  for (const element of elements) {
    if (element.tagName !== 'time') continue;
    const date = parseDate(attribute(element, 'datetime') ?? lineOf(element));
    if (date !== undefined) return date;
  }
  return undefined;
}

/** What the first article in JSON-LD (schema.org) says. */
function readJsonLd(elements: readonly PageElement[]): {
  title?: string;
  date?: string;
  author?: string[];
  source?: string[];
} {
  for (const element of elements) {
    if (element.tagName !== 'script' || attribute(element, 'type')?.toLowerCase() !== 'application/ld+json') continue;
    const article = findArticle(parseJson(lineOf(element)));
    if (!article) continue;
    const date = parseDate(article['datePublished'] ?? article['dateCreated']);
    const author = namesOf(article['author']);
    const source = namesOf(article['publisher']);
    const title = article['headline'];
    return {
      ...(typeof title === 'string' && title !== '' && { title }),
      ...(date !== undefined && { date }),
      ...(author && { author }),
      ...(source && { source }),
    };
  }
  return {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first object of a type that ends in Article or Posting, in a value, a list, or `@graph`. */
function findArticle(value: unknown): Record<string, unknown> | undefined {
  if (Array.isArray(value)) return value.map(findArticle).find(Boolean);
  if (typeof value !== 'object' || value === null) return undefined;
  const item = value as Record<string, unknown>;
  const isArticle = [item['@type']]
    .flat()
    .some(type => typeof type === 'string' && /(?:Article|Posting|Report)$/.test(type));
  return isArticle ? item : findArticle(item['@graph']);
}

function namesOf(value: unknown): string[] | undefined {
  const names = [value]
    .flat()
    .map(each => (typeof each === 'object' && each !== null && 'name' in each ? each.name : each));
  return parseNames(names.filter(name => typeof name === 'string'));
}

/** Lines of the main text that say when, where and by whom a page was published (发布时间：2022-09-05 来源：苇塘日报 记者 何田). */
export function readPublishingLine(line: string): Pick<PageMetadata, 'date' | 'source' | 'author'> {
  if (line.length > 120) return {};
  const labelled =
    /(?:发布(?:时间|日期)|发表(?:时间|日期|于)|发布于|更新(?:时间|日期)|日期|时间)\s*[:：]?\s*([\d\s年月日/.-]{6,}[\d日])/.exec(
      line,
    )?.[1];
  const leading = /^\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?)(?!\d)/.exec(line)?.[1];
  const source = /(?:来源|稿源|信息来源|文章来源)\s*[:：]\s*([^\s|｜：:，。]{2,30})/.exec(line)?.[1];
  const author =
    /(?:^|[\s|｜　])(?:作者|记者|通讯员|撰稿|撰文)\s*[:：\s]\s*([\p{Script=Han}·]{2,4}(?:[、,，\s]+[\p{Script=Han}·]{2,4})*)(?=$|[\s|｜　])/u.exec(
      line,
    )?.[1];
  // A day at the beginning of a line tells when the page was published only beside a source, an author or a time.
  const date =
    parseDate(labelled?.trim()) ??
    (source || author || /\d{1,2}:\d{2}/.test(line) ? parseDate(leading?.replace(/\s/g, '')) : undefined);
  const names =
    author &&
    parseNames(author.split(/[、,，\s]+/).filter(name => !/^(?:来源|编辑|责编|责任编辑|浏览|字号|阅读)/.test(name)));
  return {
    ...(date !== undefined && { date }),
    ...(source && { source: [source] }),
    ...(names && { author: names }),
  };
}

/** What the front matter of Hexo, Hugo, Jekyll, VitePress, VuePress and Docusaurus says about a page. */
import type { FileDocument } from '../../document.ts';
import { countHan } from '../../left-out.ts';
import type { SiteKind } from '../../site/site-kind.ts';
import { parseDate } from '../../values/dates.ts';
import { parseNames } from '../../values/names.ts';

/** The fields of a document that its front matter gives. */
export interface PageMatter {
  readonly fields: Pick<FileDocument, 'title' | 'subtitle' | 'author' | 'date' | 'tags' | 'source' | 'url' | 'more'>;
  /** The address that the front matter sets, in the way of its site generator. */
  readonly address: { readonly permalink?: string; readonly slug?: string };
  readonly categories: readonly string[];
  /** The day from which Hugo publishes the page, as `YYYY-MM-DD`. */
  readonly publishDate?: string;
  /** Whether the page is a draft, unpublished, or kept out of the search. */
  readonly draft: boolean;
  readonly unsearched: boolean;
  /** Text that the page shows before its body: the slogans and features of a front page. */
  readonly lines: readonly string[];
  /** Text in the other values, which are stored and not searched. */
  readonly unsearchedText: string;
}

/** Keys of values that are shown as text on the front page of a documentation site. */
const shownKeys = ['hero', 'features', 'tagline', 'heroText', 'actions', 'details'];
/** Keys of values that say whether a page is published. */
const stateKeys = ['draft', 'published', 'search', 'unlisted'];

/** Reads the values of front matter by the keys that the site generators share, and by their Chinese names. */
export function readPageMatter(given: Readonly<Record<string, unknown>>, kind: SiteKind = 'plain'): PageMatter {
  const values = kind === 'jekyll' ? splitLists(given) : given;
  const publishDate = kind === 'hugo' ? parseDate(values['publishDate']) : undefined;
  const more: Record<string, unknown> = { ...values };
  /** Takes the first value that can be read; the values that cannot stay in `more`. */
  const take = <T>(keys: readonly string[], read: (value: unknown) => T | undefined): T | undefined => {
    for (const key of keys) {
      const value = read(more[key]);
      if (value === undefined) continue;
      delete more[key];
      return value;
    }
    return undefined;
  };
  const takeAll = (keys: readonly string[]): string[] | undefined => {
    // Obsidian's tags may begin with their sign.
    const names = keys.flatMap(key => take([key], readNames) ?? []).map(name => name.replace(/^#(?=.)/, ''));
    return names.length > 0 ? [...new Set(names)] : undefined;
  };
  const title = take(['title', '标题'], readText);
  const subtitles = ['subtitle', 'description', 'summary', 'excerpt', '摘要'].flatMap(
    key => take([key], readText) ?? [],
  );
  const date = take(['date', 'pubDate', 'publishDate', 'published_at', 'created', '日期'], parseDate);
  const author = takeAll(['author', 'authors', '作者']);
  const categories = ['categories', 'category', '分类'].flatMap(key => readNames(values[key]) ?? []);
  const tags = takeAll(['tags', 'tag', 'categories', 'category', 'keywords', '标签', '分类', '关键词']);
  const source = takeAll(['source', '来源']);
  const url = take(['url'], readText);
  const permalink = take(['permalink'], readText);
  const slug = take(['slug'], readText);
  const draft = values['draft'] === true || values['published'] === false;
  const unsearched =
    values['search'] === false || values['unlisted'] === true || (kind === 'hugo' && !isRendered(values));
  for (const key of stateKeys) if (typeof more[key] === 'boolean') delete more[key];
  const lines = shownKeys.flatMap(key => {
    const found = textsIn(more[key]).filter(text => !linkText.test(text) || countHan(text) > 0);
    if (found.length > 0 && found.join('') !== '') delete more[key];
    return found;
  });
  return {
    fields: {
      ...(title !== undefined && { title }),
      ...(subtitles.length > 0 && { subtitle: [...new Set(subtitles)].join('\n') }),
      ...(author && { author }),
      ...(date !== undefined && { date }),
      ...(tags && { tags }),
      ...(source && { source }),
      ...(url !== undefined && { url }),
      ...(Object.keys(more).length > 0 && { more }),
    },
    address: { ...(permalink !== undefined && { permalink }), ...(slug !== undefined && { slug }) },
    categories,
    ...(publishDate !== undefined && { publishDate }),
    draft,
    unsearched,
    lines,
    unsearchedText: textsIn(more, true)
      .filter(text => countHan(text) > 0)
      .join('\n'),
  };
}

/** Jekyll divides tags and categories that are one string at blanks. */
function splitLists(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const split = (key: string, value: unknown) =>
    /^(?:tags|categories)$/.test(key) && typeof value === 'string' && !/[,，、]/.test(value)
      ? value.trim().split(/\s+/)
      : value;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, split(key, value)]));
}

/** Whether Hugo makes a page. */
function isRendered({ headless, build, _build }: Readonly<Record<string, unknown>>): boolean {
  const { render } = (build ?? _build ?? {}) as { readonly render?: unknown };
  return headless !== true && render !== 'never' && render !== false;
}

/** Texts that only lead somewhere: the links of buttons. */
const linkText = /^(?:\.{0,2}\/|https?:)\S*$/;

function readText(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? undefined : text;
}

/** Names in a string, a list, or a list of objects with a name (authors of Docusaurus). */
function readNames(value: unknown): string[] | undefined {
  if (typeof value === 'number') return [String(value)];
  if (!Array.isArray(value)) return parseNames(nameOf(value));
  return parseNames(value.flat().map(each => nameOf(each)));
}

function nameOf(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
}

/**
 * All strings in a value, in order. Uses its own stack, because keys of TOML (`a.b.c`) may be nested deeply.
 * @param withKeys also the keys of objects
 */
function textsIn(value: unknown, withKeys = false): string[] {
  const texts: string[] = [];
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const each = stack.pop();
    if (typeof each === 'string') texts.push(each);
    else if (typeof each === 'object' && each !== null && !(each instanceof Date)) {
      const named = withKeys && !Array.isArray(each);
      const inside = Object.entries(each).flatMap(([key, part]) => (named ? [key, part] : [part]));
      for (let i = inside.length - 1; i >= 0; i--) stack.push(inside[i]);
    }
  }
  return texts;
}

/** Reads a web page as one document: its main text without navigation and other surroundings, in sections. */
import { BodyBuilder } from '../../body-builder.ts';
import type { FileDocument } from '../../document.ts';
import type { FormatReader, ReaderContext } from '../../reader.ts';
import { documentUrl } from '../../site/document-url.ts';
import { parseDate } from '../../values/dates.ts';
import { parseNames } from '../../values/names.ts';
import { splitFrontMatter } from '../markdown/front-matter.ts';
import { readPageMatter } from '../markdown/page-matter.ts';
import { continuesHeadline, readPageMetadata, readPublishingLine, withoutSite } from './page-metadata.ts';
import { writePageText } from './page-text.ts';
import { elementsOf, lineOf, type PageElement, PageTree } from './page-tree.ts';
import { type PagefindValues, pagefindBody, pagefindIgnore, readPagefindValues } from './pagefind-attributes.ts';
import { selectText } from './select-text.ts';

/** Lines at the beginning of a text that may say when, where and by whom it was published. */
const publishingLines = 6;

/** A web page: its name, its path below the folder that was named, and its text. */
interface HtmlFile {
  readonly file: string;
  readonly path: string;
  readonly text: string;
}

/** Reads the document of a web page. */
export const htmlReader: FormatReader = async function* (input, context) {
  const { file, path } = input;
  const text = await input.text(declaredCharset);
  const document = readHtml({ file, path, text }, context);
  if (document === undefined) return;
  if (document.body || document.title) yield document;
  else context.leaveOut('no text', '');
};

/**
 * Reads the document; undefined for a page that a site prepared for Pagefind keeps out of the search, and for one whose whole text
 * is ignored. The title is that of
 * `<meta>`, else the only `<h1>` of the main text, else `<title>` without the name of the site.
 */
function readHtml({ file, path, text }: HtmlFile, context: ReaderContext): FileDocument | undefined {
  const front = readTemplateMatter(file, text, context);
  const html = front?.html ?? text;
  if (front?.draft && !context.options.drafts) {
    context.leaveOut('draft', text);
    return undefined;
  }
  const tree = new PageTree(html);
  if (
    context.needsPagefindBody &&
    !tree.elements.some(element => element.attrs.some(({ name }) => name === pagefindBody))
  ) {
    context.leaveOut('unmarked page', html);
    return undefined;
  }
  const selection = selectText(tree, context.options);
  if (selection.roots.size > 0 && [...selection.roots].every(root => isWithin(root, selection.ignored))) {
    context.leaveOut('ignored', html);
    return undefined;
  }
  const metadata = readPageMetadata(tree);
  const marked = readPagefindValues(visibleElements(tree));
  const inRoots = new Set([...selection.roots].flatMap(elementsOf));
  const headings = [...inRoots].filter(({ tagName }) => tagName === 'h1');
  const heading = headings.length === 1 ? headings[0] : undefined;
  // A link to the heading itself is often a character that is not seen.
  const headline = heading && lineOf(heading).replaceAll('\u200b', '').trim();
  const isLongHeadline = headline && metadata.metaTitle && continuesHeadline(metadata.metaTitle, headline);
  const metaTitle = isLongHeadline ? headline : metadata.metaTitle;
  const title =
    marked.meta.get('title') ?? front?.fields.title ?? metaTitle ?? (headline || undefined) ?? metadata.title;
  const body = new BodyBuilder();
  const isTitle =
    heading !== undefined && (headline === title || withoutSite(headline!) === title) && !pagefindIgnore(heading);
  const { weighted } = writePageText(tree.document, selection, {
    body,
    context,
    titleHeading: isTitle ? heading : undefined,
  });
  const built = body.build();
  const published = built.body.split('\n').slice(0, publishingLines).map(readPublishingLine);
  const date =
    parseDate(marked.meta.get('date')) ??
    front?.fields.date ??
    metadata.date ??
    published.find(line => line.date)?.date ??
    parseDate(marked.sorts.get('date'));
  const author =
    parseNames(marked.meta.get('author')) ?? metadata.author ?? published.find(line => line.author)?.author;
  const source = metadata.source ?? published.find(line => line.source)?.source;
  const subtitle = metadata.subtitle && !built.body.includes(`${metadata.subtitle}`) ? metadata.subtitle : undefined;
  const headingLines = [built.headings, ...weighted].filter(Boolean).join('\n');
  const filters = [...marked.filters].flatMap(([name, values]) => values.map(value => `${name}:${value}`));
  const more = moreValues(marked);
  return {
    id: file,
    ...front?.fields,
    ...(title && { title }),
    ...(subtitle && { subtitle }),
    ...built,
    ...(headingLines && { headings: headingLines }),
    ...(author && { author }),
    ...(metadata.tags && { tags: metadata.tags }),
    ...(source && { source }),
    ...(filters.length > 0 && { filters }),
    ...(date !== undefined && { date }),
    url: documentUrl(
      { path, kind: 'plain', url: marked.meta.get('url') ?? metadata.url, permalink: front?.address.permalink },
      context.options,
    ),
    file,
    ...(more && { more }),
  };
}

/** What the front matter of a page of Jekyll says, and the page without it and its tags; undefined if it has none. */
function readTemplateMatter(file: string, text: string, context: ReaderContext) {
  if (!/^---\s*\n/.test(text)) return undefined;
  const { values, rest, comments } = splitFrontMatter(file, text);
  if (Object.keys(values).length === 0) return undefined;
  const matter = readPageMatter(values, 'jekyll');
  for (const comment of comments) context.leaveOut('comment', comment);
  if (matter.unsearchedText) context.leaveOut('metadata', matter.unsearchedText);
  const html = rest.replace(/\{%((?:(?!\{%)[\s\S])*?)%\}/g, (_, tag: string) => {
    context.leaveOut('markup', tag);
    return '';
  });
  return { ...matter, html };
}

/** The encoding that a page declares in its first 2048 bytes (`<meta charset>`); undefined if it declares none. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const firstBytes = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(firstBytes)?.[1];
}

/** The elements whose Pagefind attributes count: those outside of `data-pagefind-ignore="all"`. */
function visibleElements(tree: PageTree): PageElement[] {
  const hidden = new Set<PageElement>();
  for (const element of tree.elements)
    if (!hidden.has(element) && pagefindIgnore(element) === 'all')
      for (const inside of elementsOf(element)) hidden.add(inside);
  return tree.elements.filter(element => !hidden.has(element));
}

/** Metadata and sort values that are no fields. */
function moreValues({ meta, sorts }: PagefindValues): Record<string, unknown> | undefined {
  const known = new Set(['title', 'date', 'author', 'url']);
  const more = Object.fromEntries([...meta].filter(([name]) => !known.has(name)));
  const all = { ...more, ...(sorts.size > 0 && { sort: Object.fromEntries(sorts) }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** Whether an element, or one around it, is among some. */
function isWithin(element: PageElement, some: ReadonlySet<unknown>): boolean {
  for (let at: PageElement['parentNode'] = element; at; at = 'parentNode' in at ? at.parentNode : null)
    if (some.has(at)) return true;
  return false;
}

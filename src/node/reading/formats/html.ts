/** An article in a web page: its main text without what stands around it. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { parseDate } from '../dates.ts';
import type { FileDocument } from '../document.ts';
import { parseAuthors } from './jsonl.ts';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;
type Element = DefaultTreeAdapterTypes.Element;

/** Never text of the article. */
const dropped = new Set(
  'script style template noscript iframe object svg math canvas nav aside form button select textarea dialog head'.split(
    ' ',
  ),
);
/** Not text of the article when they stand around it, but of it when they stand inside. */
const around = new Set(['header', 'footer']);
const blocks = new Set(
  (
    'address article blockquote body dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr ' +
    'li main ol p pre section summary table tbody td tfoot th thead tr ul br'
  ).split(' '),
);

/** Names of `<meta>` that tell it, in the order of trust; those of Chinese government sites among them. */
const titleMetas = ['articletitle', 'og:title', 'twitter:title'];
const dateMetas = ['article:published_time', 'pubdate', 'publishdate', 'publish_date', 'date', 'dc.date', 'og:pubdate'];
const authorMetas = ['author', 'article:author', 'dc.creator'];
const urlMetas = ['og:url'];

/**
 * Main text: the `<article>` or `<main>` (or `role=main`) with most text, else the body; navigation, scripts, forms and
 * the like left out, blocks as lines. Title, authors, date and address: what `<meta>` says, else the one `<h1>` of the main
 * text, `<title>`, `<time datetime>`, `<link rel=canonical>`.
 */
export function readHtml(file: string, html: string): FileDocument {
  const page = parse(html);
  const elements = elementsOf(page);
  const metas = metasOf(elements);
  const meta = (names: readonly string[]) => names.map(name => metas.get(name)).find(value => value !== undefined);
  const main = mainOf(
    page,
    elements.find(({ tagName }) => tagName === 'body'),
  );
  const headings = main ? elementsOf(main).filter(({ tagName }) => tagName === 'h1') : [];
  const heading = headings.length === 1 ? headings[0] : undefined;
  const pageTitle = elements.find(({ tagName }) => tagName === 'title');
  const title =
    meta(titleMetas) ?? (heading && oneLine(textOf(heading))) ?? (pageTitle && oneLine(textOf(pageTitle, true)));
  const time = elements.find(each => each.tagName === 'time' && attribute(each, 'datetime') !== undefined);
  const day =
    dateMetas.map(name => parseDate(metas.get(name))).find(date => date !== undefined) ??
    parseDate(time && attribute(time, 'datetime'));
  const author = parseAuthors(meta(authorMetas));
  const canonical = elements.find(each => each.tagName === 'link' && attribute(each, 'rel') === 'canonical');
  const url = (canonical && attribute(canonical, 'href')) ?? meta(urlMetas);
  const isTitle = heading !== undefined && oneLine(textOf(heading)) === title;
  return {
    id: file,
    ...(title && { title }),
    body: main ? textOf(main, false, isTitle ? heading : undefined) : '',
    ...(author && { author }),
    ...(day !== undefined && { date: day }),
    ...(url && { url }),
    file,
  };
}

/** What the page says its encoding is, in its first bytes. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(beginning)?.[1];
}

function mainOf(root: Node, body: Element | undefined): Element | undefined {
  let best: Element | undefined;
  let most = 0;
  for (const element of outermostMains(root)) {
    const size = textOf(element).length;
    if (size > most) {
      best = element;
      most = size;
    }
  }
  return best ?? body;
}

/**
 * What is marked as main text, in the order of the page, but not inside of another whose text holds its own: so no text is
 * counted twice, however deep they are nested.
 */
function outermostMains(root: Node): Element[] {
  const found: Element[] = [];
  const stack: (readonly [node: Node, isInside: boolean])[] = [[root, false]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node] = next;
    let [, isInside] = next;
    if (defaultTreeAdapter.isElementNode(node)) {
      if (dropped.has(node.tagName) || isHidden(node)) isInside = false;
      if (!isInside && isMain(node)) {
        found.push(node);
        isInside = true;
      }
    }
    if ('childNodes' in node)
      for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push([node.childNodes[i], isInside]);
  }
  return found;
}

function isMain(element: Element): boolean {
  return element.tagName === 'article' || element.tagName === 'main' || attribute(element, 'role') === 'main';
}

function metasOf(elements: readonly Element[]): Map<string, string> {
  const metas = new Map<string, string>();
  for (const element of elements) {
    if (element.tagName !== 'meta') continue;
    const name = (attribute(element, 'name') ?? attribute(element, 'property'))?.toLowerCase();
    const content = oneLine(attribute(element, 'content') ?? '');
    if (name && content && !metas.has(name)) metas.set(name, content);
  }
  return metas;
}

/** All elements below a node, in the order of the page. With a stack of its own: pages may be nested a million deep. */
function elementsOf(root: Node): Element[] {
  const found: Element[] = [];
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (defaultTreeAdapter.isElementNode(node)) found.push(node);
    if ('childNodes' in node) for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push(node.childNodes[i]);
  }
  return found;
}

/**
 * The text below an element as a browser shows it: blocks on lines of their own, runs of blanks as one, none where a
 * line of the source ends between Han characters.
 */
function textOf(root: Element, all = false, without?: Element): string {
  const inArticle = root.tagName !== 'body';
  const parts: string[] = [];
  const stack: (Node | string)[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === 'string') parts.push(node);
    else if (defaultTreeAdapter.isTextNode(node)) parts.push(node.value.replace(/\s+/g, spaceOf));
    else if (defaultTreeAdapter.isElementNode(node)) {
      const name = node.tagName;
      if (node === without) continue;
      if (!all && node !== root && (dropped.has(name) || (!inArticle && around.has(name)) || isHidden(node))) continue;
      const isBlock = blocks.has(name);
      if (isBlock) stack.push('\n');
      for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push(node.childNodes[i]);
      if (isBlock) stack.push('\n');
    }
  }
  return parts
    .join('')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join('\n');
}

/** Blanks inside a text: one, or none for a line end between two Han characters or marks. */
function spaceOf(blanks: string, at: number, text: string): string {
  if (!/[\n\r]/.test(blanks)) return ' ';
  return isWide(text.charCodeAt(at - 1)) && isWide(text.charCodeAt(at + blanks.length)) ? '' : ' ';
}

/** Han characters and the marks among them. */
function isWide(unit: number): boolean {
  return (unit >= 0x2e80 && unit < 0xa000) || (unit >= 0xff00 && unit < 0xfff0) || (unit >= 0x2018 && unit <= 0x201d);
}

function isHidden(element: Element): boolean {
  return attribute(element, 'hidden') !== undefined || attribute(element, 'aria-hidden') === 'true';
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(each => each.name === name)?.value;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

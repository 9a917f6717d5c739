/** Reads a web page as one document: its main text without navigation and other surroundings. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import type { FileDocument } from '../../document.ts';
import { parseDate } from '../../values/dates.ts';
import { parseNames } from '../../values/names.ts';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements that are never part of the document's text. */
const excluded = new Set(
  'script style template noscript iframe object svg math canvas nav aside form button select textarea dialog head'.split(
    ' ',
  ),
);
/** Elements that are part of the text inside a main element, but not directly in the body. */
const excludedInBody = new Set(['header', 'footer']);
/** Elements whose text is on lines of its own. */
const blockElements = new Set(
  (
    'address article blockquote body dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr ' +
    'li main ol p pre section summary table tbody td tfoot th thead tr ul br'
  ).split(' '),
);

// Names of `<meta>` elements, most reliable first; they include those used by Chinese government sites.
const titleMetas = ['articletitle', 'og:title', 'twitter:title'];
const dateMetas = ['article:published_time', 'pubdate', 'publishdate', 'publish_date', 'date', 'dc.date', 'og:pubdate'];
const authorMetas = ['author', 'article:author', 'dc.creator'];
const urlMetas = ['og:url'];

/**
 * Reads the document. Its text is that of the `<article>`, `<main>` or `role=main` with most text, else of the body, without
 * navigation, scripts, forms and the like; each block is a line. Title, authors and date come from `<meta>`, else from the
 * only `<h1>` of the main text, `<title>` and `<time datetime>`; the address from `<link rel=canonical>`, else `<meta>`.
 */
export function readHtml(file: string, html: string): FileDocument {
  const page = parse(html);
  const elements = elementsOf(page);
  const metas = readMetas(elements);
  const meta = (names: readonly string[]) => names.map(name => metas.get(name)).find(value => value !== undefined);
  const main = findMain(
    page,
    elements.find(({ tagName }) => tagName === 'body'),
  );
  const headings = main ? elementsOf(main).filter(({ tagName }) => tagName === 'h1') : [];
  const heading = headings.length === 1 ? headings[0] : undefined;
  const pageTitle = elements.find(({ tagName }) => tagName === 'title');
  const title =
    meta(titleMetas) ??
    (heading && oneLine(textOf(heading))) ??
    (pageTitle && oneLine(textOf(pageTitle, { includeAll: true })));
  const time = elements.find(each => each.tagName === 'time' && attribute(each, 'datetime') !== undefined);
  const day =
    dateMetas.map(name => parseDate(metas.get(name))).find(date => date !== undefined) ??
    parseDate(time && attribute(time, 'datetime'));
  const author = parseNames(meta(authorMetas));
  const canonical = elements.find(each => each.tagName === 'link' && attribute(each, 'rel') === 'canonical');
  const url = (canonical && attribute(canonical, 'href')) ?? meta(urlMetas);
  const isTitle = heading !== undefined && oneLine(textOf(heading)) === title;
  return {
    id: file,
    ...(title && { title }),
    body: main ? textOf(main, { without: isTitle ? heading : undefined }) : '',
    ...(author && { author }),
    ...(day !== undefined && { date: day }),
    ...(url && { url }),
    file,
  };
}

/** The encoding that a page declares in its first 2048 bytes (`<meta charset>`); undefined if it declares none. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const firstBytes = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(firstBytes)?.[1];
}

/** The main element with most text, or the body. */
function findMain(root: Node, body: Element | undefined): Element | undefined {
  let best: Element | undefined;
  let maxLength = 0;
  for (const element of outermostMains(root)) {
    const { length } = textOf(element);
    if (length > maxLength) {
      best = element;
      maxLength = length;
    }
  }
  return best ?? body;
}

/**
 * The main elements of a page in document order, without those inside another one whose text contains theirs. So no text is
 * measured twice, however deeply they are nested.
 */
function outermostMains(root: Node): Element[] {
  const found: Element[] = [];
  const stack: (readonly [node: Node, isInside: boolean])[] = [[root, false]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node] = next;
    let [, isInside] = next;
    if (defaultTreeAdapter.isElementNode(node)) {
      if (excluded.has(node.tagName) || isHidden(node)) isInside = false;
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

/** The contents of `<meta>` elements by name or property in lower case; the first of a name counts. */
function readMetas(elements: readonly Element[]): Map<string, string> {
  const metas = new Map<string, string>();
  for (const element of elements) {
    if (element.tagName !== 'meta') continue;
    const name = (attribute(element, 'name') ?? attribute(element, 'property'))?.toLowerCase();
    const content = oneLine(attribute(element, 'content') ?? '');
    if (name && content && !metas.has(name)) metas.set(name, content);
  }
  return metas;
}

/** All elements below a node, in document order. Uses its own stack, because pages may be nested a million levels deep. */
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
 * The text of an element as a browser shows it: blocks on separate lines, runs of blanks as one blank, and no blank for a
 * line end between Han characters.
 * @param options.includeAll includes hidden and excluded elements
 * @param options.without an element to leave out
 */
function textOf(
  root: Element,
  options: { readonly includeAll?: boolean; readonly without?: Element | undefined } = {},
): string {
  const inArticle = root.tagName !== 'body';
  const parts: string[] = [];
  const stack: (Node | string)[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === 'string') parts.push(node);
    else if (defaultTreeAdapter.isTextNode(node)) parts.push(node.value.replace(/\s+/g, collapseBlanks));
    else if (defaultTreeAdapter.isElementNode(node)) {
      const name = node.tagName;
      if (node === options.without) continue;
      if (
        !options.includeAll &&
        node !== root &&
        (excluded.has(name) || (!inArticle && excludedInBody.has(name)) || isHidden(node))
      )
        continue;
      const isBlock = blockElements.has(name);
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

/** The replacement of a run of blanks: one blank, or nothing if it has a line end and stands between wide characters. */
function collapseBlanks(blanks: string, at: number, text: string): string {
  if (!/[\n\r]/.test(blanks)) return ' ';
  return isWide(text.charCodeAt(at - 1)) && isWide(text.charCodeAt(at + blanks.length)) ? '' : ' ';
}

/** Whether a unit is a Han character or full-width punctuation. */
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

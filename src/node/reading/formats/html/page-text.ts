/** The text of a web page as a browser shows it, with sections at headings, and what of it is left out. */
import { defaultTreeAdapter } from 'parse5';
import type { BodyBuilder } from '../../body-builder.ts';
import type { LeftOutKind } from '../../left-out.ts';
import type { ReaderContext } from '../../reader.ts';
import { collapseBlanks } from '../../values/collapse-blanks.ts';
import { blockElements, frameElements, navigationElements, rubyElements, scriptElements } from './elements.ts';
import { attribute, childrenOf, isInert, lineOf, type PageElement, type PageNode } from './page-tree.ts';
import { pagefindIgnore } from './pagefind-attributes.ts';

/** Which parts of a page are its text. */
export interface PageSelection {
  /** The elements that hold the text; nested ones count once. */
  readonly roots: ReadonlySet<PageElement>;
  /** When given, only the text directly in these elements is kept: the readable part of the page. */
  readonly readable?: ReadonlySet<PageElement> | undefined;
  /** Menus: lists of links outside of a main element. */
  readonly menus: ReadonlySet<PageElement>;
  /** Elements that are left out by `--ignore`. */
  readonly ignored: ReadonlySet<PageElement>;
  /** Whether menus, headers and footers inside of the roots are left out too. */
  readonly isWholeBody: boolean;
}

/** Where a node stands: why it is left out, or in what it is kept. */
interface Place {
  readonly node: PageNode | 'block';
  readonly leftOut: LeftOutKind | undefined;
  readonly parent: PageElement | undefined;
}

/**
 * Writes the text of the selected parts: blocks on lines of their own, runs of blanks as one, none for a line end between Han
 * characters. Everything else is left out by name.
 * @param titleHeading a heading that is the title of the document and not written
 * @returns the lines of text that carry a `data-pagefind-weight` above 1
 */
export function writePageText(
  root: PageNode,
  selection: PageSelection,
  target: {
    readonly body: BodyBuilder;
    readonly context: ReaderContext;
    readonly titleHeading: PageElement | undefined;
  },
): { readonly weighted: readonly string[] } {
  const { body, context, titleHeading } = target;
  const leftOut = new Map<LeftOutKind, string[]>();
  const leaveOut = (kind: LeftOutKind, text: string) => {
    if (text.trim() === '') return;
    const parts = leftOut.get(kind);
    if (parts) parts.push(text);
    else leftOut.set(kind, [text]);
  };
  const weighted: string[] = [];
  let line = '';
  let anchor: string | undefined;
  const flush = () => {
    const text = collapseBlanks(line).trim();
    line = '';
    if (text === '') return;
    if (anchor !== undefined) body.addHeading(text, anchor);
    else body.addLines(text);
  };
  const stack: (Place | (() => void))[] = [{ node: root, leftOut: 'navigation', parent: undefined }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'function') {
      next();
      continue;
    }
    const { node, parent } = next;
    if (node === 'block') {
      flush();
      continue;
    }
    if (defaultTreeAdapter.isTextNode(node)) {
      const isReadable = !selection.readable || (parent !== undefined && selection.readable.has(parent));
      const kind = next.leftOut ?? (isReadable ? undefined : 'navigation');
      if (kind === undefined) line += node.value;
      else leaveOut(kind, node.value);
      continue;
    }
    if (defaultTreeAdapter.isCommentNode(node)) {
      leaveOut('comment', node.data);
      continue;
    }
    if (!defaultTreeAdapter.isElementNode(node)) {
      const children = childrenOf(node);
      for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i], leftOut: next.leftOut, parent });
      continue;
    }
    const kind = placeOf(node, next.leftOut, selection);
    const added = kind === undefined ? shownAttributes(node) : '';
    if (added) line += ` ${added} `;
    for (const { name, value } of node.attrs)
      if (!added.includes(value) && /[^\0-\x7f]/.test(value))
        leaveOut(name.startsWith('data-pagefind') ? 'metadata' : 'markup', value);
    const isBlock = kind === undefined && blockElements.has(node.tagName);
    if (isBlock) flush();
    const isHeading = kind === undefined && /^h[1-6]$/.test(node.tagName) && anchor === undefined;
    if (node === titleHeading && kind === undefined) {
      // Its text is the title of the document.
      leaveOutUnshown(node, leaveOut);
      continue;
    }
    if (isHeading) anchor = anchorOf(node);
    if (kind === undefined && Number(attribute(node, 'data-pagefind-weight') ?? 1) > 1) weighted.push(lineOf(node));
    stack.push(() => {
      if (isBlock) flush();
      if (isHeading) anchor = undefined;
    });
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i], leftOut: kind, parent: node });
  }
  flush();
  for (const [kind, parts] of leftOut) context.leaveOut(kind, parts.join('\n'));
  return { weighted };
}

/** Why an element is left out, or undefined when it is text. */
function placeOf(
  element: PageElement,
  outer: LeftOutKind | undefined,
  selection: PageSelection,
): LeftOutKind | undefined {
  const name = element.tagName;
  if (outer === 'script' || outer === 'ignored' || outer === 'metadata' || outer === 'ruby') return outer;
  if (
    outer === 'navigation' &&
    !selection.roots.has(element) &&
    name !== 'head' &&
    !isInert(element) &&
    !scriptElements.has(name)
  )
    return selection.ignored.has(element) || pagefindIgnore(element) ? 'ignored' : outer;
  if (name === 'head') return 'metadata';
  if (scriptElements.has(name) || isInert(element)) return 'script';
  if (selection.ignored.has(element) || pagefindIgnore(element)) return 'ignored';
  if (isHidden(element)) return 'ignored';
  if (rubyElements.has(name)) return 'ruby';
  if ((navigationElements.has(name) && !selection.roots.has(element)) || selection.menus.has(element))
    return 'navigation';
  if (name === 'input') return outer;
  if (selection.isWholeBody && frameElements.has(name)) return 'navigation';
  if (selection.roots.has(element)) return undefined;
  return outer;
}

/** Reports what is below a heading besides the text that `lineOf` reads. */
function leaveOutUnshown(heading: PageElement, leaveOut: (kind: LeftOutKind, text: string) => void): void {
  const stack: { readonly node: PageNode; readonly kind: LeftOutKind | undefined }[] = [
    { node: heading, kind: undefined },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node } = next;
    let { kind } = next;
    if (defaultTreeAdapter.isTextNode(node) && kind) leaveOut(kind, node.value);
    if (defaultTreeAdapter.isCommentNode(node)) leaveOut('comment', node.data);
    if (defaultTreeAdapter.isElementNode(node)) {
      if (node !== heading) for (const { value } of node.attrs) leaveOut('markup', value);
      if (rubyElements.has(node.tagName)) kind ??= 'ruby';
      if (scriptElements.has(node.tagName)) kind ??= 'script';
    }
    for (const child of [...childrenOf(node)].reverse()) stack.push({ node: child, kind });
  }
}

function isHidden(element: PageElement): boolean {
  return (
    (attribute(element, 'hidden') ?? 'until-found') !== 'until-found' ||
    attribute(element, 'aria-hidden') === 'true' ||
    /display\s*:\s*none/i.test(attribute(element, 'style') ?? '')
  );
}

/** The attributes of an element that are text: `alt`, and those that `data-pagefind-index-attrs` names. */
function shownAttributes(element: PageElement): string {
  const names =
    attribute(element, 'data-pagefind-index-attrs')
      ?.split(',')
      .map(name => name.trim()) ?? [];
  if (element.tagName === 'img') names.push('alt');
  return [...new Set(names)]
    .map(name => attribute(element, name) ?? '')
    .filter(Boolean)
    .join(' ');
}

/** The anchor of a heading: its own id, or that of an element inside of it. */
function anchorOf(heading: PageElement): string {
  const own = attribute(heading, 'id');
  if (own) return own;
  const stack: PageNode[] = [...childrenOf(heading)];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!defaultTreeAdapter.isElementNode(node)) continue;
    const inner = attribute(node, 'id') ?? (node.tagName === 'a' ? attribute(node, 'name') : undefined);
    if (inner) return inner;
    for (const child of childrenOf(node)) stack.push(child);
  }
  return '';
}

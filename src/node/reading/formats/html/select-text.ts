/** Chooses the parts of a web page that are its text. */
import { defaultTreeAdapter } from 'parse5';
import type { FormatOptions } from '../../reader.ts';
import { frameElements, navigationElements, scriptElements } from './elements.ts';
import type { PageSelection } from './page-text.ts';
import { attribute, childrenOf, isInert, type PageElement, type PageNode, type PageTree } from './page-tree.ts';
import { pagefindBody } from './pagefind-attributes.ts';

/** Share of the text outside of links and menus that the readable part must have to be believed. */
const minReadableShare = 0.5;
/** Units of text from which on a main element is believed. */
const minMainUnits = 10;
/** Share of the text of a menu that is in links. */
const minLinkShare = 0.8;

/**
 * Chooses the text: `data-pagefind-body`, else the elements of `--root`, else `<main>` or the `<article>`s, else the readable
 * part of the body, else the body without its menus, header and footer.
 */
export function selectText(tree: PageTree, options: FormatOptions): PageSelection {
  const ignored = new Set(options.ignore === undefined ? [] : tree.select(options.ignore));
  const choose = (roots: readonly PageElement[]): PageSelection => ({
    roots: new Set(roots),
    menus: new Set(),
    ignored,
    isWholeBody: false,
  });
  const pagefind = tree.elements.filter(element => attribute(element, pagefindBody) !== undefined);
  if (pagefind.length > 0) return choose(pagefind);
  if (options.root !== undefined) {
    const selected = tree.select(options.root);
    if (selected.length > 0) return choose(selected);
  }
  const mains = findMains(tree.document);
  if (mains.some(main => measure(main).units >= minMainUnits)) return choose(mains);
  const body = tree.find('body');
  if (!body) return choose([]);
  const menus = findMenus(body);
  const whole = measure(body, { menus });
  const readable = tree.selectReadable();
  const found = measure(body, { menus, readable });
  const isReadable = found.units > 0 && found.units >= whole.units * minReadableShare;
  if (isReadable) return { ...choose([body]), menus, readable };
  // A page of nothing but links is a list that someone may look for.
  return { ...choose([body]), menus: whole.units > 0 ? menus : new Set(), isWholeBody: true };
}

/** The outermost `<main>` and role=main; without any, the outermost `<article>`s. */
function findMains(root: PageNode): PageElement[] {
  const mains = outermost(root, each => each.tagName === 'main' || attribute(each, 'role') === 'main');
  return mains.some(main => measure(main).units >= minMainUnits)
    ? mains
    : outermost(root, each => each.tagName === 'article');
}

function outermost(root: PageNode, isFound: (element: PageElement) => boolean): PageElement[] {
  const found: PageElement[] = [];
  const stack: PageNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (defaultTreeAdapter.isElementNode(node) && isFound(node)) found.push(node);
    else {
      const children = childrenOf(node);
      for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
    }
  }
  return found;
}

/** How much text an element has, in units without blanks: outside of links, and in links. */
function measure(
  root: PageElement,
  among: { readonly menus?: ReadonlySet<PageElement>; readonly readable?: ReadonlySet<PageElement> } = {},
): { units: number; linkUnits: number; links: number } {
  const size = { units: 0, linkUnits: 0, links: 0 };
  const stack: { node: PageNode; isLink: boolean; isKept: boolean }[] = [{ node: root, isLink: false, isKept: true }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, isKept } = next;
    let { isLink } = next;
    if (defaultTreeAdapter.isTextNode(node)) {
      const units = isKept ? node.value.replace(/[\s|·>»/]+/g, '').length : 0;
      if (isLink) size.linkUnits += units;
      else size.units += units;
    } else if (defaultTreeAdapter.isElementNode(node)) {
      const name = node.tagName;
      const isOutside =
        navigationElements.has(name) ||
        scriptElements.has(name) ||
        isInert(node) ||
        (root.tagName === 'body' && frameElements.has(name));
      if (node !== root && (isOutside || among.menus?.has(node))) continue;
      if (name === 'a') {
        isLink = true;
        size.links++;
      }
      const isReadable = !among.readable || among.readable.has(node);
      for (const child of childrenOf(node)) stack.push({ node: child, isLink, isKept: isReadable });
    }
  }
  return size;
}

/** The outermost lists, cells and blocks in the body that are nothing but two links or more. */
function findMenus(body: PageElement): ReadonlySet<PageElement> {
  const menus = new Set<PageElement>();
  const sizes = measureAll(body);
  const stack: PageNode[] = [...childrenOf(body)];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!defaultTreeAdapter.isElementNode(node)) continue;
    const size = sizes.get(node);
    if (
      /^(?:div|ul|ol|table|tbody|tr|td|p|dl|section|center|header|footer)$/.test(node.tagName) &&
      size &&
      size.links >= 2
    ) {
      if (size.linkUnits >= (size.linkUnits + size.units) * minLinkShare) {
        menus.add(node);
        continue;
      }
    }
    for (const child of childrenOf(node)) stack.push(child);
  }
  return menus;
}

/** The size of each element below the body, from the leaves up, so that no text is measured twice. */
function measureAll(body: PageElement): Map<PageElement, { units: number; linkUnits: number; links: number }> {
  const sizes = new Map<PageElement, { units: number; linkUnits: number; links: number }>();
  const stack: { node: PageElement; parent: PageElement | undefined; isLink: boolean; isDone: boolean }[] = [
    { node: body, parent: undefined, isLink: false, isDone: false },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, parent, isDone } = next;
    const isLink = next.isLink || node.tagName === 'a';
    if (isDone) {
      const size = sizes.get(node)!;
      const outer = parent && sizes.get(parent);
      if (outer) {
        outer.units += size.units;
        outer.linkUnits += size.linkUnits;
        outer.links += size.links;
      }
      continue;
    }
    const size = { units: 0, linkUnits: 0, links: node.tagName === 'a' ? 1 : 0 };
    sizes.set(node, size);
    stack.push({ ...next, isDone: true });
    if (scriptElements.has(node.tagName) || isInert(node)) continue;
    for (const child of childrenOf(node)) {
      if (defaultTreeAdapter.isTextNode(child)) {
        const units = child.value.replace(/[\s|·>»/]+/g, '').length;
        if (isLink) size.linkUnits += units;
        else size.units += units;
      } else if (defaultTreeAdapter.isElementNode(child))
        stack.push({ node: child, parent: node, isLink, isDone: false });
    }
  }
  return sizes;
}

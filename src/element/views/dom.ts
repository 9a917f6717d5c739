/** Creates the DOM nodes of the element. Text always becomes text nodes, so nothing in it can be markup. */
import type { Span } from '../../text/span.ts';

/**
 * A text, or the part of it in `range`, with its highlights in `<mark>`.
 * @param highlights in order, disjoint
 */
export function createHighlightedNodes(
  text: string,
  highlights: readonly Span[],
  range: Span = { start: 0, end: text.length },
): Node[] {
  const { start, end } = range;
  const nodes: Node[] = [];
  let at = start;
  for (const highlight of highlights) {
    if (highlight.end <= start || highlight.start >= end) continue;
    const from = Math.max(highlight.start, start);
    const to = Math.min(highlight.end, end);
    if (from > at) nodes.push(document.createTextNode(text.slice(at, from)));
    nodes.push(createPart('mark', 'mark', text.slice(from, to)));
    at = to;
  }
  if (at < end) nodes.push(document.createTextNode(text.slice(at, end)));
  return nodes;
}

/** Creates an element with classes, and a `part` for `::part()`, of the same names. */
export function createPart<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  names: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = names;
  element.setAttribute('part', names);
  element.append(...content);
  return element;
}

/** Creates a button that calls `onClick`. */
export function createButton(names: string, onClick: () => void, ...content: (Node | string)[]): HTMLButtonElement {
  const button = createPart('button', names, ...content);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}

/** The outlines of the icons, in a square of 24 units. */
const outlines = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M20 20l-4.8-4.8',
  clear: 'M6 6l12 12M18 6L6 18',
};

/** Creates a drawing of lines, for those who see; it has no name. */
export function createIcon(name: keyof typeof outlines): SVGElement {
  const [icon, path] = ['svg', 'path'].map(tag => document.createElementNS('http://www.w3.org/2000/svg', tag));
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('class', 'icon');
  icon.setAttribute('part', 'icon');
  icon.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', outlines[name]);
  icon.append(path);
  return icon as SVGElement;
}

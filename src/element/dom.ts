/** Creates the DOM nodes of the element. Text always becomes text nodes, so nothing in it can be markup. */
import type { Span } from '../text/span.ts';

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
    const element = document.createElement('mark');
    element.textContent = text.slice(from, to);
    nodes.push(element);
    at = to;
  }
  if (at < end) nodes.push(document.createTextNode(text.slice(at, end)));
  return nodes;
}

/** Creates an element with a class, and a `part` for `::part()`, of the same name. */
export function createPart<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute('part', name);
  element.append(...content);
  return element;
}

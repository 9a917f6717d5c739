import type { Span } from '../text/span.ts';

/** A stretch of a text as nodes, its marks in `<mark>`. Text only becomes text: nothing in it can be markup. */
export function createHighlightedNodes(text: string, marks: readonly Span[], start = 0, end = text.length): Node[] {
  const nodes: Node[] = [];
  let at = start;
  for (const mark of marks) {
    if (mark.end <= start || mark.start >= end) continue;
    const from = Math.max(mark.start, start);
    const to = Math.min(mark.end, end);
    if (from > at) nodes.push(document.createTextNode(text.slice(at, from)));
    const element = document.createElement('mark');
    element.textContent = text.slice(from, to);
    nodes.push(element);
    at = to;
  }
  if (at < end) nodes.push(document.createTextNode(text.slice(at, end)));
  return nodes;
}

/** An element with a class and a part of the same name. */
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

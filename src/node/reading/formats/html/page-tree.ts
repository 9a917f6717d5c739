/** The tree of a web page, and which of its elements a selector or the readability library chooses. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, serialize } from 'parse5';
import { HansouError } from '../../../../errors.ts';
import { rubyElements, scriptElements } from './elements.ts';

export type PageNode = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;
export type PageElement = DefaultTreeAdapterTypes.Element;

/** The attribute that numbers the elements while another library looks at them. */
const numberAttribute = 'data-hansou-number';

/** Maximum depth of the pages that the readability library sees: it visits them by recursion, in quadratic time. */
const maxReadableDepth = 300;
/** Maximum number of its elements: among many beside each other its time grows by their square. */
const maxReadableElements = 10_000;

/** A parsed web page. Everything that visits it uses its own stack, because pages may be nested a million levels deep. */
export class PageTree {
  readonly document: DefaultTreeAdapterTypes.Document;
  /** All elements in document order. */
  readonly elements: readonly PageElement[];

  constructor(html: string) {
    this.document = parse(html);
    this.elements = elementsOf(this.document);
  }

  find(name: string): PageElement | undefined {
    return this.elements.find(({ tagName }) => tagName === name);
  }

  /** The elements that match a CSS selector, in document order. @throws HansouError BAD_ARGUMENT for an invalid selector */
  select(selector: string): PageElement[] {
    return this.ask(document => {
      try {
        return numbersOf(document.querySelectorAll(selector));
      } catch (cause) {
        throw new HansouError('BAD_ARGUMENT', `the selector ${selector} is invalid`, {
          expected: 'a CSS selector, such as main, #content or .post > article',
          got: cause instanceof Error ? cause.message : String(cause),
          hint: 'Correct the selector.',
          cause,
        });
      }
    });
  }

  /**
   * The elements whose own text belongs to the readable part of the page (Mozilla's Readability); empty if it finds none or the
   * page is nested too deeply, or too large, for it.
   */
  selectReadable(): ReadonlySet<PageElement> {
    if (this.elements.length > maxReadableElements || depthOf(this.document) > maxReadableDepth) return new Set();
    try {
      return new Set(
        this.ask(document => {
          const parsed = new Readability(document, {
            charThreshold: 0,
            keepClasses: true,
            serializer: node => node,
          }).parse();
          return parsed ? numbersOf((parsed.content as Element).querySelectorAll(`[${numberAttribute}]`)) : [];
        }),
      );
    } catch (error) {
      if (error instanceof HansouError) throw error;
      return new Set();
    }
  }

  /** Lets another library look at a copy of the page whose elements are numbered, and returns the elements of the numbers. */
  private ask(choose: (document: Document) => readonly number[]): PageElement[] {
    for (const [i, element] of this.elements.entries()) element.attrs.push({ name: numberAttribute, value: String(i) });
    let copy: string;
    try {
      copy = serialize(this.document);
    } finally {
      for (const element of this.elements) element.attrs.pop();
    }
    const numbers = choose(parseHTML(copy).document as unknown as Document);
    return [...new Set(numbers)].sort((a, b) => a - b).map(number => this.elements[number]);
  }
}

function numbersOf(elements: Iterable<Element>): number[] {
  return Array.from(elements, element => Number(element.getAttribute(numberAttribute) ?? -1)).filter(
    number => number >= 0,
  );
}

/** The number of levels below a node. */
function depthOf(root: PageNode): number {
  let depth = 0;
  let level: PageNode[] = [root];
  while (level.length > 0 && depth <= maxReadableDepth) {
    level = level.flatMap(childrenOf);
    depth++;
  }
  return depth;
}

/** All elements below a node, in document order. */
export function elementsOf(root: PageNode): PageElement[] {
  const found: PageElement[] = [];
  const stack: PageNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (defaultTreeAdapter.isElementNode(node)) found.push(node);
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
  }
  return found;
}

/** The children of a node; of a `<template>`, those of its content. */
export function childrenOf(node: PageNode): readonly DefaultTreeAdapterTypes.ChildNode[] {
  if (node.nodeName === 'template') return (node as DefaultTreeAdapterTypes.Template).content.childNodes;
  return 'childNodes' in node ? node.childNodes : [];
}

/** Whether an element is a template that shows nothing by itself, unlike the inside of a component (`shadowrootmode`). */
export function isInert(element: PageElement): boolean {
  return element.tagName === 'template' && attribute(element, 'shadowrootmode') === undefined;
}

/** The value of an attribute; undefined if the element does not have it. */
export function attribute(element: PageElement, name: string): string | undefined {
  return element.attrs.find(each => each.name === name)?.value;
}

/** The text of an element and of what is shown below it, on one line. */
export function lineOf(root: PageNode): string {
  let text = '';
  const stack: PageNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (defaultTreeAdapter.isTextNode(node)) text += node.value;
    if (node !== root && (rubyElements.has(node.nodeName) || scriptElements.has(node.nodeName))) continue;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
  }
  return oneLine(text);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

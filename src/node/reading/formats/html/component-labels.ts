/** Which attributes in a piece of HTML are texts that a component shows: `<TabItem label="甲">`, `<Card title="乙">`. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter } from 'parse5';

/** Names of attributes whose value is shown: they end with a word for a text (`label`, `pageTitle`, `summary`). */
const labelName =
  /(?:title|label|caption|summary|description|desc|alt|heading|headline|text|tagline|tooltip|placeholder)$/i;
/** Values that are no text: addresses, expressions of a program. */
const notText = /^(?:\.{0,2}\/|https?:|#|\{)\S*|^(?:true|false|\d+)$/;

/** Whether a piece of HTML has elements that may be components; then its places are needed. */
export function mayHaveComponents(html: string): boolean {
  return /<(?:[A-Z]|[a-z]\w*-)/.test(html);
}

/**
 * Whether an element is a component of MDX or Vue, or an element of one's own: its name begins with a capital letter or has a
 * hyphen. Such elements show some of their attributes as text.
 */
export function isComponent(element: DefaultTreeAdapterTypes.Element, html: string): boolean {
  const start = defaultTreeAdapter.getNodeSourceCodeLocation(element)?.startOffset;
  return element.tagName.includes('-') || (start !== undefined && /[A-Z]/.test(html[start + 1] ?? ''));
}

/** Whether a component shows the value of an attribute. */
export function isLabel(name: string, value: string): boolean {
  return labelName.test(name) && !/^[:@]|^v-/.test(name) && !notText.test(value);
}

/** The text of a piece of HTML inside another format. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from 'parse5';
import type { ReaderContext } from '../../reader.ts';
import { isComponent, isLabel, mayHaveComponents } from './component-labels.ts';
import { blockElements, rubyElements, scriptElements } from './elements.ts';

/**
 * The text of HTML, with blocks on lines of their own, the `alt` of pictures and the labels of components; comments, scripts and
 * other attributes are left out by name.
 * @param onLabel takes the labels of components; by default they stand on lines of their own
 */
export function plainHtml(html: string, context: ReaderContext, onLabel?: (label: string) => void): string {
  // A tag by itself, which is most of the HTML in Markdown, has no text; without attributes there is nothing to report.
  if (/^<\/?[a-z][\w-]*\s*\/?>$/i.test(html))
    return blockElements.has(/[\w-]+/.exec(html)![0].toLowerCase()) ? '\n' : '';
  let text = '';
  const hasComponents = mayHaveComponents(html);
  const fragment = parseFragment(html, { sourceCodeLocationInfo: hasComponents });
  const stack: (DefaultTreeAdapterTypes.ChildNode | '\n')[] = [...fragment.childNodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === '\n') text += '\n';
    else if (defaultTreeAdapter.isTextNode(node)) text += node.value;
    else if (defaultTreeAdapter.isCommentNode(node)) context.leaveOut('comment', node.data);
    else if (defaultTreeAdapter.isElementNode(node)) {
      const hasLabels = hasComponents && isComponent(node, html);
      for (const { name, value } of node.attrs)
        if (hasLabels && isLabel(name, value)) {
          if (onLabel) onLabel(value);
          else text += `${/(?:^|\n)[ \t]*$/.test(text) ? '' : '\n'}${value}\n`;
        } else if (name === 'alt') text += value;
        else if (value) context.leaveOut('markup', value);
      const children =
        node.nodeName === 'template' ? (node as DefaultTreeAdapterTypes.Template).content.childNodes : node.childNodes;
      if (scriptElements.has(node.tagName) || rubyElements.has(node.tagName)) {
        const inside = textInside(children);
        if (inside !== '') context.leaveOut(rubyElements.has(node.tagName) ? 'ruby' : 'script', inside);
        continue;
      }
      const isBlock = blockElements.has(node.tagName);
      if (isBlock) stack.push('\n');
      for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
      if (isBlock) stack.push('\n');
    }
  }
  return text;
}

/** All text, comments and attributes inside of elements, a piece a line. */
function textInside(nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): string {
  const parts: string[] = [];
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (defaultTreeAdapter.isTextNode(node)) parts.push(node.value);
    else if (defaultTreeAdapter.isCommentNode(node)) parts.push(node.data);
    else if (defaultTreeAdapter.isElementNode(node)) {
      for (const { value } of node.attrs) parts.push(value);
      for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push(node.childNodes[i]);
    }
  }
  return parts.filter(part => part !== '').join('\n');
}

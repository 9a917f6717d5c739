/** Makes the body of a document of a Markdown syntax tree: the text as a reader sees it, with sections at headings. */
import type { Nodes, Parents, Root } from 'mdast';
import type { BodyBuilder } from '../../body-builder.ts';
import type { ReaderContext } from '../../reader.ts';
import { plainHtml } from '../html/plain-html.ts';
import type { Anchors } from './anchors.ts';
import { InlineText } from './inline-text.ts';

/** What the writer of a body uses. */
interface BodyTarget {
  readonly body: BodyBuilder;
  readonly anchors: Anchors;
  readonly context: ReaderContext;
  /** The title of the document, if it is known: a heading that only repeats it is left to it. */
  title?: string | undefined;
  /** The anchor of the heading that is the title. */
  titleAnchor?: string | undefined;
}

/**
 * Writes a tree. The first heading of level 1 becomes the title of a document that has none. Blocks are visited with a stack,
 * because quotes may be nested hundreds of levels deep.
 */
export function writeMarkdownBody(root: Root, target: BodyTarget): void {
  const { body, anchors, context } = target;
  let seenText = false;
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    switch (node.type) {
      case 'heading': {
        const inline = new InlineText(context, true);
        inline.addChildren(node);
        const { text: title, id } = inline.read(false);
        const anchor = anchors.next(title, id);
        const isTitle = target.title === undefined ? node.depth <= 2 && !seenText : title === target.title;
        if (isTitle && target.titleAnchor === undefined) {
          target.title ??= title;
          target.titleAnchor = anchor;
        } else body.addHeading(title, anchor);
        body.addLines(inline.labels.join('\n'));
        break;
      }
      case 'paragraph':
        seenText = true;
        addParagraph(node, target);
        break;
      case 'tableRow':
        body.addLines(
          node.children
            .map(cell => inlineText(cell, context).text)
            .filter(Boolean)
            .join(' '),
        );
        break;
      case 'code':
        seenText = true;
        if (node.lang || node.meta) context.leaveOut('markup', `${node.lang ?? ''} ${node.meta ?? ''}`);
        if (context.options.code === false) context.leaveOut('code', node.value);
        else body.addLines(node.value);
        break;
      case 'html':
        body.addLines(plainHtml(node.value, context).replace(/\n(?:[ \t]*\n)+/g, '\n'));
        break;
      case 'definition':
        context.leaveOut('markup', `${node.label ?? ''} ${node.url} ${node.title ?? ''}`);
        break;
      default:
        if ('children' in node) for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]);
    }
    if (node.type === 'footnoteDefinition') context.leaveOut('markup', node.label ?? '');
  }
}

/** Line that opens or closes a container of VitePress, VuePress and Docusaurus (`::: tip 提示`), or of MkDocs (`!!! note "…"`). */
const containerLine =
  /^[ \t]*(?::{3,}[ \t]*(?:\[([^\]]*)\]|([\w-]*))(?:\[([^\]]*)\])?(?:\{([^}]*)\})?|(?:!!!|\?\?\?\+?)[ \t]+[\w-]+)[ \t]*(.*)$/;
const importLine =
  /^(?:import\s.*?from\s*['"][^'"]*['"];?|import\s*['"][^'"]*['"];?|export\s+(?:const|let|default|function)\s.*)$/;

/** An import of MDX that goes over several lines. */
const longImport = /^import\s[^'"]{1,2000}?\sfrom\s*['"][^'"\n]*['"];?$/gm;
/** The first line of a callout of GitHub and Obsidian (`[!TIP]- 提示`), with its title. */
const calloutLine = /^\[!([\w-]+)\][+-]?(.*)$/;
/** A line of attributes of kramdown: `{: #id .class}`. */
const attributeLine = /^\{:[^{}]*\}$/;

function addParagraph(node: Parents, { body, context }: BodyTarget): void {
  const text = inlineText(node, context, true).text.replace(longImport, whole => {
    context.leaveOut('script', whole);
    return '';
  });
  const lines: string[] = [];
  const flush = () => {
    body.addLines(InlineText.finish(lines.join('\n')));
    lines.length = 0;
  };
  for (const [i, line] of text.split('\n').entries()) {
    const callout = i === 0 ? calloutLine.exec(line) : null;
    const container = containerLine.exec(line);
    if (callout) {
      body.addLines(InlineText.finish(callout[2]));
      if (/[^\0-\x7f]/.test(callout[1])) context.leaveOut('markup', callout[1]);
    } else if (line.trim() === '') flush();
    else if (attributeLine.test(line)) context.leaveOut('markup', line);
    else if (container) {
      flush();
      if (container[4]) context.leaveOut('markup', container[4]);
      body.addLines(
        InlineText.finish([container[1], container[3], container[5]].filter(Boolean).join(' ').replace(/^"|"$/g, '')),
      );
    } else if (importLine.test(line)) context.leaveOut('script', line);
    else lines.push(line);
  }
  flush();
}

/** The text of inline nodes. @param keepLines keeps the ends of lines, for a caller that looks at each line */
function inlineText(node: Parents, context: ReaderContext, keepLines = false): { text: string; id?: string } {
  const inline = new InlineText(context);
  inline.addChildren(node);
  return inline.read(keepLines);
}

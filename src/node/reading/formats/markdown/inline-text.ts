/** The text of the inline nodes of a paragraph, a heading or a table cell. */
import type { Nodes, Parents } from 'mdast';
import type { ReaderContext } from '../../reader.ts';
import { collapseBlanks } from '../../values/collapse-blanks.ts';
import { plainHtml } from '../html/plain-html.ts';

/** Stands for the code span with a number; never in parsed Markdown, which replaces zero characters. */
const codeMark = /\0(\d+)\0/g;
/** Stands for the end of a line that the writer set, for the same reason. */
const hardBreak = '\0\n';
const headingId = /[ \t]*\{#([^{}\s]+)[^{}]*\}[ \t]*$/;

/** A tag of Hexo and Jekyll ({% note %}), or a shortcode of Hugo ({{< figure >}}, {{% notice %}}). */
const shortcode = /\{\{%((?:(?!\{\{%)[\s\S])*?)%\}\}|\{\{<((?:(?!\{\{<)[\s\S])*?)>\}\}|\{%((?:(?!\{%)[\s\S])*?)%\}/g;

/** A comment of Jekyll. */
const liquidComment = /\{%-?\s*comment\s*-?%\}((?:(?!\{%)[\s\S])*)\{%-?\s*endcomment\s*-?%\}/g;

/** Collects the text of inline nodes; marks of wikis and of Obsidian are read in it, except in code. */
export class InlineText {
  private text = '';
  private readonly codes: string[] = [];
  /** The labels of components, which are no part of a heading. */
  readonly labels: string[] = [];
  /** The readings above characters, inside of `<rt>` and `<rp>`. */
  private readings: string | undefined;

  /** @param keepsLabels whether the labels of components are collected beside the text, not in it */
  constructor(
    private readonly context: ReaderContext,
    private readonly keepsLabels = false,
  ) {}

  addChildren(parent: Parents): void {
    const stack: Nodes[] = [...parent.children].reverse();
    for (let node = stack.pop(); node; node = stack.pop()) {
      switch (node.type) {
        case 'text':
          if (this.readings === undefined) this.text += node.value;
          else this.readings += node.value;
          break;
        case 'inlineCode':
          this.text += `\0${this.codes.push(node.value) - 1}\0`;
          break;
        case 'break':
          this.text += hardBreak;
          break;
        case 'html':
          if (/^<r[tp]>$/i.test(node.value)) this.readings = '';
          else if (/^<\/r(?:[tp]|uby)>$/i.test(node.value)) this.endReadings();
          else if (/^<br\s*\/?>$/i.test(node.value)) this.text += hardBreak;
          else {
            const text = plainHtml(node.value, this.context, label => this.addLabel(label));
            this.text += text;
          }
          break;
        case 'image':
          this.text += node.alt ?? '';
          this.context.leaveOut('markup', `${node.url} ${node.title ?? ''}`);
          break;
        case 'imageReference':
          this.text += node.alt ?? '';
          this.context.leaveOut('markup', node.label ?? '');
          break;
        case 'footnoteReference':
          this.context.leaveOut('markup', node.label ?? '');
          break;
        default:
          if (node.type === 'link') this.context.leaveOut('markup', `${decode(node.url)} ${node.title ?? ''}`);
          if (node.type === 'linkReference') this.context.leaveOut('markup', node.label ?? '');
          if ('children' in node) for (const child of [...node.children].reverse()) stack.push(child);
      }
    }
    this.endReadings();
  }

  private addLabel(label: string): void {
    if (this.keepsLabels) this.labels.push(label);
    else this.text += ` ${label} `;
  }

  private endReadings(): void {
    if (this.readings) this.context.leaveOut('ruby', this.readings);
    this.readings = undefined;
  }

  /** The text, and the id that a heading sets (`{#id}`). */
  read(keepLines: boolean): { text: string; id?: string } {
    const leaveOut = (kind: 'markup' | 'comment', text: string) => {
      this.context.leaveOut(kind, this.withCodes(text));
      return '';
    };
    let id: string | undefined;
    let text = this.text
      .replace(headingId, (_, given: string) => {
        id = given;
        return leaveOut('markup', given);
      })
      .replace(liquidComment, (_, comment: string) => leaveOut('comment', comment))
      .replace(/%%([^%]*)%%/g, (_, comment: string) => leaveOut('comment', comment))
      .replace(/\{\/\*((?:(?!\{\/\*)[\s\S])*?)\*\/\}/g, (_, comment: string) => leaveOut('comment', comment))
      .replace(shortcode, (_, tag: string, angled: string, percent: string) =>
        leaveOut('markup', tag ?? angled ?? percent),
      )
      .replace(/^\[\[?toc\]?\]$/i, '')
      .replace(/!\[\[([^[\]]*)\]\]/g, (_, target: string) => leaveOut('markup', target))
      .replace(
        /\[\[([^[\]|]*)\|([^[\]]*)\]\]/g,
        (_, target: string, label: string) => leaveOut('markup', target) + label,
      )
      .replace(/\[\[([^[\]]*)\]\]/g, '$1')
      .replace(/==([^=\n]+)==/g, '$1');
    // An empty line divides a paragraph.
    text = this.withCodes(text).replaceAll(hardBreak, keepLines ? '\n\n' : '\n');
    return { text: keepLines ? text : InlineText.finish(text), ...(id !== undefined && { id }) };
  }

  /** Joins the lines of a paragraph. */
  static finish(text: string): string {
    return collapseBlanks(text).trim();
  }

  private withCodes(text: string): string {
    return text.replace(codeMark, (_, number: string) => this.codes[Number(number)] ?? '');
  }
}

/** An address as it was written, with percent signs decoded where they are valid. */
function decode(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

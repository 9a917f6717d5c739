/** Makes a body with sections of HTML that has headings: a chapter of a book, an office document. */

import { BodyBuilder } from '../../body-builder.ts';
import type { FileDocument } from '../../document.ts';
import type { ReaderContext } from '../../reader.ts';
import { plainHtml } from '../html/plain-html.ts';

const heading = /<h([1-6])\b([^>]*)>([\s\S]*?)<\/h\1\s*>/gi;

/** The body, and the first heading of the highest level. */
export type Chapter = ReturnType<BodyBuilder['build']> & { readonly heading: string | undefined };

/**
 * Law: all text of the HTML stands in the body, in order.
 * @param file the file in the archive, whose name leads anchors; '' for none
 */
export function readChapter(html: string, context: ReaderContext): Chapter {
  const builder = new BodyBuilder();
  const headings: { level: number; title: string }[] = [];
  let end = 0;
  for (const match of html.matchAll(heading)) {
    builder.addLines(tidy(plainHtml(html.slice(end, match.index), context)));
    const title = tidy(plainHtml(match[3], context)).replace(/\n/g, ' ');
    builder.addHeading(title, /\bid\s*=\s*["']([^"']+)/.exec(match[2])?.[1] ?? '');
    if (title !== '') headings.push({ level: Number(match[1]), title });
    end = match.index + match[0].length;
  }
  builder.addLines(tidy(plainHtml(html.slice(end), context)));
  const top = headings.reduce((min, { level }) => Math.min(min, level), 6);
  return { ...builder.build(), heading: headings.find(({ level }) => level === top)?.title };
}

/** The fields of a document that a chapter gives. */
export function fieldsOf({ heading: _, ...fields }: Chapter): Pick<FileDocument, 'body' | 'headings' | 'sections'> {
  return fields;
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map(line => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n');
}

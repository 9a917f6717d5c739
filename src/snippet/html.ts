import type { Span } from '../text/span.ts';

/** What to put around a mark. It is not escaped: it is the only HTML that comes out. */
export interface HtmlMarks {
  /** Default `<mark>`. */
  readonly open?: string;
  /** Default `</mark>`. */
  readonly close?: string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML: safe between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => escapes[sign]);
}

/**
 * A snippet as HTML. Everything but the marks is escaped.
 *
 * Law: the result holds no tag but the marks, and with them removed and entities decoded it is the snippet's text. Marks
 * that turn writing direction in the text cannot reach beyond it where the page puts it into an element with
 * `unicode-bidi: isolate` or `dir="auto"`; they are left as they are.
 */
export function toHtml(
  snippet: { readonly text: string; readonly highlights: readonly Span[] },
  marks: HtmlMarks = {},
): string {
  const { open = '<mark>', close = '</mark>' } = marks;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of snippet.highlights) {
    parts.push(escapeHtml(snippet.text.slice(at, start)), open, escapeHtml(snippet.text.slice(start, end)), close);
    at = end;
  }
  parts.push(escapeHtml(snippet.text.slice(at)));
  return parts.join('');
}

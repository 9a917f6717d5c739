import { describeValue, HansouError } from '../errors.ts';
import type { Span } from '../text/span.ts';
import { requireOptions, requireString } from '../validate.ts';

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
  return requireString(text, 'HTML').replace(/[&<>"']/g, sign => escapes[sign]);
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
  const { open = '<mark>', close = '</mark>' } = requireOptions(marks);
  checkSnippet(snippet);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of snippet.highlights) {
    parts.push(escapeHtml(snippet.text.slice(at, start)), open, escapeHtml(snippet.text.slice(start, end)), close);
    at = end;
  }
  parts.push(escapeHtml(snippet.text.slice(at)));
  return parts.join('');
}

function checkSnippet(snippet: unknown): void {
  const { text, highlights } = (snippet ?? {}) as Record<string, unknown>;
  const isSpan = (span: Span) => Number.isInteger(span?.start) && Number.isInteger(span?.end);
  if (typeof text === 'string' && Array.isArray(highlights) && highlights.every(isSpan)) return;
  throw new HansouError('BAD_ARGUMENT', 'this cannot be shown as HTML', {
    expected: 'a snippet: { text, highlights }',
    got: snippet === null || typeof snippet !== 'object' ? describeValue(snippet) : `text ${describeValue(text)}`,
    hint: 'Give a snippet of a hit, such as hit.snippets.body[0]; a field without text has none.',
  });
}

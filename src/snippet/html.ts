/** Writes snippets as escaped HTML. */
import { describeValue, HansouError } from '../errors.ts';
import type { Span } from '../text/span.ts';
import { checkOptions, checkString, isCount, type OptionRules, requireString } from '../validate.ts';

/** The HTML around each highlight. It is not escaped, and is the only markup in the result. */
export interface HtmlMarks {
  /** Default `<mark>`. */
  readonly open?: string;
  /** Default `</mark>`. */
  readonly close?: string;
}

const markRules: OptionRules<HtmlMarks> = {
  owner: 'toHtml',
  checks: { open: checkString, close: checkString },
  example: "{ open: '<b>', close: '</b>' }",
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for HTML: safe between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return requireString(text, 'HTML').replace(/[&<>"']/g, sign => escapes[sign]);
}

/**
 * Writes a snippet as HTML. Everything except the highlight marks is escaped.
 *
 * Law: the result contains no tags except the marks; without them, and with its entities decoded, it is the snippet's
 * text. Characters that change the writing direction are kept: put the result into an element with `dir="auto"` or
 * `unicode-bidi: isolate`, so that they do not affect the rest of the page.
 */
export function toHtml(
  snippet: { readonly text: string; readonly highlights: readonly Span[] },
  marks: HtmlMarks = {},
): string {
  checkOptions(markRules, marks, undefined);
  const { open = '<mark>', close = '</mark>' } = marks;
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

/** Checks that the highlights of a snippet are spans of its text, one behind the other. */
function checkSnippet(snippet: unknown): void {
  const { text, highlights } = (snippet ?? {}) as Record<string, unknown>;
  if (typeof text === 'string' && Array.isArray(highlights) && areDisjoint(highlights, text.length)) return;
  throw new HansouError('BAD_ARGUMENT', 'the snippet is invalid', {
    expected: 'a snippet: { text, highlights }, with spans of the text in its order',
    got: snippet === null || typeof snippet !== 'object' ? describeValue(snippet) : `text ${describeValue(text)}`,
    hint: 'Pass a snippet of a hit, such as hit.snippets.body[0]; a field without text has none.',
  });
}

function areDisjoint(spans: readonly unknown[], length: number): boolean {
  let at = 0;
  for (const span of spans) {
    const { start, end } = (span ?? {}) as Partial<Span>;
    if (!isCount(start) || !isCount(end) || start < at || end < start || end > length) return false;
    at = end;
  }
  return true;
}

/** Pieces of a page with the places they come from. */
import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';
import type { ArticlePart } from './article.ts';
import type { Paragraph } from './paragraphs.ts';

export function partOf(paragraph: Paragraph): ArticlePart {
  return { text: paragraph.text, range: wholeRange(paragraph.repaired) };
}

export function wholeRange(repaired: RepairedText): Span {
  const places = repaired.toSource({ start: 0, end: repaired.text.length });
  return { start: places[0].start, end: places[places.length - 1].end };
}

export function placeOf(repaired: RepairedText, start: number, end: number): Span {
  const places = repaired.toSource({ start, end });
  return { start: places[0].start, end: places[places.length - 1].end };
}

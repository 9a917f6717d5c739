/** Pieces of a page with the places they come from. */
import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';
import type { ArticlePart } from './article.ts';
import type { Paragraph } from './paragraphs.ts';

/** A paragraph as a part. */
export function paragraphToPart(paragraph: Paragraph): ArticlePart {
  return { text: paragraph.text, range: wholeSourceRange(paragraph.repaired) };
}

/** From the first to the last unit of the page that stands in a repaired text, which is not empty. */
export function wholeSourceRange(repaired: RepairedText): Span {
  const places = repaired.toSource({ start: 0, end: repaired.text.length });
  return { start: places[0].start, end: places[places.length - 1].end };
}

/** The same of a stretch of a repaired text. */
export function sourceRange(repaired: RepairedText, start: number, end: number): Span {
  const places = repaired.toSource({ start, end });
  return { start: places[0].start, end: places[places.length - 1].end };
}

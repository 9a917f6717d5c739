/** Converts paragraphs and spans of repaired text to article parts with their ranges on the page. */
import type { RepairedText } from '../text/repaired-text.ts';
import type { Span } from '../text/span.ts';
import type { ArticlePart } from './article.ts';
import type { Paragraph } from './paragraphs.ts';

/** A whole paragraph as an article part. */
export function paragraphToPart(paragraph: Paragraph): ArticlePart {
  return { text: paragraph.text, range: wholeSourceRange(paragraph.repaired) };
}

/** From the first to the last unit of the page that occurs in a repaired text, which must not be empty. */
export function wholeSourceRange(repaired: RepairedText): Span {
  return sourceRange(repaired, 0, repaired.text.length);
}

/** The range on the page of the units `start` to `end` of a repaired text, a span that must not be empty. */
export function sourceRange(repaired: RepairedText, start: number, end: number): Span {
  const places = repaired.toSource({ start, end });
  return { start: places[0].start, end: places[places.length - 1].end };
}

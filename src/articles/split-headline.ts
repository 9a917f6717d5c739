/** Splits the headings of an article into its title and the subtitles above and below it. */
import { writeLines } from '../text/repair/write-lines.ts';
import type { ArticlePart } from './article.ts';
import { paragraphToPart, wholeSourceRange } from './article-parts.ts';
import { isSameSize } from './font-sizes.ts';
import { blockFontScale, type HeadingBlock } from './heading-groups.ts';
import type { PageLines } from './paragraphs.ts';

/**
 * The title is the block set largest, or the first if none is larger than the others; all other blocks are subtitles. The
 * lines of a block form one part, unless they are two lines of equal length below the title: these are two subtitles.
 */
export function splitHeadline(
  page: PageLines,
  blocks: readonly HeadingBlock[],
): { title: ArticlePart | undefined; subtitles: ArticlePart[] } {
  const parts: ArticlePart[] = [];
  let titleIndex = 0;
  let titleScale = 0;
  for (const [i, block] of blocks.entries()) {
    const scale = blockFontScale(page.paragraphs, block);
    if (scale > titleScale && !isSameSize(scale, titleScale)) {
      titleIndex = parts.length;
      titleScale = scale;
    }
    if (i > 0 && titleIndex < parts.length && isCouplet(page, block))
      for (const line of block.paragraphs.flatMap(number => linesOfParagraph(page, number))) parts.push(line);
    else parts.push(blockToPart(page, block));
  }
  // A line above the headline that is not complete without it: …调研时强调.
  if (titleIndex < 2 && parts.length > 1 && /(?:强调|指出|要求|提出|表示|时|發表|強調)$/.test(parts[0].text)) {
    const [kicker, words] = parts.splice(0, 2);
    parts.unshift({ text: kicker.text + words.text, range: { start: kicker.range.start, end: words.range.end } });
    titleIndex = 0;
  }
  const title = parts.at(titleIndex);
  return { title, subtitles: parts.filter(part => part !== title) };
}

/** Whether a block is two lines whose widths differ by at most one column. */
function isCouplet({ table, paragraphs }: PageLines, block: HeadingBlock): boolean {
  const first = paragraphs[block.paragraphs[0]].firstLine;
  const last = paragraphs[block.paragraphs[block.paragraphs.length - 1]].lastLine;
  return last - first === 1 && Math.abs(table.widths[first] - table.widths[last]) <= 1;
}

function linesOfParagraph({ table, joins, paragraphs }: PageLines, number: number): ArticlePart[] {
  const parts: ArticlePart[] = [];
  for (let line = paragraphs[number].firstLine; line <= paragraphs[number].lastLine; line++) {
    const repaired = writeLines(table, joins, [line]);
    parts.push({ text: repaired.text, range: wholeSourceRange(repaired) });
  }
  return parts;
}

/** A block of headings as one article part. */
export function blockToPart({ paragraphs }: PageLines, block: HeadingBlock): ArticlePart {
  const parts = block.paragraphs.map(i => paragraphToPart(paragraphs[i]));
  return {
    text: parts.map(({ text }) => text).join(''),
    range: { start: parts[0].range.start, end: parts[parts.length - 1].range.end },
  };
}

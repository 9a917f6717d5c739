/** Which block of headings is the title, and which the lines above and under it. */
import { writeLines } from '../text/repair/write-lines.ts';
import type { ArticlePart } from './article.ts';
import { paragraphToPart, wholeSourceRange } from './article-parts.ts';
import { blockFontScale, type HeadingBlock } from './assign-headlines.ts';
import { isSameSize } from './font-sizes.ts';
import type { PageLines } from './paragraphs.ts';

/**
 * The title is the first block, or the one that is set largest; what else stands with it is subtitles. Lines of one block are one
 * part, unless they are a pair of equal length under the title.
 */
export function splitHeadline(
  page: PageLines,
  blocks: readonly HeadingBlock[],
): { title: ArticlePart | undefined; subtitles: ArticlePart[] } {
  const parts: ArticlePart[] = [];
  let main = 0;
  let mainScale = 0;
  for (const [i, block] of blocks.entries()) {
    const scale = blockFontScale(page.paragraphs, block);
    if (scale > mainScale && !isSameSize(scale, mainScale)) {
      main = parts.length;
      mainScale = scale;
    }
    if (i > 0 && main < parts.length && isPair(page, block))
      parts.push(...block.paragraphs.flatMap(number => linesOfParagraph(page, number)));
    else parts.push(blockToPart(page, block));
  }
  // A line above the headline that cannot stand alone: …调研时强调.
  if (main < 2 && parts.length > 1 && /(?:强调|指出|要求|提出|表示|时|發表|強調)$/.test(parts[0].text)) {
    const [kicker, words] = parts.splice(0, 2);
    parts.unshift({ text: kicker.text + words.text, range: { start: kicker.range.start, end: words.range.end } });
    main = 0;
  }
  const title = parts.at(main);
  return { title, subtitles: parts.filter(part => part !== title) };
}

function isPair({ table, paragraphs }: PageLines, block: HeadingBlock): boolean {
  const first = paragraphs[block.paragraphs[0]].firstLine;
  const last = paragraphs[block.paragraphs[block.paragraphs.length - 1]].lastLine;
  return last - first === 1 && Math.abs(table.widths[first] - table.widths[last]) <= 1;
}

function linesOfParagraph({ table, joins: joints, paragraphs }: PageLines, number: number): ArticlePart[] {
  const parts: ArticlePart[] = [];
  for (let line = paragraphs[number].firstLine; line <= paragraphs[number].lastLine; line++) {
    const repaired = writeLines(table, joints, [line]);
    parts.push({ text: repaired.text, range: wholeSourceRange(repaired) });
  }
  return parts;
}

/** A block as one part. */
export function blockToPart({ paragraphs }: PageLines, block: HeadingBlock): ArticlePart {
  const parts = block.paragraphs.map(i => paragraphToPart(paragraphs[i]));
  return {
    text: parts.map(({ text }) => text).join(''),
    range: { start: parts[0].range.start, end: parts[parts.length - 1].range.end },
  };
}

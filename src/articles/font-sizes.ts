/** Font sizes as evidence for headlines: a headline is set larger than the text below it. */
import type { LineTable } from '../text/repair/line-table.ts';

/** Sizes whose ratio is at most this count as the same font. */
const sameFontRatio = 1.15;
/** From this multiple of the running text's size on, a line is a heading. */
const minHeadingScale = 1.3;
/** From this multiple of the running text's size on, a line is a headline and begins an article. */
const minHeadlineScale = 1.5;

/** Whether a line is clearly larger than running text. A scale is a multiple of that size, or 1 if sizes are unknown. */
export function isLarge(scale: number): boolean {
  return scale >= minHeadingScale;
}

/** Whether a line is large enough for a headline, too large for a heading inside an article. */
export function isHeadlineSize(scale: number): boolean {
  return scale >= minHeadlineScale;
}

/** Whether two sizes are those of one font. */
export function isSameSize(one: number, other: number): boolean {
  return Math.max(one, other) <= sameFontRatio * Math.min(one, other);
}

/**
 * For each line of the table, its font size as a multiple of the size of running text, which is the median size over all
 * characters. A line of unknown size gets 1; so do all lines if no size is known.
 *
 * @param lineSizes indexed by line number on the page minus 1
 */
export function readFontScales(table: LineTable, lineSizes: readonly number[] | undefined): Float64Array {
  const scales = new Float64Array(table.count).fill(1);
  if (!lineSizes) return scales;
  const sizes = Array.from(scales, (_, line) => {
    const size = lineSizes[table.lineNumbers[line] - 1];
    return size > 0 && Number.isFinite(size) ? size : 0;
  });
  const bodySize = medianSize(table, sizes);
  if (bodySize > 0)
    sizes.forEach((size, line) => {
      if (size > 0) scales[line] = size / bodySize;
    });
  return scales;
}

/** The median of the known sizes, weighted by the characters of each line; 0 if no size is known. */
function medianSize({ characterCounts }: LineTable, sizes: readonly number[]): number {
  const lines = sizes.map((_, line) => line).filter(line => sizes[line] > 0);
  lines.sort((a, b) => sizes[a] - sizes[b]);
  let left = lines.reduce((sum, line) => sum + characterCounts[line], 0) / 2;
  for (const line of lines) {
    left -= characterCounts[line];
    if (left <= 0) return sizes[line];
  }
  return 0;
}

/** What the sizes of fonts say about lines: a headline is set larger than the text under it. */
import type { LineTable } from '../text/repair/line-table.ts';

/** Fonts that differ by less are one. */
const sameSize = 1.15;
const large = 1.3;
const headline = 1.5;

/** Whether a line is clearly larger than running text. Scales are multiples of its size; 1 where they are not known. */
export function isLarge(scale: number): boolean {
  return scale >= large;
}

/** Whether a line is as large as a headline, and no heading inside an article. */
export function isHeadlineSize(scale: number): boolean {
  return scale >= headline;
}

/** Whether two sizes are those of one font. */
export function isSameSize(one: number, other: number): boolean {
  return Math.max(one, other) <= sameSize * Math.min(one, other);
}

/**
 * For each line of the table its size as a multiple of the size in the middle of all characters, which is that of running
 * text. All 1 where no size is known; so is a line whose own is not.
 *
 * @param lineSizes by the number of the line on the page
 */
export function readFontScales(table: LineTable, lineSizes: readonly number[] | undefined): Float64Array {
  const scales = new Float64Array(table.count).fill(1);
  if (!lineSizes) return scales;
  const sizes = Array.from(scales, (_, line) => {
    const size = lineSizes[table.numbers[line] - 1];
    return size > 0 && Number.isFinite(size) ? size : 0;
  });
  const body = middleSize(table, sizes);
  if (body > 0)
    sizes.forEach((size, line) => {
      if (size > 0) scales[line] = size / body;
    });
  return scales;
}

function middleSize({ characters }: LineTable, sizes: readonly number[]): number {
  const lines = sizes.map((_, line) => line).filter(line => sizes[line] > 0);
  lines.sort((a, b) => sizes[a] - sizes[b]);
  let left = lines.reduce((sum, line) => sum + characters[line], 0) / 2;
  for (const line of lines) {
    left -= characters[line];
    if (left <= 0) return sizes[line];
  }
  return 0;
}

/**
 * Arranges the lines of a PDF page in reading order. Lines are joined to blocks of one font and
 * leading, and blocks are ordered by cutting the page recursively along white space (the X-Y tree of Nagy and Seth).
 *
 * All lengths are in points; the origin is the lower left corner of the page, so y decreases downwards.
 */

import { isSameSize, type Line, maxBaselineDifference, similarFontRatio } from './page-lines.ts';

interface Block {
  readonly lines: Line[];
  left: number;
  right: number;
  top: number;
  bottom: number;
  readonly size: number;
}

/** Lines with a greater distance, in multiples of the font size, belong to different blocks. */
const maxLeading = 2.1;

/** The text of a page in reading order. */
export interface PageLayout {
  readonly text: string;
  /** The font size of each line of `text`; 0 for empty lines. */
  readonly lineSizes: readonly number[];
}

/**
 * Arranges a page: columns from left to right below the headline that spans them, with an empty line between blocks, except
 * where a sentence continues in the next column. A column of single characters becomes one line (an upright headline).
 */
export function layoutPage(pageLines: readonly Line[]): PageLayout {
  const blocks = orderBlocks(joinBlocks(pageLines));
  const lines: string[] = [];
  const lineSizes: number[] = [];
  const addLine = (text: string, size: number) => {
    lines.push(text);
    lineSizes.push(size);
  };
  blocks.forEach((block, i) => {
    const before = blocks[i - 1];
    if (before && !(isSameSize(before.size, block.size) && !/[。！？…”：]$/.test(lines[lines.length - 1])))
      addLine('', 0);
    if (isUpright(block)) addLine(block.lines.map(line => line.text).join(''), block.size);
    else for (const { text, size } of block.lines) addLine(text, size);
  });
  return { text: lines.join('\n'), lineSizes };
}

/** Joins lines directly below each other and of one font to blocks. Lines are from top to bottom. */
function joinBlocks(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  /** Blocks that the next line may continue. */
  let open: Block[] = [];
  for (const line of lines) {
    open = open.filter(block => block.bottom - line.y < maxLeading * block.size);
    const above = open.find(
      block =>
        isSameSize(block.size, line.size) &&
        block.bottom - line.y > maxBaselineDifference * line.size &&
        Math.min(block.right, line.right) - Math.max(block.left, line.left) >
          0.5 * Math.min(block.right - block.left, line.right - line.left),
    );
    if (above) {
      above.lines.push(line);
      above.left = Math.min(above.left, line.left);
      above.right = Math.max(above.right, line.right);
      above.bottom = line.y;
    } else {
      const { left, right, y, size } = line;
      const block = { lines: [line], left, right, top: y + size, bottom: y, size };
      blocks.push(block);
      open.push(block);
    }
  }
  return blocks;
}

/** Blocks in reading order. Uses its own stack, because cuts of a damaged page may nest deeply. */
function orderBlocks(all: Block[]): Block[] {
  const body = bodySize(all);
  const ordered: Block[] = [];
  const stack: Block[][] = [all];
  for (let blocks = stack.pop(); blocks; blocks = stack.pop()) {
    const parts =
      blocks.length > 1 ? (cutOverHeadline(blocks, body) ?? cutDown(blocks) ?? cutAcross(blocks)) : undefined;
    if (parts) stack.push(parts[1], parts[0]);
    else for (const block of blocks.sort((a, b) => b.top - a.top || a.left - b.left)) ordered.push(block);
  }
  return ordered;
}

/** The font size of most characters. */
function bodySize(blocks: readonly Block[]): number {
  const characters = new Map<number, number>();
  for (const { size, lines } of blocks)
    characters.set(
      size,
      lines.reduce((sum, { text }) => sum + text.length, characters.get(size) ?? 0),
    );
  return [...characters].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

/**
 * Cuts across the page above a headline that has running text above it: there all columns of one article end and the next
 * article begins. Returns the blocks above and below the cut.
 */
function cutOverHeadline(blocks: readonly Block[], body: number): [Block[], Block[]] | undefined {
  const headlines = blocks.filter(block => block.size > body && !isSameSize(block.size, body, similarFontRatio));
  for (const { top } of headlines.sort((a, b) => b.top - a.top)) {
    const parts = cutAt(blocks, top);
    if (parts?.[0].some(block => isSameSize(block.size, body))) return parts;
  }
  return undefined;
}

/** Cuts at the first white space from top to bottom. Returns the blocks left and right of it. */
function cutDown(blocks: readonly Block[]): [Block[], Block[]] | undefined {
  const sorted = [...blocks].sort((a, b) => a.left - b.left);
  let right = sorted[0].right;
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i].left - right > 0.5 * Math.min(sorted[i].size, sorted[i - 1].size))
      return [sorted.slice(0, i), sorted.slice(i)];
    right = Math.max(right, sorted[i].right);
  }
  return undefined;
}

/**
 * Cuts across the page above or below the widest block, which is the headline that spans the columns, else at the first white
 * space from the top. Returns the blocks above and below the cut.
 */
function cutAcross(blocks: readonly Block[]): [Block[], Block[]] | undefined {
  const widest = blocks.reduce((a, b) => (b.right - b.left > a.right - a.left ? b : a));
  const first = [...blocks].sort((a, b) => b.top - a.top);
  const heights = [widest.top, widest.bottom, ...first.slice(0, 50).map(block => block.bottom)];
  for (const height of heights) {
    const parts = cutAt(blocks, height);
    if (parts) return parts;
  }
  return undefined;
}

/** The blocks above and below a height; undefined if a block crosses it, or if all blocks are on one side. */
function cutAt(blocks: readonly Block[], height: number): [Block[], Block[]] | undefined {
  const above = blocks.filter(block => block.bottom >= height);
  if (above.length === 0 || above.length === blocks.length) return undefined;
  const below = blocks.filter(block => block.bottom < height);
  return below.every(block => block.top <= height + 0.3 * block.size) ? [above, below] : undefined;
}

/** Whether a block is a column of single characters. */
function isUpright({ lines }: Block): boolean {
  return lines.length > 1 && lines.every(line => [...line.text].length === 1);
}

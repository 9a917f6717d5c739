/**
 * Puts the runs of characters of a laid-out page in the order of reading: runs to lines, lines to blocks, blocks to
 * columns under their headlines (a recursive cut along the white between blocks, after Nagy and Seth's X-Y tree).
 */

/** Characters that were set together. Lengths are in points, from the lower left corner of the page. */
export interface TextRun {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly width: number;
  /** Of the font. */
  readonly size: number;
}

interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

interface Block {
  readonly lines: Line[];
  left: number;
  right: number;
  top: number;
  bottom: number;
  readonly size: number;
}

/** In font sizes: runs whose baselines differ by less stand on one line. */
const sameBaseline = 0.35;
/** Wider white ends a line: the next column begins. */
const columnGap = 1.5;
/** White as wide as this, and much wider than the line's usual, is a blank. */
const blankGap = 0.3;
/** Lines further apart than this are of two blocks. */
const widestLeading = 2.1;
/** Fonts that differ by less are one. */
const sameSize = 1.15;

/** A page put in the order of reading. */
export interface PageLayout {
  readonly text: string;
  /** The size of the font of each line of the text; 0 for empty lines. */
  readonly lineSizes: readonly number[];
}

/**
 * The lines of a page: columns from left to right under the headline over them, an empty line between blocks, none where a
 * sentence goes on in the next column. A column of single characters is one line (headlines are set so).
 */
export function layoutPage(runs: readonly TextRun[]): PageLayout {
  const blocks = inReadingOrder(blocksOf(linesOf(runs)));
  const lines: string[] = [];
  const lineSizes: number[] = [];
  const put = (text: string, size: number) => {
    lines.push(text);
    lineSizes.push(size);
  };
  blocks.forEach((block, i) => {
    const before = blocks[i - 1];
    if (before && !(isSameSize(before.size, block.size) && !/[。！？…”：]$/.test(lines[lines.length - 1]))) put('', 0);
    if (isUpright(block)) put(block.lines.map(line => line.text).join(''), block.size);
    else for (const { text, size } of block.lines) put(text, size);
  });
  return { text: lines.join('\n'), lineSizes };
}

function linesOf(runs: readonly TextRun[]): Line[] {
  const sorted = runs.filter(run => run.text.trim() !== '').sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: Line[] = [];
  let row: TextRun[] = [];
  for (const run of sorted) {
    if (row.length > 0 && row[0].y - run.y > sameBaseline * Math.max(row[0].size, run.size)) {
      lines.push(...splitRow(row));
      row = [];
    }
    row.push(run);
  }
  lines.push(...splitRow(row));
  return lines;
}

/** One row over the page, cut where a column ends or the font changes. */
function splitRow(row: TextRun[]): Line[] {
  row.sort((a, b) => a.x - b.x);
  const lines: Line[] = [];
  let runs: TextRun[] = [];
  for (const run of row) {
    const last = runs[runs.length - 1];
    if (last) {
      const gap = run.x - (last.x + last.width);
      if (gap > columnGap * Math.max(last.size, run.size) || !isSameSize(last.size, run.size, 1.35)) {
        lines.push(lineOf(runs));
        runs = [];
      }
    }
    runs.push(run);
  }
  if (runs.length > 0) lines.push(lineOf(runs));
  return lines;
}

function lineOf(runs: readonly TextRun[]): Line {
  const gaps = runs.slice(1).map((run, i) => run.x - (runs[i].x + runs[i].width));
  // In a justified line all gaps are wide, and none is a blank.
  const usual = gaps.length > 2 ? [...gaps].sort((a, b) => a - b)[gaps.length >> 1] : 0;
  let text = runs[0].text;
  for (const [i, gap] of gaps.entries()) {
    const isBlank = gap > blankGap * runs[i].size && gap > 1.6 * Math.max(0, usual);
    text += (isBlank && !/\s$/.test(text) ? ' ' : '') + runs[i + 1].text;
  }
  const last = runs[runs.length - 1];
  const size = Math.max(...runs.map(run => run.size));
  // A line end inside a run would be one line more than was set.
  return {
    text: text.trim().replace(/[\n\r\f]+/g, ' '),
    left: runs[0].x,
    right: last.x + last.width,
    y: runs[0].y,
    size,
  };
}

/** Lines right under each other, in one font. */
function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  /** Blocks that may go on; the others have ended above. */
  let open: Block[] = [];
  for (const line of lines) {
    open = open.filter(block => block.bottom - line.y < widestLeading * block.size);
    const above = open.find(
      block =>
        isSameSize(block.size, line.size) &&
        block.bottom - line.y > sameBaseline * line.size &&
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

/** With a stack of its own, since the cuts of a damaged page may go deep. */
function inReadingOrder(all: Block[]): Block[] {
  const body = bodySize(all);
  const ordered: Block[] = [];
  const stack: Block[][] = [all];
  for (let blocks = stack.pop(); blocks; blocks = stack.pop()) {
    const parts =
      blocks.length > 1 ? (cutOverHeadline(blocks, body) ?? cutDown(blocks) ?? cutAcross(blocks)) : undefined;
    if (parts) stack.push(parts[1], parts[0]);
    else ordered.push(...blocks.sort((a, b) => b.top - a.top || a.left - b.left));
  }
  return ordered;
}

/** The font size that most characters have. */
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
 * Above and below white that goes all the way across over a headline, where running text stands above: there an
 * article ends in all columns and the next begins.
 */
function cutOverHeadline(blocks: readonly Block[], body: number): [Block[], Block[]] | undefined {
  const headlines = blocks.filter(block => block.size > body && !isSameSize(block.size, body, 1.35));
  for (const { top } of headlines.sort((a, b) => b.top - a.top)) {
    const parts = cutAt(blocks, top);
    if (parts?.[0].some(block => isSameSize(block.size, body))) return parts;
  }
  return undefined;
}

/** Left and right of the first white that goes all the way down. */
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
 * Above and below white that goes all the way across: over or under the widest block, which is the headline that kept
 * the columns from being cut, else the first white from above.
 */
function cutAcross(blocks: readonly Block[]): [Block[], Block[]] | undefined {
  const widest = blocks.reduce((a, b) => (b.right - b.left > a.right - a.left ? b : a));
  const first = [...blocks].sort((a, b) => b.top - a.top);
  const places = [widest.top, widest.bottom, ...first.slice(0, 50).map(block => block.bottom)];
  for (const place of places) {
    const parts = cutAt(blocks, place);
    if (parts) return parts;
  }
  return undefined;
}

/** Above and below a height; undefined when something stands across it, or on one side only. */
function cutAt(blocks: readonly Block[], height: number): [Block[], Block[]] | undefined {
  const above = blocks.filter(block => block.bottom >= height);
  if (above.length === 0 || above.length === blocks.length) return undefined;
  const below = blocks.filter(block => block.bottom < height);
  return below.every(block => block.top <= height + 0.3 * block.size) ? [above, below] : undefined;
}

/** A column of single characters. */
function isUpright({ lines }: Block): boolean {
  return lines.length > 1 && lines.every(line => [...line.text].length === 1);
}

function isSameSize(a: number, b: number, most = sameSize): boolean {
  return Math.max(a, b) <= most * Math.min(a, b);
}

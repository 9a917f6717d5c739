/** Finds lines that pages repeat at their head or foot: running heads, page numbers, names of editors. */
import type { LineTable } from './line-table.ts';

/** Number of lines at the head and at the foot of a page that are compared. */
const edgeLines = 2;

/** The first and last lines of one page. */
export interface PageEdges {
  /** What is compared: the place and the text of each line without spaces, all numbers equal; '' for lines that are text. */
  readonly keys: readonly string[];
  /** The number of each line in the table. */
  readonly lines: readonly number[];
}

/** Reads the first and last lines of the page that consists of the lines `from … to - 1`. */
export function readPageEdges(table: LineTable, from: number, to: number): PageEdges {
  const lines: number[] = [];
  const keys: string[] = [];
  for (let line = from; line < to; line++) {
    if (line >= from + edgeLines && line < to - edgeLines) {
      line = to - edgeLines - 1;
      continue;
    }
    lines.push(line);
    keys.push(createLineKey(table, line, line < from + edgeLines ? 'head' : 'foot'));
  }
  return { keys, lines };
}

/**
 * Finds the lines of a page that one of its neighbours has in the same place. Numbers and spaces make no difference: 第 3 版
 * equals 第 4 版. Callers pass two pages on either side, because left and right pages may differ.
 */
export function findRepeatedLines(page: PageEdges, neighbours: readonly (PageEdges | undefined)[]): number[] {
  return page.lines.filter(
    (_, i) => page.keys[i] !== '' && neighbours.some(other => other?.keys.includes(page.keys[i])),
  );
}

/** Maximum length of a running head in UTF-16 units. */
const maxHeadUnits = 80;

function createLineKey({ text, starts, ends }: LineTable, line: number, place: string): string {
  if (ends[line] - starts[line] > maxHeadUnits) return '';
  const words = text
    .slice(starts[line], ends[line])
    .replace(/\s+/g, '')
    .replace(/\d+/g, '0')
    .replace(/[一二三四五六七八九十]+(?=版|页)/g, '0');
  // Punctuation alone is text: a quotation mark or a bullet that two pages share.
  if (!/[\p{L}\p{N}]/u.test(words)) return '';
  // The end of a sentence is text: two pages may share it by chance.
  if (/[。！？；，、]$/.test(words)) return '';
  // What follows the date is the name of the page: 综合 A2.
  const date = words.indexOf('0年0月0日');
  return `${place} ${date < 0 ? words : words.slice(0, date + 6)}`;
}

/** Returns all lines but the dropped ones, and which lines begin something because the line before or they themselves are dropped. */
export function withoutLines(count: number, dropped: readonly number[]): { lines: Int32Array; isStart: Uint8Array } {
  const isDropped = new Uint8Array(count);
  for (const line of dropped) isDropped[line] = 1;
  const isStart = new Uint8Array(count);
  const lines = new Int32Array(count - dropped.length);
  let length = 0;
  for (let line = 0; line < count; line++) {
    if (isDropped[line] === 0) lines[length++] = line;
    if (isDropped[line] === 1 || (line > 0 && isDropped[line - 1] === 1)) isStart[line] = 1;
  }
  return { lines, isStart };
}

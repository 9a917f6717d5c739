/** Lines that pages repeat at their heads and feet: running heads, page numbers, editors. */
import type { LineTable } from './line-table.ts';

/** Lines at the head and at the foot of a page that are compared. */
const edgeLines = 2;

/** The lines at the edges of one page, with digits and blanks set equal, and where they stand in the table. */
export interface PageEdges {
  readonly keys: readonly string[];
  readonly lines: readonly number[];
}

/** The edges of the page whose lines are `from … to - 1`. */
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
 * The lines of a page that one of its neighbours has in the same place, numbers and all blanks aside: 第 3 版 and 第 4 版 are
 * one. Lines that no page nearby repeats are text. Two pages on either side are asked, for left
 * and right pages may differ.
 */
export function findRepeatedLines(page: PageEdges, neighbours: readonly (PageEdges | undefined)[]): number[] {
  return page.lines.filter(
    (_, i) => page.keys[i] !== '' && neighbours.some(other => other?.keys.includes(page.keys[i])),
  );
}

const maxHeadUnits = 80;

function createLineKey({ text, starts, ends }: LineTable, line: number, place: string): string {
  if (ends[line] - starts[line] > maxHeadUnits) return '';
  const words = text
    .slice(starts[line], ends[line])
    .replace(/\s+/g, '')
    .replace(/\d+/g, '0')
    .replace(/[一二三四五六七八九十]+(?=版|页)/g, '0');
  // Marks alone name nothing: a quote or a bullet that two pages share is text.
  if (!/[\p{L}\p{N}]/u.test(words)) return '';
  // The end of a sentence that two pages share by chance is text.
  if (/[。！？；，、]$/.test(words)) return '';
  // Behind the day, a running head names the page or its column: 综合 A2.
  const day = words.indexOf('0年0月0日');
  return `${place} ${day < 0 ? words : words.slice(0, day + 6)}`;
}

/** All lines but the dropped ones, and the marks that nothing goes on from a dropped line or into one. */
export function withoutLines(count: number, dropped: readonly number[]): { lines: Int32Array; isStart: Uint8Array } {
  const isDropped = new Uint8Array(count);
  for (const line of dropped) isDropped[line] = 1;
  const isStart = new Uint8Array(count);
  const lines = new Int32Array(count - dropped.length);
  let kept = 0;
  for (let line = 0; line < count; line++) {
    if (isDropped[line] === 0) lines[kept++] = line;
    if (isDropped[line] === 1 || (line > 0 && isDropped[line - 1] === 1)) isStart[line] = 1;
  }
  return { lines, isStart };
}

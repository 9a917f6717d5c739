/** Finds running heads and page numbers: lines at the head or foot that stand on many pages of a PDF. */
import { isSameSize, type Line } from './page-lines.ts';

/** Rows at the head and at the foot of a page that may be furniture. */
const edgeRows = 3;
/** A gap this many times as wide as the usual one sets furniture apart from the text. */
const minGapRatio = 1.35;
/** Minimum number of pages on which a running head stands. */
const minPages = 3;
/** Minimum number of pages for a page number, which its form shows. */
const minPagesWithNumber = 2;
/** Maximum distance of a running head's baselines on two pages, in font sizes. */
const maxShift = 1;
/** Lines of the same text above and below one with which it is compared: a book has a running head on thousands of pages. */
const maxCompared = 1000;

const pageNumber = /^[-–—·.\s]*(?:第\s*)?(?:#|[ivxlc]+)(?:\s*页)?(?:\s*[/／共of]+\s*#\s*页?)?[-–—·.\s]*$/i;

/**
 * The lines of each page that are furniture: those at the head or foot whose text, whatever its numbers, stands at the same
 * height on at least three pages, or on every second page (a page number: on two).
 *
 * Law: a line whose text stands on one page only is never furniture.
 *
 * @param pages the lines of each page, from top to bottom
 */
export function findFurniture(pages: readonly (readonly Line[])[]): ReadonlySet<Line> {
  const groups = new Map<string, Line[]>();
  const pageOf = new Map<Line, number>();
  pages.forEach((lines, page) => {
    for (const [edge, line] of edgeLines(lines)) {
      const key = `${edge} ${normalize(line.text)}`;
      pageOf.set(line, page);
      const group = groups.get(key);
      if (group) group.push(line);
      else groups.set(key, [line]);
    }
  });
  const found = new Set<Line>();
  for (const [key, lines] of groups) {
    const isNumber = pageNumber.test(key.slice(key.indexOf(' ') + 1));
    // Left and right pages may have different heads.
    const everySecond = pages.length >= minPages ? Math.max(2, Math.ceil((pages.length - 1) / 2)) : minPages;
    const needed = isNumber ? minPagesWithNumber : Math.min(minPages, everySecond);
    lines.sort((a, b) => a.y - b.y);
    lines.forEach((line, at) => {
      const on = new Set([pageOf.get(line)]);
      for (const step of [-1, 1])
        for (let i = at + step, compared = 0; on.size < needed && compared < maxCompared; i += step, compared++) {
          const other = lines[i];
          if (!other || !(Math.abs(other.y - line.y) <= maxShift * line.size)) break;
          if (isSameSize(other.size, line.size)) on.add(pageOf.get(other));
        }
      if (on.size >= needed) found.add(line);
    });
  }
  return found;
}

/**
 * The lines at the head and foot of a page that may be furniture: those beyond a gap wider than between the lines of the text,
 * and the outermost row, unless it is part of a sentence.
 */
function* edgeLines(lines: readonly Line[]): Generator<[edge: 'head' | 'foot', line: Line]> {
  const rows: Line[][] = [];
  for (const line of lines) {
    const row = rows[rows.length - 1];
    if (row && row[0].y - line.y < 0.5 * Math.max(row[0].size, line.size)) row.push(line);
    else rows.push([line]);
  }
  if (rows.length < 2) return;
  const gaps = rows.slice(1).map((row, i) => rows[i][0].y - row[0].y);
  const wideGap = minGapRatio * [...gaps].sort((a, b) => a - b)[gaps.length >> 1];
  const heads = countEdgeRows(rows, gaps, wideGap);
  const feet = countEdgeRows([...rows].reverse(), [...gaps].reverse(), wideGap);
  for (const line of rows.slice(0, heads).flat()) yield ['head', line];
  for (const line of rows.slice(Math.max(heads, rows.length - feet)).flat()) yield ['foot', line];
}

/**
 * The number of rows, from the outermost one inwards, that may be furniture: less than half of them. `gaps[i]` is that between
 * rows i and i + 1.
 */
function countEdgeRows(rows: readonly Line[][], gaps: readonly number[], wideGap: number): number {
  for (let count = Math.min(edgeRows, gaps.length >> 1); count > 0; count--)
    if (gaps[count - 1] >= wideGap) return count;
  return rows[0].some(({ text }) => /[。！？；，、]/.test(text)) ? 0 : 1;
}

/** The text without blanks and with # for each number. */
function normalize(text: string): string {
  return text.replace(/\s+/g, '').replace(/\d+|[〇零一二三四五六七八九十百]+/g, '#');
}

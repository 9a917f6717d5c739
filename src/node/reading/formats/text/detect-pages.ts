/** Tells newspaper pages from other plain texts. */
import { parsePageName } from '../../values/page-name.ts';
import { chapterLine, markedTitle } from './chapters.ts';

/** Words with which only newspapers begin a report or name its author. */
const report = /(?:^|\n)[^\n]{0,4}(?:本[报刊台网]讯|本报(?:记者|通讯员|综合)|[（(](?:特约|见习)?(?:记者|通讯员)\s)/;
/** A running head: the day with the number of the page, or the name of a paper. */
const runningHead =
  /(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日[^\n]{0,20}(?:星期|第?\s?[A-D]?\d{1,2}\s?版|日报|晚报|时报)|(?:日报|晚报|时报|早报)[^\n]{0,20}(?:星期|第?\s?[A-D]?\d{1,2}\s?版)/;

/** Number of lines at the head of a page where a running head stands. */
const headLines = 6;
/** Widths, in characters, that the lines of a newspaper column have. */
const [minColumn, maxColumn] = [8, 45];
/** Two halves of a verse on one line. */
const verse = /^\s*(\p{Script=Han}{3,9})[ \u3000]+(\p{Script=Han}{3,9})\s*$/u;
/** Share of the lines that must have the width of the column, or be one character shorter, with no end of a sentence. */
const minColumnShare = 0.5;

/**
 * Whether a text looks like a newspaper page: by its file name (day and number of the page), its first words of reports, its
 * running head, or lines that are broken where a column ends.
 */
export function looksLikePage(name: string, text: string): boolean {
  const { date, edition } = parsePageName(name);
  if (date !== undefined && edition !== undefined) return true;
  const lines = text.split(/\r\n|\n|\r/).filter(line => line.trim() !== '');
  if (lines.filter(line => chapterLine.test(line)).length >= 2) return false;
  return report.test(text) || runningHead.test(lines.slice(0, headLines).join('\n')) || hasColumns(lines);
}

/** Whether most lines have nearly the same width and break inside sentences. */
function hasColumns(lines: readonly string[]): boolean {
  if (lines.length < 4) return false;
  const counts = new Map<number, number>();
  const broken = lines.filter(
    line => !/[。！？；：，、”」…—]\s*$/.test(line) && !markedTitle.test(line) && !isVerse(line),
  );
  for (const line of broken) {
    const width = line.trimEnd().length;
    if (width >= minColumn && width <= maxColumn) counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  let best = 0;
  for (const [width, count] of counts) best = Math.max(best, count + (counts.get(width - 1) ?? 0));
  return best >= 3 && best >= lines.length * minColumnShare;
}

function isVerse(line: string): boolean {
  const [, first, second] = verse.exec(line) ?? [];
  return first !== undefined && first.length === second.length;
}

/** Repair of text that was laid out in lines: the public function and the order of its steps. */
import { requireString } from '../validate.ts';
import { joinLines } from './repair/join-lines.ts';
import { LineFlag, type LineTable, readLines } from './repair/line-table.ts';
import { findRepeatedLines, type PageEdges, readPageEdges, withoutLines } from './repair/running-heads.ts';
import { writeLines } from './repair/write-lines.ts';
import type { RepairedText } from './repaired-text.ts';

/**
 * Repairs text that was laid out in lines: newspapers and books extracted from PDF, plain text of a fixed width. Lines that
 * were broken inside a sentence are joined, and characters that were spread over a line are closed up. The ends of
 * paragraphs, list items, headings, verse and table rows stay line breaks; several empty lines become one. Where form feeds
 * separate pages, running heads and page numbers that pages repeat are dropped.
 *
 * Spaces at the start and end of a line are dropped. Of several spaces in a row the first stays, or none if they only spread
 * the line. Zero-width spaces, word joiners, byte order marks and soft hyphens are dropped. CR LF becomes LF.
 *
 * Laws: every UTF-16 unit of the repaired text stands for exactly one unit of the source, in the same order, and is the same
 * unit, except that a space may stand for a line break. Nothing is dropped but spaces, line breaks, invisible characters and
 * running heads. Time is linear in the length of the text.
 *
 * ```ts
 * const repaired = repairText('石桥村的新\n桥今 天 通 车');
 * repaired.text; // '石桥村的新桥今天通车'
 * repaired.toSource({ start: 4, end: 6 }); // [{ start: 4, end: 5 }, { start: 6, end: 7 }]
 * ```
 * @throws HansouError BAD_ARGUMENT if `text` is not a string
 */
export function repairText(text: string): RepairedText {
  const table = readLines(requireString(text, 'a text to repair'));
  const dropped = findRunningHeads(table);
  if (dropped.length === 0) return writeLines(table, joinLines(table));
  const { lines, isStart } = withoutLines(table.count, dropped);
  return writeLines(table, joinLines(table, isStart), lines);
}

/** Finds the lines that pages of the text repeat; none if no form feed separates pages. */
function findRunningHeads(table: LineTable): number[] {
  const pages: PageEdges[] = [];
  let first = 0;
  for (let line = 1; line <= table.count; line++)
    if (line === table.count || (table.flags[line] & LineFlag.PageStart) !== 0) {
      pages.push(readPageEdges(table, first, line));
      first = line;
    }
  if (pages.length < 2) return [];
  return pages.flatMap((page, i) => findRepeatedLines(page, [pages[i - 2], pages[i - 1], pages[i + 1], pages[i + 2]]));
}

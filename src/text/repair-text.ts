import { requireString } from '../validate.ts';
import { joinLines } from './repair/join-lines.ts';
import { LineFlag, type LineTable, readLines } from './repair/line-table.ts';
import { findRepeatedLines, type PageEdges, readPageEdges, withoutLines } from './repair/running-heads.ts';
import { writeLines } from './repair/write-lines.ts';
import type { RepairedText } from './repaired-text.ts';

/**
 * Repairs text that was laid out in lines: newspapers and books out of PDF, plain text of a fixed width. Lines that were
 * broken inside a sentence are joined, characters that were spread over a line closed up. Ends of paragraphs, list
 * items, headings, verse and rows of tables stay line ends; empty lines between them stay one. Where form feeds part
 * pages, running heads and page numbers that pages repeat are left out.
 *
 * Blanks: those before and behind a line go; of several in a row the first stays, or none where they only spread the
 * line; zero-width spaces, word joiners, byte order marks and soft hyphens go. Of CR LF the LF stays.
 *
 * Laws. Every unit of the repaired text stands for exactly one unit of the source, in the same order, and is the same
 * unit, but for a blank that stands for a line end. Nothing but blanks, line ends, invisible characters and running heads
 * is left out. The time is linear in the text.
 *
 * ```ts
 * const repaired = repairText('石桥村的新\n桥今 天 通 车');
 * repaired.text; // '石桥村的新桥今天通车'
 * repaired.toSource({ start: 4, end: 6 }); // [{ start: 4, end: 5 }, { start: 6, end: 7 }]
 * ```
 * @throws HansouError BAD_ARGUMENT when it is no string
 */
export function repairText(text: string): RepairedText {
  const table = readLines(requireString(text, 'a text to repair'));
  const dropped = runningHeads(table);
  if (dropped.length === 0) return writeLines(table, joinLines(table));
  const { lines, isStart } = withoutLines(table.count, dropped);
  return writeLines(table, joinLines(table, isStart), lines);
}

/** The lines that pages of the text repeat; none where no form feed parts pages. */
function runningHeads(table: LineTable): number[] {
  const pages: PageEdges[] = [];
  let from = 0;
  for (let line = 1; line <= table.count; line++)
    if (line === table.count || (table.flags[line] & LineFlag.PageStart) !== 0) {
      pages.push(readPageEdges(table, from, line));
      from = line;
    }
  if (pages.length < 2) return [];
  return pages.flatMap((page, i) => findRepeatedLines(page, [pages[i - 2], pages[i - 1], pages[i + 1], pages[i + 2]]));
}

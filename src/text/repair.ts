/**
 * Repair of text that was laid out in lines: newspapers and books out of PDF, plain text of a fixed width.
 *
 * Laws. Every unit of the repaired text stands for exactly one unit of the source, in the same order, and is the same
 * unit, but for a blank that stands for a line end. Nothing but blanks, line ends, invisible characters and the running
 * heads of pages is ever left out. Repairing takes time linear in the text.
 */

import { joinLines } from './repair/joints.ts';
import { readLines } from './repair/line-table.ts';
import { writeLines } from './repair/write-lines.ts';
import type { RepairedText } from './repaired-text.ts';

/**
 * Joins lines that were broken inside a sentence and closes up characters that were spread over a line. Ends of
 * paragraphs, list items, headings, verse and rows of tables stay line ends; empty lines between them stay one.
 */
export function repairText(text: string): RepairedText {
  const table = readLines(text);
  return writeLines(table, joinLines(table));
}

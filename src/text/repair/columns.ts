/**
 * How wide the column is that a line stands in, and whether the line fills it. A text whose lines were broken by a
 * typesetter ends every line but the last of a paragraph at the same place; how well it keeps to that is measured.
 */

import { CharKind, markAndWidthOf } from './character-kinds.ts';
import { LineEdge } from './edges.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** The columns that newspapers leave blank before a paragraph; the blanks are often lost. */
export const paragraphIndent = 4;

export interface ColumnMeasure {
  /** For each line, the columns of the lines around it. */
  readonly columns: Int32Array;
  /** The same in characters. */
  readonly characters: Int32Array;
  /** For each line, the columns of the lines before it alone. */
  readonly before: Int32Array;
  /** The columns of the whole text: what only a few lines are wider than. */
  readonly page: number;
  /** Whether lines that end inside a sentence fill their column: then a line that does not fill it was meant to end. */
  readonly isRegular: boolean;
  /** Whether lines were cut after a number of characters, through words and numbers. */
  readonly isCutByCount: boolean;
  /** Whether a sentence goes on over empty lines, as where a column of the page ends. */
  readonly gapsCutSentences: boolean;
}

/** Lines before and behind that say how wide a column is. */
const reach = 4;

export function measureColumns(table: LineTable, edges: Uint8Array): ColumnMeasure {
  const { count, gaps } = table;
  const right = new Int32Array(count);
  for (let i = 0; i < count; i++) right[i] = rightOf(table, i);
  const columns = widest(right);
  const characters = widest(table.characters);
  const measure = { columns, characters };
  let inner = 0;
  let full = 0;
  let sameCount = 0;
  let sameWidth = 0;
  let cut = 0;
  let short = 0;
  for (let i = 0; i + 1 < count; i++) {
    if (edges[i] !== LineEdge.Text || columns[i] < leastColumns) continue;
    if (gaps[i + 1] === 0) {
      inner++;
      if (fills(table, measure, i, i + 1, 4, false)) full++;
      if (table.characters[i] === characters[i]) sameCount++;
      if (right[i] >= columns[i] - 1) sameWidth++;
    } else if (i > 0 && gaps[i] === 0 && edges[i - 1] !== LineEdge.Sentence) {
      if (fills(table, measure, i, i + 1, 4, false)) cut++;
      else short++;
    }
  }
  return {
    columns,
    characters,
    before: right.map((_, i) => secondLargest(right, Math.max(0, i - reach), i + 1)),
    page: pageColumns(table, right),
    isRegular: inner < 5 || full >= inner * 0.6,
    isCutByCount: inner >= 5 && sameCount >= inner * 0.8 && sameCount > sameWidth,
    gapsCutSentences: cut >= short,
  };
}

/** Below this many columns nothing is said about a line that fills its column: lists of names look like that. */
export const leastColumns = 14;

/** Where the visible part of a line ends, in columns. A single stray blank before it does not count. */
export function rightOf(table: LineTable, line: number): number {
  return table.widths[line] + (table.indents[line] > 1 ? table.indents[line] : 0);
}

/**
 * Whether `line` is as long as it could be: the first word of `next` would not have fitted in. `slack` columns are
 * allowed for, and a lost indent where `isFirst`.
 */
export function fills(
  table: LineTable,
  measure: Pick<ColumnMeasure, 'columns' | 'characters'>,
  line: number,
  next: number,
  slack: number,
  isFirst: boolean,
): boolean {
  const lost = isFirst && table.indents[line] < 2 ? paragraphIndent : 0;
  const word = firstWord(table, next);
  if (rightOf(table, line) + lost + word + slack > measure.columns[line]) return true;
  return table.characters[line] + lost / 2 + slack / 4 >= measure.characters[line];
}

/** Columns of what cannot be parted at the beginning of a line: a character with the marks behind it, or a Latin word. */
export function firstWord(table: LineTable, line: number): number {
  const { text } = table;
  const start = table.starts[line];
  const end = Math.min(table.ends[line], start + 40);
  let columns = 0;
  let hasText = false;
  let isLatin = false;
  for (let at = start; at < end; at++) {
    const packed = markAndWidthOf(text.charCodeAt(at));
    const mark = packed & 15;
    if (mark === CharKind.Blank) break;
    if (mark === CharKind.Han) {
      if (hasText) break;
      hasText = true;
    } else if (mark === CharKind.Opening) {
      if (hasText) break;
    } else if (mark !== CharKind.Closing) {
      if (hasText && !isLatin) break;
      hasText = isLatin = true;
    }
    columns += (packed >> 4) + 1;
  }
  return columns;
}

/** The columns that at most one line in fifty is wider than, rows of tables aside. */
function pageColumns(table: LineTable, right: Int32Array): number {
  const counts = new Int32Array(widestCounted + 1);
  let lines = 0;
  for (let i = 0; i < right.length; i++)
    if ((table.flags[i] & (LineFlag.Cells | LineFlag.Drawn)) === 0) {
      counts[Math.min(right[i], widestCounted)]++;
      lines++;
    }
  let columns = widestCounted;
  for (let wider = 0; columns > 0 && (wider += counts[columns]) <= lines / 50; ) columns--;
  return columns;
}

const widestCounted = 500;

/** For each value the smaller of two: the second largest of it and those before it, and of it and those behind it. */
function widest(values: Int32Array): Int32Array {
  const { length } = values;
  const out = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const before = secondLargest(values, Math.max(0, i - reach), i + 1);
    const behind = secondLargest(values, i, Math.min(length, i + reach + 1));
    out[i] = i === 0 ? behind : i === length - 1 ? before : Math.min(before, behind);
  }
  return out;
}

function secondLargest(values: Int32Array, from: number, to: number): number {
  let largest = -1;
  let second = -1;
  for (let i = from; i < to; i++) {
    if (values[i] > largest) {
      second = largest;
      largest = values[i];
    } else if (values[i] > second) second = values[i];
  }
  return second < 0 ? largest : second;
}

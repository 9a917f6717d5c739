/**
 * How wide the column is that a line stands in, and whether the line fills it. A text whose lines were broken by a
 * typesetter ends every line but the last of a paragraph at the same place; how well it keeps to that is measured.
 */

import { CharKind, packedKindOf } from './character-kinds.ts';
import { LineEnd } from './line-start-and-end.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** The columns that newspapers leave blank before a paragraph; the blanks are often lost. */
export const paragraphIndentColumns = 4;

export interface ColumnMeasure {
  /** For each line, the columns of the lines around it. */
  readonly columns: Int32Array;
  /** The same in characters. */
  readonly characterCounts: Int32Array;
  /** For each line, the columns of the lines before it alone. */
  readonly columnsBefore: Int32Array;
  /** The columns of the whole text: what only a few lines are wider than. */
  readonly pageColumns: number;
  /** Whether lines that end inside a sentence fill their column: then a line that does not fill it was meant to end. */
  readonly isRegular: boolean;
  /** Whether lines were cut after a number of characters, through words and numbers. */
  readonly isCutByCount: boolean;
  /** Whether a sentence goes on over empty lines, as where a column of the page ends. */
  readonly emptyLinesCutSentences: boolean;
}

/** Lines before and behind that say how wide a column is. */
const neighbourLines = 4;

export function measureColumns(table: LineTable, edges: Uint8Array): ColumnMeasure {
  const { count, emptyLinesBefore } = table;
  const right = new Int32Array(count);
  for (let i = 0; i < count; i++) right[i] = endColumn(table, i);
  const columns = localMaximum(right);
  const characterCounts = localMaximum(table.characterCounts);
  const measure = { columns, characterCounts };
  let inner = 0;
  let full = 0;
  let sameCount = 0;
  let sameWidth = 0;
  let cut = 0;
  let short = 0;
  for (let i = 0; i + 1 < count; i++) {
    if (edges[i] !== LineEnd.Text || columns[i] < minColumns) continue;
    if (emptyLinesBefore[i + 1] === 0) {
      inner++;
      if (fillsColumn(table, measure, i, i + 1, 4, false)) full++;
      if (table.characterCounts[i] === characterCounts[i]) sameCount++;
      if (right[i] >= columns[i] - 1) sameWidth++;
    } else if (i > 0 && emptyLinesBefore[i] === 0 && edges[i - 1] !== LineEnd.Sentence) {
      if (fillsColumn(table, measure, i, i + 1, 4, false)) cut++;
      else short++;
    }
  }
  return {
    columns,
    characterCounts,
    columnsBefore: right.map((_, i) => secondLargest(right, Math.max(0, i - neighbourLines), i + 1)),
    pageColumns: measurePageColumns(table, right),
    isRegular: inner < 5 || full >= inner * 0.6,
    isCutByCount: inner >= 5 && sameCount >= inner * 0.8 && sameCount > sameWidth,
    emptyLinesCutSentences: cut >= short,
  };
}

/** Below this many columns nothing is said about a line that fills its column: lists of names look like that. */
export const minColumns = 14;

/** Where the visible part of a line ends, in columns. A single stray blank before it does not count. */
export function endColumn(table: LineTable, line: number): number {
  return table.widths[line] + (table.indents[line] > 1 ? table.indents[line] : 0);
}

/**
 * Whether `line` is as long as it could be: the first word of `next` would not have fitted in. `slack` columns are
 * allowed for, and a lost indent where `isFirst`.
 */
export function fillsColumn(
  table: LineTable,
  measure: Pick<ColumnMeasure, 'columns' | 'characterCounts'>,
  line: number,
  next: number,
  slack: number,
  isFirst: boolean,
): boolean {
  const lost = isFirst && table.indents[line] < 2 ? paragraphIndentColumns : 0;
  const word = firstWordColumns(table, next);
  if (endColumn(table, line) + lost + word + slack > measure.columns[line]) return true;
  return table.characterCounts[line] + lost / 2 + slack / 4 >= measure.characterCounts[line];
}

/** Columns of what cannot be parted at the beginning of a line: a character with the marks behind it, or a Latin word. */
export function firstWordColumns(table: LineTable, line: number): number {
  const { text } = table;
  const start = table.starts[line];
  const end = Math.min(table.ends[line], start + 40);
  let columns = 0;
  let hasText = false;
  let isLatin = false;
  for (let at = start; at < end; at++) {
    const packed = packedKindOf(text.charCodeAt(at));
    const mark = packed & 15;
    if (mark === CharKind.Space) break;
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
function measurePageColumns(table: LineTable, right: Int32Array): number {
  const counts = new Int32Array(maxCountedColumns + 1);
  let lines = 0;
  for (let i = 0; i < right.length; i++)
    if ((table.flags[i] & (LineFlag.Cells | LineFlag.Drawn)) === 0) {
      counts[Math.min(right[i], maxCountedColumns)]++;
      lines++;
    }
  let columns = maxCountedColumns;
  for (let wider = 0; columns > 0 && (wider += counts[columns]) <= lines / 50; ) columns--;
  return columns;
}

const maxCountedColumns = 500;

/** For each value the smaller of two: the second largest of it and those before it, and of it and those behind it. */
function localMaximum(values: Int32Array): Int32Array {
  const { length } = values;
  const out = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const before = secondLargest(values, Math.max(0, i - neighbourLines), i + 1);
    const behind = secondLargest(values, i, Math.min(length, i + neighbourLines + 1));
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

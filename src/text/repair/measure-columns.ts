/**
 * Measures the width of the column that each line belongs to, and decides whether a line fills it. In text broken by a
 * typesetter every line but the last of a paragraph ends at the same column; how regular a text is in this is measured too.
 */

import { CharKind, columnsOfPacked, kindOfPacked, packedKindOf } from './character-kinds.ts';
import { LineEnd } from './line-start-and-end.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** Number of columns by which newspapers indent a paragraph. Extraction often loses this indent. */
export const paragraphIndentColumns = 4;

/** The width of the column of each line. */
interface LineColumns {
  readonly table: LineTable;
  /** By line: the width of its column, in columns of a fixed-width font. */
  readonly columns: Int32Array;
  /** By line: the width of its column, in characters. */
  readonly characterCounts: Int32Array;
}

/** What `measureColumns` finds in a text. */
export interface ColumnMeasure extends LineColumns {
  /** By line: the width of the column judged by the lines before it alone. */
  readonly columnsBefore: Int32Array;
  /** The width of the whole text in columns: only a few lines are wider. */
  readonly pageColumns: number;
  /** Whether lines that end inside a sentence fill their column. Then a line that does not fill it was meant to end there. */
  readonly isRegular: boolean;
  /** Whether lines were broken after a fixed number of characters, inside words and numbers. */
  readonly isCutByCount: boolean;
  /** Whether sentences continue across empty lines, as where a column of the page ends. */
  readonly emptyLinesCutSentences: boolean;
}

/** Number of lines before and after a line from which the width of its column is measured. */
const neighbourLines = 4;

/**
 * Measures the columns of a text.
 * @param lineEnds by line: how it ends (`LineEnd`)
 */
export function measureColumns(table: LineTable, lineEnds: Uint8Array): ColumnMeasure {
  const { count, emptyLinesBefore } = table;
  const right = new Int32Array(count);
  for (let i = 0; i < count; i++) right[i] = endColumn(table, i);
  const columns = localMaxima(right);
  const characterCounts = localMaxima(table.characterCounts);
  const lines: LineColumns = { table, columns, characterCounts };
  let inner = 0;
  let full = 0;
  let sameCount = 0;
  let sameWidth = 0;
  let cut = 0;
  let short = 0;
  for (let i = 0; i + 1 < count; i++) {
    if (lineEnds[i] !== LineEnd.Text || columns[i] < minColumns) continue;
    if (emptyLinesBefore[i + 1] === 0) {
      inner++;
      if (fillsColumn(lines, i, i + 1, 4)) full++;
      if (table.characterCounts[i] === characterCounts[i]) sameCount++;
      if (right[i] >= columns[i] - 1) sameWidth++;
    } else if (i > 0 && emptyLinesBefore[i] === 0 && lineEnds[i - 1] !== LineEnd.Sentence) {
      if (fillsColumn(lines, i, i + 1, 4)) cut++;
      else short++;
    }
  }
  return {
    table,
    columns,
    characterCounts,
    columnsBefore: right.map((_, i) => secondLargest(right, Math.max(0, i - neighbourLines), i + 1)),
    pageColumns: measurePageColumns(table, right),
    isRegular: inner < 5 || full >= inner * 0.6,
    isCutByCount: inner >= 5 && sameCount >= inner * 0.8 && sameCount > sameWidth,
    emptyLinesCutSentences: cut >= short,
  };
}

/** Minimum width of a column. In narrower ones a full line means nothing: lists of names look like that. */
export const minColumns = 14;

/** Returns the column where the visible part of a line ends. A single stray space before it does not count. */
export function endColumn(table: LineTable, line: number): number {
  return table.widths[line] + (table.indents[line] > 1 ? table.indents[line] : 0);
}

/**
 * Whether `line` is as long as possible: the first word of `next` would not have fitted into its column.
 * @param slack columns by which the line may be shorter
 * @param lostIndent columns of an indent that the line has lost, see `lostIndentOf`
 */
export function fillsColumn(
  { table, columns, characterCounts }: LineColumns,
  line: number,
  next: number,
  slack: number,
  lostIndent = 0,
): boolean {
  const word = firstWordColumns(table, next);
  if (endColumn(table, line) + lostIndent + word + slack > columns[line]) return true;
  return table.characterCounts[line] + lostIndent / 2 + slack / 4 >= characterCounts[line];
}

/** Returns the columns of indent that the first line of a paragraph has lost, 0 if it is indented. */
export function lostIndentOf(table: LineTable, line: number): number {
  return table.indents[line] < 2 ? paragraphIndentColumns : 0;
}

/** Returns the columns of what cannot be broken at the start of a line: a character with the punctuation behind it, or a Latin word. */
export function firstWordColumns(table: LineTable, line: number): number {
  const { text } = table;
  const start = table.starts[line];
  const end = Math.min(table.ends[line], start + 40);
  let columns = 0;
  let hasText = false;
  let isLatin = false;
  for (let at = start; at < end; at++) {
    const packed = packedKindOf(text.charCodeAt(at));
    const kind = kindOfPacked(packed);
    if (kind === CharKind.Space) break;
    if (kind === CharKind.Han) {
      if (hasText) break;
      hasText = true;
    } else if (kind === CharKind.Opening) {
      if (hasText) break;
    } else if (kind !== CharKind.Closing) {
      if (hasText && !isLatin) break;
      hasText = isLatin = true;
    }
    columns += columnsOfPacked(packed);
  }
  return columns;
}

/** Returns the width in columns that at most one line in fifty exceeds, not counting table rows. */
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

/** Wider lines are counted as this wide. */
const maxCountedColumns = 500;

/** Returns for each value the smaller of two numbers: the second largest of it and the values before it, and of it and those after it. */
function localMaxima(values: Int32Array): Int32Array {
  const { length } = values;
  const out = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const before = secondLargest(values, Math.max(0, i - neighbourLines), i + 1);
    const after = secondLargest(values, i, Math.min(length, i + neighbourLines + 1));
    out[i] = i === 0 ? after : i === length - 1 ? before : Math.min(before, after);
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

/**
 * Fixed-width text that a program filled to a number of columns. If the first word of a line would have fitted into the line
 * before, but not with a space in front of it, there was a space between the two lines.
 */

import { CharKind, charKindOf, columnsOfPacked, packedKindOf } from './character-kinds.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** The width that lines are filled to. Terminals show some signs (“ — …) in one column or in two. */
export interface FilledWidth {
  /** The width in columns; 0 if the text is not filled to one width. */
  readonly columns: number;
  /** The columns of one such sign, 1 or 2. */
  readonly signColumns: number;
}

/** Minimum share of the lines broken between two Han characters that must end in the last two columns. */
const minShare = 0.8;

/**
 * Measures the width that lines are filled to. A line broken between two Han characters had room for one more column at most,
 * so in fixed-width text all of these lines end in the last two columns.
 * @param joins by line: how it is joined to the line before (`LineJoin`)
 */
export function measureFilledWidth(table: LineTable, joins: Uint8Array): FilledWidth {
  let best: FilledWidth = { columns: 0, signColumns: 1 };
  let bestShare = minShare;
  for (const signColumns of [1, 2]) {
    const ends = new Int32Array(maxCountedColumns + 2);
    const broken = new Int32Array(maxCountedColumns + 2);
    let total = 0;
    for (let line = 0; line < table.count; line++) {
      if ((table.flags[line] & LineFlag.Han) === 0) continue;
      const columns = Math.min(maxCountedColumns, measureLineColumns(table, line, signColumns));
      ends[columns]++;
      if (line + 1 === table.count || joins[line + 1] === LineJoin.Break || !breaksBetweenHan(table, line)) continue;
      broken[columns]++;
      total++;
    }
    let columns = 0;
    for (let i = 1; i < maxCountedColumns; i++) if (broken[i] > broken[columns]) columns = i;
    if (ends[columns + 1] > 0 && broken[columns + 1] >= broken[columns - 1]) columns++;
    const share = (broken[columns] + broken[columns - 1]) / total;
    if (share > bestShare) {
      bestShare = share;
      best = { columns, signColumns };
    }
  }
  return best;
}

/** Wider lines are counted as this wide. */
const maxCountedColumns = 500;

/** Whether a line ends and the next begins with a Han character. */
function breaksBetweenHan({ text, starts, ends }: LineTable, line: number): boolean {
  return (
    charKindOf(text.charCodeAt(ends[line] - 1)) === CharKind.Han &&
    charKindOf(text.charCodeAt(starts[line + 1])) === CharKind.Han
  );
}

/** Whether the first word of `next` had room in `line`, but not with a space before it. */
export function fitsOnlyWithoutSpace(
  table: LineTable,
  { columns, signColumns }: FilledWidth,
  line: number,
  next: number,
): boolean {
  if (columns === 0) return false;
  return measureLineColumns(table, line, signColumns) + firstWordColumns(table, next, signColumns) === columns;
}

/** Returns the column where a line ends, counting all its spaces. */
function measureLineColumns({ text, starts, ends, indents }: LineTable, line: number, signColumns: number): number {
  let columns = indents[line];
  for (let at = starts[line]; at < ends[line]; at++) columns += columnsOfUnit(text.charCodeAt(at), signColumns);
  return columns;
}

/** Returns the columns of what the program does not break: one full-width character, or everything up to the next one or a space. */
function firstWordColumns({ text, starts, ends }: LineTable, line: number, signColumns: number): number {
  let columns = 0;
  for (let at = starts[line]; at < ends[line]; at++) {
    const unit = text.charCodeAt(at);
    const width = columnsOfUnit(unit, signColumns);
    if (charKindOf(unit) === CharKind.Space) break;
    if (width === 2) return columns === 0 ? 2 : columns;
    columns += width;
  }
  return columns;
}

function columnsOfUnit(unit: number, signColumns: number): number {
  return unit >= 0x2014 && unit <= 0x2026 ? signColumns : columnsOfPacked(packedKindOf(unit));
}

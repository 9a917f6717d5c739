/**
 * Text of a fixed pitch, filled by a program: where the first word of a line would have fitted into the line before, a
 * blank between the two must have kept it out.
 */

import { CharKind, charKindOf, packedKindOf } from './character-kinds.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** The columns that lines are filled to, and how wide the signs are that terminals set in one column or in two (“ — …). */
export interface FilledWidth {
  /** 0 where too few lines end at one place to tell. */
  readonly columns: number;
  /** 1 or 2. */
  readonly signColumns: number;
}

/** Of the lines that are broken between two Han characters, those that must end in the last two columns. */
const minShare = 0.8;

/**
 * The width that lines are filled to. Where a line is broken between two Han characters, not one column more than it has was
 * left: so all of them end in the last two columns, or the text is not of a fixed pitch.
 *
 * @param joins 0 for lines that do not go on from the one before
 */
export function measureFilledWidth(table: LineTable, joins: Uint8Array): FilledWidth {
  let best: FilledWidth = { columns: 0, signColumns: 1 };
  let bestShare = minShare;
  for (const sign of [1, 2]) {
    const ends = new Int32Array(maxCountedColumns + 2);
    const broken = new Int32Array(maxCountedColumns + 2);
    let all = 0;
    for (let line = 0; line < table.count; line++) {
      if ((table.flags[line] & LineFlag.Han) === 0) continue;
      const columns = Math.min(maxCountedColumns, measureLineColumns(table, line, sign));
      ends[columns]++;
      if (line + 1 === table.count || joins[line + 1] === LineJoin.Break || !breaksBetweenHan(table, line)) continue;
      broken[columns]++;
      all++;
    }
    let columns = 0;
    for (let i = 1; i < maxCountedColumns; i++) if (broken[i] > broken[columns]) columns = i;
    if (ends[columns + 1] > 0 && broken[columns + 1] >= broken[columns - 1]) columns++;
    const share = (broken[columns] + broken[columns - 1]) / all;
    if (share > bestShare) {
      bestShare = share;
      best = { columns, signColumns: sign };
    }
  }
  return best;
}

const maxCountedColumns = 500;

function breaksBetweenHan({ text, starts, ends }: LineTable, line: number): boolean {
  return (
    charKindOf(text.charCodeAt(ends[line] - 1)) === CharKind.Han &&
    charKindOf(text.charCodeAt(starts[line + 1])) === CharKind.Han
  );
}

/** Whether the first word of `next` had room in `line`, but not with a blank before it. */
export function fitsOnlyWithoutSpace(
  table: LineTable,
  { columns, signColumns }: FilledWidth,
  line: number,
  next: number,
): boolean {
  if (columns === 0) return false;
  return measureLineColumns(table, line, signColumns) + firstWordColumns(table, next, signColumns) === columns;
}

/** Where a line ends, in columns, its blanks as they stand. */
function measureLineColumns({ text, starts, ends, indents }: LineTable, line: number, sign: number): number {
  let columns = indents[line];
  for (let at = starts[line]; at < ends[line]; at++) columns += columnsOfUnit(text.charCodeAt(at), sign);
  return columns;
}

/** Columns of what the program did not part: a character of full width, or all up to the next one or a blank. */
function firstWordColumns({ text, starts, ends }: LineTable, line: number, sign: number): number {
  let columns = 0;
  for (let at = starts[line]; at < ends[line]; at++) {
    const unit = text.charCodeAt(at);
    const width = columnsOfUnit(unit, sign);
    if ((packedKindOf(unit) & 15) === CharKind.Space) break;
    if (width === 2) return columns === 0 ? 2 : columns;
    columns += width;
  }
  return columns;
}

function columnsOfUnit(unit: number, sign: number): number {
  return unit >= 0x2014 && unit <= 0x2026 ? sign : (packedKindOf(unit) >> 4) + 1;
}

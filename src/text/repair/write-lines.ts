/** Writes the lines of a text, joined as decided, as a repaired text with its offset map. */

import { OffsetMap } from '../offset-map.ts';
import { RepairedText } from '../repaired-text.ts';
import { stringFromUnits } from '../units.ts';
import { CharKind, charKindOf } from './character-kinds.ts';
import { Int32List } from './int32-list.ts';
import { keepsSpace, SingleCounter } from './keep-space.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';

/** Length of the write buffer in UTF-16 units. */
const bufferUnits = 1 << 15;

/**
 * Writes some lines of a text as a repaired text. Where lines are skipped, a line break stays.
 * @param joins by line: how it is joined to the line before (`LineJoin`)
 * @param lines numbers of lines in the table, strictly rising; by default all
 */
export function writeLines(table: LineTable, joins: Uint8Array, lines?: ArrayLike<number>): RepairedText {
  const { text, starts, ends, flags } = table;
  const count = lines ? lines.length : table.count;
  const out = new UnitWriter(
    count === 0 ? 0 : ends[lines ? lines[count - 1] : count - 1] - starts[lines ? lines[0] : 0],
  );
  const singles = new SingleCounter(table.spacingHabit);
  let before = -1;
  for (let i = 0; i < count; i++) {
    const line = lines ? lines[i] : i;
    if (before >= 0) {
      const join = before + 1 === line ? joins[line] : LineJoin.Break;
      if (join === LineJoin.Space) out.put(0x20, table.breaks[before]);
      else if (join === LineJoin.Break) putLineBreak(out, table, before, line);
    }
    before = line;
    const end = ends[line];
    if ((flags[line] & LineFlag.InnerSpace) === 0) {
      out.putRun(text, starts[line], end);
      continue;
    }
    const isSpread = (flags[line] & LineFlag.SpacedHan) !== 0;
    singles.reset();
    for (let at = starts[line]; at < end; at++) {
      const unit = text.charCodeAt(at);
      const kind = charKindOf(unit);
      if (kind === CharKind.Space) {
        const left = findLastVisible(text, at, starts[line]);
        singles.close();
        const first = at;
        let next = charKindOf(text.charCodeAt(at + 1));
        while (next === CharKind.Space || next === CharKind.Invisible) next = charKindOf(text.charCodeAt(++at + 1));
        if (keepsSpace(table, line, left, at + 1, singles.count)) out.put(text.charCodeAt(first), first);
      } else if (kind !== CharKind.Invisible) {
        if (isSpread) singles.add(unit);
        out.put(unit, at);
      }
    }
  }
  return out.finish(text);
}

/** Returns the position of the last visible character at or before `at`, not before `start`. */
function findLastVisible(text: string, at: number, start: number): number {
  while (
    at > start &&
    (charKindOf(text.charCodeAt(at)) === CharKind.Space || charKindOf(text.charCodeAt(at)) === CharKind.Invisible)
  )
    at--;
  return at;
}

/** Writes the line break between two lines: one line feed, two if there were empty lines. If there is no line feed, the line break stays as it is. */
function putLineBreak(out: UnitWriter, table: LineTable, before: number, line: number): void {
  const { text } = table;
  const from = table.ends[before];
  const to = table.starts[line];
  const first = text.indexOf('\n', from);
  if (first < 0 || first >= to) {
    out.put(text.charCodeAt(table.breaks[before]), table.breaks[before]);
    return;
  }
  out.put(0x0a, first);
  if (before + 1 !== line || table.emptyLinesBefore[line] > 0) {
    const last = text.lastIndexOf('\n', to);
    if (last > first) out.put(0x0a, last);
  }
}

/** Collects UTF-16 units and their positions in the source. */
class UnitWriter {
  private readonly buffer: Uint16Array;
  private filled = 0;
  private readonly parts: string[] = [];
  private readonly textStarts = new Int32List();
  private readonly sourceStarts = new Int32List();
  private length = 0;
  /** Position in the source minus position in the text, in the current piece. */
  private pieceShift = -1;

  /** @param maxUnits maximum number of units to come */
  constructor(maxUnits: number) {
    this.buffer = new Uint16Array(Math.min(maxUnits, bufferUnits));
  }

  /** Adds one unit, at position `source` of the source. */
  put(unit: number, source: number): void {
    if (source - this.length !== this.pieceShift) {
      this.pieceShift = source - this.length;
      this.textStarts.push(this.length);
      this.sourceStarts.push(source);
    }
    if (this.filled === this.buffer.length) this.flush();
    this.buffer[this.filled++] = unit;
    this.length++;
  }

  /** Adds the units `from … to - 1` of the source. */
  putRun(source: string, from: number, to: number): void {
    if (from === to) return;
    if (from - this.length !== this.pieceShift) {
      this.pieceShift = from - this.length;
      this.textStarts.push(this.length);
      this.sourceStarts.push(from);
    }
    this.length += to - from;
    while (from < to) {
      if (this.filled === this.buffer.length) this.flush();
      const end = Math.min(to, from + this.buffer.length - this.filled);
      let { filled } = this;
      const { buffer } = this;
      while (from < end) buffer[filled++] = source.charCodeAt(from++);
      this.filled = filled;
    }
  }

  /** Returns the repaired text. */
  finish(source: string): RepairedText {
    this.flush();
    const map =
      this.length === 0
        ? OffsetMap.identity(0)
        : new OffsetMap(
            new Uint32Array(this.textStarts.view()),
            new Uint32Array(this.sourceStarts.view()),
            this.length,
          );
    return new RepairedText(this.parts.join(''), source, map);
  }

  private flush(): void {
    if (this.filled > 0) this.parts.push(stringFromUnits(this.buffer, 0, this.filled));
    this.filled = 0;
  }
}

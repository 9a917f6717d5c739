/** Lines and their joints written out as a repaired text. */

import { OffsetMap } from '../offset-map.ts';
import { RepairedText } from '../repaired-text.ts';
import { stringFromUnits } from '../units.ts';
import { CharKind, charKindOf } from './character-kinds.ts';
import { Int32List } from './int32-list.ts';
import { keepsSpace, SingleCounter } from './keep-space.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import { summarizeSpacing } from './spacing-habit.ts';

const bufferLength = 1 << 15;

/**
 * The repaired text of some lines of a text. What stands between two of the lines that do not follow each other is
 * left out, and a line end stays there.
 *
 * @param joins how each line of the table hangs together with the one before
 * @param lines numbers of lines in the table, strictly rising; by default all
 */
export function writeLines(table: LineTable, joins: Uint8Array, lines?: ArrayLike<number>): RepairedText {
  const { text, starts, ends, flags } = table;
  const count = lines ? lines.length : table.count;
  const spacing = summarizeSpacing(table.spacing);
  const out = new UnitWriter(
    count === 0 ? 0 : ends[lines ? lines[count - 1] : count - 1] - starts[lines ? lines[0] : 0],
  );
  const group = new SingleCounter(spacing.spacesLetters);
  let before = -1;
  for (let i = 0; i < count; i++) {
    const line = lines ? lines[i] : i;
    if (before >= 0) {
      const joint = before + 1 === line ? joins[line] : LineJoin.Break;
      if (joint === LineJoin.Space) out.put(0x20, table.breaks[before]);
      else if (joint === LineJoin.Break) putLineEnd(out, table, before, line);
    }
    before = line;
    const end = ends[line];
    if ((flags[line] & LineFlag.InnerSpace) === 0) {
      out.putRun(text, starts[line], end);
      continue;
    }
    const hasHanBlank = (flags[line] & LineFlag.SpacedHan) !== 0;
    group.reset();
    for (let at = starts[line]; at < end; at++) {
      const unit = text.charCodeAt(at);
      const mark = charKindOf(unit);
      if (mark === CharKind.Space) {
        const left = lastVisible(text, at, starts[line]);
        group.close();
        const first = at;
        let next = charKindOf(text.charCodeAt(at + 1));
        while (next === CharKind.Space || next === CharKind.Invisible) next = charKindOf(text.charCodeAt(++at + 1));
        if (keepsSpace(table, line, left, at + 1, group.count, spacing)) out.put(text.charCodeAt(first), first);
      } else if (mark !== CharKind.Invisible) {
        if (hasHanBlank) group.add(unit);
        out.put(unit, at);
      }
    }
  }
  return out.finish(text);
}

function lastVisible(text: string, at: number, start: number): number {
  while (
    at > start &&
    (charKindOf(text.charCodeAt(at)) === CharKind.Space || charKindOf(text.charCodeAt(at)) === CharKind.Invisible)
  )
    at--;
  return at;
}

/** A line end between two lines: one line feed, two where empty lines stood. Other line ends stay where there is none. */
function putLineEnd(out: UnitWriter, table: LineTable, before: number, line: number): void {
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

/** Collects units and the places they stand at in the source. */
class UnitWriter {
  private readonly buffer: Uint16Array;
  private filled = 0;
  private readonly parts: string[] = [];
  private readonly textStarts = new Int32List();
  private readonly sourceStarts = new Int32List();
  private length = 0;
  /** Source place less text place, in the piece that is being written. */
  private pieceShift = -1;

  /** @param most how many units will be put at most */
  constructor(most: number) {
    this.buffer = new Uint16Array(Math.min(most, bufferLength));
  }

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

  /** The units `from … to - 1` of the source, all of them. */
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

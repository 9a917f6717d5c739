/** Which line ends are in the text because the line was full, and which because something ended there. */

import { CharKind, charKindOf } from './character-kinds.ts';
import { chooseJoin } from './choose-join.ts';
import { type FilledWidth, measureFilledWidth } from './filled-width.ts';
import { LineJoin } from './line-join.ts';
import { classifyLineEnd, classifyLineStart, LineEnd, LineStart } from './line-start-and-end.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import {
  endColumn,
  fillsColumn,
  firstWordColumns,
  measureColumns,
  minColumns,
  paragraphIndentColumns,
} from './measure-columns.ts';
import { summarizeSpacing } from './spacing-habit.ts';

/** Lines of Latin words are joined in a text that is at least so many columns wide. */
const minLatinColumns = 56;
/** Words that each line of a block of Latin words has at least, but for the last. */
const minLatinWords = 5;

/** Tables, verse and lists, and paragraphs of Latin words, as seen on the shape of lines: bits of a line. */
const Shape = { Table: 1, Verse: 2, Filled: 4 } as const;

/**
 * Decides for each line how it hangs together with the line before. A sentence goes on where the line is as long as its
 * column allows and does not end a sentence; a paragraph ends where the line is shorter than that, where the next one
 * is indented, numbered or opens a report. Empty lines end a paragraph, unless a sentence is cut there and its line is
 * full, as at the foot of a newspaper's column.
 *
 * @param isStart lines that a reader of the page knows to begin something; they never go on from the line before
 */
export function joinLines(table: LineTable, isStart?: Uint8Array): Uint8Array {
  const { text, count, starts, ends, emptyLinesBefore, flags, indents, openBrackets } = table;
  const joins = new Uint8Array(count);
  if (count < 2) return joins;
  const edges = new Uint8Array(count);
  const begins = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    edges[i] = classifyLineEnd(text, starts[i], ends[i]);
    begins[i] = classifyLineStart(text, starts[i], ends[i]);
  }
  const shapes = classifyShapes(table, edges);
  const measure = measureColumns(table, edges);
  const { columns } = measure;
  const spacing = summarizeSpacing(table.spacing);

  let paragraph = 0;
  /** Quotation marks and brackets that the paragraph has opened and not closed. */
  let open = 0;
  for (let next = 1; next < count; next++) {
    const line = next - 1;
    open = Math.max(0, open - (openBrackets[line] & 0xffff)) + (openBrackets[line] >>> 16);
    if (isStart?.[next] !== 1 && goesOn(line, next)) joins[next] = LineJoin.Tight;
    else {
      paragraph = next;
      open = 0;
    }
  }
  let width: FilledWidth | undefined;
  const filled = () => (width ??= measureFilledWidth(table, joins));
  for (let next = 1; next < count; next++)
    if (joins[next] !== LineJoin.Break) joins[next] = chooseJoin(table, measure, spacing, filled, next - 1, next);
  return joins;

  function goesOn(line: number, next: number): boolean {
    const begin = begins[next];
    const edge = edges[line] as LineEnd;
    if (((shapes[line] | shapes[next]) & Shape.Table) !== 0) return false;
    if (begin === LineStart.Closing) return true;
    if (begin === LineStart.Bullet || begin === LineStart.Dateline || begin === LineStart.Separate) return false;
    if (begins[line] === LineStart.Separate) return false;
    if ((shapes[line] & shapes[next] & Shape.Verse) !== 0) return false;
    const isFirst = line === paragraph;
    // A headline's second line, —— and what it is about.
    if (isFirst && edge !== LineEnd.Sentence && text.startsWith('——', starts[next])) return false;
    if (isIndented(line, next, isFirst)) return false;
    const isWide = columns[line] >= minColumns || endColumn(table, line) >= minColumns;
    const isFull = isWide && fillsColumn(table, measure, line, next, 4, isFirst);
    // A number whose bracket the paragraph has opened before it is no list's: （端口 and 587）.
    const isInside = open > 0 && edge !== LineEnd.Sentence && (openBrackets[next] & 0xffff) > 0;
    if (
      begin === LineStart.Number &&
      !(emptyLinesBefore[next] === 0 && (isInside || (edge === LineEnd.Text && isFull)))
    )
      return false;
    if (emptyLinesBefore[next] > 0) return goesOnOverGap(line, next, edge, isFirst, isFull);
    if (edge !== LineEnd.Open && !isHan(line) && !isHan(next)) return isEnglish(line, next, isFull);
    switch (edge) {
      case LineEnd.Open:
        return true;
      case LineEnd.Sentence:
      case LineEnd.Colon:
        if (!measure.isRegular) return edge === LineEnd.Colon && isProse(line, next);
        return (
          isWide &&
          fillsColumn(table, measure, line, next, edge === LineEnd.Colon ? 3 : 1, isFirst) &&
          !isShorter(line, next, isFirst) &&
          !lacksIndent(next)
        );
      default:
        if (isFull) return true;
        if (open > 0) return true;
        // Too few lines to measure a column by: a spread line is a line of running text.
        if (count < 5 && (flags[next] & LineFlag.SpacedHan) !== 0) return isHanOrMark(text.charCodeAt(ends[line] - 1));
        // A paragraph that has gone on already ends in the middle of words only where its column grows wider.
        if (!isFirst && endColumn(table, line) * 4 > columns[line] * 3) return isProse(line, next);
        return !measure.isRegular && isProse(line, next);
    }
  }

  function goesOnOverGap(line: number, next: number, edge: LineEnd, isFirst: boolean, isFull: boolean): boolean {
    if (edge === LineEnd.Sentence || emptyLinesBefore[next] > 2) return false;
    if (!isHanOrMark(text.charCodeAt(starts[next]))) return false;
    // Where the layout is kept by blanks, an empty line is meant.
    if (indents[line] >= 2 && (flags[line] & LineFlag.WideIndent) === 0) return false;
    if (edge === LineEnd.Open) return columns[line] >= minColumns;
    if (!isFull || !isHanOrMark(text.charCodeAt(ends[line] - 1)) || !measure.emptyLinesCutSentences) return false;
    if (!isFirst || (open > 0 && edge === LineEnd.Text)) return true;
    // A single line between empty ones is a headline, unless it has just the width of the column that goes on behind it,
    // and that column goes on with a line that is not indented.
    if (next + 1 >= count || emptyLinesBefore[next + 1] > 0 || !isWritten(next)) return false;
    const width = columns[next] < endColumn(table, next) ? measure.columnsBefore[line] : columns[next];
    const apart = endColumn(table, line) + (indents[line] < 2 ? paragraphIndentColumns : 0) - width;
    return apart >= -3 && apart <= 3 && endColumn(table, next) >= width - 2;
  }

  /** Whether two lines without a Han character are running text of Latin words, not code: they fill their block or the whole text. */
  function isEnglish(line: number, next: number, isFull: boolean): boolean {
    if (edges[line] === LineEnd.Colon) return false;
    if (((flags[line] | flags[next]) & LineFlag.Code) !== 0) return false;
    if ((shapes[line] & Shape.Filled) !== 0) return true;
    // Nor are addresses and paths, one a line, running text.
    if (beginAlike(table, line, next) || !hasWords(table, line, 2)) return false;
    return (
      isFull &&
      measure.pageColumns >= minLatinColumns &&
      endColumn(table, line) + firstWordColumns(table, next) + 1 > measure.pageColumns
    );
  }

  /** Whether a Han character stands in a line. */
  function isHan(line: number): boolean {
    return (flags[line] & LineFlag.Han) !== 0;
  }

  /** Whether the run of lines that begins here holds any punctuation. */
  function isWritten(line: number): boolean {
    for (let i = line; i < count && i < line + 8 && (i === line || emptyLinesBefore[i] === 0); i++)
      if ((flags[i] & LineFlag.Punctuated) !== 0 || edges[i] !== LineEnd.Text) return true;
    return false;
  }

  function isIndented(line: number, next: number, isFirst: boolean): boolean {
    const more = indents[next] - indents[line];
    if (more >= 2) {
      // Behind a number or bullet the following lines of the item hang under its text.
      const isItem = begins[paragraph] === LineStart.Bullet || begins[paragraph] === LineStart.Number;
      return !(
        isItem &&
        isFirst &&
        emptyLinesBefore[next] === 0 &&
        more <= 12 &&
        (flags[next] & LineFlag.WideIndent) === 0
      );
    }
    if (more > -2) return (flags[next] & LineFlag.WideIndent) !== 0 && indents[next] >= 2 && isFirst;
    return !isFirst;
  }

  /** Whether the lines beside it show that a line could have taken the next word. */
  function isShorter(line: number, next: number, isFirst: boolean): boolean {
    const most = Math.max(endColumn(table, next), isFirst ? 0 : endColumn(table, line - 1));
    const lost = isFirst && indents[line] < 2 ? paragraphIndentColumns : 0;
    return endColumn(table, line) + lost + firstWordColumns(table, next) <= most - 2;
  }

  /** Whether a line is full only when the indent of a paragraph is added, whose blanks the text has lost. */
  function lacksIndent(line: number): boolean {
    if (line + 1 >= count || emptyLinesBefore[line + 1] > 0 || edges[line] === LineEnd.Sentence) return false;
    return (
      !fillsColumn(table, measure, line, line + 1, 0, false) && fillsColumn(table, measure, line, line + 1, 1, true)
    );
  }

  /** Whether two lines of uneven length read like running text: Han meets Han, and there is punctuation about. */
  function isProse(line: number, next: number): boolean {
    if (charKindOf(text.charCodeAt(ends[line] - 1)) !== CharKind.Han) return edges[line] === LineEnd.Colon;
    const mark = charKindOf(text.charCodeAt(starts[next]));
    if (mark !== CharKind.Han && mark !== CharKind.Opening && mark !== CharKind.Digit) return false;
    return (
      ((flags[line] | flags[next]) & LineFlag.Punctuated) !== 0 ||
      edges[next] === LineEnd.Open ||
      edges[next] === LineEnd.Sentence
    );
  }
}

/** Whether a sentence of Chinese may be cut at this character: not a Latin letter or a sign. */
function isHanOrMark(unit: number): boolean {
  const mark = charKindOf(unit);
  return mark !== CharKind.Letter && mark !== CharKind.Other;
}

/**
 * Marks the rows of tables, lines that are verse or a list (no punctuation inside any, or some at the end of all), and
 * those of Latin words that fill their own block.
 */
function classifyShapes(table: LineTable, edges: Uint8Array): Uint8Array {
  const { count, emptyLinesBefore, flags } = table;
  const shapes = new Uint8Array(count);
  for (let from = 0; from < count; ) {
    let to = from + 1;
    while (to < count && emptyLinesBefore[to] === 0) to++;
    let punctuated = 0;
    let ended = 0;
    for (let i = from; i < to; i++) {
      if ((flags[i] & (LineFlag.Cells | LineFlag.Drawn)) !== 0) shapes[i] |= Shape.Table;
      if ((flags[i] & LineFlag.Punctuated) !== 0) punctuated++;
      if (edges[i] !== LineEnd.Text) ended++;
    }
    const lines = to - from;
    // A few lines of a narrow column may be without punctuation; they do not end in any either, but for the last.
    const isVerse =
      (lines >= 4 && ended === lines && punctuated * 4 <= lines) ||
      (lines >= 3 && punctuated === 0 && !isColumn(table, from, to));
    const shape = lines >= 3 && isFilled(table, from, to) ? Shape.Filled : isVerse ? Shape.Verse : 0;
    if (shape > 0) for (let i = from; i < to; i++) shapes[i] |= shape;
    from = to;
  }
  return shapes;
}

/** Whether lines without punctuation are a piece of a column after all but the last equally long, and not short. */
function isColumn(table: LineTable, from: number, to: number): boolean {
  const width = endColumn(table, from + 1);
  if (width < 20) return false;
  for (let i = from + 1; i < to - 1; i++) if (Math.abs(endColumn(table, i) - width) > 1) return false;
  return Math.abs(endColumn(table, from) - width) <= paragraphIndentColumns + 1 && endColumn(table, to - 1) <= width;
}

/** Whether two lines begin alike, as entries of a list do: deb http…, deb http…. */
function beginAlike({ text, starts }: LineTable, line: number, next: number): boolean {
  return text.startsWith(text.slice(starts[line], starts[line] + 4), starts[next]);
}

/** Whether a line has at least so many words. */
function hasWords({ text, starts, ends }: LineTable, line: number, least: number): boolean {
  return text.slice(starts[line], ends[line]).split(' ', least).length === least;
}

/**
 * Whether lines without Han characters are running text that fills its own block: no line could have taken the first word of
 * the next within the widest, nor are they code or entries of a list.
 */
function isFilled(table: LineTable, from: number, to: number): boolean {
  const { flags } = table;
  let width = 0;
  for (let i = from; i < to; i++) {
    if ((flags[i] & (LineFlag.Han | LineFlag.Code | LineFlag.Drawn)) !== 0) return false;
    width = Math.max(width, endColumn(table, i));
  }
  if (width < minLatinColumns) return false;
  let alike = 0;
  for (let i = from; i < to - 1; i++) {
    if (endColumn(table, i) + 1 + firstWordColumns(table, i + 1) <= width) return false;
    if (!hasWords(table, i, minLatinWords)) return false;
    if (beginAlike(table, i, i + 1)) alike++;
  }
  return alike * 2 < to - from - 1;
}

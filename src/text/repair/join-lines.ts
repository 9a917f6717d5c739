/** Decides which line breaks are there because the line was full, and which because something ended. */

import { CharKind, charKindOf } from './character-kinds.ts';
import { chooseJoin, type JoinContext } from './choose-join.ts';
import { type FilledWidth, measureFilledWidth } from './filled-width.ts';
import { LineJoin } from './line-join.ts';
import { classifyLineEnd, classifyLineStart, LineEnd, LineStart } from './line-start-and-end.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import {
  endColumn,
  fillsColumn,
  firstWordColumns,
  lostIndentOf,
  measureColumns,
  minColumns,
  paragraphIndentColumns,
} from './measure-columns.ts';

/** Minimum width in columns of text whose lines of Latin words are joined. */
const minLatinColumns = 56;
/** Minimum number of words in each line of a block of Latin words, except the last line. */
const minLatinWords = 5;

/** What the shapes of neighbouring lines say, as bits: a table row; verse or a list; a filled paragraph of Latin words. */
const Shape = { Table: 1, Verse: 2, Filled: 4 } as const;

/**
 * Decides for each line how it is joined to the line before. A sentence continues if the line is as long as its column allows
 * and does not end a sentence. A paragraph ends if the line is shorter, or if the next one is indented, numbered or begins a
 * report. Empty lines end a paragraph, unless they interrupt a sentence and the line before is full, as at the foot of a
 * newspaper column.
 *
 * @param isStart by line: 1 if the caller knows that it begins something and never continues the line before
 * @returns by line: a `LineJoin`
 */
export function joinLines(table: LineTable, isStart?: Uint8Array): Uint8Array {
  const { text, count, starts, ends, emptyLinesBefore, flags, indents, openBrackets } = table;
  const joins = new Uint8Array(count);
  if (count < 2) return joins;
  const lineEnds = new Uint8Array(count);
  const lineStarts = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    lineEnds[i] = classifyLineEnd(text, starts[i], ends[i]);
    lineStarts[i] = classifyLineStart(text, starts[i], ends[i]);
  }
  const shapes = classifyShapes(table, lineEnds);
  const measure = measureColumns(table, lineEnds);
  const { columns } = measure;

  let paragraph = 0;
  // Number of quotation marks and brackets that the paragraph has opened and not closed.
  let open = 0;
  for (let next = 1; next < count; next++) {
    const line = next - 1;
    open = Math.max(0, open - (openBrackets[line] & 0xffff)) + (openBrackets[line] >>> 16);
    if (isStart?.[next] !== 1 && continues(line, next)) joins[next] = LineJoin.Tight;
    else {
      paragraph = next;
      open = 0;
    }
  }
  let width: FilledWidth | undefined;
  const context: JoinContext = { measure, filledWidth: () => (width ??= measureFilledWidth(table, joins)) };
  for (let next = 1; next < count; next++)
    if (joins[next] !== LineJoin.Break) joins[next] = chooseJoin(context, next - 1, next);
  return joins;

  /** Whether a line continues the sentence of the line before. */
  function continues(line: number, next: number): boolean {
    const lineStart = lineStarts[next];
    const lineEnd = lineEnds[line] as LineEnd;
    if (((shapes[line] | shapes[next]) & Shape.Table) !== 0) return false;
    if (lineStart === LineStart.Closing) return true;
    if (lineStart === LineStart.Bullet || lineStart === LineStart.Dateline || lineStart === LineStart.Separate)
      return false;
    if (lineStarts[line] === LineStart.Separate) return false;
    if (
      lineStart === LineStart.Label &&
      (lineStarts[line] === LineStart.Label || (next + 1 < count && lineStarts[next + 1] === LineStart.Label))
    )
      return false;
    if ((shapes[line] & shapes[next] & Shape.Verse) !== 0) return false;
    const isFirst = line === paragraph;
    // The second line of a headline that begins with ——.
    if (isFirst && lineEnd !== LineEnd.Sentence && text.startsWith('——', starts[next])) return false;
    if (isIndented(line, next)) return false;
    const isFull = isFullLine(line, next);
    // A number that closes a bracket of the paragraph is not a list number: （端口 and 587）.
    const isInside = open > 0 && lineEnd !== LineEnd.Sentence && (openBrackets[next] & 0xffff) > 0;
    if (
      lineStart === LineStart.Number &&
      !(emptyLinesBefore[next] === 0 && (isInside || (lineEnd === LineEnd.Text && isFull)))
    )
      return false;
    if (emptyLinesBefore[next] > 0) return continuesOverEmptyLine(line, next);
    if (lineEnd !== LineEnd.Open && !isHan(line) && !isHan(next)) return isLatinProse(line, next);
    switch (lineEnd) {
      case LineEnd.Open:
        return true;
      case LineEnd.Sentence:
      case LineEnd.Colon:
        if (!measure.isRegular) return lineEnd === LineEnd.Colon && isProse(line, next);
        return (
          isWideColumn(line) &&
          fillsColumn(measure, line, next, lineEnd === LineEnd.Colon ? 3 : 1, lostIndent(line)) &&
          !isShorter(line, next) &&
          !lacksIndent(next)
        );
      default:
        if (isFull) return true;
        if (open > 0) return true;
        // There are too few lines to measure a column. A spread line is running text.
        if (count < 5 && (flags[next] & LineFlag.SpacedHan) !== 0)
          return isHanOrPunctuation(text.charCodeAt(ends[line] - 1));
        // Inside a paragraph a line that is not full may continue if the column only became wider.
        if (!isFirst && endColumn(table, line) * 4 > columns[line] * 3) return isProse(line, next);
        return !measure.isRegular && isProse(line, next);
    }
  }

  /** The columns of indent that the line has lost, if it is the first of its paragraph. */
  function lostIndent(line: number): number {
    return line === paragraph ? lostIndentOf(table, line) : 0;
  }

  function isWideColumn(line: number): boolean {
    return columns[line] >= minColumns || endColumn(table, line) >= minColumns;
  }

  /** Whether a line fills its column, up to four columns. */
  function isFullLine(line: number, next: number): boolean {
    return isWideColumn(line) && fillsColumn(measure, line, next, 4, lostIndent(line));
  }

  /** Whether a line continues the sentence of the line before although empty lines are between them. */
  function continuesOverEmptyLine(line: number, next: number): boolean {
    const lineEnd = lineEnds[line] as LineEnd;
    const isFirst = line === paragraph;
    if (lineEnd === LineEnd.Sentence || emptyLinesBefore[next] > 2) return false;
    if (!isHanOrPunctuation(text.charCodeAt(starts[next]))) return false;
    // If spaces make the layout, the author meant the empty line.
    if (indents[line] >= 2 && (flags[line] & LineFlag.WideIndent) === 0) return false;
    if (lineEnd === LineEnd.Open) return columns[line] >= minColumns;
    if (
      !isFullLine(line, next) ||
      !isHanOrPunctuation(text.charCodeAt(ends[line] - 1)) ||
      !measure.emptyLinesCutSentences
    )
      return false;
    if (!isFirst || (open > 0 && lineEnd === LineEnd.Text)) return true;
    // A single line between empty ones is a headline, unless it has the width of the column behind it, and that column goes
    // on with a line that is not indented.
    if (next + 1 >= count || emptyLinesBefore[next + 1] > 0 || !isWritten(next)) return false;
    const width = columns[next] < endColumn(table, next) ? measure.columnsBefore[line] : columns[next];
    const difference = endColumn(table, line) + (indents[line] < 2 ? paragraphIndentColumns : 0) - width;
    return difference >= -3 && difference <= 3 && endColumn(table, next) >= width - 2;
  }

  /** Whether two lines without Han characters are running text of Latin words: not code, and filling their block or the whole text. */
  function isLatinProse(line: number, next: number): boolean {
    if (lineEnds[line] === LineEnd.Colon) return false;
    if (((flags[line] | flags[next]) & LineFlag.Code) !== 0) return false;
    if ((shapes[line] & Shape.Filled) !== 0) return true;
    // Addresses or paths, one per line, are not running text.
    if (beginSimilarly(table, line, next) || !hasWords(table, line, 2)) return false;
    return (
      isFullLine(line, next) &&
      measure.pageColumns >= minLatinColumns &&
      endColumn(table, line) + firstWordColumns(table, next) + 1 > measure.pageColumns
    );
  }

  /** Whether a line contains a Han character. */
  function isHan(line: number): boolean {
    return (flags[line] & LineFlag.Han) !== 0;
  }

  /** Whether there is any punctuation in the block of lines from `line` on. */
  function isWritten(line: number): boolean {
    for (let i = line; i < count && i < line + 8 && (i === line || emptyLinesBefore[i] === 0); i++)
      if ((flags[i] & LineFlag.Punctuated) !== 0 || lineEnds[i] !== LineEnd.Text) return true;
    return false;
  }

  /** Whether the indent of a line says that it begins something. */
  function isIndented(line: number, next: number): boolean {
    const isFirst = line === paragraph;
    const more = indents[next] - indents[line];
    if (more >= 2) {
      // The lines after a number or bullet are indented under the text of the item.
      const isItem = lineStarts[paragraph] === LineStart.Bullet || lineStarts[paragraph] === LineStart.Number;
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

  /** Whether the neighbouring lines show that the line had room for the next word. */
  function isShorter(line: number, next: number): boolean {
    const isFirst = line === paragraph;
    const widest = Math.max(endColumn(table, next), isFirst ? 0 : endColumn(table, line - 1));
    return endColumn(table, line) + lostIndent(line) + firstWordColumns(table, next) <= widest - 2;
  }

  /** Whether a line is full only if the lost indent of a paragraph is added to it. */
  function lacksIndent(line: number): boolean {
    if (line + 1 >= count || emptyLinesBefore[line + 1] > 0 || lineEnds[line] === LineEnd.Sentence) return false;
    return (
      !fillsColumn(measure, line, line + 1, 0) && fillsColumn(measure, line, line + 1, 1, lostIndentOf(table, line))
    );
  }

  /** Whether two lines of uneven length are running text: Han meets Han, and there is punctuation in them. */
  function isProse(line: number, next: number): boolean {
    if (charKindOf(text.charCodeAt(ends[line] - 1)) !== CharKind.Han) return lineEnds[line] === LineEnd.Colon;
    const kind = charKindOf(text.charCodeAt(starts[next]));
    if (kind !== CharKind.Han && kind !== CharKind.Opening && kind !== CharKind.Digit) return false;
    return (
      ((flags[line] | flags[next]) & LineFlag.Punctuated) !== 0 ||
      lineEnds[next] === LineEnd.Open ||
      lineEnds[next] === LineEnd.Sentence
    );
  }
}

/** Whether a Chinese sentence may be broken at this character: it is not a Latin letter or a symbol. */
function isHanOrPunctuation(unit: number): boolean {
  const kind = charKindOf(unit);
  return kind !== CharKind.Letter && kind !== CharKind.Other;
}

/**
 * Finds the rows of tables, the lines of verse or a list (no punctuation inside any line, or some at the end of all), and
 * lines of Latin words that fill their own block. Returns bits of `Shape` by line.
 */
function classifyShapes(table: LineTable, lineEnds: Uint8Array): Uint8Array {
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
      if (lineEnds[i] !== LineEnd.Text) ended++;
    }
    const lines = to - from;
    // A few lines of a narrow column may contain no punctuation either.
    const isVerse =
      (lines >= 4 && ended === lines && punctuated * 4 <= lines) ||
      (lines >= 3 && punctuated === 0 && !isColumn(table, from, to));
    const shape = lines >= 3 && isFilled(table, from, to) ? Shape.Filled : isVerse ? Shape.Verse : 0;
    if (shape > 0) for (let i = from; i < to; i++) shapes[i] |= shape;
    from = to;
  }
  return shapes;
}

/** Whether lines without punctuation are part of a column: all but the last are equally long, and not short. */
function isColumn(table: LineTable, from: number, to: number): boolean {
  const width = endColumn(table, from + 1);
  if (width < 20) return false;
  for (let i = from + 1; i < to - 1; i++) if (Math.abs(endColumn(table, i) - width) > 1) return false;
  return Math.abs(endColumn(table, from) - width) <= paragraphIndentColumns + 1 && endColumn(table, to - 1) <= width;
}

/** Whether two lines begin with the same characters, as entries of a list do: deb http…, deb http…. */
function beginSimilarly({ text, starts }: LineTable, line: number, next: number): boolean {
  return text.startsWith(text.slice(starts[line], starts[line] + 4), starts[next]);
}

/** Whether a line has at least `count` words. */
function hasWords({ text, starts, ends }: LineTable, line: number, count: number): boolean {
  return text.slice(starts[line], ends[line]).split(' ', count).length === count;
}

/**
 * Whether lines without Han characters are running text that fills its own block: within the width of the widest line no line
 * had room for the first word of the next, and they are neither code nor entries of a list.
 */
function isFilled(table: LineTable, from: number, to: number): boolean {
  const { flags } = table;
  let width = 0;
  for (let i = from; i < to; i++) {
    if ((flags[i] & (LineFlag.Han | LineFlag.Code | LineFlag.Drawn)) !== 0) return false;
    width = Math.max(width, endColumn(table, i));
  }
  if (width < minLatinColumns) return false;
  let similar = 0;
  for (let i = from; i < to - 1; i++) {
    if (endColumn(table, i) + 1 + firstWordColumns(table, i + 1) <= width) return false;
    if (!hasWords(table, i, minLatinWords)) return false;
    if (beginSimilarly(table, i, i + 1)) similar++;
  }
  return similar * 2 < to - from - 1;
}

/** Which line ends are in the text because the line was full, and which because something ended there. */

import { CharKind, charKindOf } from './character-kinds.ts';
import { fills, firstWord, leastColumns, measureColumns, paragraphIndent, rightOf } from './columns.ts';
import { edgeOf, LineEdge, LineStart, startOf } from './edges.ts';
import { type FilledWidth, measureFilledWidth } from './fixed-pitch.ts';
import { spacingOf } from './habit.ts';
import { LineJoin } from './line-join.ts';
import { LineFlag, type LineTable } from './line-table.ts';
import { meet } from './meeting.ts';

/** Lines of Latin words are joined in a text that is at least so many columns wide. */
const leastLatin = 56;
/** Words that each line of a block of Latin words has at least, but for the last. */
const leastWords = 5;

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
  const { text, count, starts, ends, gaps, flags, indents, pairs } = table;
  const joints = new Uint8Array(count);
  if (count < 2) return joints;
  const edges = new Uint8Array(count);
  const begins = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    edges[i] = edgeOf(text, starts[i], ends[i]);
    begins[i] = startOf(text, starts[i], ends[i]);
  }
  const shapes = shapesOf(table, edges);
  const measure = measureColumns(table, edges);
  const { columns } = measure;
  const spacing = spacingOf(table.habit);

  let paragraph = 0;
  /** Quotation marks and brackets that the paragraph has opened and not closed. */
  let open = 0;
  for (let next = 1; next < count; next++) {
    const line = next - 1;
    open = Math.max(0, open - (pairs[line] & 0xffff)) + (pairs[line] >>> 16);
    if (isStart?.[next] !== 1 && goesOn(line, next)) joints[next] = LineJoin.Tight;
    else {
      paragraph = next;
      open = 0;
    }
  }
  let width: FilledWidth | undefined;
  const filled = () => (width ??= measureFilledWidth(table, joints));
  for (let next = 1; next < count; next++)
    if (joints[next] !== LineJoin.Break) joints[next] = meet(table, measure, spacing, filled, next - 1, next);
  return joints;

  function goesOn(line: number, next: number): boolean {
    const begin = begins[next];
    const edge = edges[line] as LineEdge;
    if (((shapes[line] | shapes[next]) & Shape.Table) !== 0) return false;
    if (begin === LineStart.Closing) return true;
    if (begin === LineStart.Bullet || begin === LineStart.Dateline || begin === LineStart.Apart) return false;
    if (begins[line] === LineStart.Apart) return false;
    if ((shapes[line] & shapes[next] & Shape.Verse) !== 0) return false;
    const isFirst = line === paragraph;
    // A headline's second line, —— and what it is about.
    if (isFirst && edge !== LineEdge.Sentence && text.startsWith('——', starts[next])) return false;
    if (isIndented(line, next, isFirst)) return false;
    const isWide = columns[line] >= leastColumns || rightOf(table, line) >= leastColumns;
    const isFull = isWide && fills(table, measure, line, next, 4, isFirst);
    // A number whose bracket the paragraph has opened before it is no list's: （端口 and 587）.
    const isInside = open > 0 && edge !== LineEdge.Sentence && (pairs[next] & 0xffff) > 0;
    if (begin === LineStart.Number && !(gaps[next] === 0 && (isInside || (edge === LineEdge.Text && isFull))))
      return false;
    if (gaps[next] > 0) return goesOnOverGap(line, next, edge, isFirst, isFull);
    if (edge !== LineEdge.Open && !isHan(line) && !isHan(next)) return isEnglish(line, next, isFull);
    switch (edge) {
      case LineEdge.Open:
        return true;
      case LineEdge.Sentence:
      case LineEdge.Colon:
        if (!measure.isRegular) return edge === LineEdge.Colon && isProse(line, next);
        return (
          isWide &&
          fills(table, measure, line, next, edge === LineEdge.Colon ? 3 : 1, isFirst) &&
          !isShorter(line, next, isFirst) &&
          !lacksIndent(next)
        );
      default:
        if (isFull) return true;
        if (open > 0) return true;
        // Too few lines to measure a column by: a spread line is a line of running text.
        if (count < 5 && (flags[next] & LineFlag.HanBlank) !== 0) return isHanOrMark(text.charCodeAt(ends[line] - 1));
        // A paragraph that has gone on already ends in the middle of words only where its column grows wider.
        if (!isFirst && rightOf(table, line) * 4 > columns[line] * 3) return isProse(line, next);
        return !measure.isRegular && isProse(line, next);
    }
  }

  function goesOnOverGap(line: number, next: number, edge: LineEdge, isFirst: boolean, isFull: boolean): boolean {
    if (edge === LineEdge.Sentence || gaps[next] > 2) return false;
    if (!isHanOrMark(text.charCodeAt(starts[next]))) return false;
    // Where the layout is kept by blanks, an empty line is meant.
    if (indents[line] >= 2 && (flags[line] & LineFlag.WideIndent) === 0) return false;
    if (edge === LineEdge.Open) return columns[line] >= leastColumns;
    if (!isFull || !isHanOrMark(text.charCodeAt(ends[line] - 1)) || !measure.gapsCutSentences) return false;
    if (!isFirst || (open > 0 && edge === LineEdge.Text)) return true;
    // A single line between empty ones is a headline, unless it has just the width of the column that goes on behind it,
    // and that column goes on with a line that is not indented.
    if (next + 1 >= count || gaps[next + 1] > 0 || !isWritten(next)) return false;
    const width = columns[next] < rightOf(table, next) ? measure.before[line] : columns[next];
    const apart = rightOf(table, line) + (indents[line] < 2 ? paragraphIndent : 0) - width;
    return apart >= -3 && apart <= 3 && rightOf(table, next) >= width - 2;
  }

  /** Whether two lines without a Han character are running text of Latin words, not code: they fill their block or the whole text. */
  function isEnglish(line: number, next: number, isFull: boolean): boolean {
    if (edges[line] === LineEdge.Colon) return false;
    if (((flags[line] | flags[next]) & LineFlag.Code) !== 0) return false;
    if ((shapes[line] & Shape.Filled) !== 0) return true;
    // Nor are addresses and paths, one a line, running text.
    if (beginAlike(table, line, next) || !hasWords(table, line, 2)) return false;
    return isFull && measure.page >= leastLatin && rightOf(table, line) + firstWord(table, next) + 1 > measure.page;
  }

  /** Whether a Han character stands in a line. */
  function isHan(line: number): boolean {
    return (flags[line] & LineFlag.Han) !== 0;
  }

  /** Whether the run of lines that begins here holds any punctuation. */
  function isWritten(line: number): boolean {
    for (let i = line; i < count && i < line + 8 && (i === line || gaps[i] === 0); i++)
      if ((flags[i] & LineFlag.Punctuated) !== 0 || edges[i] !== LineEdge.Text) return true;
    return false;
  }

  function isIndented(line: number, next: number, isFirst: boolean): boolean {
    const more = indents[next] - indents[line];
    if (more >= 2) {
      // Behind a number or bullet the following lines of the item hang under its text.
      const isItem = begins[paragraph] === LineStart.Bullet || begins[paragraph] === LineStart.Number;
      return !(isItem && isFirst && gaps[next] === 0 && more <= 12 && (flags[next] & LineFlag.WideIndent) === 0);
    }
    if (more > -2) return (flags[next] & LineFlag.WideIndent) !== 0 && indents[next] >= 2 && isFirst;
    return !isFirst;
  }

  /** Whether the lines beside it show that a line could have taken the next word. */
  function isShorter(line: number, next: number, isFirst: boolean): boolean {
    const most = Math.max(rightOf(table, next), isFirst ? 0 : rightOf(table, line - 1));
    const lost = isFirst && indents[line] < 2 ? paragraphIndent : 0;
    return rightOf(table, line) + lost + firstWord(table, next) <= most - 2;
  }

  /** Whether a line is full only when the indent of a paragraph is added, whose blanks the text has lost. */
  function lacksIndent(line: number): boolean {
    if (line + 1 >= count || gaps[line + 1] > 0 || edges[line] === LineEdge.Sentence) return false;
    return !fills(table, measure, line, line + 1, 0, false) && fills(table, measure, line, line + 1, 1, true);
  }

  /** Whether two lines of uneven length read like running text: Han meets Han, and there is punctuation about. */
  function isProse(line: number, next: number): boolean {
    if (charKindOf(text.charCodeAt(ends[line] - 1)) !== CharKind.Han) return edges[line] === LineEdge.Colon;
    const mark = charKindOf(text.charCodeAt(starts[next]));
    if (mark !== CharKind.Han && mark !== CharKind.Opening && mark !== CharKind.Digit) return false;
    return (
      ((flags[line] | flags[next]) & LineFlag.Punctuated) !== 0 ||
      edges[next] === LineEdge.Open ||
      edges[next] === LineEdge.Sentence
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
function shapesOf(table: LineTable, edges: Uint8Array): Uint8Array {
  const { count, gaps, flags } = table;
  const shapes = new Uint8Array(count);
  for (let from = 0; from < count; ) {
    let to = from + 1;
    while (to < count && gaps[to] === 0) to++;
    let punctuated = 0;
    let ended = 0;
    for (let i = from; i < to; i++) {
      if ((flags[i] & (LineFlag.Cells | LineFlag.Drawn)) !== 0) shapes[i] |= Shape.Table;
      if ((flags[i] & LineFlag.Punctuated) !== 0) punctuated++;
      if (edges[i] !== LineEdge.Text) ended++;
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

/** Whether lines without punctuation are a piece of a column after all: all but the last equally long, and not short. */
function isColumn(table: LineTable, from: number, to: number): boolean {
  const width = rightOf(table, from + 1);
  if (width < 20) return false;
  for (let i = from + 1; i < to - 1; i++) if (Math.abs(rightOf(table, i) - width) > 1) return false;
  return Math.abs(rightOf(table, from) - width) <= paragraphIndent + 1 && rightOf(table, to - 1) <= width;
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
    width = Math.max(width, rightOf(table, i));
  }
  if (width < leastLatin) return false;
  let alike = 0;
  for (let i = from; i < to - 1; i++) {
    if (rightOf(table, i) + 1 + firstWord(table, i + 1) <= width) return false;
    if (!hasWords(table, i, leastWords)) return false;
    if (beginAlike(table, i, i + 1)) alike++;
  }
  return alike * 2 < to - from - 1;
}

/**
 * The lines of a text and what can be measured on each of them, in arrays of one entry a line. Lines without anything
 * visible are no entries: they are the gap before the next one.
 */

import { CharKind, packedKindOf } from './character-kinds.ts';
import { SpacingCounts } from './spacing-habit.ts';

/** What is true of a line, as bits of `flags`. */
export const LineFlag = {
  /** A blank stands between two Han characters. */
  SpacedHan: 1,
  /** Two or more wide blanks or tabs, and not fewer than narrow ones: cells of a table, unless every cell is a single character. */
  Cells: 2,
  /** Drawn with | or box characters. */
  Drawn: 4,
  /** Punctuation inside the line, before its last character. */
  Punctuated: 8,
  /** A page begins with this line. */
  PageStart: 16,
  /** Blanks stood between the last visible character and the line end, or a single one before the first. */
  OuterSpace: 32,
  /** Indented by ideographic spaces. */
  WideIndent: 64,
  /** Holds a Han character. */
  Han: 128,
  /** Holds signs that programs are full of: $ # | < > { } = \\ ; or two blanks in a row between letters. */
  Code: 256,
  /** Has blanks or invisible characters inside: it is not written out as it stands. */
  InnerSpace: 512,
} as const;

export interface LineTable {
  readonly text: string;
  readonly count: number;
  /** Where the visible part of each line begins and ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where the line end behind it stands (the text's length when there is none). */
  readonly breaks: Int32Array;
  /** Number of each line in the text, from 1, empty ones counted. LF, CRLF and a lone CR count, a form feed does not. */
  readonly lineNumbers: Int32Array;
  /** Columns of blanks before the visible part; a tab counts as 4. */
  readonly indents: Int32Array;
  /** Columns of the visible part without the blanks between Han characters. */
  readonly widths: Int32Array;
  /** Characters of the visible part without the blanks between Han characters. */
  readonly characterCounts: Int32Array;
  /** Empty lines before the line. */
  readonly emptyLinesBefore: Int32Array;
  /** Quotation marks and brackets of the line: closed but not opened in it, in the low half; opened but not closed, in the high half. */
  readonly openBrackets: Int32Array;
  /** `LineFlag` bits. */
  readonly flags: Int32Array;
  readonly spacing: SpacingCounts;
}

/** Reads the lines of a text. One pass; what it keeps is eleven numbers a line. */
export function readLines(text: string): LineTable {
  let capacity = Math.min(maxInitialLines, (text.length >> 4) + 4);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let breaks = new Int32Array(capacity);
  let numbers = new Int32Array(capacity);
  let indents = new Int32Array(capacity);
  let widths = new Int32Array(capacity);
  let characters = new Int32Array(capacity);
  let gaps = new Int32Array(capacity);
  let pairs = new Int32Array(capacity);
  let lineFlags = new Int32Array(capacity);
  /** Blanks between Han characters and numbers. */
  let digitGaps = new Int32Array(capacity);
  let lines = 0;
  const habit = new SpacingCounts();
  const { spaced, adjacent } = habit;
  const { length } = text;
  let number = 1;
  let gap = 0;
  let pageStart = 0;
  let at = 0;
  while (at < length) {
    let indent = 0;
    let start = -1;
    let end = -1;
    let width = 0;
    let count = 0;
    let flags = pageStart;
    let wideRuns = 0;
    let blankRuns = 0;
    let blanks = 0;
    let blankColumns = 0;
    let before: number = 0;
    let isPunctuated = false;
    let isSpelled = true;
    let cellLength = 0;
    let digitBlanks = 0;
    let opened = 0;
    let closed = 0;
    for (; at < length; at++) {
      const unit = text.charCodeAt(at);
      const packed = packedKindOf(unit);
      const mark = packed & 15;
      if (mark === CharKind.LineBreak) break;
      if (mark === CharKind.Invisible) {
        flags |= LineFlag.InnerSpace;
        continue;
      }
      if (mark === CharKind.Space) {
        blanks++;
        blankColumns += unit === 9 ? 4 : (packed >> 4) + 1;
        if (start < 0) {
          indent = blankColumns;
          if (unit === 0x3000) flags |= LineFlag.WideIndent;
        }
        continue;
      }
      if (start < 0) {
        start = at;
        if (indent === 1) flags |= LineFlag.OuterSpace;
        if (unit === 0x7c || (unit >= 0x2500 && unit <= 0x257f) || (unit === 0x2b && text.charCodeAt(at + 1) === 0x2d))
          flags |= LineFlag.Drawn;
      } else {
        if (isPunctuated) flags |= LineFlag.Punctuated;
        if (blanks > 0) {
          blankRuns++;
          flags |= LineFlag.InnerSpace;
          if (blanks > 1) flags |= LineFlag.Code;
          if (blankColumns > 1 && (blanks > 1 || blankColumns >= 4)) wideRuns++;
          if (cellLength > 1) isSpelled = false;
          cellLength = 0;
          if (before === CharKind.Han && mark === CharKind.Han) flags |= LineFlag.SpacedHan;
          else if (
            before === CharKind.Letter ? mark === CharKind.Han : before === CharKind.Han && mark === CharKind.Letter
          ) {
            width++;
            count++;
          } else if (
            before === CharKind.Digit ? mark === CharKind.Han : before === CharKind.Han && mark === CharKind.Digit
          ) {
            digitBlanks++;
          } else if (
            before > CharKind.Han &&
            before < CharKind.Closing &&
            mark > CharKind.Han &&
            mark < CharKind.Closing
          ) {
            width += blankColumns;
            count += blanks;
          } else if (before === CharKind.Other || mark === CharKind.Other) {
            width += blankColumns;
            count += blanks;
          }
          spaced[(before << 4) | mark]++;
        } else adjacent[(before << 4) | mark]++;
      }
      if (mark === CharKind.Opening) opened++;
      else if (mark === CharKind.Closing && isPairedClosing(unit)) {
        if (opened > 0) opened--;
        else closed++;
      }
      if (mark === CharKind.Han) flags |= LineFlag.Han;
      else if (mark === CharKind.Other && isCodeSign(unit)) flags |= LineFlag.Code;
      isPunctuated = mark === CharKind.Closing || (mark === CharKind.Other && isAsciiPause(unit));
      width += (packed >> 4) + 1;
      count++;
      cellLength++;
      before = mark;
      blanks = 0;
      blankColumns = 0;
      end = at + 1;
    }
    const lineBreak = at;
    const lineNumber = number;
    let isPageEnd = false;
    if (at < length) {
      const unit = text.charCodeAt(at++);
      isPageEnd = unit === 12;
      if (unit === 13 && at < length && text.charCodeAt(at) === 10) at++;
      if (unit === 10 || unit === 13) number++;
    }
    if (start < 0) {
      gap++;
      if (isPageEnd) pageStart = LineFlag.PageStart;
    } else {
      if (blanks > 0) flags |= LineFlag.OuterSpace;
      if (cellLength > 1) isSpelled = false;
      if (wideRuns > 1 && wideRuns * 2 >= blankRuns && !isSpelled) flags |= LineFlag.Cells;
      if (lines === capacity) {
        capacity *= 2;
        starts = grow(starts);
        ends = grow(ends);
        breaks = grow(breaks);
        numbers = grow(numbers);
        indents = grow(indents);
        widths = grow(widths);
        characters = grow(characters);
        gaps = grow(gaps);
        pairs = grow(pairs);
        lineFlags = grow(lineFlags);
        digitGaps = grow(digitGaps);
      }
      starts[lines] = start;
      ends[lines] = end;
      breaks[lines] = lineBreak;
      numbers[lines] = lineNumber;
      indents[lines] = indent;
      widths[lines] = width;
      characters[lines] = count;
      gaps[lines] = gap;
      pairs[lines] = (Math.min(opened, 0x7fff) << 16) | Math.min(closed, 0xffff);
      lineFlags[lines] = flags;
      digitGaps[lines] = digitBlanks;
      lines++;
      gap = 0;
      pageStart = isPageEnd ? LineFlag.PageStart : 0;
    }
  }
  // Blanks about numbers are blanks of the writer where Latin words have them too; else they only fill the line.
  if (habit.spacesDigits)
    for (let line = 0; line < lines; line++) {
      widths[line] += digitGaps[line];
      characters[line] += digitGaps[line];
    }
  return {
    text,
    count: lines,
    starts: starts.subarray(0, lines),
    ends: ends.subarray(0, lines),
    breaks: breaks.subarray(0, lines),
    lineNumbers: numbers.subarray(0, lines),
    indents: indents.subarray(0, lines),
    widths: widths.subarray(0, lines),
    characterCounts: characters.subarray(0, lines),
    emptyLinesBefore: gaps.subarray(0, lines),
    openBrackets: pairs.subarray(0, lines),
    flags: lineFlags.subarray(0, lines),
    spacing: habit,
  };
}

/** Lines that there is room for at first; a text of one long line needs no more. */
const maxInitialLines = 1 << 16;

function grow(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

function isCodeSign(unit: number): boolean {
  return (
    unit === 0x24 ||
    unit === 0x23 ||
    unit === 0x7c ||
    unit === 0x3c ||
    unit === 0x3e ||
    unit === 0x7b ||
    unit === 0x7d ||
    unit === 0x3d ||
    unit === 0x5c ||
    unit === 0x3b
  );
}

function isAsciiPause(unit: number): boolean {
  return unit === 0x2c || unit === 0x3b || unit === 0x3a || unit === 0x21 || unit === 0x3f;
}

/** ” ’ ） 》 」 』 】 and their like: the second of a pair. */
export function isPairedClosing(unit: number): boolean {
  return (
    unit === 0x201d ||
    unit === 0x2019 ||
    unit === 0xff09 ||
    unit === 0xff3d ||
    unit === 0xff5d ||
    (unit >= 0x3009 && unit <= 0x301b && (unit & 1) === 1 && unit !== 0x3013)
  );
}

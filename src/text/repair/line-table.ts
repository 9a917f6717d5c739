/**
 * Reads the lines of a text into a table: arrays with one entry per line. Lines without a visible character have no entry;
 * they are counted as empty lines before the next one.
 */

import { CharKind, packedKindOf } from './character-kinds.ts';
import { SpacingCounts, type SpacingHabit, summarizeSpacing } from './spacing-habit.ts';

/** Properties of a line, as bits. */
export const LineFlag = {
  /** There is a space between two Han characters. */
  SpacedHan: 1,
  /** Cells of a table: two or more wide gaps, at least as many as narrow ones, and not every cell is a single character. */
  Cells: 2,
  /** A table drawn with | or box characters. */
  Drawn: 4,
  /** There is punctuation before the last character. */
  Punctuated: 8,
  /** The line is the first of a page. */
  PageStart: 16,
  /** There are spaces after the last visible character, or a single one before the first. */
  OuterSpace: 32,
  /** The line is indented by ideographic spaces. */
  WideIndent: 64,
  /** The line contains a Han character. */
  Han: 128,
  /** The line contains signs that are frequent in programs ($ # | < > { } = \\ ;) or two spaces in a row. */
  Code: 256,
  /** There are spaces or invisible characters inside the line, so it cannot be copied as it is. */
  InnerSpace: 512,
} as const;

/** The lines of a text. All arrays are by line. */
export interface LineTable {
  readonly text: string;
  /** Number of lines. */
  readonly count: number;
  /** Where the visible part of the line begins and ends, in UTF-16 units. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where the line break behind the line is (the length of the text if there is none). */
  readonly breaks: Int32Array;
  /** Number of the line in the text, from 1, counting empty lines. LF, CR LF and a lone CR end a line, a form feed does not. */
  readonly lineNumbers: Int32Array;
  /** Columns of the spaces before the visible part; a tab counts as 4. */
  readonly indents: Int32Array;
  /** Columns of the visible part without the spaces between Han characters. */
  readonly widths: Int32Array;
  /** Characters of the visible part without the spaces between Han characters. */
  readonly characterCounts: Int32Array;
  /** Number of empty lines before the line. */
  readonly emptyLinesBefore: Int32Array;
  /** Number of quotation marks and brackets closed but not opened in the line (low 16 bits), and opened but not closed (high 16 bits). */
  readonly openBrackets: Int32Array;
  /** Bits of `LineFlag`. */
  readonly flags: Int32Array;
  /** How often characters of two kinds are separated by spaces in the whole text. */
  readonly spacingCounts: SpacingCounts;
  /** What follows from these counts. */
  readonly spacingHabit: SpacingHabit;
}

/** Reads the lines of a text in one pass. The table takes eleven numbers per line. */
export function readLines(text: string): LineTable {
  let capacity = Math.min(maxInitialLines, (text.length >> 4) + 4);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let breaks = new Int32Array(capacity);
  let lineNumbers = new Int32Array(capacity);
  let indents = new Int32Array(capacity);
  let widths = new Int32Array(capacity);
  let characterCounts = new Int32Array(capacity);
  let emptyLinesBefore = new Int32Array(capacity);
  let openBrackets = new Int32Array(capacity);
  let lineFlags = new Int32Array(capacity);
  // By line: the number of spaces between Han characters and digits.
  let digitGaps = new Int32Array(capacity);
  let lines = 0;
  const spacingCounts = new SpacingCounts();
  const { spaced, adjacent } = spacingCounts;
  const { length } = text;
  let currentNumber = 1;
  let emptyLines = 0;
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
    let spaceRuns = 0;
    let spaces = 0;
    let spaceColumns = 0;
    let before: number = 0;
    let isPunctuated = false;
    let isSpelled = true;
    let cellLength = 0;
    let digitSpaces = 0;
    let opened = 0;
    let closed = 0;
    for (; at < length; at++) {
      const unit = text.charCodeAt(at);
      const packed = packedKindOf(unit);
      const kind = packed & 15;
      if (kind === CharKind.LineBreak) break;
      if (kind === CharKind.Invisible) {
        flags |= LineFlag.InnerSpace;
        continue;
      }
      if (kind === CharKind.Space) {
        spaces++;
        spaceColumns += unit === 9 ? 4 : (packed >> 4) + 1;
        if (start < 0) {
          indent = spaceColumns;
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
        if (spaces > 0) {
          spaceRuns++;
          flags |= LineFlag.InnerSpace;
          if (spaces > 1) flags |= LineFlag.Code;
          if (spaceColumns > 1 && (spaces > 1 || spaceColumns >= 4)) wideRuns++;
          if (cellLength > 1) isSpelled = false;
          cellLength = 0;
          if (before === CharKind.Han && kind === CharKind.Han) flags |= LineFlag.SpacedHan;
          else if (
            before === CharKind.Letter ? kind === CharKind.Han : before === CharKind.Han && kind === CharKind.Letter
          ) {
            width++;
            count++;
          } else if (
            before === CharKind.Digit ? kind === CharKind.Han : before === CharKind.Han && kind === CharKind.Digit
          ) {
            digitSpaces++;
          } else if (
            before > CharKind.Han &&
            before < CharKind.Closing &&
            kind > CharKind.Han &&
            kind < CharKind.Closing
          ) {
            width += spaceColumns;
            count += spaces;
          } else if (before === CharKind.Other || kind === CharKind.Other) {
            width += spaceColumns;
            count += spaces;
          }
          spaced[(before << 4) | kind]++;
        } else adjacent[(before << 4) | kind]++;
      }
      if (kind === CharKind.Opening) opened++;
      else if (kind === CharKind.Closing && isPairedClosing(unit)) {
        if (opened > 0) opened--;
        else closed++;
      }
      if (kind === CharKind.Han) flags |= LineFlag.Han;
      else if (kind === CharKind.Other && isCodeSign(unit)) flags |= LineFlag.Code;
      isPunctuated = kind === CharKind.Closing || (kind === CharKind.Other && isAsciiPause(unit));
      width += (packed >> 4) + 1;
      count++;
      cellLength++;
      before = kind;
      spaces = 0;
      spaceColumns = 0;
      end = at + 1;
    }
    const lineBreak = at;
    const lineNumber = currentNumber;
    let isPageEnd = false;
    if (at < length) {
      const unit = text.charCodeAt(at++);
      isPageEnd = unit === 12;
      if (unit === 13 && at < length && text.charCodeAt(at) === 10) at++;
      if (unit === 10 || unit === 13) currentNumber++;
    }
    if (start < 0) {
      emptyLines++;
      if (isPageEnd) pageStart = LineFlag.PageStart;
    } else {
      if (spaces > 0) flags |= LineFlag.OuterSpace;
      if (cellLength > 1) isSpelled = false;
      if (wideRuns > 1 && wideRuns * 2 >= spaceRuns && !isSpelled) flags |= LineFlag.Cells;
      if (lines === capacity) {
        capacity *= 2;
        starts = grow(starts);
        ends = grow(ends);
        breaks = grow(breaks);
        lineNumbers = grow(lineNumbers);
        indents = grow(indents);
        widths = grow(widths);
        characterCounts = grow(characterCounts);
        emptyLinesBefore = grow(emptyLinesBefore);
        openBrackets = grow(openBrackets);
        lineFlags = grow(lineFlags);
        digitGaps = grow(digitGaps);
      }
      starts[lines] = start;
      ends[lines] = end;
      breaks[lines] = lineBreak;
      lineNumbers[lines] = lineNumber;
      indents[lines] = indent;
      widths[lines] = width;
      characterCounts[lines] = count;
      emptyLinesBefore[lines] = emptyLines;
      openBrackets[lines] = (Math.min(opened, 0x7fff) << 16) | Math.min(closed, 0xffff);
      lineFlags[lines] = flags;
      digitGaps[lines] = digitSpaces;
      lines++;
      emptyLines = 0;
      pageStart = isPageEnd ? LineFlag.PageStart : 0;
    }
  }
  const spacingHabit = summarizeSpacing(spacingCounts);
  // If the author separates Latin words, spaces beside numbers count too; otherwise they only fill the line.
  if (spacingHabit.spacesDigits)
    for (let line = 0; line < lines; line++) {
      widths[line] += digitGaps[line];
      characterCounts[line] += digitGaps[line];
    }
  return {
    text,
    count: lines,
    starts: starts.subarray(0, lines),
    ends: ends.subarray(0, lines),
    breaks: breaks.subarray(0, lines),
    lineNumbers: lineNumbers.subarray(0, lines),
    indents: indents.subarray(0, lines),
    widths: widths.subarray(0, lines),
    characterCounts: characterCounts.subarray(0, lines),
    emptyLinesBefore: emptyLinesBefore.subarray(0, lines),
    openBrackets: openBrackets.subarray(0, lines),
    flags: lineFlags.subarray(0, lines),
    spacingCounts,
    spacingHabit,
  };
}

/** Maximum number of lines that the first arrays have room for. */
const maxInitialLines = 1 << 16;

function grow(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** Whether a unit is a sign that is frequent in programs: $ # | < > { } = \\ ; */
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

/** Whether a unit is ASCII punctuation inside or after a sentence: , ; : ! ? */
function isAsciiPause(unit: number): boolean {
  return unit === 0x2c || unit === 0x3b || unit === 0x3a || unit === 0x21 || unit === 0x3f;
}

/** Whether a unit is the closing one of a pair of quotation marks or brackets, such as ” ’ ） 》 」 』 】. */
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

/**
 * Joins the runs of characters of a PDF page to lines.
 *
 * All lengths are in points; the origin is the lower left corner of the page, so y decreases downwards.
 */

/** Characters that a PDF sets together. */
export interface TextRun {
  readonly text: string;
  /** Left edge. */
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  /** Font size. */
  readonly size: number;
}

/** A line of text. */
export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Baseline. */
  readonly y: number;
  /** Font size. */
  readonly size: number;
}

// The following distances are multiples of the font size.
/** Runs whose baselines differ by at most this are on one line. */
export const maxBaselineDifference = 0.35;
/** A wider gap ends a line: the next column begins. */
const maxGapInLine = 1.5;
/** A gap of at least this width, much wider than the usual gap of the line, is a blank. */
const minBlankGap = 0.3;
/** The same between Latin words, whose blanks are .2 to .28 wide; letters of one word are at most .1 apart. */
const minLatinBlankGap = 0.15;
/** A gap is a blank only if it is this many times as wide as the line's median gap. */
const minBlankRatio = 1.6;

/** Sizes whose ratio is at most this count as the same font. */
const sameFontRatio = 1.15;
/** The same for parts of one row, and between headlines and running text. */
export const similarFontRatio = 1.35;

/** Whether two font sizes count as the same. */
export function isSameSize(a: number, b: number, maxRatio = sameFontRatio): boolean {
  return Math.max(a, b) <= maxRatio * Math.min(a, b);
}

/** Joins runs with about the same baseline to rows, and splits rows into lines, from top to bottom. */
export function joinLines(runs: readonly TextRun[]): Line[] {
  const sorted = [...runs].sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: Line[] = [];
  let row: TextRun[] = [];
  for (const run of sorted) {
    if (row.length > 0 && row[0].y - run.y > maxBaselineDifference * Math.max(row[0].size, run.size)) {
      for (const line of splitRow(row)) lines.push(line);
      row = [];
    }
    row.push(run);
  }
  for (const line of splitRow(row)) lines.push(line);
  return lines;
}

/** A run with text, and whether the PDF has a blank before it. */
interface PlacedRun extends TextRun {
  readonly isAfterBlank: boolean;
}

/** Splits a row that spans the page into lines, where a column ends or the font changes. */
function splitRow(row: TextRun[]): Line[] {
  row.sort((a, b) => a.x - b.x);
  const lines: Line[] = [];
  let runs: PlacedRun[] = [];
  let isAfterBlank = false;
  for (const run of row) {
    if (run.text.trim() === '') {
      isAfterBlank ||= run.text !== '';
      continue;
    }
    const last = runs[runs.length - 1];
    if (last) {
      const gap = run.x - (last.x + last.width);
      if (gap > maxGapInLine * Math.max(last.size, run.size) || !isSameSize(last.size, run.size, similarFontRatio)) {
        lines.push(toLine(runs));
        runs = [];
      }
    }
    runs.push({ ...run, isAfterBlank });
    isAfterBlank = false;
  }
  if (runs.length > 0) lines.push(toLine(runs));
  return lines;
}

const latinEnd = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d,.;:!?%)\]]$/u;
const latinStart = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d([]/u;

/**
 * Joins the runs of a line, with blanks where a gap is wide enough. Between Latin words a narrower gap is enough, and so is a
 * blank that the PDF itself has; between Han characters it is not, because justified lines have one behind each character.
 */
function toLine(runs: readonly PlacedRun[]): Line {
  const gaps = runs.slice(1).map((run, i) => run.x - (runs[i].x + runs[i].width));
  // In a justified line all gaps are wide and none is a blank, so gaps are compared with the median.
  const medianGap = medianOf(gaps);
  // The letters of a word may be set apart, as in a headline; words need not be compared with each other.
  const letterGap = medianOf(gaps.filter((_, i) => runs[i].text.length === 1 && runs[i + 1].text.length === 1));
  let text = runs[0].text;
  for (const [i, gap] of gaps.entries()) {
    const next = runs[i + 1];
    const isLatin = latinEnd.test(text) && latinStart.test(next.text);
    const isBlank = isLatin
      ? (next.isAfterBlank && gap >= 0) || (gap > minLatinBlankGap * runs[i].size && gap > minBlankRatio * letterGap)
      : gap > minBlankGap * runs[i].size && gap > minBlankRatio * medianGap;
    text += (isBlank && !/\s$/.test(text) ? ' ' : '') + next.text;
  }
  const last = runs[runs.length - 1];
  const size = runs.reduce((max, run) => Math.max(max, run.size), 0);
  // A line end inside a run would add a line that the page does not have.
  return {
    text: text.trim().replace(/[\n\r\f]+/g, ' '),
    left: runs[0].x,
    right: last.x + last.width,
    y: runs[0].y,
    size,
  };
}

/** The median of at least three gaps that is not negative; 0 for fewer. */
function medianOf(gaps: readonly number[]): number {
  return gaps.length > 2 ? Math.max(0, [...gaps].sort((a, b) => a - b)[gaps.length >> 1]) : 0;
}

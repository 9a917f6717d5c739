/** The paragraphs of a page and what each of them is. */
import { edgeOf, LineEdge, opensReport, simplified } from '../text/repair/edges.ts';
import { joinLines } from '../text/repair/join-lines.ts';
import { LineJoin } from '../text/repair/line-join.ts';
import { LineFlag, type LineTable, readLines } from '../text/repair/line-table.ts';
import { writeLines } from '../text/repair/write-lines.ts';
import type { RepairedText } from '../text/repaired-text.ts';
import { isLarge, isSameSize, readFontScales } from './font-sizes.ts';
import { isByline, isCaption, isFurniture, isMasthead, parseJump } from './line-patterns.ts';

/** What a paragraph is. */
export type ParagraphKind =
  /** Running head, editors, page number. */
  | 'furniture'
  /** Opens a report: 本报讯（记者…）. */
  | 'report'
  /** Running text. */
  | 'prose'
  /** A line or a few that may be headline, subtitle or section heading. */
  | 'heading'
  | 'byline'
  | 'caption'
  /** （下转第3版）, （上接第1版）. */
  | 'jump'
  | 'table'
  | 'verse';

export interface Paragraph {
  readonly kind: ParagraphKind;
  /** Its first and last line in the table. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly repaired: RepairedText;
  /** The repaired text in one line. */
  readonly text: string;
  /** Empty lines before it. */
  readonly emptyLinesBefore: number;
  /** Columns of its widest line but one; of the widest where there are only two. */
  readonly width: number;
  /** The size of its font as a multiple of that of running text; 1 where it is not known. */
  readonly fontScale: number;
}

export interface PageLines {
  readonly table: LineTable;
  readonly joins: Uint8Array;
  readonly paragraphs: readonly Paragraph[];
}

const mostHeading = 48;
const mostLargeHeading = 80;

/** @param lineSizes by the number of the line on the page */
export function readParagraphs(page: string, lineSizes?: readonly number[]): PageLines {
  const table = readLines(page);
  const scales = readFontScales(table, lineSizes);
  const isStart = new Uint8Array(table.count);
  const none = new Uint8Array(table.count);
  const edge = edgeLines(table.count);
  for (let i = 0; i < table.count; i++) {
    if (i > 0 && !isSameSize(scales[i - 1], scales[i])) isStart[i] = 1;
    if (table.ends[i] - table.starts[i] > 160) continue;
    const text = simplified(writeLines(table, none, [i]).text);
    if (isFurniture(text, edge(i)) || isByline(text) || parseJump(text) !== undefined) {
      isStart[i] = 1;
      if (i + 1 < table.count) isStart[i + 1] = 1;
    }
  }
  const joints = joinLines(table, isStart);
  const paragraphs: Paragraph[] = [];
  for (let first = 0; first < table.count; ) {
    let last = first;
    while (last + 1 < table.count && joints[last + 1] !== LineJoin.Break) last++;
    paragraphs.push(readParagraph(table, joints, first, last, edge(first), scales[first]));
    first = last + 1;
  }
  return { table, joins: joints, paragraphs: withVerse(paragraphs) };
}

type PageEdge = 'head' | 'foot' | 'none';

/** Running heads stand in the first two and the last three lines of a page. */
function edgeLines(count: number): (line: number) => PageEdge {
  return line => (line < 2 ? 'head' : line >= count - 3 ? 'foot' : 'none');
}

function readParagraph(
  table: LineTable,
  joints: Uint8Array,
  first: number,
  last: number,
  edge: PageEdge,
  scale: number,
): Paragraph {
  const lines = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const repaired = writeLines(table, joints, lines);
  let widest = 0;
  let columns = 0;
  for (const line of lines) {
    columns = Math.max(columns, Math.min(widest, table.widths[line]));
    widest = Math.max(widest, table.widths[line]);
  }
  if (last - first < 2) columns = widest;
  const kind = kindOf(table, first, last, simplified(repaired.text), edge, scale);
  return {
    kind,
    firstLine: first,
    lastLine: last,
    repaired,
    text: repaired.text,
    emptyLinesBefore: table.gaps[first],
    width: columns,
    fontScale: scale,
  };
}

function kindOf(
  table: LineTable,
  first: number,
  last: number,
  text: string,
  edge: PageEdge,
  scale: number,
): ParagraphKind {
  if (isLarge(scale) && edge === 'head' && isMasthead(text)) return 'furniture';
  if (first === last) {
    if (isFurniture(text, edge)) return 'furniture';
    if (parseJump(text) !== undefined) return 'jump';
    if (isByline(text)) return 'byline';
    if ((table.flags[first] & (LineFlag.Cells | LineFlag.Drawn)) !== 0) return 'table';
  }
  if (
    opensReport(table.text, table.starts[first], table.ends[first]) ||
    /^.?[（(](?:记者|通讯员)[^（）]{1,30}[）)]/.test(text)
  )
    return 'report';
  if (isCaption(text)) return 'caption';
  if (isSignature(table, first, last, text)) return 'prose';
  if (isLarge(scale) && isLargeHeading(text)) return 'heading';
  return isHeading(text, last - first + 1) ? 'heading' : 'prose';
}

/** Whether a line signs a notice: a day alone, or words set far to the right. */
function isSignature(table: LineTable, first: number, last: number, text: string): boolean {
  if (first !== last || first === 0) return false;
  if (/^(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$/.test(text)) return true;
  return table.indents[first] >= 8 && table.indents[first] >= table.indents[first - 1] + 4 && text.length <= 30;
}

/** Whether a paragraph could be a headline: short, few lines, and no sentence that ends in 。. */
function isHeading(text: string, lines: number): boolean {
  if (text.length > mostHeading || lines > 3 || /[。；]/.test(text)) return false;
  const edge = edgeOf(text, 0, text.length);
  if (edge === LineEdge.Sentence) return text.length <= 26 && /[！？!?]$/.test(text);
  if (edge !== LineEdge.Text) return false;
  return /[\p{Script=Han}\p{L}]/u.test(text);
}

/** Words set large are a headline also where they end as a sentence that goes on, but not running text. */
function isLargeHeading(text: string): boolean {
  return text.length <= mostLargeHeading && !/[。；]/.test(text) && /[\p{Script=Han}\p{L}]/u.test(text);
}

/** Four headings and more in a row without an empty line are verse, or a list; so are shorter runs between such. */
function withVerse(paragraphs: readonly Paragraph[]): Paragraph[] {
  const out: Paragraph[] = [];
  let wasVerse = false;
  for (let from = 0; from < paragraphs.length; ) {
    let to = from + 1;
    while (
      to < paragraphs.length &&
      paragraphs[to].emptyLinesBefore === 0 &&
      paragraphs[from].kind === 'heading' &&
      paragraphs[to].kind === 'heading' &&
      !isLarge(paragraphs[to].fontScale)
    )
      to++;
    const isVerse: boolean =
      paragraphs[from].kind === 'heading' &&
      (to - from >= 4 || (wasVerse && to - from >= 2 && to - from <= 4 && paragraphs[from].width < 30));
    for (; from < to; from++) out.push(isVerse ? { ...paragraphs[from], kind: 'verse' } : paragraphs[from]);
    wasVerse = isVerse;
  }
  return out;
}

/** Joins the lines of a page into paragraphs and classifies each: running head, report, heading, byline, caption … */
import { joinLines } from '../text/repair/join-lines.ts';
import { LineJoin } from '../text/repair/line-join.ts';
import { classifyLineEnd, LineEnd, simplifyDateline, startsReport } from '../text/repair/line-start-and-end.ts';
import { LineFlag, type LineTable, readLines } from '../text/repair/line-table.ts';
import { writeLines } from '../text/repair/write-lines.ts';
import type { RepairedText } from '../text/repaired-text.ts';
import { isLarge, isSameSize, readFontScales } from './font-sizes.ts';
import { isByline, isCaption, isFurniture, isMasthead, parseJump } from './line-patterns.ts';

/** The classes of paragraphs. */
type ParagraphKind =
  /** Running head, editors' line, page number. */
  | 'furniture'
  /** Begins a report: 本报讯（记者…）. */
  | 'report'
  /** Running text. */
  | 'prose'
  /** At most three lines that may be a headline, a subtitle or a section heading. */
  | 'heading'
  | 'byline'
  | 'caption'
  /** （下转第3版）, （上接第1版）. */
  | 'jump'
  | 'table'
  | 'verse';

/** One paragraph of a page. */
export interface Paragraph {
  readonly kind: ParagraphKind;
  /** Index of its first line in the line table. */
  readonly firstLine: number;
  /** Index of its last line in the line table. */
  readonly lastLine: number;
  /** Its text with the way back to the page. */
  readonly repaired: RepairedText;
  /** The text of `repaired`. */
  readonly text: string;
  /** Number of empty lines before it. */
  readonly emptyLinesBefore: number;
  /** Width in columns of its second widest line, or of the widest if it has at most two. */
  readonly width: number;
  /** Font size as a multiple of the size of running text; 1 if unknown. */
  readonly fontScale: number;
}

/** The lines of a page and the paragraphs they form. */
export interface PageLines {
  readonly table: LineTable;
  /** For each line, how it is joined to the line before it: a `LineJoin`. */
  readonly joins: Uint8Array;
  readonly paragraphs: readonly Paragraph[];
}

/** Maximum length of a heading, in UTF-16 units. */
const maxHeadingUnits = 48;
/** Maximum length of a heading in a large font, in UTF-16 units. */
const maxLargeHeadingUnits = 80;
/** Longer lines, in UTF-16 units, are not tested for being a paragraph of their own. */
const maxTestedLineUnits = 160;

/**
 * Reads the paragraphs of a page.
 * @param lineSizes the font size of each line, indexed by line number minus 1; 0 if unknown
 */
export function readParagraphs(page: string, lineSizes?: readonly number[]): PageLines {
  const table = readLines(page);
  const scales = readFontScales(table, lineSizes);
  const isStart = new Uint8Array(table.count);
  const noJoins = new Uint8Array(table.count);
  const edge = edgeLines(table.count);
  for (let i = 0; i < table.count; i++) {
    if (i > 0 && !isSameSize(scales[i - 1], scales[i])) isStart[i] = 1;
    if (table.ends[i] - table.starts[i] > maxTestedLineUnits) continue;
    const text = simplifyDateline(writeLines(table, noJoins, [i]).text);
    if (isFurniture(text, edge(i)) || isByline(text) || parseJump(text) !== undefined) {
      isStart[i] = 1;
      if (i + 1 < table.count) isStart[i + 1] = 1;
    }
  }
  const joins = joinLines(table, isStart);
  const paragraphs: Paragraph[] = [];
  for (let first = 0; first < table.count; ) {
    let last = first;
    while (last + 1 < table.count && joins[last + 1] !== LineJoin.Break) last++;
    paragraphs.push(readParagraph({ table, joins }, { first, last }, edge(first), scales[first]));
    first = last + 1;
  }
  return { table, joins, paragraphs: withVerse(paragraphs) };
}

type PageEdge = 'head' | 'foot' | 'none';

/** Running heads stand in the first two and the last three lines of a page. */
function edgeLines(count: number): (line: number) => PageEdge {
  return line => (line < 2 ? 'head' : line >= count - 3 ? 'foot' : 'none');
}

/** Indexes of the first and last line of a paragraph in the line table. */
interface TableRange {
  readonly first: number;
  readonly last: number;
}

function readParagraph(
  { table, joins }: Pick<PageLines, 'table' | 'joins'>,
  range: TableRange,
  edge: PageEdge,
  fontScale: number,
): Paragraph {
  const { first, last } = range;
  const lines = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const repaired = writeLines(table, joins, lines);
  let widest = 0;
  let columns = 0;
  for (const line of lines) {
    columns = Math.max(columns, Math.min(widest, table.widths[line]));
    widest = Math.max(widest, table.widths[line]);
  }
  if (last - first < 2) columns = widest;
  const kind = classify(table, range, simplifyDateline(repaired.text), edge, fontScale);
  return {
    kind,
    firstLine: first,
    lastLine: last,
    repaired,
    text: repaired.text,
    emptyLinesBefore: table.emptyLinesBefore[first],
    width: columns,
    fontScale,
  };
}

/** @param text the paragraph in simplifyDateline characters */
function classify(
  table: LineTable,
  { first, last }: TableRange,
  text: string,
  edge: PageEdge,
  fontScale: number,
): ParagraphKind {
  if (isLarge(fontScale) && edge === 'head' && isMasthead(text)) return 'furniture';
  if (first === last) {
    if (isFurniture(text, edge)) return 'furniture';
    if (parseJump(text) !== undefined) return 'jump';
    if (isByline(text)) return 'byline';
    if ((table.flags[first] & (LineFlag.Cells | LineFlag.Drawn)) !== 0) return 'table';
  }
  if (
    startsReport(table.text, table.starts[first], table.ends[first]) ||
    /^.?[（(](?:记者|通讯员)[^（）]{1,30}[）)]/.test(text)
  )
    return 'report';
  if (isCaption(text)) return 'caption';
  if (isSignature(table, first, last, text)) return 'prose';
  if (isLarge(fontScale) && isLargeHeading(text)) return 'heading';
  return isHeading(text, last - first + 1) ? 'heading' : 'prose';
}

/** Whether a paragraph is the signature of a notice: a single line with only a day, or indented far to the right. */
function isSignature(table: LineTable, first: number, last: number, text: string): boolean {
  if (first !== last || first === 0) return false;
  if (/^(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$/.test(text)) return true;
  return table.indents[first] >= 8 && table.indents[first] >= table.indents[first - 1] + 4 && text.length <= 30;
}

/** Whether a paragraph may be a heading: short, at most three lines, and without 。. */
function isHeading(text: string, lines: number): boolean {
  if (text.length > maxHeadingUnits || lines > 3 || /[。；]/.test(text)) return false;
  const edge = classifyLineEnd(text, 0, text.length);
  if (edge === LineEnd.Sentence) return text.length <= 26 && /[！？!?]$/.test(text);
  if (edge !== LineEnd.Text) return false;
  return /[\p{Script=Han}\p{L}]/u.test(text);
}

/** Whether a paragraph in a large font is a heading. It may end like an unfinished sentence, unlike a heading in the usual font. */
function isLargeHeading(text: string): boolean {
  return text.length <= maxLargeHeadingUnits && !/[。；]/.test(text) && /[\p{Script=Han}\p{L}]/u.test(text);
}

/**
 * Turns headings into verse: four or more in a row without an empty line are a poem or a list, and so is a shorter run
 * directly after one.
 */
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

/** Reads the lines of a PDF page in the direction in which most of its text runs. */
import type { Pdf } from './load-pdfjs.ts';
import { joinLines, type Line, type TextRun } from './page-lines.ts';

/** The lines of a page. */
export interface PageLines {
  /** From top to bottom, seen in the direction of the text. */
  readonly lines: readonly Line[];
  /** Text that runs in another direction (credits along pictures, stamps), which belongs to no line. */
  readonly turnedText: readonly string[];
  /** What readers of the page noted on it: comments of marks and pinned notes. */
  readonly notes: readonly string[];
}

type PdfPage = Awaited<ReturnType<Pdf['getPage']>>;

/** The directions of text as unit vectors: to the right, up, to the left, down. */
const directions = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** The marks that fonts have turned for vertical text, and the same marks for horizontal text. */
const verticalMarks = '︐︑︒︓︔︕︖︗︘︙︰︱︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄';
const horizontalMarks = '，、。：；！？〖〗…‥—_（）｛｝〔〕【】《》〈〉「」『』';

function toHorizontal(mark: string): string {
  const at = verticalMarks.indexOf(mark);
  return at < 0 ? mark : horizontalMarks[at];
}

/**
 * Reads page `number`, from 1. A page set vertically, or turned by a quarter, is read as if it were turned back: then its
 * columns, from right to left, are lines from top to bottom.
 */
export async function readPageLines(pdf: Pdf, number: number): Promise<PageLines> {
  const page = await pdf.getPage(number);
  const items = await readItems(page);
  const runs: (readonly [direction: number, run: TextRun])[] = [];
  const characters = [0, 0, 0, 0];
  for (const item of items) {
    if (!('str' in item) || item.str === '') continue;
    const [a, b, c, d, x, y] = item.transform as number[];
    const isVertical = item.dir === 'ttb';
    const direction = isVertical ? 3 : Math.abs(b) > Math.abs(a) ? (b > 0 ? 1 : 3) : a < 0 ? 2 : 0;
    const [right, up] = directions[direction];
    characters[direction] += item.str.trim().length;
    const run = {
      text: isVertical ? item.str.replace(/[\ufe10-\ufe19\ufe30-\ufe44]/g, toHorizontal) : item.str,
      x: x * right + y * up,
      y: y * right - x * up,
      width: isVertical ? item.height : item.width,
      size: Math.hypot(c, d) || (isVertical ? item.width : item.height),
    };
    runs.push([direction, run]);
  }
  // What is filled into a form, or written into a box on the page, is seen as its text is.
  const { written, notes } = await readAnnotations(page);
  for (const run of written) {
    runs.push([0, run]);
    characters[0] += run.text.length;
  }
  page.cleanup();
  const main = characters.indexOf(Math.max(...characters));
  return {
    lines: joinLines(runs.filter(([direction]) => direction === main).map(([, run]) => run)),
    turnedText: runs.filter(([direction]) => direction !== main).map(([, run]) => run.text),
    notes,
  };
}

/** Most pieces of text of a page, which PDF.js makes of runs of characters: a page of a newspaper has some thousands. */
const maxItems = 200_000;
/** In most pages ten of them come at a time, and one where a form ends. */
const maxTimes = 10_000;

/**
 * The pieces of text of a page, as they come: a form that shows a form twice, which shows another twice, makes any number of
 * them out of a small file.
 * @throws Error for more than `maxItems`, or more than can come in `maxTimes`
 */
async function readItems(page: PdfPage) {
  const items: Awaited<ReturnType<PdfPage['getTextContent']>>['items'] = [];
  const reader = page.streamTextContent().getReader() as ReadableStreamDefaultReader<{ items: typeof items }>;
  let times = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for (const item of next.value.items) items.push(item);
    if (items.length <= maxItems && ++times <= maxTimes) continue;
    await reader.cancel(new Error('too much text'));
    throw new Error(`more than ${items.length - 1} pieces of text`);
  }
  return items;
}

/** The font size of what stands in boxes, in points, where it is not known. */
const boxFontSize = 9;

/** What stands in the boxes of a page: forms that are filled in, text that was written on it, and notes that are not shown. */
async function readAnnotations(page: PdfPage): Promise<{ written: TextRun[]; notes: string[] }> {
  const written: TextRun[] = [];
  const notes: string[] = [];
  for (const annotation of (await page.getAnnotations()) as readonly Annotation[]) {
    const { subtype, fieldType, fieldValue, contentsObj, rect = [0, 0, 0, 0] } = annotation;
    const isFilled = fieldType !== undefined && fieldType !== 'Btn';
    const shown = isFilled ? [fieldValue].flat() : subtype === 'FreeText' ? [contentsObj?.str] : [];
    if (shown.length === 0 && contentsObj?.str) notes.push(contentsObj.str);
    const lines = shown.flatMap(value => (typeof value === 'string' ? value.split(/[\r\n]+/) : []));
    for (const [i, text] of lines.filter(line => line.trim() !== '').entries()) {
      const y = Math.max(rect[1], rect[3]) - boxFontSize * 1.2 * (i + 1);
      written.push({ text, x: rect[0], y, width: text.length * boxFontSize, size: boxFontSize });
    }
  }
  return { written, notes };
}

/** What PDF.js says about an annotation, as far as it is used here. */
interface Annotation {
  readonly subtype?: string;
  readonly fieldType?: string;
  readonly fieldValue?: unknown;
  readonly contentsObj?: { readonly str?: string };
  readonly rect?: readonly [number, number, number, number];
}

/** Reads a PDF as newspaper pages or as one text. */

import { fold } from '../../../../text/folding.ts';
import { repairText } from '../../../../text/repair-text.ts';
import type { DocumentSection, FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { parsePageName } from '../../values/page-name.ts';
import { readPdfInThread } from './pdf-thread.ts';
import type { PdfText } from './read-pdf-pages.ts';

/** Maximum size of a PDF in bytes. */
const maxPdfBytes = 512 * 2 ** 20;
/** A line of the first page that is larger than the text by this ratio is the title. */
const minTitleRatio = 1.3;
/** Maximum length of a title in UTF-16 units. */
const maxTitleUnits = 80;

/** What only a newspaper says, folded: 本报讯, the reporter in brackets, the number of the page, the editor. */
const newspaperWords =
  /本报讯|本报记者|本报综合|[(（](?:记者|通讯员)|通讯员[\s\p{Script=Han}]{2,10}[)）]|第\s*[A-Z]?\d{1,3}\s*版|责任编辑|责编[:：\s]/u;
/** A head, folded, that says something of its page: the day or the number of the page of a newspaper. */
const keptHead = /\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|第\s*[A-Z]?\d{1,3}\s*版|星期[一二三四五六日]/;

/** Whether a PDF consists of newspaper pages: at least every second page says so, or its name has a day and a page number. */
export function isNewspaper(file: string, { pages }: PdfText): boolean {
  const { date, edition } = parsePageName(file);
  if (date?.length === 10 && edition !== undefined) return true;
  return pages.filter(({ text }) => newspaperWords.test(fold(text))).length * 2 >= pages.length;
}

/** Reads the text of a PDF and reports what of it stands in no page. @throws HansouError see `readPdfInThread` */
export async function readPdfText(
  input: FileInput,
  context: Pick<ReaderContext, 'leaveOut' | 'signal'>,
): Promise<PdfText> {
  const request = { file: input.file, bytes: await input.bytes(maxPdfBytes), keptHead };
  const text = await readPdfInThread(request, { signal: context.signal });
  for (const line of text.furniture) context.leaveOut('furniture', line);
  for (const run of text.turnedText) context.leaveOut('turned text', run);
  for (const note of text.notes) context.leaveOut('comment', note);
  for (const page of text.unreadablePages) context.leaveOut('unreadable page', page.text);
  for (const _ of text.emptyPages) context.leaveOut('empty page', '');
  return text;
}

/**
 * The document of a PDF that is one text (a thesis, a report). Its sections are the pages: a hit names the page, and the
 * anchor `page=3` opens a viewer there. The title is that of the PDF's metadata, else the largest line of the first page.
 *
 * Law: the body has the text of every page, in order.
 */
export function documentOfText(file: string, pdf: PdfText): FileDocument {
  const { date, edition } = parsePageName(file);
  const source = pdf.pages.map(({ text }) => text).join('\n');
  const body = repairText(source);
  const sections: DocumentSection[] = [];
  let pageStart = 0;
  for (const { number, text } of pdf.pages) {
    const [first] = body.fromSource({ start: pageStart, end: pageStart + text.length });
    if (first) sections.push({ title: `第${number}页`, anchor: `page=${number}`, start: first.start });
    pageStart += text.length + 1;
  }
  const title = pdf.title ?? largestLine(pdf);
  return {
    id: file,
    ...(title && { title }),
    body,
    ...(date && { date }),
    ...(edition && { edition }),
    file,
    ...(pdf.pageCount > 1 && { sections }),
    more: { pages: pdf.pageCount },
  };
}

/** The lines in the largest font of the first page, if they are larger than the text and short; undefined otherwise. */
function largestLine({ pages: [{ text, lineSizes }] }: PdfText): string | undefined {
  const lines = text.split('\n');
  const lengths = new Map<number, number>();
  for (const [i, line] of lines.entries()) lengths.set(lineSizes[i], (lengths.get(lineSizes[i]) ?? 0) + line.length);
  const [bodySize] = [...lengths].reduce((a, b) => (b[1] > a[1] ? b : a));
  const size = lineSizes.reduce((max, each) => Math.max(max, each), 0);
  if (size < minTitleRatio * bodySize) return undefined;
  const first = lineSizes.indexOf(size);
  let end = first;
  while (lineSizes[end] === size) end++;
  const title = repairText(lines.slice(first, end).join('\n')).text.replace(/\s+/g, ' ').trim();
  return title.length <= maxTitleUnits && /\p{L}/u.test(title) ? title : undefined;
}

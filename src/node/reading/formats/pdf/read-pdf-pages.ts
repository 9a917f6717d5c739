/** Reads the text of a PDF, page by page, in reading order. Needs the optional package `pdfjs-dist`. */
import { type ErrorDetails, HansouError } from '../../../../errors.ts';
import { fold } from '../../../../text/folding.ts';
import { openPdf, type Pdf } from './load-pdfjs.ts';
import { findFurniture } from './page-furniture.ts';
import { layoutPage, type PageLayout } from './page-layout.ts';
import type { Line } from './page-lines.ts';
import { type PageLines, readPageLines } from './read-page-lines.ts';
import { isReadable } from './readable-text.ts';

/** A page with text. */
interface PdfPage extends PageLayout {
  /** Number of the page, from 1. */
  readonly number: number;
}

/** The text of a PDF. */
export interface PdfText {
  /** The pages that have readable text, in order. */
  readonly pages: readonly PdfPage[];
  /** The title that the PDF's own metadata give; undefined if there is none. */
  readonly title: string | undefined;
  /** Number of all pages. */
  readonly pageCount: number;
  /** Running heads and page numbers, one for each place where one stands. */
  readonly furniture: readonly string[];
  /** Text that runs in another direction than the page. */
  readonly turnedText: readonly string[];
  /** Comments on its pages. */
  readonly notes: readonly string[];
  /** The numbers of the pages without any text: pictures and scans. */
  readonly emptyPages: readonly number[];
  /** The numbers of the pages whose fonts do not say which characters their glyphs stand for, and their text. */
  readonly unreadablePages: readonly { readonly number: number; readonly text: string }[];
}

/** Most pages of a PDF. */
const maxPagesOfFile = 20_000;
/** A page with text takes more bytes, packed; a list that names the same pages again and again does not. */
const minBytesOfPage = 16;

/**
 * Reads all pages.
 *
 * Law: every line of a readable page stands in the text of that page or in `furniture`, and every run of characters in a line
 * or in `turnedText`.
 *
 * @param file name of the file, for error messages
 * @param bytes given over to PDF.js: nobody else may use them afterwards
 * @param keptHead repeated heads, folded, that stay in their page, because they say something of it (a date, an edition)
 * @throws HansouError BAD_FILE when the file is not a PDF, needs a password, has no page with readable text or lists
 *   more pages than it may have; IO when `pdfjs-dist` is missing
 */
export async function readPdfPages(file: string, bytes: Uint8Array, keptHead?: RegExp): Promise<PdfText> {
  const size = bytes.length;
  const { pdf, close } = await openPdf(file, bytes).catch((cause: unknown) => {
    throw cause instanceof HansouError ? cause : cannotOpenError(file, cause);
  });
  try {
    const maxPages = Math.min(maxPagesOfFile, Math.ceil(size / minBytesOfPage));
    if (pdf.numPages > maxPages) throw tooManyPagesError(file, maxPages, pdf.numPages);
    const all: PageLines[] = [];
    for (let number = 1; number <= pdf.numPages; number++) all.push(await readPage(file, pdf, number));
    const furnitureLines = findFurniture(all.map(({ lines }) => lines));
    const isFurniture = (line: Line) => furnitureLines.has(line) && !keptHead?.test(fold(line.text));
    const pages: PdfPage[] = [];
    const furniture: string[] = [];
    const turnedText: string[] = [];
    const emptyPages: number[] = [];
    const unreadablePages: { number: number; text: string }[] = [];
    for (const [i, page] of all.entries()) {
      const number = i + 1;
      const text = [...page.lines.map(line => line.text), ...page.turnedText].join('\n');
      if (text.trim() === '') emptyPages.push(number);
      else if (!isReadable(text)) unreadablePages.push({ number, text });
      else {
        pages.push({ number, ...layoutPage(page.lines.filter(line => !isFurniture(line))) });
        for (const line of page.lines) if (isFurniture(line)) furniture.push(line.text);
        for (const text of page.turnedText) turnedText.push(text);
      }
    }
    if (pages.length === 0) throw unreadablePages.length > 0 ? unreadableError(file) : noTextError(file);
    const title = await readTitle(pdf);
    const notes = all.flatMap(page => page.notes);
    return { pages, title, pageCount: pdf.numPages, furniture, turnedText, notes, emptyPages, unreadablePages };
  } finally {
    await close();
  }
}

async function readPage(file: string, pdf: Pdf, number: number): Promise<PageLines> {
  try {
    return await readPageLines(pdf, number);
  } catch (cause) {
    throw badPdfError(file, 'cannot be read', {
      expected: `page ${number} of a PDF`,
      got: messageOf(cause),
      hint: 'Save the file again.',
      cause,
    });
  }
}

/** The title in the metadata, unless a program put it there. */
async function readTitle(pdf: Pdf): Promise<string | undefined> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const title = (info as { Title?: unknown }).Title;
  if (typeof title !== 'string' || !/\p{Script=Han}/u.test(title) || !isReadable(title)) return undefined;
  return /\.(docx?|wps|pptx?|xlsx?|pdf)$|^Microsoft|^幻灯片|^无标题/i.test(title.trim()) ? undefined : title.trim();
}

function cannotOpenError(file: string, cause: unknown): HansouError {
  if (cause instanceof Error && cause.name === 'PasswordException')
    return badPdfError(file, 'is protected by a password', {
      expected: 'a PDF that opens without a password',
      got: 'one that needs a password',
      hint: 'Save the file without a password.',
      cause,
    });
  return badPdfError(file, 'is not a PDF', {
    expected: 'a PDF',
    got: messageOf(cause),
    hint: 'Save the file again, or set its format.',
    cause,
  });
}

function tooManyPagesError(file: string, maxPages: number, pages: number): HansouError {
  return badPdfError(file, 'lists too many pages', {
    expected: `at most ${maxPages} in a file of this size`,
    got: `${pages}`,
    hint: 'Divide the file, or save it again.',
  });
}

function noTextError(file: string): HansouError {
  return badPdfError(file, 'has no text layer', {
    expected: 'text',
    got: 'only images',
    hint: 'Run text recognition (OCR) on the file first.',
  });
}

function unreadableError(file: string): HansouError {
  return badPdfError(file, 'has no readable text layer', {
    expected: 'characters',
    got: 'glyphs that its fonts do not map to characters',
    hint: 'Run text recognition (OCR) on the file first.',
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function badPdfError(file: string, what: string, details: ErrorDetails): HansouError {
  return new HansouError('BAD_FILE', `${file} ${what}`, details);
}

/**
 * Reads the pages of a PDF: lines of text in reading order, with their font sizes. Needs the optional package `unpdf` (PDF.js
 * without a browser).
 */
import { type ErrorDetails, HansouError } from '../../../../errors.ts';
import { layoutPage, type PageLayout, type TextRun } from './page-layout.ts';

/**
 * Reads page by page.
 * @param file name of the file, for error messages
 * @throws HansouError BAD_FILE when the file is not a PDF, needs a password or has no text layer; IO when `unpdf` is missing
 */
export async function* readPdfPages(file: string, bytes: Uint8Array): AsyncGenerator<PageLayout> {
  const { getDocumentProxy } = await loadUnpdf(file);
  // unpdf takes the buffer over, so it gets a copy.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((cause: unknown) => {
    throw cannotOpenError(file, cause);
  });
  try {
    let characters = 0;
    let unmapped = 0;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await readPdfPage(file, pdf, number);
      for (const character of page.text) {
        if (character.trim() === '') continue;
        characters++;
        if (/[\p{Co}\ufffd\0-\x1f]/u.test(character)) unmapped++;
      }
      yield page;
    }
    if (characters === 0)
      throw badPdfError(file, 'has no text layer', {
        expected: 'text',
        got: 'only images',
        hint: 'Run text recognition (OCR) on the file first.',
      });
    if (unmapped * 2 > characters)
      throw badPdfError(file, 'has no readable text layer', {
        expected: 'characters',
        got: 'glyphs that its fonts do not map to characters',
        hint: 'Run text recognition (OCR) on the file first.',
      });
  } finally {
    await pdf.destroy();
  }
}

type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>;

async function readPdfPage(file: string, pdf: Pdf, number: number): Promise<PageLayout> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const runs: TextRun[] = [];
    for (const item of items) {
      if (!('str' in item)) continue;
      const [a, b, c, d, x, y] = item.transform as number[];
      // Text turned on its side (credits along pictures) is left out, as it belongs to no line.
      if (Math.abs(b) > Math.abs(a)) continue;
      runs.push({ text: item.str, x, y, width: item.width, size: Math.hypot(c, d) || item.height });
    }
    page.cleanup();
    return layoutPage(runs);
  } catch (cause) {
    throw badPdfError(file, 'cannot be read', {
      expected: `page ${number} of a PDF`,
      got: messageOf(cause),
      hint: 'Save the file again.',
      cause,
    });
  }
}

async function loadUnpdf(file: string): Promise<typeof import('unpdf')> {
  try {
    return await import('unpdf');
  } catch (cause) {
    throw new HansouError('IO', `${file} cannot be read`, {
      expected: 'the package unpdf, which reads PDF files',
      got: 'no such package',
      hint: 'Run npm install unpdf.',
      cause,
    });
  }
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

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function badPdfError(file: string, what: string, details: ErrorDetails): HansouError {
  return new HansouError('BAD_FILE', `${file} ${what}`, details);
}

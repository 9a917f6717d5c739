/** The lines of a PDF with the sizes of their fonts, page by page, in the order of reading. Needs the optional package `unpdf` (PDF.js without a browser). */
import { HansouError } from '../../../errors.ts';
import { layoutPage, type PageLayout, type TextRun } from './page-layout.ts';

/**
 * @param file for messages
 * @throws HansouError BAD_FILE when it is no PDF, needs a password, or has no text layer; IO when `unpdf` is missing
 */
export async function* readPdfPages(file: string, bytes: Uint8Array): AsyncGenerator<PageLayout> {
  const { getDocumentProxy } = await loadUnpdf(file);
  // The package takes the bytes over: they cannot be used after.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  try {
    let characters = 0;
    let unknown = 0;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await layOutPage(file, pdf, number);
      for (const character of page.text) {
        if (character.trim() === '') continue;
        characters++;
        if (/[\p{Co}\ufffd\0-\x1f]/u.test(character)) unknown++;
      }
      yield page;
    }
    if (characters === 0)
      throw bad(
        file,
        'has no text layer',
        'text',
        'pictures of it only',
        'Run it through text recognition (OCR) first.',
      );
    if (unknown * 2 > characters)
      throw bad(
        file,
        'has no text layer that can be read',
        'characters',
        'glyphs that its fonts give no characters for',
        'Run it through text recognition (OCR) first.',
      );
  } finally {
    await pdf.destroy();
  }
}

type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>;

async function layOutPage(file: string, pdf: Pdf, number: number): Promise<PageLayout> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const runs: TextRun[] = [];
    for (const item of items) {
      if (!('str' in item)) continue;
      const [a, b, c, d, x, y] = item.transform as number[];
      // What is turned on its side (credits along pictures) has no place in the lines.
      if (Math.abs(b) > Math.abs(a)) continue;
      runs.push({ text: item.str, x, y, width: item.width, size: Math.hypot(c, d) || item.height });
    }
    page.cleanup();
    return layoutPage(runs);
  } catch (cause) {
    throw bad(file, 'cannot be read', `page ${number} of a PDF`, reasonOf(cause), 'Save it anew.', cause);
  }
}

async function loadUnpdf(file: string): Promise<typeof import('unpdf')> {
  try {
    return await import('unpdf');
  } catch (cause) {
    throw new HansouError('IO', `${file} cannot be read`, {
      expected: 'the package unpdf, which reads PDF',
      got: 'none',
      hint: 'Run npm install unpdf.',
      cause,
    });
  }
}

function unreadable(file: string, cause: unknown): HansouError {
  if (cause instanceof Error && cause.name === 'PasswordException')
    return bad(
      file,
      'is protected',
      'a PDF that opens without a password',
      'one that asks for it',
      'Save it without.',
      cause,
    );
  return bad(file, 'is no PDF', 'a PDF', reasonOf(cause), 'Save it anew, or say which format it is.', cause);
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function bad(file: string, what: string, expected: string, got: string, hint: string, cause?: unknown): HansouError {
  return new HansouError('BAD_FILE', `${file} ${what}`, { expected, got, hint, ...(cause !== undefined && { cause }) });
}

/** Loads PDF.js, the optional package `pdfjs-dist`, which reads PDF files. */
import { createRequire } from 'node:module';
import { HansouError } from '../../../../errors.ts';

type PdfjsModule = typeof import('pdfjs-dist/legacy/build/pdf.mjs');
/** An open PDF. */
export type Pdf = Awaited<ReturnType<PdfjsModule['getDocument']>['promise']>;

/**
 * Opens a PDF. The tables of the predefined CJK encodings (GBK-EUC-H, UniGB-UTF16-H, ETen-B5-H …), which a PDF may name
 * without containing them, are read from the package.
 *
 * @param file name of the file, for the error message
 * @param bytes the file, which PDF.js takes over
 * @returns the PDF, and a function that releases it
 * @throws HansouError IO when the package is missing; otherwise the error of PDF.js
 */
export async function openPdf(file: string, bytes: Uint8Array): Promise<{ pdf: Pdf; close: () => Promise<void> }> {
  const { getDocument } = await loadPdfjs(file);
  const folder = createRequire(import.meta.url)
    .resolve('pdfjs-dist/package.json')
    .replace(/package\.json$/, '');
  const task = getDocument({
    data: bytes,
    cMapUrl: `${folder}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}standard_fonts/`,
    wasmUrl: `${folder}wasm/`,
    verbosity: 0,
  });
  try {
    return { pdf: await task.promise, close: () => task.destroy() };
  } catch (cause) {
    await task.destroy();
    throw cause;
  }
}

async function loadPdfjs(file: string): Promise<PdfjsModule> {
  try {
    // The legacy build is the one for Node.
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } catch (cause) {
    throw new HansouError('IO', `${file} cannot be read`, {
      expected: 'the package pdfjs-dist, which reads PDF files',
      got: 'no such package',
      hint: 'Run npm install pdfjs-dist.',
      cause,
    });
  }
}

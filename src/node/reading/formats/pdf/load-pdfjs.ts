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
 * @throws HansouError IO when the package is missing, or does not run on this version of Node; otherwise the error of PDF.js
 */
export async function openPdf(file: string, bytes: Uint8Array): Promise<{ pdf: Pdf; close: () => Promise<void> }> {
  const { getDocument } = await loadPdfjs(file);
  const folder = findManifest().replace(/package\.json$/, '');
  // A version for later ones of Node fails here, or when it reads: by an error of JavaScript, not by one of its own.
  try {
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
  } catch (cause) {
    throw isMissingFeature(cause) ? createVersionError(file, cause) : cause;
  }
}

async function loadPdfjs(file: string): Promise<PdfjsModule> {
  try {
    // The legacy build is the one for Node.
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } catch (cause) {
    if (isMissingFeature(cause)) throw createVersionError(file, cause);
    throw new HansouError('IO', `${file} cannot be read`, {
      expected: 'the package pdfjs-dist, which reads PDF files',
      got: 'no such package',
      hint: 'Run npm install pdfjs-dist.',
      cause,
    });
  }
}

function findManifest(): string {
  return createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
}

/** Whether something is not there that a program takes for granted (`Promise.withResolvers`, `DOMMatrix`). */
function isMissingFeature(cause: unknown): cause is Error {
  return cause instanceof Error && /is not (a function|defined|a constructor)/.test(cause.message);
}

function createVersionError(file: string, cause: Error): HansouError {
  const { version, engines } = createRequire(import.meta.url)('pdfjs-dist/package.json') as {
    readonly version: string;
    readonly engines?: { readonly node?: string };
  };
  const hint = cause.message.startsWith('DOMMatrix')
    ? 'Run npm install @napi-rs/canvas, which it needs: it was left out with the optional dependencies.'
    : `Run npm install pdfjs-dist@5, or use Node ${engines?.node ?? '22 or later'}.`;
  return new HansouError('IO', `${file} cannot be read`, {
    expected: `a version of pdfjs-dist that runs on Node ${process.versions.node}`,
    got: `version ${version}, in which ${cause.message}`,
    hint,
    cause,
  });
}

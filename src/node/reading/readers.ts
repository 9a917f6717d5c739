/** The reader of each format. What has libraries is loaded when the first file of its format is read. */

import { type FileFormat, formatFromExtension } from './format.ts';
import { documentsFromPages, noArticleError } from './formats/pages/pages.ts';
import { documentOfText, isNewspaper, readPdfText } from './formats/pdf/read-pdf.ts';
import { readPlainText } from './formats/text/read-plain-text.ts';
import { subtitlesReader } from './formats/text/read-subtitles.ts';
import type { FormatReader } from './reader.ts';

/** A reader whose code is loaded when it reads its first file: the libraries of all formats take half a second. */
function loadLater(load: () => Promise<FormatReader>): FormatReader {
  return async function* (input, context) {
    yield* (await load())(input, context);
  };
}

/** The reader of each format. */
export const readers: Readonly<Record<FileFormat, FormatReader>> = {
  async *pages(input, context) {
    const { documents, leftovers } = documentsFromPages([{ file: input.file, text: await input.text() }]);
    for (const { furniture } of leftovers) context.leaveOut('furniture', furniture);
    if (documents.length === 0) throw noArticleError(input.file);
    yield* documents;
  },
  async *pdf(input, context) {
    const pdf = await readPdfText(input, context);
    const { documents, leftovers } = isNewspaper(input.file, pdf)
      ? documentsFromPages(pdf.pages.map(({ number, ...page }) => ({ file: input.file, ...page, pageNumber: number })))
      : { documents: [], leftovers: [] };
    if (documents.length > 0) {
      for (const { furniture } of leftovers) context.leaveOut('furniture', furniture);
      yield* documents;
    } else yield documentOfText(input.file, pdf);
  },
  async *text(input, context) {
    // `--format text` reads a PDF that is one text.
    if (formatFromExtension(input.file) === 'pdf') yield documentOfText(input.file, await readPdfText(input, context));
    else yield* readPlainText(input.file, await input.text(), context);
  },
  subtitles: subtitlesReader,
  markdown: loadLater(async () => (await import('./formats/markdown/read-markdown.ts')).markdownReader),
  html: loadLater(async () => (await import('./formats/html/read-html.ts')).htmlReader),
  jsonl: loadLater(async () => (await import('./formats/records/read-jsonl.ts')).readJsonl),
  json: loadLater(async () => (await import('./formats/records/read-json.ts')).readJson),
  csv: loadLater(async () => (await import('./formats/records/read-csv.ts')).readCsv),
  xml: loadLater(async () => (await import('./formats/xml/read-xml.ts')).readXml),
  docx: loadLater(async () => (await import('./formats/archives/read-docx.ts')).readDocx),
  epub: loadLater(async () => (await import('./formats/archives/read-epub.ts')).readEpub),
  zip: loadLater(async () => (await import('./formats/archives/read-zip.ts')).readZip),
};

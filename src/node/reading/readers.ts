/** The reader of each format. */

import type { FileDocument } from './document.ts';
import { type FileFormat, formatFromExtension } from './format.ts';
import { readDocx } from './formats/archives/read-docx.ts';
import { readEpub } from './formats/archives/read-epub.ts';
import { readZip } from './formats/archives/read-zip.ts';
import { htmlReader } from './formats/html/read-html.ts';
import { markdownReader } from './formats/markdown/read-markdown.ts';
import { documentsFromPages, noArticleError, type PageText } from './formats/pages/pages.ts';
import { documentOfText, isNewspaper, readPdfText } from './formats/pdf/read-pdf.ts';
import { readCsv } from './formats/records/read-csv.ts';
import { readJson } from './formats/records/read-json.ts';
import { readJsonl } from './formats/records/read-jsonl.ts';
import { readPlainText } from './formats/text/read-plain-text.ts';
import { readXml } from './formats/xml/read-xml.ts';
import type { FormatReader } from './reader.ts';

/** The reader of each format. */
export const readers: Readonly<Record<FileFormat, FormatReader>> = {
  async *pages(input) {
    yield* requireDocuments([{ file: input.file, text: await input.text() }]);
  },
  async *pdf(input, context) {
    const pdf = await readPdfText(input, context);
    const { documents } = isNewspaper(input.file, pdf)
      ? documentsFromPages(pdf.pages.map(({ number, ...page }) => ({ file: input.file, ...page, pageNumber: number })))
      : { documents: [] };
    if (documents.length > 0) yield* documents;
    else yield documentOfText(input.file, pdf);
  },
  async *text(input, context) {
    // `--format text` reads a PDF that is one text.
    if (formatFromExtension(input.file) === 'pdf') yield documentOfText(input.file, await readPdfText(input, context));
    else yield readPlainText(input.file, await input.text());
  },
  markdown: markdownReader,
  html: htmlReader,
  jsonl: readJsonl,
  json: readJson,
  csv: readCsv,
  xml: readXml,
  docx: readDocx,
  epub: readEpub,
  zip: readZip,
};

function requireDocuments(pages: readonly PageText[]): readonly FileDocument[] {
  const { documents } = documentsFromPages(pages);
  if (documents.length === 0) throw noArticleError(pages[0].file);
  return documents;
}

/** The reader of each format. */

import { type FileFormat, formatFromExtension } from './format.ts';
import { readDocx } from './formats/archives/read-docx.ts';
import { readEpub } from './formats/archives/read-epub.ts';
import { readZip } from './formats/archives/read-zip.ts';
import { htmlReader } from './formats/html/read-html.ts';
import { markdownReader } from './formats/markdown/read-markdown.ts';
import { documentsFromPages, noArticleError } from './formats/pages/pages.ts';
import { documentOfText, isNewspaper, readPdfText } from './formats/pdf/read-pdf.ts';
import { readCsv } from './formats/records/read-csv.ts';
import { readJson } from './formats/records/read-json.ts';
import { readJsonl } from './formats/records/read-jsonl.ts';
import { readPlainText } from './formats/text/read-plain-text.ts';
import { subtitlesReader } from './formats/text/read-subtitles.ts';
import { readXml } from './formats/xml/read-xml.ts';
import type { FormatReader } from './reader.ts';

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

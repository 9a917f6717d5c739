/** Writes articles as Word documents and PDFs by the libraries that others write them with. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { Document, HeadingLevel, Packer, Paragraph } from 'docx';
import { strToU8, zipSync } from 'fflate';
import PdfDocument from 'pdfkit';

/** A title and the lines below it. */
export interface WrittenArticle {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** A Word document by `docx`: a heading and paragraphs. */
export async function writeWord({ title, paragraphs }: WrittenArticle): Promise<Uint8Array> {
  const heading = new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 });
  const children = [heading, ...paragraphs.map(text => new Paragraph({ text }))];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/** A ZIP archive by `fflate`. */
export function writeArchive(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const bytes = Object.entries(files).map(([name, each]) => [name, typeof each === 'string' ? strToU8(each) : each]);
  return zipSync(Object.fromEntries(bytes));
}

/** A text in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A book (EPUB 3) with a chapter for each article. Writers of EPUB are not kept up, so only its ZIP is written by a library. */
export function writeBook(title: string, chapters: readonly WrittenArticle[]): Uint8Array {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  const manifest = chapters.map((_, i) => `<item id="c${i}" href="${i}.xhtml" media-type="application/xhtml+xml"/>`);
  const spine = chapters.map((_, i) => `<itemref idref="c${i}"/>`);
  const metadata = `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title></metadata>`;
  const pages = chapters.map(({ title, paragraphs }, i) => {
    const text = paragraphs.map(each => `<p>${escapeXml(each)}</p>`).join('');
    const head = `<head><title>${escapeXml(title)}</title></head>`;
    const body = `<body><h1>${escapeXml(title)}</h1>${text}</body>`;
    return [`${i}.xhtml`, `${declaration}<html xmlns="http://www.w3.org/1999/xhtml">${head}${body}</html>`];
  });
  return writeArchive({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': `${declaration}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    'book.opf': `${declaration}<package xmlns="http://www.idpf.org/2007/opf" version="3.0">${metadata}<manifest>${manifest.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    ...Object.fromEntries(pages),
  });
}

const { resolve } = createRequire(import.meta.url);
/** A part of the font. Its tables are unpacked once: `fontkit` inflates a table of WOFF for each glyph. */
function readFont(part: string): Buffer {
  const woff = readFileSync(resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${part}-400-normal.woff`));
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(12 + 16 * count);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const tables: Buffer[] = [];
  let offset = header.length;
  for (let i = 0; i < count; i++) {
    const entry = 44 + 20 * i;
    const [start, packed, size, checksum] = [4, 8, 12, 16].map(at => woff.readUInt32BE(entry + at));
    const bytes = woff.subarray(start, start + packed);
    const table = Buffer.alloc((size + 3) & ~3);
    (packed < size ? inflateSync(bytes) : bytes).copy(table);
    woff.copy(header, 12 + 16 * i, entry, entry + 4);
    header.writeUInt32BE(checksum, 16 + 16 * i);
    header.writeUInt32BE(offset, 20 + 16 * i);
    header.writeUInt32BE(size, 24 + 16 * i);
    tables.push(table);
    offset += table.length;
  }
  return Buffer.concat([header, ...tables]);
}

const fonts = new Map<string, Buffer>();
function loadFont(part: string): Buffer {
  const font = fonts.get(part) ?? readFont(part);
  fonts.set(part, font);
  return font;
}

const ranges = createRequire(import.meta.url)('@fontsource/noto-sans-sc/unicode.json') as Record<string, string>;

/** The part of the font that has a character, for those that the main file lacks; undefined if none has it. */
function findFontPart(point: number): string | undefined {
  for (const [part, list] of Object.entries(ranges))
    for (const range of list.split(',')) {
      const [first, last = first] = range.trim().slice(2).split('-');
      if (point >= Number.parseInt(first, 16) && point <= Number.parseInt(last, 16)) return part.replace(/[[\]]/g, '');
    }
  return undefined;
}

/** Units of a line, lines of a page, and their sizes in points. */
const [lineUnits, pageLines, size, leading, left, top] = [40, 40, 11, 17, 60, 70];

/**
 * A PDF by `pdfkit`: each article begins on a page of its own, in lines of one width. Runs of blanks are one: on a page, a
 * wide gap is the end of a column. Characters that no font has are left out.
 */
export async function writePdf(articles: readonly WrittenArticle[]): Promise<Uint8Array> {
  const pdf = new PdfDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  const chunks: Buffer[] = [];
  pdf.on('data', chunk => chunks.push(chunk as Buffer));
  const finished = new Promise(done => pdf.on('end', () => done(undefined)));
  const main = 'chinese-simplified';
  const registered = new Set<string>();
  const useFont = (part: string) => {
    if (!registered.has(part)) pdf.registerFont(part, loadFont(part));
    registered.add(part);
    return pdf.font(part);
  };
  const hasGlyph = new Map<string, boolean>();
  const fontOf = (character: string): string | undefined => {
    let isInMain = hasGlyph.get(character);
    if (isInMain === undefined) {
      useFont(main);
      const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } })._font;
      hasGlyph.set(character, (isInMain = font.hasGlyphForCodePoint(character.codePointAt(0)!)));
    }
    return isInMain ? main : findFontPart(character.codePointAt(0)!);
  };
  const writeLine = (text: string, y: number, fontSize: number) => {
    let x = left;
    // Runs of one font.
    const runs: { font: string; text: string }[] = [];
    for (const character of text) {
      const font = fontOf(character);
      if (font === undefined) continue;
      const last = runs.at(-1);
      if (last?.font === font) last.text += character;
      else runs.push({ font, text: character });
    }
    for (const run of runs) {
      useFont(run.font).fontSize(fontSize).text(run.text, x, y, { lineBreak: false });
      x += pdf.widthOfString(run.text);
    }
  };
  for (const { title, paragraphs } of articles) {
    const lines = paragraphs.flatMap(
      text =>
        text
          .trim()
          .replace(/\s+/g, ' ')
          .match(new RegExp(`.{1,${lineUnits}}`, 'gsu')) ?? [],
    );
    for (let start = 0; start === 0 || start < lines.length; start += pageLines) {
      pdf.addPage();
      if (start === 0) writeLine(title, top - 30, 16);
      for (const [row, line] of lines.slice(start, start + pageLines).entries())
        writeLine(line, top + row * leading, size);
    }
  }
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}

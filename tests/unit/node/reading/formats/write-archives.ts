/** Writes small ZIP archives, Word documents and books for tests. */
import { strToU8, zipSync } from 'fflate';

/** A heading or a paragraph. */
export interface Paragraph {
  readonly text: string;
  /** Level of the heading; missing for running text. */
  readonly level?: number;
}

/** A ZIP archive. */
export function writeZip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );
}

/** A text in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Parts of a Word document besides its paragraphs. */
export interface DocxParts {
  readonly title?: string;
  readonly author?: string;
  /** A running head. */
  readonly header?: string;
  /** A comment. */
  readonly comment?: string;
  /** A foot note, at the end of the text. */
  readonly footnote?: string;
  /** A passage that is deleted, but still in the file. */
  readonly deleted?: string;
  /** The text of a text box. */
  readonly textBox?: string;
  /** The cells of a table. */
  readonly table?: readonly (readonly string[])[];
  /** More of the body, as XML. */
  readonly body?: string;
  /** More files by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A Word document. */
export function writeDocx(paragraphs: readonly Paragraph[], parts: DocxParts = {}): Uint8Array {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  const body = paragraphs.map(({ text, level }) => {
    const style = level === undefined ? '' : `<w:pPr><w:pStyle w:val="Heading${level}"/></w:pPr>`;
    return `<w:p>${style}${run(text)}</w:p>`;
  });
  const { table, footnote, deleted, textBox, comment, header } = parts;
  if (table) {
    const row = (cells: readonly string[]) =>
      `<w:tr>${cells.map(cell => `<w:tc><w:p>${run(cell)}</w:p></w:tc>`).join('')}</w:tr>`;
    body.push(`<w:tbl>${table.map(row).join('')}</w:tbl>`);
  }
  if (footnote !== undefined) body.push('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>');
  if (comment !== undefined) body.push('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>');
  if (deleted !== undefined)
    body.push(`<w:p><w:del w:id="9"><w:r><w:delText>${escapeXml(deleted)}</w:delText></w:r></w:del></w:p>`);
  if (textBox !== undefined)
    body.push(
      `<w:p><w:r><w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:txbxContent><w:p>${run(textBox)}</w:p></w:txbxContent></wps:txbx></w:drawing></w:r></w:p>`,
    );
  if (parts.body !== undefined) body.push(parts.body);
  const styles = [1, 2, 3].map(
    level => `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/></w:style>`,
  );
  const relations = ['styles', 'footnotes', 'comments', 'header'].map(
    (name, i) =>
      `<Relationship Id="r${i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${name}" Target="${name === 'header' ? 'header1' : name}.xml"/>`,
  );
  const files: Record<string, string> = {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    'word/document.xml': `${declaration}<w:document ${w}><w:body>${body.join('')}</w:body></w:document>`,
    'word/styles.xml': `${declaration}<w:styles ${w}>${styles.join('')}</w:styles>`,
    'word/footnotes.xml': `${declaration}<w:footnotes ${w}>${footnote === undefined ? '' : `<w:footnote w:id="2"><w:p>${run(footnote)}</w:p></w:footnote>`}</w:footnotes>`,
    'word/comments.xml': `${declaration}<w:comments ${w}>${comment === undefined ? '' : `<w:comment w:id="1"><w:p>${run(comment)}</w:p></w:comment>`}</w:comments>`,
    'word/header1.xml': `${declaration}<w:hdr ${w}><w:p>${header === undefined ? '' : run(header)}</w:p></w:hdr>`,
    'docProps/core.xml': `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">${parts.title === undefined ? '' : `<dc:title>${escapeXml(parts.title)}</dc:title>`}${parts.author === undefined ? '' : `<dc:creator>${escapeXml(parts.author)}</dc:creator>`}</cp:coreProperties>`,
    ...parts.files,
  };
  return writeZip(files);
}

/** A chapter of a book. */
export interface BookChapter {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** More of the chapter, as XHTML. */
  readonly body?: string;
}

/** A book in EPUB, with a table of contents. */
export function writeEpub(
  chapters: readonly BookChapter[],
  book: { readonly title: string; readonly author?: string; readonly files?: Readonly<Record<string, string>> },
): Uint8Array {
  const page = (title: string, body: string) =>
    `${declaration}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${escapeXml(title)}</title><script src="a.js"/></head><body><a id="top"/>${body}</body></html>`;
  const files: Record<string, string> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': `${declaration}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    'OEBPS/book.opf': `${declaration}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(book.title)}</dc:title>${book.author === undefined ? '' : `<dc:creator>${escapeXml(book.author)}</dc:creator>`}<dc:language>zh</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>${chapters.map((_, i) => `<item id="c${i}" href="text/chapter%20${i}.xhtml" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${chapters.map((_, i) => `<itemref idref="c${i}"/>`).join('')}</spine></package>`,
    'OEBPS/nav.xhtml': page(
      '目录',
      `<nav><ol>${chapters.map(({ title }, i) => `<li><a href="text/chapter%20${i}.xhtml">${escapeXml(title)}</a></li>`).join('')}</ol></nav>`,
    ),
  };
  chapters.forEach(({ title, paragraphs, body = '' }, i) => {
    files[`OEBPS/text/chapter ${i}.xhtml`] = page(
      title,
      `<h1>${escapeXml(title)}</h1>${paragraphs.map(each => `<p>${escapeXml(each)}</p>`).join('\n')}${body}`,
    );
  });
  return writeZip({ ...files, ...book.files });
}

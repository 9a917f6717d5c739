/** Writes PDFs object by object, as nobody would. */
import { deflateSync } from 'node:zlib';

/** A PDF of these objects, numbered from 1; the first is the catalog. */
export function pdfOf(objects: readonly string[], { table = true, trailer = '' } = {}): Uint8Array {
  let file = '%PDF-1.7\n';
  const starts = objects.map((object, i) => {
    const start = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const end = file.length;
  const rows = starts.map(start => `${`${start}`.padStart(10, '0')} 00000 n \n`).join('');
  if (table) file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${end}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

export const stream = (data: string, entries = '') =>
  `<< /Length ${data.length} ${entries} >>\nstream\n${data}\nendstream`;
export const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
export const text = 'BT /F1 12 Tf 50 700 Td (Hello) Tj ET';
export const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
export const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
export const page = (more = '') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> ${more} >> >>`;
export const onePage = [catalog, pages, page(), font, stream(text)];
export const replace = (at: number, object: string) => onePage.map((each, i) => (i === at - 1 ? object : each));

/** A PDF that takes hours: 400 GB of blanks, packed, and no piece of text to be counted. */
export function endlessPdf(): Uint8Array {
  const blanks = deflateSync(Buffer.alloc(4_000_000, ' ')).toString('hex');
  return pdfOf([
    ...replace(3, page().replace('5 0 R', `[${'5 0 R '.repeat(100_000)}]`)).slice(0, 4),
    stream(`${blanks}>`, '/Filter [/ASCIIHexDecode /FlateDecode]'),
  ]);
}

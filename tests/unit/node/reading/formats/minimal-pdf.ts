/** Creates small PDF files for tests. */

/** Text on a page; lengths in points from the lower left corner. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A predefined encoding, which a PDF names without containing it. */
export interface PredefinedEncoding {
  /** Its name in PDF: `GBK-EUC-H`. */
  readonly name: string;
  /** The ordering of its characters: `GB1`. */
  readonly ordering: string;
  readonly encode: (text: string) => Uint8Array;
}

/**
 * A PDF of one font without outlines, with a map from glyphs to characters, which is enough to extract its text.
 * @param options.encrypted whether the PDF needs a password
 * @param options.encoding replaces the map by a predefined encoding
 * @param options.turned whether all text is turned by a quarter to the left
 * @param options.annotations what stands on the first page besides its text: a form field, a box, a note
 */
export function minimalPdf(
  pages: readonly (readonly PlacedText[])[],
  options: {
    readonly encrypted?: boolean;
    readonly encoding?: PredefinedEncoding;
    readonly turned?: boolean;
    readonly annotations?: { readonly field: string; readonly box: string; readonly note: string };
  } = {},
): Uint8Array {
  const { encrypted = false, encoding, turned = false, annotations } = options;
  const matrix = turned ? '0 1 -1 0' : '1 0 0 1';
  const codes = (text: string) => (encoding ? Buffer.from(encoding.encode(text)).toString('hex') : hexOf(text));
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const stream = (body: string) => `<< /Length ${body.length} >>\nstream\n${body}\nendstream`;
  const pageNumber = (i: number) => 7 + i * 2;
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${pages.map((_, i) => `${pageNumber(i)} 0 R`).join(' ')}] /Count ${pages.length} >>`);
  const map = encoding ? `/Encoding /${encoding.name}` : '/Encoding /Identity-H /ToUnicode 6 0 R';
  add(`<< /Type /Font /Subtype /Type0 /BaseFont /Song ${map} /DescendantFonts [4 0 R] >>`);
  add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (${encoding?.ordering ?? 'Identity'}) /Supplement 0 >> /DW 1000 /FontDescriptor 5 0 R >>`,
  );
  add(
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  );
  add(
    stream(
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def 1 begincodespacerange <0000> <FFFF> endcodespacerange ' +
        '1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end',
    ),
  );
  pages.forEach((page, i) => {
    const content = page
      .map(
        ({ text, x, y, size }) =>
          `BT /F1 ${size} Tf ${matrix} ${turned ? 800 - y : x} ${turned ? x : y} Tm <${codes(text)}> Tj ET`,
      )
      .join('\n');
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageNumber(i) + 1} 0 R${i === 0 && annotations ? annotationsOf(annotations) : ''} >>`,
    );
    add(stream(content));
  });
  if (encrypted) add(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`);
  let file = '%PDF-1.4\n';
  const places = objects.map((body, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const table = places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const encrypt = encrypted ? ` /Encrypt ${objects.length} 0 R /ID [<41> <41>]` : '';
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${encrypt} >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

function annotationsOf({
  field,
  box,
  note,
}: {
  readonly field: string;
  readonly box: string;
  readonly note: string;
}): string {
  const text = (value: string) => `<FEFF${hexOf(value)}>`;
  return (
    ` /Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V ${text(field)} /Rect [50 100 300 112] /DA (/F1 9 Tf) >> ` +
    `<< /Type /Annot /Subtype /FreeText /Contents ${text(box)} /Rect [50 60 300 72] /DA (/F1 9 Tf) >> ` +
    `<< /Type /Annot /Subtype /Text /Contents ${text(note)} /Rect [50 20 60 30] >>]`
  );
}

function hexOf(text: string): string {
  return Array.from(text, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
}

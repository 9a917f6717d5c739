/** A PDF may list, claim or show more than a file of its size holds: it is read, or refused, in bounded work. */
import { expect, it } from 'vitest';
import { findFurniture } from '../../../../../src/node/reading/formats/pdf/page-furniture.ts';
import { readPdfInThread } from '../../../../../src/node/reading/formats/pdf/pdf-thread.ts';
import { readPdfPages } from '../../../../../src/node/reading/formats/pdf/read-pdf-pages.ts';
import { catalog, endlessPdf, font, onePage, page, pages, pdfOf, replace, stream, text } from './object-pdf.ts';

const form = (data: string, resources: string) =>
  stream(data, `/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << ${resources} >>`);
/** `levels` forms, each of which shows the next one twice; the last one shows a text. */
function nestForms(levels: number): Uint8Array {
  const forms = Array.from({ length: levels }, (_, i) =>
    i === levels - 1 ? form(text, '/Font << /F1 4 0 R >>') : form('/X Do /X Do', `/XObject << /X ${7 + i} 0 R >>`),
  );
  return pdfOf([catalog, pages, page('/XObject << /X 6 0 R >>'), font, stream('/X Do'), ...forms]);
}

/** A tree of pages, each of whose `levels` nodes has the next one twice. */
function nestPages(levels: number): Uint8Array {
  const node = (next: number, count: number) => `<< /Type /Pages /Kids [${next} 0 R ${next} 0 R] /Count ${count} >>`;
  const nodes = Array.from({ length: levels - 1 }, (_, i) => node(i === levels - 2 ? 3 : 7 + i, 2 ** (levels - 1 - i)));
  return pdfOf([catalog, node(6, 2 ** levels), page(), font, stream(text), ...nodes]);
}

it.each([
  ['claims a million pages', pdfOf(replace(2, '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>'))],
  [
    'has a script',
    pdfOf(replace(1, '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1)) >> >>')),
  ],
  ['has a table of objects that is wrong', pdfOf(onePage, { table: false })],
  [
    'shows a form that shows itself',
    pdfOf([
      ...replace(3, page('/XObject << /X 6 0 R >>')),
      form(`${text} /X Do`, '/Font << /F1 4 0 R >> /XObject << /X 6 0 R >>'),
    ]),
  ],
  ['nests arrays deeply', pdfOf([...onePage, '['.repeat(100_000)], { trailer: '/Info 6 0 R' })],
  ['has sizes that are no numbers', pdfOf(replace(5, stream(`BT /F1 1e400 Tf 1e308 -1e308 Td (x) Tj ET ${text}`)))],
])('one that %s is read', async (_, bytes) => {
  const { pages: found } = await readPdfPages('a.pdf', bytes);
  expect(found.map(each => each.text).join()).toContain('Hello');
});

it.each([
  ['lists too many pages', 'has a page a thousand million times', nestPages(30)],
  [
    'lists too many pages',
    'lists a page again and again',
    pdfOf(replace(2, `<< /Type /Pages /Kids [${'3 0 R '.repeat(9000)}] /Count 9000 >>`)),
  ],
  ['cannot be read', 'has pages that hold themselves', pdfOf(replace(2, '<< /Type /Pages /Kids [2 0 R] /Count 1 >>'))],
  ['cannot be read', 'shows a text a thousand million times', nestForms(31)],
  ['is not a PDF', 'is encrypted in another way', pdfOf(onePage, { trailer: '/Encrypt << /Filter /Odd /V 99 >>' })],
])('is BAD_FILE: it %s, as it %s', async (what, _, bytes) => {
  await expect(readPdfPages('a.pdf', bytes)).rejects.toMatchObject({
    code: 'BAD_FILE',
    message: expect.stringContaining(what),
  });
});

it('is BAD_FILE when it takes longer than its size allows, and the files behind it are read', async () => {
  const endless = endlessPdf();
  const request = { file: 'a.pdf', bytes: endless, keptHead: /never/ };
  const next = { file: 'b.pdf', bytes: pdfOf(onePage), keptHead: /never/ };
  const readings = [request, next, request].map(each => readPdfInThread(each, each === request ? { limit: 1000 } : {}));
  const [first, second, third] = await Promise.allSettled(readings);
  const tooSlow = { reason: { code: 'BAD_FILE', message: expect.stringContaining('a.pdf takes too much to read') } };
  expect([first, second, third]).toMatchObject([tooSlow, { value: { pages: [{ text: 'Hello' }] } }, tooSlow]);
  await expect(readPdfInThread({ ...next, bytes: endless.slice(0, 9) })).rejects.toMatchObject({
    code: 'BAD_FILE',
    message: expect.stringContaining('b.pdf is not a PDF: expected a PDF, got '),
    cause: expect.any(Error),
  });
});

it('has its running heads found with a few looks at each, however many pages they stand on', () => {
  let looks = 0;
  const line = (text: string, y: number) => ({
    text,
    left: 50,
    right: 90,
    size: 12,
    get y() {
      looks++;
      return y;
    },
  });
  const pages = Array.from({ length: 3000 }, (_, i) => [
    line('石桥村志', 760),
    ...[700, 685, 670, 655].map(y => line(`${y} 年`, y)),
    line(`${i}`, 40),
  ]);
  const found = findFurniture(pages);
  expect(pages.filter(([head]) => found.has(head))).toHaveLength(3000);
  expect(pages.filter(lines => found.has(lines[5]))).toHaveLength(3000);
  expect(looks / 3000).toBeLessThan(200);
});

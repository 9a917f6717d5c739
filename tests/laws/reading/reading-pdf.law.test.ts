/**
 * Law of reading for PDF: every Han character of its pages stands in a field that is searched, or in a part that is named as
 * left out. Each character of a file is used once, so none is mistaken for another; all are common ones, as pages of others
 * are left out as unreadable.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FileInput } from '../../../src/node/reading/file-input.ts';
import { readFile } from '../../../src/node/reading/read-documents.ts';
import { minimalPdf, type PlacedText } from '../../unit/node/reading/formats/minimal-pdf.ts';

const pieces = [
  '字字字字字字字字，字字。',
  '字字字字',
  '字',
  '第一章 字字',
  '本报讯 字字字字',
  '（记者 字字）',
  '■字字字　□字字',
  '字 字 字 Shiqiao Daily 字字',
  '12',
  '— 3 —',
  '云汀日报 2022年9月5日 第1版',
  '作者：字字',
];

/** Common characters (the first level of GB2312), without those of the pieces. */
const characters = [
  ...new TextDecoder('gb18030').decode(
    Uint8Array.from(Array.from({ length: 38 * 94 }, (_, i) => [0xb0 + Math.floor(i / 94), 0xa1 + (i % 94)]).flat()),
  ),
].filter(each => !pieces.join('').includes(each));

const placed = fc.record({
  text: fc.constantFrom(...pieces),
  x: fc.constantFrom(50, 62, 300, 310),
  size: fc.constantFrom(9, 9, 9, 14, 22),
  gap: fc.constantFrom(0, 11, 14, 40),
});

/** Pages with lines one below the other, and one line that stands at the head of all. */
const pages = fc
  .tuple(
    fc.array(fc.array(placed, { maxLength: 14 }), { minLength: 1, maxLength: 5 }),
    fc.option(fc.constantFrom(...pieces)),
  )
  .map(([lists, head]) => {
    let count = 0;
    const fill = (text: string) => text.replace(/字/g, () => characters[count++]);
    const headText = head === null ? undefined : fill(head);
    const filled = lists.map(list => {
      let y = 760;
      const texts: PlacedText[] = headText === undefined ? [] : [{ text: headText, x: 200, y: 800, size: 8 }];
      for (const { text, x, size, gap } of list) {
        y -= gap;
        // pdfjs does not give what lies outside of the page, where nobody sees it.
        texts.push({ text: fill(text), x: size > 9 ? 50 : x, y, size });
      }
      return texts;
    });
    const annotations = { field: fill('字字'), box: fill('字字'), note: fill('字字') };
    return { filled, annotations, used: characters.slice(0, count) };
  });

it('no Han character of the pages of a PDF is lost', { timeout: 240_000 }, async () => {
  let documents = 0;
  await fc.assert(
    fc.asyncProperty(
      pages,
      fc.constantFrom('a.pdf', '2022-09-05-A1.pdf'),
      fc.constantFrom(undefined, 'text' as const),
      fc.boolean(),
      async ({ filled, annotations, used }, name, format, turned) => {
        const texts: string[] = [];
        const input = new FileInput(name, name, async function* () {
          yield Buffer.from(minimalPdf(filled, { turned, annotations }));
        });
        const reading = readFile(input, {
          ...(format && { format }),
          onLeftOut: ({ text = '' }) => texts.push(text),
          onSkip: (_, error) => texts.push(error.message),
        });
        try {
          for await (const { title, subtitle, body, caption, author = [], source = [], edition } of reading) {
            documents++;
            texts.push(
              [title, subtitle, body, caption, ...author, ...source, edition].map(each => `${each ?? ''}`).join('\n'),
            );
          }
        } catch (error) {
          // A file that is refused is named with its error.
          expect((error as { code?: string }).code).toBe('BAD_FILE');
          return;
        }
        const found = new Set(texts.join('\n'));
        expect(used.filter(each => !found.has(each))).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
  expect(documents).toBeGreaterThan(50);
});

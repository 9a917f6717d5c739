/** Law of reading: every Han character of a file stands in a field that is searched, or in a part that is named as left out. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { FileDocument } from '../../../src/node/reading/document.ts';
import { FileInput } from '../../../src/node/reading/file-input.ts';
import type { FileFormat } from '../../../src/node/reading/format.ts';
import { countHan } from '../../../src/node/reading/left-out.ts';
import { readFile } from '../../../src/node/reading/read-documents.ts';
import { escapeXml, writeDocx, writeEpub, writeZip } from '../../unit/node/reading/formats/write-archives.ts';

/** What a search looks at. */
function searchedTexts(document: FileDocument): string[] {
  const { title, subtitle, body, caption, author = [], tags = [], source = [], edition = '' } = document;
  return [title, subtitle, body, caption].map(text => String(text ?? '')).concat(author, tags, source, edition);
}

/** How often each Han character stands in the documents and in what is left out. */
async function readCounts(name: string, bytes: Uint8Array | string, format?: FileFormat) {
  const parts: string[] = [];
  const input = new FileInput(name, name, async function* () {
    yield Buffer.from(bytes);
  });
  const options = {
    ...(format && { format }),
    onLeftOut: ({ text = '' }: { readonly text?: string }) => parts.push(text),
    onSkip: (_: unknown, error: Error) => parts.push(error.message),
  };
  for await (const document of readFile(input, options)) parts.push(...searchedTexts(document));
  return count(parts);
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [character] of text.matchAll(/\p{Script=Han}/gu))
      counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

/** Each character stands at least as often in what was read. A repeated one (a heading in the title and in the body) is no loss. */
function expectNothingLost(found: ReadonlyMap<string, number>, written: readonly string[]): void {
  for (const [character, times] of count(written))
    expect(found.get(character) ?? 0, character).toBeGreaterThanOrEqual(times);
}

const characters = [...'石桥村新通车村民董小满第一个走过河江水旧时波苇塘镇县里说明年还要修两座，。《》ab1&<"\n'];
const text = fc
  .string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 20 })
  .filter(each => countHan(each) > 0);
const keys = [
  'id',
  'title',
  'content',
  'content_html',
  'paragraphs',
  'desc',
  'source',
  'author',
  'keywords',
  'publish_time',
  'url',
  '备注',
  '正文',
  'extra',
  'label',
];
const value = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }),
  fc.record({ name: text, 说明: text }),
  fc.integer(),
  fc.constant(null),
);
const record = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 8 });
const runs = { numRuns: 150 };

/** The Han characters of a JSON text, as JSON.parse sees them: keys and strings. */
function textsOfJson(json: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(json, (key, each) => {
    texts.push(key);
    if (typeof each === 'string') texts.push(each);
    return each;
  });
  return texts;
}

describe('no Han character is lost', () => {
  it('of JSONL', () =>
    fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 4 }), async records => {
        const found = await readCounts('a.jsonl', records.map(each => JSON.stringify(each)).join('\n'));
        // A line that is not a document is reported, with its number.
        const good = records.filter(each => textsOfJson(each).some(part => countHan(part) > 0));
        expectNothingLost(found, good.flatMap(textsOfJson));
      }),
      runs,
    ));

  it('of JSON, whatever its shape', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 3 }),
        text,
        fc.constantFrom<(records: unknown[], extra: string) => unknown>(
          records => records,
          records => records[0],
          (records, extra) => ({ name: extra, data: records }),
          (records, extra) => ({ title: extra, data: { list: records, 说明: extra } }),
          records => ({ 甲: records[0], 乙: records[1] ?? records[0] }),
          (records, extra) => [extra, ...records],
        ),
        async (records, extra, shape) => {
          const json = shape(records, extra);
          if (countHan(textsOfJson(json).join('')) === 0) return;
          const found = await readCounts('a.json', JSON.stringify(json));
          expectNothingLost(found, textsOfJson(json));
        },
      ),
      runs,
    ));

  it('of CSV and TSV', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.oneof(
            fc.constantFrom(...keys),
            text.map(each => each.replace(/[\n"&<]/g, '')),
          ),
          { minLength: 2, maxLength: 4 },
        ),
        fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(',', '\t'),
        async (names, rows, delimiter) => {
          const table = [names, ...rows];
          const found = await readCounts('a.csv', Papa.unparse(table, { delimiter }));
          expectNothingLost(found, table.flat());
        },
      ),
      runs,
    ));

  it('of XML, with records or without', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.tuple(fc.constantFrom('title', 'content', 'p', 'note'), text), { minLength: 1, maxLength: 4 }),
          { minLength: 1, maxLength: 4 },
        ),
        text,
        async (items, extra) => {
          const element = ([name, inside]: readonly [string, string]) =>
            `<${name} 属="${escapeXml(inside)}">${escapeXml(inside)}</${name}>`;
          const xml = `<?xml version="1.0"?><!DOCTYPE root [<!ENTITY a "${extra.replace(/[\]&<>"]/g, '')}">]><root><!-- ${extra.replaceAll('-', '')} -->${escapeXml(extra)}${items.map(each => `<item>${each.map(element).join('')}</item>`).join('')}</root>`;
          const found = await readCounts('a.xml', xml);
          expectNothingLost(found, [extra, extra, extra, ...items.flat().flatMap(([, inside]) => [inside, inside])]);
        },
      ),
      runs,
    ));

  it('of a Word document, in whatever part of it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text, level: fc.constantFrom(1, 2, undefined) }), { minLength: 1, maxLength: 4 }),
        fc.record({
          title: text,
          author: text,
          header: text,
          comment: text,
          footnote: text,
          deleted: text,
          textBox: text,
          table: fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
        }),
        async (paragraphs, parts) => {
          const list = paragraphs.map(({ text: each, level }) => ({
            text: each,
            ...(level !== undefined && { level }),
          }));
          const found = await readCounts('a.docx', writeDocx(list, parts));
          const written = [
            ...list.map(each => each.text),
            parts.header,
            parts.comment,
            parts.footnote,
            parts.deleted,
            parts.textBox,
            ...parts.table.flat(),
          ];
          expectNothingLost(found, written);
          expectNothingLost(found, [parts.title, parts.author]);
        },
      ),
      { numRuns: 60 },
    ));

  it('of a book', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ title: text, paragraphs: fc.array(text, { maxLength: 3 }) }), {
          minLength: 1,
          maxLength: 3,
        }),
        text,
        text,
        async (chapters, title, author) => {
          const found = await readCounts('a.epub', writeEpub(chapters, { title, author }));
          expectNothingLost(found, [
            title,
            author,
            ...chapters.flatMap(each => [each.title, each.title, ...each.paragraphs]),
          ]);
        },
      ),
      { numRuns: 60 },
    ));

  it('of an archive', () =>
    fc.assert(
      fc.asyncProperty(text, record, async (body, each) => {
        if (countHan(textsOfJson(each).join('')) === 0) return;
        const inner = writeZip({ 'a.json': JSON.stringify(each) });
        const found = await readCounts(
          'a.zip',
          writeZip({ '甲/a.txt': `本报讯（记者何田）${body}。\n村民走过新桥。`, 'b.zip': inner }),
        );
        expectNothingLost(found, textsOfJson(each));
      }),
      { numRuns: 40 },
    ));
});

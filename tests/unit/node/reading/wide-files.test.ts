/** Files in which very many things stand side by side, or one thing is named very often. */
import { describe, expect, it } from 'vitest';
import { FileInput } from '../../../../src/node/reading/file-input.ts';
import { readFile } from '../../../../src/node/reading/read-documents.ts';
import { writeDocx, writeEpub, writeZip } from './formats/write-archives.ts';

/** More than a function can be called with. */
const many = 150_000;

async function read(name: string, content: string | Uint8Array) {
  const input = new FileInput(name, name, async function* () {
    yield Buffer.from(content);
  });
  const skipped: string[] = [];
  let count = 0;
  let units = 0;
  for await (const { body } of readFile(input, { onSkip: ({ message }) => skipped.push(message) })) {
    count++;
    units += (body as string | undefined)?.length ?? 0;
  }
  return { count, units, skipped };
}

/** An archive whose directory names its one member again and again. */
function repeatMember(zip: Uint8Array, times: number): Uint8Array {
  const bytes = Buffer.from(zip);
  const end = bytes.length - 22;
  const start = bytes.readUInt32LE(end + 16);
  const entries = Array.from({ length: times }, () => bytes.subarray(start, end));
  const tail = Buffer.from(bytes.subarray(end));
  tail.writeUInt16LE(times, 8);
  tail.writeUInt16LE(times, 10);
  tail.writeUInt32LE((end - start) * times, 12);
  return Buffer.concat([bytes.subarray(0, start), ...entries, tail]);
}

describe('a file with very many parts side by side is read', () => {
  it('JSON with a list inside an object', async () => {
    const list = Array.from({ length: many }, (_, i) => ({ id: i, body: '桥' }));
    expect(await read('a.json', JSON.stringify({ data: list }))).toEqual({ count: many, units: many, skipped: [] });
  });

  it('HTML with paragraphs in one block', async () => {
    const { units } = await read('a.html', `<div><div>${'<p>桥</p>'.repeat(many)}</div></div>`);
    expect(units).toBe(2 * many - 1);
  });

  it('a book with headings in one chapter', async () => {
    const body = '<h2>桥</h2>'.repeat(many);
    const { units } = await read('a.epub', writeEpub([{ title: '书', paragraphs: [], body }], { title: '书' }));
    expect(units).toBeGreaterThan(2 * many);
  });

  it('a Word document with lines in one figure', async () => {
    const files = { 'word/charts/chart1.xml': `<c>${'<t>桥</t>'.repeat(many)}</c>` };
    expect((await read('a.docx', writeDocx([{ text: '新桥' }], { files }))).count).toBe(1);
  });
});

describe('a file that names one part very often', () => {
  it('is a book whose chapter is read once', async () => {
    const manifest = Array.from(
      { length: 1000 },
      (_, i) => `<item id="c${i}" href="a.html" media-type="text/html"/>`,
    ).join('');
    const book = writeZip({
      'META-INF/container.xml': '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
      'a.opf': `<package><manifest>${manifest}</manifest><spine>${'<itemref idref="c1"/>'.repeat(1000)}</spine></package>`,
      'a.html': `<body><p>${'新桥'.repeat(1000)}</p></body>`,
    });
    expect(await read('a.epub', book)).toEqual({ count: 1, units: 2000, skipped: [] });
  });

  it('is an archive that is refused, since its members lie over each other', async () => {
    const zip = writeZip({ 'a.txt': '村民走过新桥。' });
    expect((await read('a.zip', repeatMember(zip, 1))).count).toBe(1);
    await expect(read('a.zip', repeatMember(zip, 2))).rejects.toThrow(/members that lie over each other/);
  });
});

describe('a file that is nested deeply is read', () => {
  it('Markdown with keys of TOML inside each other', async () => {
    const { units } = await read('a.md', `+++\na${'.a'.repeat(20_000)} = "桥"\n+++\n新桥`);
    expect(units).toBe(2);
  });

  it.each([
    ['lists', Array.from({ length: 400 }, (_, i) => `${'  '.repeat(i)}- 桥\n`).join('')],
    ['quotes', `${'> '.repeat(150)}桥\n\n`.repeat(400)],
  ])('Markdown with %s, as the text that it is', async (_, text) => {
    expect((await read('a.md', text)).units).toBe(text.trim().length);
  });
});

it('a table whose columns are named as others would be called keeps all cells', async () => {
  const input = new FileInput('a.csv', 'a.csv', async function* () {
    yield Buffer.from('id,text,a (column 5),a,a,a\n1,新桥,一,二,三,四\n');
  });
  for await (const { more } of readFile(input, {})) expect(Object.values(more ?? {})).toEqual(['一', '二', '三', '四']);
  expect.assertions(1);
});

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileDocument, SkippedInput } from '../../../../src/node/reading/document.ts';
import { findFiles } from '../../../../src/node/reading/find-files.ts';
import { LineSplitter } from '../../../../src/node/reading/formats/records/line-splitter.ts';
import type { LeftOut } from '../../../../src/node/reading/left-out.ts';
import { type ReadOptions, readDocuments } from '../../../../src/node/reading/read-documents.ts';
import type { RepairedText } from '../../../../src/text/repaired-text.ts';
import { minimalPdf } from './formats/minimal-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
/** Writes files into a new folder and returns its path. */
function createFolder(contents: Readonly<Record<string, string | Uint8Array>>): string {
  const place = join(folder, String(count++));
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(join(place, name, '..'), { recursive: true });
    writeFileSync(join(place, name), content);
  }
  return place;
}

async function read(names: readonly string[], options: ReadOptions = {}) {
  const documents: FileDocument[] = [];
  const skipped: SkippedInput[] = [];
  for await (const document of readDocuments(names, { onSkip: each => skipped.push(each), ...options }))
    documents.push(document);
  return { documents, skipped };
}

const page = `云汀县召开河湖长制工作推进会

本报讯（记者叶青禾）9月2日，云汀县召开河
湖长制工作推进会，总结上半年工作，安排下
一步任务。会议由县长主持。
会议指出，要守好一江清水，把每一条河流、每
一个湖泊管好护好，让群众看得见、摸得着。
`;

describe('findFiles', () => {
  const place = createFolder({
    '2022-09-05-A2.txt': page,
    '2022-09-05-A1.txt': page,
    '图.png': 'x',
    '.hidden.txt': page,
    '报 纸/甲.md': '# 甲',
    '报 纸/乙.jsonl.gz': '',
    'node_modules/a.txt': page,
  });
  const names = (words: string[]) => findFiles(words).map(({ name }) => name.slice(place.length + 1));

  it('finds the files with known extensions below a folder, sorted by name, without hidden ones', () => {
    expect(names([place])).toEqual(['2022-09-05-A1.txt', '2022-09-05-A2.txt', '报 纸/乙.jsonl.gz', '报 纸/甲.md']);
  });

  it('finds files by name and glob, each once', () => {
    const first = join(place, '2022-09-05-A2.txt');
    expect(names([first, `${place}/*.txt`, `${place}/**/甲.*`])).toEqual([
      '2022-09-05-A2.txt',
      '2022-09-05-A1.txt',
      '报 纸/甲.md',
    ]);
    expect(findFiles(['-', first])[0]).toEqual({ name: '-', path: '-', bytes: 0, realPath: '-' });
  });

  it('finds a file once when several links lead to it, and lists broken links with their error', async () => {
    const links = createFolder({ 'a/甲.txt': page, 'b.txt': page });
    symlinkSync('.', join(links, 'round'));
    symlinkSync('a', join(links, 'again'));
    symlinkSync('b.txt', join(links, 'c.txt'));
    symlinkSync('nowhere.txt', join(links, 'd.txt'));
    symlinkSync('e.txt', join(links, 'e.txt'));
    symlinkSync('nowhere.png', join(links, 'f.png'));
    const found = findFiles([links]);
    expect(found.filter(({ error }) => !error)).toHaveLength(2);
    expect(found.filter(({ error }) => error).map(({ name }) => name.slice(-5))).toEqual(['d.txt', 'e.txt']);
    const { documents, skipped } = await read([links]);
    expect(documents).toHaveLength(2);
    expect(skipped.map(({ file, code }) => [file.slice(-5), code])).toEqual([
      ['d.txt', 'IO'],
      ['e.txt', 'IO'],
    ]);
    for (const word of ['e.txt', 'b.txt/', 'b.txt/x'])
      expect(() => findFiles([join(links, 'a', '..', word) + (word.endsWith('/') ? '/' : '')])).toThrow(
        expect.objectContaining({ code: 'IO' }),
      );
  });

  it.skipIf(process.getuid?.() === 0)('lists a folder without read permission with its error and goes on', async () => {
    const place = createFolder({ 'a.txt': page, 'b/c.txt': page });
    chmodSync(join(place, 'b'), 0);
    const { documents, skipped } = await read([place]);
    chmodSync(join(place, 'b'), 0o700);
    expect(documents).toHaveLength(1);
    expect(skipped).toMatchObject([{ file: join(place, 'b'), code: 'IO' }]);
  });

  it('throws with the name that matches no file', () => {
    const empty = createFolder({ 'a.png': '' });
    for (const [word, code] of [
      ['no such file.txt', 'IO'],
      [empty, 'BAD_FILE'],
      [`${place}/*.html`, 'IO'],
    ] as const)
      expect(() => findFiles([word])).toThrow(
        expect.objectContaining({ code, message: expect.stringContaining(word) }),
      );
  });
});

describe('readDocuments', () => {
  it('gives documents of one shape from files of each format and encoding, compressed or not', async () => {
    const place = createFolder({
      '2022-09-05-A1.txt': iconv.encode(page, 'gb18030'),
      '2022-09-06-A2.txt.gz': gzipSync(page),
      'b.jsonl': '{"id":"7","title":"题","text":"文","date":"2022/9/5","author":"何田、董小满","kind":"短"}',
      'c.md': iconv.encode('# 新桥\n\n正文。', 'utf-16le', { addBOM: true }),
      'd.html': iconv.encode('<meta charset=big5><title>新橋</title><p>正文</p>', 'big5'),
      'e.pdf': minimalPdf([page.split('\n').map((text, i) => ({ text, x: 50, y: 700 - i * 15, size: 10 }))]),
    });
    const { documents, skipped } = await read([place]);
    expect(skipped).toEqual([]);
    expect(documents.map(({ id, title, date }) => [id.slice(place.length + 1) || id, String(title), date])).toEqual([
      ['2022-09-05-A1.txt#1', '云汀县召开河湖长制工作推进会', '2022-09-05'],
      ['2022-09-06-A2.txt.gz#1', '云汀县召开河湖长制工作推进会', '2022-09-06'],
      ['7', '题', '2022-09-05'],
      ['c.md', '新桥', undefined],
      ['d.html', '新橋', undefined],
      ['e.pdf#1', '云汀县召开河湖长制工作推进会', undefined],
    ]);
    expect(documents[0]).toMatchObject({ author: ['叶青禾'], edition: 'A1', file: `${place}/2022-09-05-A1.txt` });
    expect(documents[2]).toMatchObject({ author: ['何田', '董小满'], more: { kind: '短' }, lines: [1, 1] });
    const body = documents[0].body as RepairedText;
    expect(body.source).toBe(page);
    const start = body.text.indexOf('河湖长制工作推进会');
    const places = body.toSource({ start, end: start + 9 });
    expect(places.map(({ start, end }) => page.slice(start, end)).join('')).toBe('河湖长制工作推进会');
  });

  it('numbers the articles of a PDF through all its pages and gives the page of each', async () => {
    const column = page.split('\n').map((text, i) => ({ text, x: 50, y: 700 - i * 15, size: 10 }));
    const place = createFolder({ 'a.pdf': minimalPdf([column, [], column]) });
    const { documents } = await read([place]);
    expect(documents.map(({ id, more }) => [id.slice(-7), more])).toEqual([
      ['a.pdf#1', { page: 1 }],
      ['a.pdf#2', { page: 3 }],
    ]);
  });

  it('uses the given format instead of the file extension', async () => {
    const place = createFolder({ 'a.dat': page });
    expect((await read([join(place, 'a.dat')], { format: 'text' })).documents).toHaveLength(1);
    const { skipped } = await read([join(place, 'a.dat')]);
    expect(skipped).toMatchObject([{ code: 'BAD_FILE', message: expect.stringContaining('.dat') }]);
  });

  it('reads standard input as pages', async () => {
    const { documents } = await read(['-'], { stdin: Readable.from([Buffer.from(page)]) });
    expect(documents).toMatchObject([{ id: '-#1', author: ['叶青禾'] }]);
  });

  it('reports files that cannot be read, skips them and goes on', async () => {
    const place = createFolder({
      'a.txt': '',
      'b.txt': Uint8Array.from([1, 2, 0, 3, 255]),
      'c.txt': iconv.encode('Привет, мир', 'win1251'),
      'd.txt': '名称 数量\n苹果 3\n梨 4\n',
      'e.txt.gz': gzipSync(page).subarray(0, 40),
      'f.pdf': minimalPdf([[]]),
      'g.pdf': minimalPdf([[]], { encrypted: true }),
      'h.html': '<p></p>',
      'i.txt': page,
    });
    const { documents, skipped } = await read([place]);
    expect(documents.map(({ file }) => file.slice(-5))).toEqual(['d.txt', 'i.txt']);
    expect(skipped.map(({ file, message }) => [file.slice(place.length + 1), message])).toEqual([
      ['a.txt', expect.stringContaining('is empty')],
      ['b.txt', expect.stringContaining('a zero at byte 2')],
      ['c.txt', expect.stringContaining('UTF-8 broken at byte 1')],
      ['e.txt.gz', expect.stringContaining('cannot be decompressed')],
      ['f.pdf', expect.stringContaining('has no text layer')],
      ['g.pdf', expect.stringContaining('is protected')],
    ]);
    expect(skipped.every(({ code }) => code === 'BAD_FILE')).toBe(true);
  });

  it('opens a file only when the documents of the one before are taken, so memory is that of one file', async () => {
    const place = createFolder({ 'a.md': '甲', 'b.html': '<p>乙</p>', 'c.json': '[{"text":"丙"}]', 'd.txt': '丁' });
    const bodies: string[] = [];
    for await (const { file, body } of readDocuments([place])) {
      bodies.push(String(body));
      // What is read later has changed meanwhile.
      for (const name of ['b.html', 'c.json', 'd.txt'])
        if (`${place}/${name}` > file)
          writeFileSync(join(place, name), readFileSync(join(place, name), 'utf8').replace(/[乙丙丁]/, '$&新'));
    }
    expect(bodies).toEqual(['甲', '乙新', '丙新新', '丁新新新']);
  });

  it('replaces and counts bad bytes, or refuses them when it is strict', async () => {
    const broken = Buffer.from(page);
    broken[60] = 0xff;
    const place = createFolder({ 'a.txt': broken, 'b.txt': page });
    const leftOut: LeftOut[] = [];
    const { documents, skipped } = await read([place], { onLeftOut: part => leftOut.push(part) });
    expect(documents.map(({ file }) => file.slice(-5))).toEqual(['a.txt', 'b.txt']);
    expect(skipped).toEqual([]);
    expect(leftOut).toMatchObject([
      { file: expect.stringMatching(/a\.txt$/), kind: 'damaged bytes', parts: expect.any(Number) },
    ]);
    const strict = await read([place], { strict: true });
    expect(strict.documents.map(({ file }) => file.slice(-5))).toEqual(['b.txt']);
    expect(strict.skipped).toMatchObject([
      { code: 'BAD_FILE', message: expect.stringContaining('the first at byte 60') },
    ]);
  });

  it('decodes files as it is told to', async () => {
    const place = createFolder({ 'a.txt': iconv.encode('今日', 'shift_jis') });
    expect(String((await read([place], { format: 'text', encoding: 'shift_jis' })).documents[0].body)).toBe('今日');
  });

  it('throws the error of a file that cannot be read when there is no onSkip', async () => {
    const place = createFolder({ 'a.txt': '' });
    await expect(async () => {
      for await (const _ of readDocuments([place]));
    }).rejects.toMatchObject({ code: 'BAD_FILE' });
  });

  it.each(['pages', 'text', 'markdown', 'html'] as const)('reads a line of 10 MB as %s', async format => {
    const line = `本报讯（记者何田）近日，${'石桥村的新桥今天通车，'.repeat(320_000)}村民不再绕路。`;
    const { documents } = await read([createFolder({ 'a.txt': line })], { format });
    expect(documents).toHaveLength(1);
    expect(String(documents[0].body) === line).toBe(true);
  });

  it('skips a text that is too large to be read whole', async () => {
    const place = createFolder({ 'a.txt.gz': gzipSync(Buffer.alloc(65 * 2 ** 20, '长'), { level: 1 }) });
    const { documents, skipped } = await read([place]);
    expect(documents).toEqual([]);
    expect(skipped).toMatchObject([{ code: 'BAD_FILE', message: expect.stringContaining('too large') }]);
  });
});

describe('JSONL', () => {
  it('skips bad lines with their line numbers and reads the others', async () => {
    const lines = [
      '{"id":"1","text":"甲"}',
      '',
      'no json',
      '[1]',
      '{"text":"没有"}',
      '{"id":"","text":"空"}',
      '{"id":"2"}',
      '{"id":"3","body":5}',
      '{"id":4,"title":"题","date":"某日","author":7,"url":"/a"}\r',
      '{"id":"5","body":"乙","text":"丙"}',
    ];
    const place = createFolder({ 'a.jsonl': `\ufeff${lines.join('\n')}` });
    const { documents, skipped } = await read([place]);
    expect(skipped.map(({ line, code }) => [line, code])).toEqual([
      [3, 'BAD_FILE'],
      [4, 'BAD_FILE'],
      [7, 'BAD_FILE'],
      [8, 'BAD_FILE'],
    ]);
    const file = join(place, 'a.jsonl');
    expect(documents).toEqual([
      { id: '1', body: '甲', file, lines: [1, 1] },
      { id: `${file}#5`, body: '没有', file, lines: [5, 5] },
      { id: `${file}#6`, body: '空', file, lines: [6, 6] },
      { id: '4', title: '题', url: '/a', file, lines: [9, 9], more: { date: '某日', author: 7 } },
      { id: '5', body: '乙', file, lines: [10, 10], more: { text: '丙' } },
    ]);
  });

  it('accepts a number as an id only when JavaScript represents it exactly', async () => {
    const ids = ['7', '-1.5', '9007199254740991', '12345678901234567890', '1e400'];
    const place = createFolder({ 'a.jsonl': ids.map(id => `{"id":${id},"text":"甲"}`).join('\n') });
    const { documents, skipped } = await read([place]);
    expect(documents.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect(skipped.map(({ line, code, message }) => [line, code, message.endsWith('Put the id in quotes.')])).toEqual([
      [4, 'EMPTY_ID', true],
      [5, 'EMPTY_ID', true],
    ]);
  });

  it('is read in UTF-8, GB18030 and UTF-16', async () => {
    const text = '{"id":"1","text":"plain"}\n{"id":"2","text":"云汀县召开河湖长制工作推进会，总结工作"}\n';
    for (const encoding of ['utf8', 'gb18030', 'utf-16le']) {
      const bytes = iconv.encode(text, encoding, { addBOM: encoding === 'utf-16le' });
      const { documents } = await read([createFolder({ 'a.jsonl': bytes })]);
      expect(documents[1].body, encoding).toBe('云汀县召开河湖长制工作推进会，总结工作');
    }
  });

  it('reads the lines behind a damaged one in the encoding of those before it', async () => {
    const line = (id: string, encoding: string) =>
      iconv.encode(`${JSON.stringify({ id, text: '石桥村的新桥今天通车' })}\n`, encoding);
    const damaged = line('2', 'gb18030');
    damaged[damaged.length - 5] = 0xff;
    const { documents } = await read([
      createFolder({ 'a.jsonl': Buffer.concat([line('1', 'utf8'), damaged, line('3', 'utf8')]) }),
    ]);
    const [first, , last] = documents.map(({ body }) => body);
    expect([first, last]).toEqual(['石桥村的新桥今天通车', '石桥村的新桥今天通车']);
  });

  it('gives one document for a line of 60 MB', async () => {
    const text = '石桥村的新桥今天通车，'.repeat(1_800_000);
    const { documents, skipped } = await read([createFolder({ 'a.jsonl': JSON.stringify({ id: '1', text }) })]);
    expect(skipped).toEqual([]);
    expect(documents).toHaveLength(1);
    expect(documents[0].body === text).toBe(true);
  });

  it('skips a line longer than 64 MB and goes on after it', async () => {
    const long = Buffer.concat([
      Buffer.from('{"id":"1","text":"甲"}\n{"id":"2","text":"'),
      Buffer.alloc(100 * 2 ** 20, 'x'),
      Buffer.from('"}\n{"id":"3","text":"乙"}'),
    ]);
    const { documents, skipped } = await read([createFolder({ 'a.jsonl.gz': gzipSync(long, { level: 1 }) })]);
    expect(documents.map(({ id }) => id)).toEqual(['1', '3']);
    expect(skipped).toMatchObject([{ line: 2, message: expect.stringContaining('64 MB') }]);
  });

  it.skipIf(process.platform !== 'linux')('keeps memory below 400 MB for a line, and for a text, of 500 MB', () => {
    const part = Buffer.alloc(2 ** 20, '桥');
    const line = gzipSync(Buffer.concat([Buffer.from('{"id":"1","text":"'), ...Array<Buffer>(500).fill(part)]), {
      level: 1,
    });
    const place = createFolder({ 'a.jsonl.gz': line, 'b.txt.gz': line });
    const program = `import { readFileSync } from 'node:fs';
      import { readDocuments } from './src/node/reading/read-documents.ts';
      const skipped = [];
      for await (const _ of readDocuments([process.argv[1]], { onSkip: each => skipped.push([each.line, each.message]) }));
      const [, kb] = /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
      console.log(JSON.stringify({ skipped, mb: kb / 1024 }));`;
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, place], {
      cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
      encoding: 'utf8',
    });
    const { skipped, mb } = JSON.parse(stdout) as { skipped: [number | null, string][]; mb: number };
    expect(skipped).toEqual([
      [1, expect.stringMatching(/a\.jsonl\.gz, line 1 is not a document: expected a line of at most 64 MB/)],
      [null, expect.stringMatching(/b\.txt\.gz is too large to be read whole: expected at most 64 MB/)],
    ]);
    expect(mb).toBeLessThan(400);
  });

  it('is skipped as a whole when the first hundred lines are all bad', async () => {
    const { skipped } = await read([createFolder({ 'a.jsonl': 'text\n'.repeat(1000) })]);
    expect(skipped).toHaveLength(100);
    expect(skipped[99]).toMatchObject({ message: expect.stringContaining('is not JSONL') });
    expect(skipped[99]).not.toHaveProperty('line');
  });

  it('is split into the same lines wherever its chunks end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-c\n]{0,6}$/), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (chunks, longest) => {
          const splitter = new LineSplitter(longest);
          const found = chunks.flatMap(chunk => [...splitter.push(Buffer.from(chunk))]);
          found.push(...splitter.end());
          const lines = chunks.join('').split('\n');
          if (lines[lines.length - 1] === '') lines.pop();
          expect(found.map(({ bytes }) => bytes?.toString())).toEqual(
            lines.map(line => (line.length > longest ? undefined : line)),
          );
          expect(found.map(({ number }) => number)).toEqual(lines.map((_, i) => i + 1));
        },
      ),
    );
  });
});

describe('pages of one issue', () => {
  it('give one document for an article continued on another page, with its ranges on both pages', async () => {
    const paper = fileURLToPath(new URL('../../../../bench/paper/', import.meta.url));
    const [front, third] = [`${paper}2022-09-05-A1.txt`, `${paper}2022-09-05-A3.txt`];
    const { documents } = await read([front, third]);
    const whole = documents.filter(({ more }) => more?.['continues']);
    expect(whole).toHaveLength(1);
    expect(whole[0]).toMatchObject({ file: front, more: { continues: [{ file: third, lines: [3, 20] }] } });
    const body = whole[0].body as RepairedText;
    expect(body.source).toBe(`${readFileSync(front, 'utf8')}\f${readFileSync(third, 'utf8')}`);
    for (const words of ['昨日上午10时18分', '瞿守桥沿着新桥面慢慢走了一个来回']) {
      const start = body.text.indexOf(words);
      const places = body.toSource({ start, end: start + words.length });
      const source = places.map(({ start, end }) => body.source.slice(start, end)).join('');
      expect(source.replace(/\s/g, ''), words).toBe(words);
    }
    const alone = (await read([third])).documents;
    const ids = documents.map(({ id }) => id);
    expect(alone.slice(1).every(({ id }) => ids.includes(id))).toBe(true);
    expect(ids).not.toContain(alone[0].id);
  });

  it('are read without the pages that cannot be read', async () => {
    const place = createFolder({ '2022-09-05-A1.txt': '', '2022-09-05-A2.txt': page, '2022-09-05-A3.txt': '3\n' });
    const { documents, skipped } = await read([place]);
    expect(documents).toHaveLength(1);
    expect(skipped.map(({ message }) => /is empty|has no article/.exec(message)?.[0])).toEqual([
      'is empty',
      'has no article',
    ]);
  });
});

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { FileDocument } from '../../../../../src/node/reading/document.ts';
import { FileInput } from '../../../../../src/node/reading/file-input.ts';
import type { LeftOut } from '../../../../../src/node/reading/left-out.ts';
import { type ReadOptions, readFile } from '../../../../../src/node/reading/read-documents.ts';
import { readAs } from './test-context.ts';
import { writeDocx, writeEpub, writeZip } from './write-archives.ts';

async function read(name: string, content: string | Uint8Array, options: ReadOptions = {}) {
  const documents: FileDocument[] = [];
  const leftOut: LeftOut[] = [];
  const skipped: string[] = [];
  const input = new FileInput(name, name, async function* () {
    yield Buffer.from(content);
  });
  const reading = {
    onLeftOut: (part: LeftOut) => leftOut.push(part),
    onSkip: (_: unknown, error: Error) => skipped.push(error.message),
    ...options,
  };
  for await (const document of readFile(input, reading)) documents.push(document);
  return { documents, leftOut, skipped };
}

describe('a record', () => {
  it.each([
    ['content', { content: '村民走过新桥。' }],
    ['paragraphs', { paragraphs: ['村民走过', '新桥。'] }],
    ['content_html', { content_html: '<p>村民走过</p><p>新桥。</p>' }],
    ['a path', { data: { inner: '村民走过新桥。' } }],
    ['正文', { 正文: '村民走过新桥。' }],
  ])('has its body under %s', async (_, fields) => {
    const { documents } = await read(
      'a.jsonl',
      JSON.stringify({ id: 1, title: '新桥', ...fields }),
      'data' in fields ? { fields: { body: 'data.inner' } } : {},
    );
    expect(String(documents[0].body).replaceAll('\n', '')).toBe('村民走过新桥。');
  });

  it('understands the common names of the other fields', async () => {
    const json = {
      news_id: 7,
      headline: '新桥',
      content: '文',
      publish_time: '2022-09-05 10:00',
      作者: '何田、董小满',
      keywords: '桥,路',
      source: '苇塘网',
      link: '/a',
      desc: '导语',
    };
    expect((await read('a.jsonl', JSON.stringify(json))).documents).toEqual([
      {
        id: '7',
        title: '新桥',
        subtitle: '导语',
        body: '文',
        date: '2022-09-05',
        author: ['何田', '董小满'],
        tags: ['桥', '路'],
        source: ['苇塘网'],
        url: '/a',
        file: 'a.jsonl',
        lines: [1, 1],
      },
    ]);
  });

  it('has the day in China of a time in seconds or milliseconds', async () => {
    // 2022-09-04 20:00 in Greenwich.
    for (const time of [1662321600, 1662321600000, '1662321600']) {
      const { documents } = await read('a.jsonl', JSON.stringify({ id: 1, text: '文', created_at: time }));
      expect(documents[0].date, String(time)).toBe('2022-09-05');
    }
  });

  it('reads the records of Algolia, one a line, with their ids', async () => {
    const record = {
      objectID: '7',
      title: '石桥',
      content: '新桥通车。',
      _tags: ['交通'],
      _snippetResult: { content: {} },
    };
    const { documents } = await read('a.jsonl', JSON.stringify(record));
    expect(documents).toMatchObject([{ id: '7', title: '石桥', body: '新桥通车。' }]);
  });

  it('without a known name has its Chinese texts as body', async () => {
    const { documents } = await read('a.jsonl', JSON.stringify({ 景点: '石桥', 介绍: '建于明代。', level: 3 }));
    expect(documents).toMatchObject([{ id: 'a.jsonl#1', body: '石桥\n建于明代。' }]);
  });

  it('with a title alone has the texts under other keys as body', async () => {
    const qa = JSON.stringify({ question: '谁走过桥？', answers: [{ text: '董小满', author: '何田' }] });
    expect((await readAs('json', 'a.json', qa)).documents).toMatchObject([
      { title: '谁走过桥？', body: '董小满\n何田' },
    ]);
    // A date that is none is no text.
    const dated = JSON.stringify({ title: '新桥', date: '某日' });
    expect((await readAs('json', 'a.json', dated)).documents).toEqual([
      { id: 'a.json#1', title: '新桥', file: 'a.json', more: { date: '某日' } },
    ]);
  });

  it('is read in seconds when a text is nothing but open tags', async () => {
    const started = process.cpuUsage();
    await readAs('json', 'a.json', JSON.stringify({ content: `${'<p '.repeat(100_000)}石桥` }));
    // Quadratic time would be a minute; the bound is not a measurement.
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });

  it('that Elasticsearch exported is what stands in its _source', async () => {
    const line = JSON.stringify({ _index: 'news', _id: 'a1', _source: { title: '新桥', content: '村民走过。' } });
    expect((await readAs('jsonl', 'a.jsonl', line)).documents).toMatchObject([
      { id: 'a1', title: '新桥', body: '村民走过。', more: { _index: 'news' } },
    ]);
  });

  it('names the Chinese values that are not searched', async () => {
    const { documents, leftOut } = await read('a.jsonl', JSON.stringify({ id: 1, text: '文', 备注: '已核对' }));
    expect(documents[0].more).toEqual({ 备注: '已核对' });
    expect(leftOut.map(({ kind, text }) => [kind, text])).toEqual([
      ['markup', '备注'],
      ['metadata', '已核对'],
    ]);
  });
});

describe('JSON', () => {
  const ids = async (json: unknown) => (await read('a.json', JSON.stringify(json))).documents.map(({ id }) => id);
  const one = { id: '1', text: '甲' };
  const two = { id: '2', title: '乙' };

  it('finds documents in an array, an object, a list inside it, and under ids', async () => {
    expect(await ids([one, two])).toEqual(['1', '2']);
    expect(await ids(one)).toEqual(['1']);
    expect(await ids({ code: 0, data: { total: 2, list: [one, two] } })).toEqual(['1', '2']);
    expect(await ids({ title: '专题', items: [one, two] })).toEqual(['1', '2']);
    expect(await ids({ first: { text: '甲' }, second: { text: '乙' } })).toEqual(['first', 'second']);
    expect(await ids({ id: '3', text: '文', comments: [one] })).toEqual(['3']);
    expect(await ids(['甲', '乙'])).toEqual(['a.json#1', 'a.json#2']);
  });

  it('is read line by line when it is JSONL', async () => {
    expect((await read('a.json', `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`)).documents).toHaveLength(2);
  });

  it('that is damaged is refused, and one without text is counted, never passed over', async () => {
    await expect(read('a.json', '{"a": [1,')).rejects.toMatchObject({ code: 'BAD_FILE' });
    for (const json of ['{"version": 3, "files": []}', '[]', '3', '[{"a": 1}]'])
      expect(await readAs('json', 'a.json', json)).toEqual({ documents: [], leftOut: [['no text', '']] });
  });
});

describe('CSV', () => {
  it('reads tables with any separator, quotes and encoding', async () => {
    const expected = [
      { title: '新桥', body: '村民走过，\n去赶早集' },
      { title: '旧桥', body: '拆了' },
    ];
    for (const separator of [',', '\t', ';'])
      for (const encoding of ['utf8', 'gb18030']) {
        const csv = `标题${separator}内容\n新桥${separator}"村民走过，\n去赶早集"\n旧桥${separator}拆了\n`;
        expect((await read('a.csv', iconv.encode(csv, encoding))).documents).toMatchObject(expected);
      }
  });

  it('without names of columns loses no row', async () => {
    expect((await read('a.csv', '董小满,走过新桥。\n何田,写了文章。\n')).documents.map(({ body }) => body)).toEqual([
      '董小满\n走过新桥。',
      '何田\n写了文章。',
    ]);
  });

  it('keeps columns of one name and cells beyond the last', async () => {
    const { documents } = await read('a.csv', 'title,content,content\n甲,乙,丙,丁\n');
    expect(JSON.stringify(documents)).toMatch(/乙.*丙.*丁/);
  });
});

describe('XML', () => {
  it('has a document for each of several records', async () => {
    const xml =
      '<rss><channel><title>苇塘网</title><item><title>新桥</title><description><![CDATA[<p>村民走过</p>]]></description><content:encoded>&lt;p&gt;全文&lt;/p&gt;</content:encoded></item><item><title>旧桥</title></item></channel></rss>';
    const { documents } = await read('a.xml', xml);
    expect(documents.map(({ title, body, subtitle }) => [title, body, subtitle])).toEqual([
      ['新桥', '全文', '村民走过'],
      ['旧桥', undefined, undefined],
      [undefined, '苇塘网', undefined],
    ]);
  });

  it('without records is one text, in which marks inside a line leave no gap', async () => {
    const { documents } = await read('a.xml', '<text><p>石<name>桥村</name>通车</p><p>第二段 & 其他</p></text>');
    expect(documents).toEqual([{ id: 'a.xml', body: '石桥村通车\n第二段 & 其他', file: 'a.xml' }]);
  });

  it('of several roots, with tags that do not match, is read', async () => {
    const xml =
      '<doc><contenttitle>新桥</contenttitle><content>村民A&B走过</content></doc>\n<doc><contenttitle>旧桥</contenttitle><content>拆了<br></content></doc>';
    expect((await read('a.xml', iconv.encode(xml, 'gb18030'))).documents).toMatchObject([
      { title: '新桥', body: '村民A&B走过' },
      { title: '旧桥', body: '拆了' },
    ]);
  });
});

describe('a Word document', () => {
  it('has its headings as sections, and title and author of its properties', async () => {
    const bytes = writeDocx(
      [{ text: '新桥', level: 1 }, { text: '村民走过。' }, { text: '施工', level: 2 }, { text: '用了一年。' }],
      { title: '石桥村志', author: '何田', table: [['甲', '乙']] },
    );
    const { documents } = await read('a.docx', bytes);
    expect(documents).toEqual([
      {
        id: 'a.docx',
        title: '石桥村志',
        author: ['何田'],
        body: '新桥\n村民走过。\n施工\n用了一年。\n甲\n乙',
        headings: '新桥\n施工',
        sections: [
          { title: '新桥', anchor: '', start: 0 },
          { title: '施工', anchor: '', start: 9 },
        ],
        file: 'a.docx',
      },
    ]);
  });

  it('that is none is refused', async () => {
    await expect(read('a.docx', writeZip({ 'a.txt': '甲' }))).rejects.toMatchObject({ code: 'BAD_FILE' });
    await expect(read('a.docx', '甲')).rejects.toMatchObject({ code: 'BAD_FILE' });
  });
});

describe('a book', () => {
  it('has a document for each chapter', async () => {
    const bytes = writeEpub(
      [
        { title: '第一章 建村', paragraphs: ['先有河。', '后有村。'] },
        { title: '第二章 修桥', paragraphs: ['桥很长。'] },
      ],
      { title: '石桥村', author: '何田' },
    );
    const { documents, leftOut } = await read('a.epub', bytes);
    expect(documents.map(({ id, title, body, source, author }) => [id, title, body, source, author])).toEqual([
      ['a.epub#1', '第一章 建村', '第一章 建村\n先有河。\n后有村。', ['石桥村'], ['何田']],
      ['a.epub#2', '第二章 修桥', '第二章 修桥\n桥很长。', ['石桥村'], ['何田']],
    ]);
    expect(leftOut.some(({ kind }) => kind === 'navigation')).toBe(true);
  });
});

describe('a ZIP archive', () => {
  it('is read file by file; what has no format or is hidden is named', async () => {
    const zip = writeZip({
      'a/b.jsonl': '{"id":"1","text":"甲"}',
      'c.md': '# 题\n\n文',
      'd.exe': '1',
      '__MACOSX/a': '1',
      'e.json': '{',
      'f.zip': writeZip({ 'g.csv': 'title\n乙\n' }),
    });
    const { documents, leftOut, skipped } = await read('z.zip', zip);
    expect(documents.map(({ file }) => file)).toEqual(['z.zip/a/b.jsonl', 'z.zip/c.md', 'z.zip/f.zip/g.csv']);
    expect(leftOut.map(({ file, kind }) => [file, kind])).toEqual([
      ['z.zip/d.exe', 'other format'],
      ['z.zip/__MACOSX/a', 'hidden file'],
    ]);
    expect(skipped).toMatchObject([expect.stringContaining('z.zip/e.json')]);
  });

  it('with names in GBK has them in Chinese', async () => {
    const zip = Buffer.from(writeZip({ 'AAAAAA.jsonl': '{"id":"1","text":"甲"}' }));
    const name = iconv.encode('石桥村', 'gbk');
    for (let at = zip.indexOf('AAAAAA'); at >= 0; at = zip.indexOf('AAAAAA', at + 1)) name.copy(zip, at);
    expect((await read('z.zip', zip)).documents[0].file).toBe('z.zip/石桥村.jsonl');
  });

  it('that is damaged is BAD_FILE', async () => {
    await expect(read('z.zip', 'PK\x03\x04 and nothing behind it')).rejects.toMatchObject({ code: 'BAD_FILE' });
  });
});

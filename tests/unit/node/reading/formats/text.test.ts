import { describe, expect, it } from 'vitest';
import { looksLikePage } from '../../../../../src/node/reading/formats/text/detect-pages.ts';
import { looksLikeSubtitles } from '../../../../../src/node/reading/formats/text/read-subtitles.ts';
import { readAs } from './test-context.ts';

const read = async (text: string, format: 'text' | 'subtitles' | 'pages' = 'text', path = 'a.txt') =>
  (await readAs(format, path, text)).documents.map(({ body, ...rest }) => ({ ...rest, body: String(body) }));

const novel = '石桥村史\n\n作者：何田\n\n第一章 建村\n\n　　村建于明代。\n\n第二章 修桥\n\n　　一九五八年修桥。\n';

describe('a plain text', () => {
  it('is a newspaper page only when it looks like one', () => {
    expect(looksLikePage('a.txt', '会议召开\n\n本报讯（记者叶青禾）9月2日，会议召开。')).toBe(true);
    expect(looksLikePage('2022-09-05-A1.txt', '一句话。')).toBe(true);
    expect(looksLikePage('a.txt', '苇塘日报 2022年9月5日 星期一\n\n会议召开')).toBe(true);
    expect(
      looksLikePage(
        'a.txt',
        '云汀县召开河湖长制工作推进会总结上\n半年工作安排下一步任务会议由县长主\n持要守好一江清水把每一条河流每一个\n湖泊管好护好\n',
      ),
    ).toBe(true);
    expect(looksLikePage('a.txt', novel)).toBe(false);
    expect(looksLikePage('a.txt', '○ 石桥歌\n\n石桥流水绿，新柳拂人衣。\n村姑初过渡，不待晚船归。\n')).toBe(false);
    expect(looksLikePage('a.txt', '张三：今天去哪里？\n李四：过河。\n')).toBe(false);
  });

  it('has its chapters as sections and the author that it names', async () => {
    const [document] = await read(novel);
    expect(document).toMatchObject({ title: '石桥村史', author: ['何田'], headings: '第一章 建村\n第二章 修桥' });
    for (const { title, start } of document.sections ?? [])
      expect(document.body.slice(start).startsWith(title)).toBe(true);
  });

  it('is a collection of documents when titles are marked, each with its lines, and nothing is lost before the first', async () => {
    const documents = await read('石桥歌集\n\n○ 其一·流水/〔明〕何田\n\n石桥流水绿。\n\n○ 其二\n\n苇塘秋水白。\n');
    expect(documents.map(({ id, title, author, lines, body }) => ({ id, title, author, lines, body }))).toEqual([
      { id: 'a.txt#0', title: undefined, author: undefined, lines: [1, 2], body: '石桥歌集' },
      { id: 'a.txt#1', title: '其一·流水', author: ['何田'], lines: [3, 6], body: '石桥流水绿。' },
      { id: 'a.txt#2', title: '其二', author: undefined, lines: [7, 9], body: '苇塘秋水白。' },
    ]);
  });

  it('is no newspaper page for titles of one width, or verse without marks', () => {
    const titles =
      '● 石桥歌（何田）\n\n石桥流水绿。\n\n● 苇塘歌（董小满）\n\n苇塘水。\n\n● 南保歌（王二）\n\n南保山。\n\n● 柳林歌（李四）\n\n柳林。\n';
    expect(looksLikePage('a.txt', titles)).toBe(false);
    const verse = '石桥流水绿 新柳拂人衣\n苇塘秋水白 候鸟带霜飞\n渔火三更后 渔翁犹未归\n南保山前路 行人日日稀\n';
    expect(looksLikePage('a.txt', verse)).toBe(false);
  });

  it('is a collection when an author follows each title', async () => {
    const { documents, leftOut } = await readAs(
      'text',
      'a.txt',
      '石桥诗选\n\n《流水》\n作者：何田\n石桥流水绿。\n\n《秋水》\n\n作者：董小满\n\n苇塘秋水白。\n',
    );
    expect(documents.map(({ title, author, body }) => [title, author, String(body)])).toEqual([
      [undefined, undefined, '石桥诗选'],
      ['流水', ['何田'], '石桥流水绿。'],
      ['秋水', ['董小满'], '苇塘秋水白。'],
    ]);
    expect(leftOut).toEqual([
      ['metadata', '作者：'],
      ['metadata', '作者：'],
    ]);
  });

  it('has a title in 《》, and chapters as web novels head them', async () => {
    const [document] = await read(
      '《苇塘旧事》\n作者：何田\n\n卷一\n\n正文 第一章 建村\n建村。\n【第二章】修桥\n修桥。\nChapter 3 通车\n通车。\n',
    );
    expect(document).toMatchObject({ title: '苇塘旧事', author: ['何田'] });
    expect(document.sections?.map(({ title }) => title)).toEqual([
      '卷一',
      '正文 第一章 建村',
      '【第二章】修桥',
      'Chapter 3通车',
    ]);
  });

  it('keeps what each speaker says on a line of its own', async () => {
    const said =
      '座谈会记录\n时间：九月五日\n地点：石桥村\n主持人：今天我们谈新桥\n董小满：我第一个走过新桥\n何田：请谈谈感受';
    expect((await read(said))[0].body).toBe(said);
    const timed = '[00:00:01] 何田：新桥通车了\n[00:00:09] 董小满：我第一个走过\n';
    expect((await read(timed))[0].body).toBe(timed.trim());
  });

  it('gives no author to a transcript', async () => {
    expect((await read('张三：今天去哪里？\n李四：过河。\n'))[0]).not.toHaveProperty('author');
  });
});

describe('subtitles', () => {
  it('are recognised in a .txt by their time codes', () => {
    expect(looksLikeSubtitles('\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n去哪里？\r\n')).toBe(true);
    expect(looksLikeSubtitles('WEBVTT\n\n00:01.000 --> 00:02.000\n去哪里？\n')).toBe(true);
    expect(looksLikeSubtitles('1\n去哪里？\n')).toBe(false);
  });

  it('are what is spoken, without time codes and styles', async () => {
    const srt = '1\n00:00:01,000 --> 00:00:02,000\n<i>去哪里？</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n过河。\n';
    expect((await read(srt, 'subtitles', 'a.srt'))[0].body).toBe('去哪里？\n过河。');
    const ass =
      '[Script Info]\nTitle: 过河\n[Events]\nFormat: Layer, Start\nComment: 0,0:00:01.00,0:00:02.00,x,,0,0,0,,略\nDialogue: 0,0:00:01.00,0:00:02.00,字幕,张三,0,0,0,,{\\an8}去，\\N哪里？\n';
    expect((await read(ass, 'subtitles', 'a.ass'))[0]).toMatchObject({ title: '过河', body: '去， 哪里？' });
    expect((await read('[ti:过河]\n[00:01.00]去哪里\n', 'subtitles', 'a.lrc'))[0]).toMatchObject({
      title: '过河',
      body: '去哪里',
    });
  });
});

describe('a newspaper page', () => {
  it('keeps the text of no article in a document of its own', async () => {
    const text =
      '会议召开\n\n本报讯（记者叶青禾）9月2日，会议在县城召开，总结上半年工作。\n\n\n甲　　乙　　丙\n\n责任编辑：何田\n';
    const { documents, leftOut } = await readAs('pages', '2022-09-05-A1.txt', text);
    expect(documents.map(({ id }) => id)).toEqual(['2022-09-05-A1.txt#1', '2022-09-05-A1.txt#rest']);
    expect(documents[1]).toMatchObject({ date: '2022-09-05', edition: 'A1' });
    expect(leftOut.map(([kind]) => kind)).toEqual(['furniture']);
  });
});

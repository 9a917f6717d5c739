import { describe, expect, it } from 'vitest';
import { parsePageText } from '../../../../../src/node/reading/formats/pages/pages.ts';
import { layoutPage } from '../../../../../src/node/reading/formats/pdf/page-layout.ts';
import { readPdfPages } from '../../../../../src/node/reading/formats/pdf/read-pdf.ts';
import { minimalPdf, type PlacedText } from './minimal-pdf.ts';

/** The lines of a column. */
function column(lines: readonly string[], x: number, top: number, size = 10): PlacedText[] {
  return lines.map((text, i) => ({ text, x, y: top - i * size * 1.5, size }));
}

async function readPages(bytes: Uint8Array): Promise<string[]> {
  const pages: string[] = [];
  for await (const { text } of readPdfPages('paper.pdf', bytes)) pages.push(text);
  return pages;
}

const left = ['本报讯（记者何田）9月5日，石', '桥村的新桥今天通车，村民走', '过新桥，到对岸去赶早集，不'];
const right = ['再绕远路。县里的干部也来了', '，他们说明年还要再修两座。'];

describe('the text of a PDF', () => {
  it('is read column by column below the headline, whatever its order in the file', async () => {
    const page = [
      ...column(right, 250, 700),
      ...column(left, 50, 700),
      { text: '新桥今天通车', x: 100, y: 740, size: 24 },
      ...column(['县图书馆搬家'], 50, 600, 24),
      ...column(['本报讯（记者董小满）近日，', '县图书馆搬进了新馆。'], 50, 570),
    ];
    expect(await readPages(minimalPdf([page]))).toEqual([
      [
        '新桥今天通车\n',
        ...left,
        ...right,
        '\n县图书馆搬家\n',
        '本报讯（记者董小满）近日，',
        '县图书馆搬进了新馆。',
      ].join('\n'),
    ]);
  });

  it('keeps two articles side by side apart, each with a subtitle', async () => {
    const page = [
      { text: '新桥通车', x: 50, y: 740, size: 24 },
      { text: '秋收开镰', x: 250, y: 740, size: 24 },
      { text: '两岸不再绕路', x: 50, y: 715, size: 15 },
      { text: '晚稻进了粮仓', x: 250, y: 715, size: 15 },
      ...column(left, 50, 690),
      ...column(right, 250, 690),
    ];
    expect(await readPages(minimalPdf([page]))).toEqual([
      ['新桥通车\n', '两岸不再绕路\n', ...left, '秋收开镰\n', '晚稻进了粮仓\n', ...right]
        .join('\n')
        .replace('，不\n秋', '，不\n\n秋'),
    ]);
  });

  it('is read page by page', async () => {
    const pages = await readPages(
      minimalPdf([column(['第一页的文字'], 50, 700), [], column(['第三页的文字'], 50, 700)]),
    );
    expect(pages).toEqual(['第一页的文字', '', '第三页的文字']);
  });

  it('has no blanks in a justified line, but has them between words', () => {
    const spread = Array.from('入秋以来全县', (text, i) => ({ text, x: 50 + i * 15, y: 700, width: 10, size: 10 }));
    expect(layoutPage(spread).text).toBe('入秋以来全县');
    const two = ['李', '超', '刘', '祥', '龙'].map((text, i) => ({
      text,
      x: 50 + i * 10 + (i > 1 ? 8 : 0),
      y: 700,
      width: 10,
      size: 10,
    }));
    expect(layoutPage(two).text).toBe('李超 刘祥龙');
  });

  it('comes with font sizes, which find headlines that share no word with their articles', async () => {
    const bytes = minimalPdf([
      [
        { text: '清溪日报', x: 50, y: 770, size: 40 },
        { text: '天堑变通途', x: 50, y: 720, size: 24 },
        ...column(left, 50, 690),
        { text: '灯火可亲', x: 250, y: 720, size: 24 },
        ...column(['县图书馆搬进了新馆，阅览室的', '座位比从前多了一倍，晚上开到', '九点。'], 250, 690),
      ],
    ]);
    for await (const page of readPdfPages('paper.pdf', bytes)) {
      expect(page.lineSizes).toHaveLength(page.text.split('\n').length);
      expect(page.lineSizes.filter(size => size === 24)).toHaveLength(2);
      const { articles } = parsePageText({ file: 'paper.pdf', ...page });
      expect(articles.map(({ title }) => title)).toEqual(['天堑变通途', '灯火可亲']);
      const byText = parsePageText({ file: 'paper.pdf', text: page.text }).articles;
      expect(byText.map(({ title }) => title)).not.toContain('灯火可亲');
    }
    expect.assertions(4);
  });

  it('has an upright headline as one line', () => {
    const upright = Array.from('古桥新生', (text, i) => ({ text, x: 50, y: 700 - i * 26, width: 24, size: 24 }));
    const body = ['一座桥，', '走了百年。'].map((text, i) => ({ text, x: 100, y: 710 - i * 15, width: 60, size: 10 }));
    expect(layoutPage([...body, ...upright]).text).toBe('古桥新生\n\n一座桥，\n走了百年。');
  });

  it('is empty for a page without text', () => {
    expect(layoutPage([]).text).toBe('');
  });
});

describe('a PDF that cannot be read is BAD_FILE', () => {
  it.each([
    ['has no text layer', minimalPdf([[], []])],
    ['is protected by a password', minimalPdf([column(left, 50, 700)], true)],
    ['is not a PDF', new TextEncoder().encode('%PDF-1.4 and nothing behind it')],
    ['is not a PDF', new TextEncoder().encode('本报讯')],
  ])('and says that it %s', async (what, bytes) => {
    await expect(readPages(bytes)).rejects.toMatchObject({ code: 'BAD_FILE', message: expect.stringContaining(what) });
  });

  it('and says so when its fonts do not map glyphs to characters', async () => {
    const unmapped = column(['\ue000\ue001\ue002\ue003'], 50, 700);
    await expect(readPages(minimalPdf([unmapped]))).rejects.toMatchObject({
      message: expect.stringContaining('has no readable text layer'),
    });
  });
});

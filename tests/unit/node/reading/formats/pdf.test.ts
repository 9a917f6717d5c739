import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { FileInput } from '../../../../../src/node/reading/file-input.ts';
import { parsePageText } from '../../../../../src/node/reading/formats/pages/pages.ts';
import { layoutPage } from '../../../../../src/node/reading/formats/pdf/page-layout.ts';
import { joinLines, type TextRun } from '../../../../../src/node/reading/formats/pdf/page-lines.ts';
import { documentOfText, isNewspaper, readPdfText } from '../../../../../src/node/reading/formats/pdf/read-pdf.ts';
import { readPdfPages } from '../../../../../src/node/reading/formats/pdf/read-pdf-pages.ts';
import { isReadable } from '../../../../../src/node/reading/formats/pdf/readable-text.ts';
import { minimalPdf, type PlacedText } from './minimal-pdf.ts';

/** The lines of a column. */
function column(lines: readonly string[], x: number, top: number, size = 10): PlacedText[] {
  return lines.map((text, i) => ({ text, x, y: top - i * size * 1.5, size }));
}

async function readPages(bytes: Uint8Array): Promise<string[]> {
  const { pages } = await readPdfPages('paper.pdf', bytes);
  return pages.map(({ text }) => text);
}

/** The text of one line. */
function lineOf(runs: readonly TextRun[]): string {
  return layoutPage(joinLines(runs)).text;
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
    expect(pages).toEqual(['第一页的文字', '第三页的文字']);
  });

  it('has no blanks in a justified line, but has them between words', () => {
    const spread = Array.from('入秋以来全县', (text, i) => ({ text, x: 50 + i * 15, y: 700, width: 10, size: 10 }));
    expect(layoutPage(joinLines(spread)).text).toBe('入秋以来全县');
    const two = ['李', '超', '刘', '祥', '龙'].map((text, i) => ({
      text,
      x: 50 + i * 10 + (i > 1 ? 8 : 0),
      y: 700,
      width: 10,
      size: 10,
    }));
    expect(layoutPage(joinLines(two)).text).toBe('李超 刘祥龙');
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
    for (const page of (await readPdfPages('paper.pdf', bytes)).pages) {
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
    expect(layoutPage(joinLines([...body, ...upright])).text).toBe('古桥新生\n\n一座桥，\n走了百年。');
  });

  it('is empty for a page without text', () => {
    expect(layoutPage(joinLines([])).text).toBe('');
  });
});

describe('a PDF that names a predefined encoding', () => {
  it.each([
    ['GBK-EUC-H', 'GB1', 'gbk'],
    ['GB-EUC-H', 'GB1', 'gb2312'],
    ['GBK2K-H', 'GB1', 'gb18030'],
    ['UniGB-UCS2-H', 'GB1', 'utf-16be'],
    ['UniGB-UTF16-H', 'GB1', 'utf-16be'],
    ['ETen-B5-H', 'CNS1', 'big5'],
    ['UniCNS-UTF16-H', 'CNS1', 'utf-16be'],
  ])('like %s is read', async (name, ordering, codec) => {
    const encode = (text: string) => iconv.encode(text, codec);
    const lines =
      ordering === 'GB1'
        ? ['石桥村的新桥今天通车', '村民走到对岸去赶早集']
        : ['石橋村的新橋今天通車', '村民走到對岸去趕早集'];
    expect(await readPages(minimalPdf([column(lines, 50, 700)], { encoding: { name, ordering, encode } }))).toEqual([
      lines.join('\n'),
    ]);
  });

  it('for vertical text is read from the right column to the left one', async () => {
    const encoding = { name: 'GBK-EUC-V', ordering: 'GB1', encode: (text: string) => iconv.encode(text, 'gbk') };
    const page = ['村民走到对岸，', '石桥村的新桥', '去赶早集。'].map((text, i) => ({
      text,
      x: [380, 400, 360][i],
      y: 700,
      size: 10,
    }));
    expect(await readPages(minimalPdf([page], { encoding }))).toEqual(['石桥村的新桥\n村民走到对岸，\n去赶早集。']);
  });
});

describe('a page that is turned', () => {
  it('is read like one that is not', async () => {
    const page = [{ text: '新桥今天通车', x: 50, y: 740, size: 24 }, ...column(left, 50, 700)];
    expect(await readPages(minimalPdf([page], { turned: true }))).toEqual(await readPages(minimalPdf([page])));
  });
});

describe('Latin words', () => {
  const place = (words: readonly string[], gap: number) => {
    let x = 0;
    return words.map(text => {
      const width = text.length * 5;
      const run = { text, x, y: 0, width, size: 10 };
      x += width + gap;
      return run;
    });
  };

  it('have blanks between them, however many of them the line has', () => {
    for (const gap of [2, 2.3, 2.8, 4])
      expect(lineOf(place(['digital', 'financial', 'inclusion', 'of', 'SMEs'], gap)), String(gap)).toBe(
        'digital financial inclusion of SMEs',
      );
  });

  it('have a blank where the PDF has one, however narrow', () => {
    const [first, second] = place(['credit', 'risk'], 1);
    expect(lineOf([first, { text: ' ', x: 30, y: 0, width: 1, size: 10 }, second])).toBe('credit risk');
    expect(lineOf([first, second])).toBe('creditrisk');
  });

  it('that are set letter by letter are not taken apart', () => {
    expect(lineOf(place([...'BRIDGE'], 3))).toBe('BRIDGE');
  });
});

describe('running heads and page numbers', () => {
  const page = (number: number, body: readonly string[], head = '苇塘大学硕士学位论文') => [
    { text: head, x: 200, y: 780, size: 9 },
    ...column(body, 50, 720),
    { text: `- ${number} -`, x: 290, y: 40, size: 9 },
  ];
  const bodies = ['甲乙丙丁戊', '子丑寅卯辰'].map(each => [...each].map(name => `${name}村的村民走过了新桥，到对岸去`));

  it('are no part of the pages, and are reported', async () => {
    const pdf = await readPdfPages(
      'a.pdf',
      minimalPdf([1, 2, 3].map(number => page(number, [`第${number}座桥的故事很长，`, ...bodies[0]]))),
    );
    expect(pdf.pages.map(({ text }) => text)).toEqual(
      [1, 2, 3].map(number => [`第${number}座桥的故事很长，`, ...bodies[0]].join('\n')),
    );
    expect([...pdf.furniture].sort()).toEqual(['- 1 -', '- 2 -', '- 3 -', ...Array(3).fill('苇塘大学硕士学位论文')]);
  });

  it('may differ on left and right pages', async () => {
    const heads = ['石桥村研究', '第一章绪论'];
    const pdf = await readPdfPages(
      'a.pdf',
      minimalPdf([1, 2, 3, 4].map(number => page(number, bodies[number % 2], heads[number % 2]))),
    );
    expect(pdf.pages.map(({ text }) => text).join()).not.toContain('绪论');
    expect(pdf.furniture.filter(text => text === '石桥村研究')).toHaveLength(2);
  });

  it('are kept where they say something of the page, when they are asked for', async () => {
    const bytes = minimalPdf([1, 2, 3].map(number => page(number, bodies[0], '苇塘日报 2022年9月5日')));
    const pdf = await readPdfPages('a.pdf', bytes, /2022/);
    for (const { text } of pdf.pages) expect(text).toContain('苇塘日报');
  });

  it('leave every Han character in a page or in what is reported', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'石桥村通车新旧走过，。 a1'), minLength: 1, maxLength: 12 });
    const place = fc.record({
      text,
      x: fc.integer({ min: 10, max: 300 }),
      y: fc.integer({ min: 10, max: 790 }),
      size: fc.constantFrom(9, 10, 24),
    });
    const repeated = fc.record({ text, x: fc.constant(200), y: fc.constantFrom(780, 30), size: fc.constant(9) });
    const count = (...texts: readonly string[]) =>
      [...texts.join('')]
        .filter(each => /\p{Script=Han}/u.test(each))
        .sort()
        .join('');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(place, { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        fc.array(repeated, { maxLength: 2 }),
        async (own, heads) => {
          const pages = own.map(each => [...each, ...heads]);
          const all = pages.flat().map(each => each.text);
          if (all.join('').trim() === '') return;
          const pdf = await readPdfPages('a.pdf', minimalPdf(pages));
          expect(
            count(
              ...pdf.pages.map(each => each.text),
              ...pdf.furniture,
              ...pdf.turnedText,
              ...pdf.unreadablePages.map(each => each.text),
            ),
          ).toBe(count(...all));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a page whose fonts do not name their characters', () => {
  const good = column(left, 50, 700);
  const gibberish = {
    'private characters': '\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007',
    'rare characters': '㐀㔧䁐䔣䕻䘞䚃䛆䜣䝤䡃䢜䣪䤯䦂䧟䨩䪷䬛䰾',
    'letters of many scripts': 'ԱԲԳԴकखगกขคႠႡአሁᏀᏁᐁᐂᠠᠡ',
  };
  it.each(Object.entries(gibberish))('(%s) is left out by its number; the others are kept', async (_, text) => {
    const pdf = await readPdfPages('a.pdf', minimalPdf([good, column([text], 50, 700), []]));
    expect(pdf.pages.map(({ number }) => number)).toEqual([1]);
    expect(pdf.unreadablePages).toEqual([{ number: 2, text }]);
    expect(pdf.emptyPages).toEqual([3]);
  });

  it('is not a page in another language, in old Chinese, or full of dots', () => {
    for (const text of [
      '石橋渡る新しい橋をみんなでわたりました',
      'Новый мост открыт сегодня утром',
      '关关雎鸠在河之洲窈窕淑女君子好逑',
      '第一章 ........................ 1',
      '한국어 다리',
      'x² + y² = z², ∑∞≤≥',
    ])
      expect(isReadable(text), text).toBe(true);
  });
});

describe('a PDF that is one text', () => {
  const read = async (file: string, bytes: Uint8Array) => {
    const left: string[] = [];
    const input = new FileInput(file, file, async function* () {
      yield Buffer.from(bytes);
    });
    const pdf = await readPdfText(input, { leaveOut: (kind, text) => left.push(`${kind} ${text}`) });
    return { pdf, left, document: documentOfText(file, pdf) };
  };

  it('is one document with the pages as sections', async () => {
    const pages = ['第一章写石桥村，它在河的南边', '第二章写新桥，它在村的东边'].map((line, i) => [
      ...(i === 0 ? [{ text: '石桥村研究', x: 100, y: 760, size: 24 }] : []),
      ...column([line, '，走过去要一刻钟。'], 50, 700),
    ]);
    const { pdf, document } = await read('thesis.pdf', minimalPdf([...pages, []]));
    expect(isNewspaper('thesis.pdf', pdf)).toBe(false);
    expect(document.title).toBe('石桥村研究');
    const body = String(document.body);
    expect(body).toContain('它在河的南边，走过去要一刻钟。');
    expect(document.sections?.map(({ title, anchor, start }) => [title, anchor, body.slice(start, start + 3)])).toEqual(
      [
        ['第1页', 'page=1', '石桥村'],
        ['第2页', 'page=2', '第二章'],
      ],
    );
  });

  it('is told from a newspaper by its words and its name', async () => {
    const { pdf } = await read('a.pdf', minimalPdf([column(left, 50, 700), column(right, 50, 700)]));
    expect(isNewspaper('a.pdf', pdf)).toBe(true);
    const plain = (await read('a.pdf', minimalPdf([column(right, 50, 700)]))).pdf;
    expect(isNewspaper('a.pdf', plain)).toBe(false);
    expect(isNewspaper('2022-09-05-A1.pdf', plain)).toBe(true);
  });
});

describe('a PDF that cannot be read is BAD_FILE', () => {
  it.each([
    ['has no text layer', minimalPdf([[], []])],
    ['is protected by a password', minimalPdf([column(left, 50, 700)], { encrypted: true })],
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

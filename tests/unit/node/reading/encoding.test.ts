import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { decodeText } from '../../../../src/node/reading/encoding/encoding.ts';
import { frequentCharacters } from '../../../../src/node/reading/encoding/frequent-characters.ts';

const page = readFileSync(new URL('../../../../bench/paper/2022-09-05-A1.txt', import.meta.url), 'utf8');
const traditional =
  '本報訊（記者葉青禾）9月3日，雲汀縣委書記到葦渡鎮調研秋灌和晚稻田間管理工作。\n入秋以來，全縣連續38天無有效降雨，' +
  '水位降至21.4米。在提灌站，六臺機組滿負荷運轉，清水沿著新襯砌的東幹渠一路流向各村的稻田。';

function decode(bytes: Uint8Array) {
  return decodeText(bytes, { file: 'page.txt' });
}

function errorOf(run: () => unknown): HansouError {
  try {
    run();
  } catch (error) {
    if (error instanceof HansouError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Pairs of GB2312 bytes without their high bits, between two marks; other characters as they are, or as 某. */
function encodePairs(text: string, before: string, after: string): Uint8Array {
  const isPair = (bytes: Buffer) => bytes.length === 2 && bytes[0] >= 0xa1 && bytes[0] <= 0xf7 && bytes[1] >= 0xa1;
  const runs = toGb2312(text).split(/([^\0-\x7f]+)/);
  return Buffer.concat(
    runs.map((run, i) => {
      if (i % 2 === 0) return Buffer.from(run);
      const pairs = iconv.encode(run, 'gbk').map(byte => byte & 0x7f);
      expect(isPair(iconv.encode(run[0], 'gbk'))).toBe(true);
      return Buffer.concat([Buffer.from(before), pairs, Buffer.from(after)]);
    }),
  );
}

/** The text with 某 for what GB2312 does not have. */
function toGb2312(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, each => {
    const bytes = iconv.encode(each, 'gbk');
    return bytes.length === 2 && bytes[0] >= 0xa1 && bytes[0] <= 0xf7 && bytes[1] >= 0xa1 ? each : '某';
  });
}

const encodeHz = (text: string) => encodePairs(text.replaceAll('~', '~~'), '~{', '~}');
/** A line ends the set and the shift. */
const encodeIso2022Cn = (text: string) =>
  Buffer.concat(text.split(/(?<=\n)/).map(line => encodePairs(line, '\x1b$)A\x0e', '\x0f')));

describe('decodeText', () => {
  /** Any excerpt of 40 to 400 units, without half a character. */
  const excerpt = (text: string) =>
    fc
      .tuple(fc.nat(text.length - 60), fc.integer({ min: 40, max: 400 }))
      .map(([start, size]) => text.slice(start, start + size).replace(/\p{Surrogate}/gu, ''));

  it.each([
    ['GB18030', 'gb18030', page],
    ['Big5', 'big5', traditional],
    ['UTF-8', 'utf8', page],
    ['UTF-16 LE without mark', 'utf-16le', page],
    ['UTF-16 BE without mark', 'utf-16be', page],
    ['traditional text in GBK', 'gbk', traditional],
    ['GB18030 with four bytes', 'gb18030', page.replaceAll('县', '㐂')],
    ['UTF-32 LE without mark', 'utf-32le', `${page}𠀀`],
    ['UTF-32 BE without mark', 'utf-32be', `${page}𠀀`],
    ['UTF-7', 'utf-7', `${page}𠀀`],
  ])('reads any excerpt of a page back from %s', (_, encoding, text) => {
    fc.assert(
      fc.property(excerpt(text), piece => {
        expect(decode(iconv.encode(piece, encoding)).text).toBe(piece);
      }),
    );
  });

  it.each([
    ['HZ', 'hz-gb-2312', encodeHz],
    ['ISO-2022-CN', 'iso-2022-cn', encodeIso2022Cn],
  ])('reads any excerpt of a page back from %s', (_, encoding, encode) => {
    fc.assert(
      fc.property(excerpt(toGb2312(page)), piece => {
        expect(decode(encode(piece))).toEqual({ text: piece, encoding, replaced: 0 });
        expect(decodeText(encode(piece), { file: 'page.txt', encoding }).text).toBe(piece);
      }),
    );
  });

  it('takes ASCII that looks like HZ, UTF-7 or ISO-2022 for ASCII', () => {
    for (const text of [
      '(format t "~{~a~^, ~}" list)\n(format t "~{~{~a ~}~%~}" rows)',
      'C++ and 1+123+456 and a+b/c+d==, ~{ and ~}',
      'data:image/png;base64,iVBORw0KGgo+AAAANSUhEUg+8AAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO',
      '\x1b[31mred\x1b[0m $)A',
    ])
      expect(decode(Buffer.from(text))).toEqual({ text, encoding: 'utf-8', replaced: 0 });
  });

  it('reads the characters of Hong Kong in Big5', () => {
    const text = `${traditional}嘅咗喺啲嚟`;
    const bytes = iconv.encode(text, 'big5-hkscs');
    expect(decode(bytes)).toEqual({ text, encoding: 'big5', replaced: 0 });
    bytes[1] = 0x20;
    const error = errorOf(() => decodeText(bytes, { file: 'page.txt', strict: true }));
    expect(error.got).toMatch(/the first at byte 0$/);
  });

  it('counts what is damaged in HZ, ISO-2022-CN and UTF-32, and refuses it with strict', () => {
    const text = toGb2312(page.slice(0, 400));
    for (const [encoding, bytes] of [
      ['hz-gb-2312', encodeHz(text)],
      ['iso-2022-cn', encodeIso2022Cn(text)],
      ['utf-32le', iconv.encode(text, 'utf-32le')],
    ] as const) {
      const at = Math.floor(bytes.length / 8) * 4 + 1;
      const damaged = Buffer.from(bytes);
      damaged.fill(0x7f, at, at + 3);
      const { replaced, text: read, encoding: found } = decode(damaged);
      expect(found).toBe(encoding);
      expect(replaced).toBeGreaterThan(0);
      // The text before is there.
      expect(read.slice(0, 40)).toBe(text.slice(0, 40));
      const error = errorOf(() => decodeText(damaged, { file: 'page.txt', strict: true }));
      expect([error.code, error.got]).toEqual([
        'BAD_FILE',
        expect.stringMatching(/^\d+ invalid sequences? of bytes, the first at byte \d+$/),
      ]);
    }
  });

  it('takes what is not valid base64 in UTF-7 for one character', () => {
    const bytes = Buffer.from(iconv.encode('桥头的渡口，石桥村', 'utf-7').toString().replace(/-$/, 'A-'));
    expect(decode(bytes)).toMatchObject({ encoding: 'utf-8' });
    expect(decodeText(bytes, { file: 'page.txt', encoding: 'UTF-7' })).toEqual({
      text: '\ufffd',
      encoding: 'utf-7',
      replaced: 1,
    });
  });

  it('names a character set of ISO-2022 that it does not know, instead of reading it as something else', () => {
    for (const [bytes, set] of [
      ['\x1b$)G\x0eD#\x0f', 'CNS 11643 plane 1'],
      ['\x1b$*H\x1bND#', 'CNS 11643 plane 2'],
      ['\x1b$)C\x0e0!\x0f', 'KS X 1001'],
    ]) {
      const error = errorOf(() => decode(Buffer.from(bytes)));
      expect([error.code, error.got]).toEqual(['BAD_FILE', `ISO-2022 with those of ${set}`]);
    }
    expect(decode(Buffer.from('\x1b$B4A;z\x1b(B')).text).toBe('漢字');
  });

  it('uses the encoding of a byte order mark, and removes the mark', () => {
    for (const encoding of ['utf8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])
      expect(decode(iconv.encode(page, encoding, { addBOM: true })).text, encoding).toBe(page);
  });

  it('detects the encoding of a few characters and of a list of names', () => {
    for (const text of ['监利市', '今天天气好', '顾怀章 nr\n苇渡镇 ns\n', '“五送五到家”'])
      expect(decode(iconv.encode(text, 'gb18030')), text).toEqual({ text, encoding: 'gb18030', replaced: 0 });
    expect(decode(iconv.encode('監利縣的新聞', 'big5'))).toEqual({
      text: '監利縣的新聞',
      encoding: 'big5',
      replaced: 0,
    });
  });

  it('decodes ASCII and any valid UTF-8 as UTF-8, Chinese or not', () => {
    for (const text of ['plain text\n', 'こんにちは', 'Привет', '😀', ''])
      expect(decode(Buffer.from(text))).toEqual({ text, encoding: 'utf-8', replaced: 0 });
  });

  it('uses the declared encoding when the bytes are valid in it', () => {
    const bytes = iconv.encode('<p>夔龘</p>', 'gb18030');
    expect(decodeText(bytes, { file: 'a.html', declared: 'GB2312' }).text).toBe('<p>夔龘</p>');
    expect(decodeText(Buffer.from('监利'), { file: 'a.html', declared: 'gb2312' }).text).toBe('监利');
  });
});

describe('a text that is unusual for Chinese', () => {
  const japanese = '石橋村の新しい橋が今日開通した。|これはペンです。|お問い合わせ|検索エンジン'.split('|');
  const korean =
    '새 다리가 오늘 개통되었다.|안녕하세요|개인정보처리방침|이용약관|회의는 내일 오후 세 시에 시작합니다.'.split('|');

  it.each([
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['euc-kr', korean],
  ])('and may be in %s is told', (encoding, texts) => {
    for (const text of texts) {
      const bytes = iconv.encode(text, encoding);
      expect(decode(bytes), text).toMatchObject({ isDoubtful: true });
      expect(decodeText(bytes, { file: 'a.txt', encoding }), text).toEqual({ text, encoding, replaced: 0 });
    }
  });

  it('is not a Chinese one, nor one whose encoding is certain', () => {
    for (const text of ['新桥通车。', '监利', '顾怀章\n苇渡镇\n', '云汀县人民政府', page, traditional])
      for (const encoding of ['gb18030', 'big5', 'utf8'])
        if (iconv.decode(iconv.encode(text, encoding), encoding) === text)
          expect(decode(iconv.encode(text, encoding)), text).not.toHaveProperty('isDoubtful');
    const rare = '僇僞僇僫偩偗偺';
    expect(decode(Buffer.from(rare))).not.toHaveProperty('isDoubtful');
    expect(decodeText(iconv.encode(rare, 'gbk'), { file: 'a.html', declared: 'gbk' })).not.toHaveProperty('isDoubtful');
  });
});

describe('a damaged file', () => {
  const damage = fc.tuple(
    fc.nat(page.length - 60),
    fc.integer({ min: 20, max: 400 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );

  it.each([
    ['UTF-8', 'utf8'],
    ['GB18030', 'gb18030'],
  ])('in %s loses no character outside of the damage, and counts it', (_, encoding) => {
    fc.assert(
      fc.property(damage, ([start, size, share]) => {
        const text = page.slice(start, start + size);
        const middle = Math.floor(share * text.length);
        const [before, after] = [text.slice(0, middle), text.slice(middle)];
        // Two bytes ff, which are valid in none of the encodings, and a line end, behind which each of them starts anew.
        const bytes = Buffer.concat([
          iconv.encode(before, encoding),
          Buffer.from([0xff, 0x0a]),
          iconv.encode(after, encoding),
        ]);
        expect(decode(bytes)).toEqual({
          text: `${before}\ufffd\n${after}`,
          encoding: encoding === 'utf8' ? 'utf-8' : encoding,
          replaced: 1,
        });
      }),
      { numRuns: 100 },
    );
  });

  it('is read with one bad byte even when it is short', () => {
    for (const text of ['石桥村通车', '董小满', 'plain words', '今天'])
      for (const at of [0, 1, text.length]) {
        const bytes = Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from([0xff]), Buffer.from(text.slice(at))]);
        expect(decode(bytes), text).toMatchObject({ text: `${text.slice(0, at)}\ufffd${text.slice(at)}`, replaced: 1 });
      }
  });

  it('has a zero byte, or some in a long text', () => {
    const bytes = Buffer.from('石桥村的新桥通车了。村民董小满第一个走过新桥。');
    const damaged = Buffer.concat([bytes.subarray(0, 30), Buffer.from([0]), bytes.subarray(30)]);
    const expected = { text: '石桥村的新桥通车了。\ufffd村民董小满第一个走过新桥。', encoding: 'utf-8', replaced: 1 };
    expect(decodeText(damaged, { file: 'a.txt' })).toEqual(expected);
    expect(decodeText(damaged, { file: 'a.txt', encoding: 'utf-8' })).toEqual(expected);
    expect(() => decodeText(damaged, { file: 'a.txt', strict: true })).toThrow('is damaged');
    const long = Buffer.concat([Buffer.from('石桥村。'.repeat(1000)), Buffer.alloc(4), bytes]);
    expect(decodeText(long, { file: 'a.txt' }).replaced).toBe(4);
    // As many as in binary data.
    expect(() => decodeText(Buffer.concat([bytes, Buffer.alloc(2)]), { file: 'a.txt' })).toThrow('is not text');
  });

  it('ends inside a character', () => {
    expect(decode(Buffer.from('石桥村通车').subarray(0, 14))).toMatchObject({ text: '石桥村通\ufffd', replaced: 1 });
  });

  it('does not count a replacement character that the file has itself', () => {
    expect(decode(Buffer.from('石桥\ufffd村通车'))).toMatchObject({ replaced: 0 });
    const both = Buffer.concat([Buffer.from('石桥\ufffd村'), Buffer.from([0xff]), Buffer.from('通车')]);
    expect(decode(both)).toMatchObject({ text: '石桥\ufffd村\ufffd通车', replaced: 1 });
  });

  it('is decoded as it is told to be, whatever it looks like', () => {
    const bytes = iconv.encode('石桥村通车', 'gb18030');
    expect(decodeText(bytes, { file: 'a.txt', encoding: 'GBK' })).toMatchObject({
      text: '石桥村通车',
      encoding: 'gb18030',
    });
    expect(decodeText(iconv.encode('こんにちは', 'shift_jis'), { file: 'a.txt', encoding: 'Shift_JIS' }).text).toBe(
      'こんにちは',
    );
    expect(decodeText(bytes, { file: 'a.txt', encoding: 'utf-8' }).replaced).toBeGreaterThan(0);
    expect(errorOf(() => decodeText(bytes, { file: 'a.txt', encoding: 'klingon' })).code).toBe('BAD_ARGUMENT');
  });
});

describe('the error for a file that cannot be decoded', () => {
  it('names the encodings tried and the first invalid byte in each', () => {
    const error = errorOf(() => decode(iconv.encode('Привет, мир', 'win1251')));
    expect(error.code).toBe('BAD_FILE');
    expect(error.message).toMatch(/^page\.txt cannot be decoded/);
    expect(error.got).toContain('UTF-8 broken at byte 1');
    for (const name of ['GB18030', 'Big5', 'UTF-16 LE', 'UTF-16 BE']) expect(error.got).toContain(name);
  });

  it('names the first damaged byte with strict, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(page.length - 1), at => {
        const good = Buffer.from(page.slice(0, at));
        const bytes = Buffer.concat([good, Buffer.from([0xff, 0x41]), Buffer.from(page.slice(at))]);
        const error = errorOf(() => decodeText(bytes, { file: 'page.txt', strict: true }));
        expect(error.got).toBe(`1 invalid sequence of bytes, the first at byte ${good.length}`);
      }),
      { numRuns: 30 },
    );
  });

  it('names the end of a file that ends inside a character, with strict', () => {
    const bytes = Buffer.from(page).subarray(0, 44);
    expect(errorOf(() => decodeText(bytes, { file: 'page.txt', strict: true })).got).toMatch(/the first at byte 44$/);
  });

  it('is thrown for text in an encoding that is not used for Chinese', () => {
    for (const [text, encoding] of [
      ['être né à Béziers', 'latin1'],
      ['Привет, мир', 'win1251'],
    ])
      expect(errorOf(() => decode(iconv.encode(text, encoding))).code).toBe('BAD_FILE');
  });

  it('names the kind of a binary file, or its first zero byte', () => {
    expect(errorOf(() => decode(Buffer.from('%PDF-1.7\n%…'))).got).toBe('a PDF');
    expect(errorOf(() => decode(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]))).got).toBe('a PNG image');
    expect(errorOf(() => decode(iconv.encode('监\0利', 'utf-16le'))).got).toBe('binary data (a zero at byte 2)');
    expect(errorOf(() => decode(Buffer.from('text\0more\0!'))).got).toBe('binary data (a zero at byte 4)');
  });

  it('is BAD_FILE for any bytes that do not decode to text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        try {
          expect(decode(bytes).text).not.toContain('\0');
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_FILE' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('frequentCharacters', () => {
  it('are 600 different characters that make up more than half of a page', () => {
    expect(new Set(frequentCharacters).size).toBe(600);
    const han = [...page].filter(character => /\p{Script=Han}/u.test(character));
    const known = han.filter(character => frequentCharacters.includes(character));
    expect(known.length / han.length).toBeGreaterThan(0.5);
  });
});

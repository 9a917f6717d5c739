import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { decodeText } from '../../../../src/node/reading/encoding.ts';
import { frequentCharacters } from '../../../../src/node/reading/frequent-characters.ts';

const page = readFileSync(new URL('../../../../bench/paper/2022-09-05-A1.txt', import.meta.url), 'utf8');
const traditional =
  '本報訊（記者葉青禾）9月3日，雲汀縣委書記到葦渡鎮調研秋灌和晚稻田間管理工作。\n入秋以來，全縣連續38天無有效降雨，' +
  '水位降至21.4米。在提灌站，六臺機組滿負荷運轉，清水沿著新襯砌的東幹渠一路流向各村的稻田。';

function decoded(bytes: Uint8Array) {
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

describe('recognising an encoding', () => {
  // Any stretch of real text of 20 characters and more, as articles and lists of names are.
  const stretch = (text: string) =>
    fc
      .tuple(fc.nat(text.length - 60), fc.integer({ min: 40, max: 400 }))
      .map(([start, size]) => text.slice(start, start + size));

  it.each([
    ['GB18030', 'gb18030', page],
    ['Big5', 'big5', traditional],
    ['UTF-8', 'utf8', page],
    ['UTF-16 LE without mark', 'utf-16le', page],
    ['UTF-16 BE without mark', 'utf-16be', page],
    ['traditional text in GBK', 'gbk', traditional],
  ])('reads any stretch of a page back from %s', (_, encoding, text) => {
    fc.assert(
      fc.property(stretch(text), piece => {
        expect(decoded(iconv.encode(piece, encoding)).text).toBe(piece);
      }),
    );
  });

  it('reads what a byte order mark names, and leaves the mark out', () => {
    for (const encoding of ['utf8', 'utf-16le', 'utf-16be'])
      expect(decoded(iconv.encode(page, encoding, { addBOM: true })).text, encoding).toBe(page);
  });

  it('reads a few characters, and a list of names', () => {
    for (const text of ['监利市', '今天天气好', '顾怀章 nr\n苇渡镇 ns\n', '“五送五到家”'])
      expect(decoded(iconv.encode(text, 'gb18030')), text).toEqual({ text, encoding: 'gb18030' });
    expect(decoded(iconv.encode('監利縣的新聞', 'big5'))).toEqual({ text: '監利縣的新聞', encoding: 'big5' });
  });

  it('takes plain ASCII and any valid UTF-8 as UTF-8, Chinese or not', () => {
    for (const text of ['plain text\n', 'こんにちは', 'Привет', '😀', ''])
      expect(decoded(Buffer.from(text))).toEqual({ text, encoding: 'utf-8' });
  });

  it('believes a declared encoding when the bytes are valid in it', () => {
    const bytes = iconv.encode('<p>夔龘</p>', 'gb18030');
    expect(decodeText(bytes, { file: 'a.html', declared: 'GB2312' }).text).toBe('<p>夔龘</p>');
    expect(decodeText(Buffer.from('监利'), { file: 'a.html', declared: 'gb2312' }).text).toBe('监利');
  });
});

describe('a file that cannot be decoded', () => {
  it('is told with the encodings that were tried and the byte where each broke', () => {
    const bytes = Buffer.from(page);
    bytes[3001] = 0xff;
    const error = errorOf(() => decoded(bytes));
    expect(error.code).toBe('BAD_FILE');
    expect(error.message).toMatch(/^page\.txt cannot be decoded/);
    expect(error.got).toContain('UTF-8 broken at byte 3001');
    for (const name of ['GB18030', 'Big5', 'UTF-16 LE', 'UTF-16 BE']) expect(error.got).toContain(name);
  });

  it('names the byte of the first damage, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(page.length - 1), at => {
        const good = Buffer.from(page.slice(0, at));
        const error = errorOf(() => decoded(Buffer.concat([good, Buffer.from([0xff, 0x41, 0xff])])));
        expect(error.got).toContain(`UTF-8 broken at byte ${good.length},`);
      }),
      { numRuns: 30 },
    );
  });

  it('may be one that ends inside a character', () => {
    expect(errorOf(() => decoded(Buffer.from(page).subarray(0, 44))).got).toMatch(
      /UTF-8 broken at byte 44 \(the end\)/,
    );
  });

  it('may be text in an encoding that no Chinese is written in', () => {
    for (const [text, encoding] of [
      ['café au lait', 'latin1'],
      ['Привет, мир', 'win1251'],
    ])
      expect(errorOf(() => decoded(iconv.encode(text, encoding))).code).toBe('BAD_FILE');
  });

  it('may be no text at all: its kind is named, or where its first zero is', () => {
    expect(errorOf(() => decoded(Buffer.from('%PDF-1.7\n%…'))).got).toBe('a PDF');
    expect(errorOf(() => decoded(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]))).got).toBe('a PNG image');
    expect(errorOf(() => decoded(iconv.encode('监\0利', 'utf-16le'))).got).toBe('binary data (a zero at byte 2)');
    expect(errorOf(() => decoded(Buffer.from('text\0more\0!'))).got).toBe('binary data (a zero at byte 4)');
  });

  it('ends in text or in BAD_FILE, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        try {
          expect(decoded(bytes).text).not.toContain('\0');
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_FILE' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the frequent characters', () => {
  it('are 600, each once, and most of what stands in a page', () => {
    expect(new Set(frequentCharacters).size).toBe(600);
    const han = [...page].filter(character => /\p{Script=Han}/u.test(character));
    const known = han.filter(character => frequentCharacters.includes(character));
    expect(known.length / han.length).toBeGreaterThan(0.5);
  });
});

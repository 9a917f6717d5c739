import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import type { Segmenter } from '../../../src/segment/segmenter.ts';
import { TokenList } from '../../../src/segment/token-list.ts';

let base: Lexicon;
let segmenter: Segmenter;
beforeAll(async () => {
  base = await baseLexicon();
  segmenter = createSegmenter({ lexicon: base });
});

describe('the segmenter', () => {
  it.each([
    ['我来到北京清华大学', '我|来到|北京|清华大学'],
    ['他来到了网易杭研大厦', '他|来到|了|网易|杭研|大厦'],
    ['小明硕士毕业于中国科学院计算所', '小明|硕士|毕业|于|中国科学院|计算所'],
    ['研究生命起源', '研究|生命|起源'],
    ['監利市在湖北', '監利|市|在|湖北'],
    ['', ''],
  ])('cuts %s as jieba does', (text, words) => {
    expect(segmenter.cut(text).join('|')).toBe(words);
  });

  it('gives words inside and across the words of the path as terms', () => {
    const terms = segmenter.terms('研究生命').map(token => token.text);
    expect(terms).toEqual(['研究生', '研究', '生命']);
    expect(segmenter.terms('中国科学院计算所').map(token => token.text)).toEqual(
      '中国科学院 中国 科学院 科学 学院 计算所 计算'.split(' '),
    );
  });

  it('gives all overlapping local names as terms', () => {
    const lexicon = base.extend([
      { word: '南保村' },
      { word: '南保村民委员会', tag: 'nt' },
      { word: '村民委员会主任' },
    ]);
    const terms = createSegmenter({ lexicon }).terms('南保村民委员会主任');
    expect(terms.map(token => token.text)).toEqual(
      expect.arrayContaining(['南保村', '南保村民委员会', '村民委员会主任', '村民', '委员会', '主任']),
    );
  });

  it('does not join a character that the user added as a word with its neighbours', () => {
    const text = '韩旭';
    expect(segmenter.cut(text)).toEqual(['韩旭']);
    expect(createSegmenter({ lexicon: base.extend([{ word: '旭' }]) }).cut(text)).toEqual(['韩', '旭']);
  });

  it('cuts a sentence the same everywhere in a long text', () => {
    const sentence = '监利市城区开展全员核酸检测工作人员正在紧张有序地进行';
    const long = sentence.repeat(2000);
    const words = segmenter.cut(sentence);
    const cut = segmenter.cut(long);
    expect(cut.length).toBe(words.length * 2000);
    expect(cut.slice(-words.length)).toEqual(words);
  });

  it('takes linear time if words overlap all over the text and if no character is a word', () => {
    const lexicon = Lexicon.fromEntries([{ word: '人人' }, { word: '人'.repeat(64), weight: 1 }]);
    for (const [made, text] of [
      [createSegmenter({ lexicon }), '人'.repeat(40_000)],
      [segmenter, '的一是在不了有和人这'.repeat(5_000)],
      [segmenter, '龘靐齉'.repeat(12_000)],
      [segmenter, '\u3400'.repeat(30_000)],
      [segmenter, '韩旭'.repeat(12_000)],
    ] as const) {
      expect(made.cut(text).join('')).toBe(text);
      let end = 0;
      for (const token of made.terms(text)) if (token.start <= end && token.end > end) end = token.end;
      expect(end).toBe(text.length);
    }
  });

  it('cuts 10 MB without punctuation without allocating anything but the tokens', () => {
    const sentence = '监利市城区开展全员核酸检测工作人员正在紧张有序地进行';
    const count = Math.ceil(10_000_000 / Buffer.byteLength(sentence));
    const units = Uint16Array.from({ length: count * sentence.length }, (_, i) =>
      sentence.charCodeAt(i % sentence.length),
    );
    const tokens = new TokenList();
    tokens.reserve(units.length);
    segmenter.segmentInto(units, sentence.length, tokens);
    const perSentence = tokens.count;
    const before = process.memoryUsage().arrayBuffers;
    segmenter.segmentInto(units, units.length, tokens);
    expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(before);
    expect(tokens.count).toBe(perSentence * count);
    expect(tokens.ends[tokens.count - 1]).toBe(units.length);
  });

  it('throws BAD_ARGUMENT without a lexicon', () => {
    for (const wrong of [undefined, {}, { lexicon: {} }])
      expect(() => createSegmenter(wrong as never)).toThrowError(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });

  it('has a fingerprint of its rules and words', () => {
    const other = createSegmenter({ lexicon: base.extend([{ word: '南保村' }]) });
    expect(other.fingerprint).not.toBe(segmenter.fingerprint);
    expect(createSegmenter({ lexicon: base }).fingerprint).toBe(segmenter.fingerprint);
  });
});

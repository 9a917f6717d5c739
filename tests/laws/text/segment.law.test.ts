import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import type { Segmenter, Token } from '../../../src/segment/segmenter.ts';
import { TokenList, tokenKindNames } from '../../../src/segment/token-list.ts';
import { isHighSurrogate, isLowSurrogate } from '../../../src/text/characters.ts';
import { fold, foldInto } from '../../../src/text/folding.ts';

const pieces = [
  ...[
    '监利',
    '監利',
    '南保村',
    '研究生命起源',
    '的',
    '了',
    '一',
    '人人',
    '韩旭',
    '沈砚秋',
    '罗伯特·戴蒙德',
    '·',
    '欧阳',
    '某',
    '龘',
    '𠀀',
    '𠮷野家',
    '㐀',
    '々',
    '〇',
  ],
  ...[
    'Ａ',
    'covid',
    '１２',
    '9',
    '3.14',
    '1,000',
    '100%',
    'c++',
    'a@b.cn',
    'https://a.cn/?x',
    '-',
    '+',
    '.',
    "'",
    '@',
    ',',
  ],
  ...[
    ' ',
    '\n',
    '　',
    '，',
    '。',
    '《',
    '“',
    '👍',
    '👨‍👩‍👧',
    '🇨🇳',
    '\ufe0f',
    '\u200d',
    '\u0301',
    'ひ',
    '한',
    '\ud800',
    '\udc00',
    '\0',
  ],
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0x4e00, max: 0x5200 }), { maxLength: 40 }).map(units => String.fromCharCode(...units)),
);

let segmenters: Segmenter[];
beforeAll(async () => {
  const base = await baseLexicon();
  const withNames = await baseLexicon(undefined, { names: 'persons' });
  const entries = ['南保村', '南保村民', '一 人', '了，', '1+N', '人人人', '👍👍', '旭', 'c+'].map(word => ({ word }));
  segmenters = [
    createSegmenter({ lexicon: base }),
    createSegmenter({ lexicon: base.extend(entries).without(['研究生', '监利']).split(['生', '命']) }),
    createSegmenter({ lexicon: Lexicon.fromEntries(entries) }),
    createSegmenter({ lexicon: withNames }),
    createSegmenter({ lexicon: withNames.extend(entries).split(['生', '命']) }),
  ];
});

const forAll = (law: (text: string, segmenter: Segmenter) => void, numRuns = 300) => {
  for (const segmenter of segmenters)
    fc.assert(
      fc.property(anyText, text => law(text, segmenter)),
      { numRuns },
    );
};
const splitsPair = (text: string, at: number) =>
  at > 0 && at < text.length && isHighSurrogate(text.charCodeAt(at - 1)) && isLowSurrogate(text.charCodeAt(at));

describe('a segmenter', () => {
  it('covers the text with non-empty tokens that split no surrogate pair', () => {
    forAll((text, segmenter) => {
      let end = 0;
      for (const token of segmenter.segment(text)) {
        expect(token.start).toBe(end);
        expect(token.end).toBeGreaterThan(token.start);
        expect(token.text).toBe(text.slice(token.start, token.end));
        expect(splitsPair(text, token.end)).toBe(false);
        end = token.end;
      }
      expect(end).toBe(text.length);
    });
  });

  it('cuts a text where it cuts the folded text', () => {
    forAll((text, segmenter) => {
      const ends = (tokens: Token[]) => tokens.map(token => token.end);
      expect(ends(segmenter.segment(text))).toEqual(ends(segmenter.segment(fold(text))));
    });
  });

  it('sorts terms by start, longest first, and includes all tokens', () => {
    forAll((text, segmenter) => {
      const terms = segmenter.terms(text);
      for (const [i, term] of terms.entries()) {
        expect(term.text).toBe(text.slice(term.start, term.end));
        expect(term.text).not.toBe('');
        expect(splitsPair(text, term.start) || splitsPair(text, term.end)).toBe(false);
        const before = terms[i - 1];
        if (before)
          expect(before.start < term.start || (before.start === term.start && before.end > term.end)).toBe(true);
      }
      const key = (token: Token) => `${token.start} ${token.end} ${token.kind}`;
      const all = new Set(terms.map(key));
      expect(segmenter.segment(text).every(token => all.has(key(token)))).toBe(true);
    });
  });

  it('gives the same tokens to a visitor, who may ask for others', () => {
    forAll((text, segmenter) => {
      const visited: object[] = [];
      segmenter.eachToken(text, (start, end, kind) => {
        segmenter.eachToken('长江大桥', () => {});
        segmenter.cut('人人');
        visited.push({ text: text.slice(start, end), start, end, kind });
      });
      expect(visited).toEqual(segmenter.segment(text));
    }, 100);
  });

  it('gives the same tokens as objects, strings and numbers, whatever was cut before', () => {
    const list = new TokenList();
    forAll((text, segmenter) => {
      const tokens = segmenter.segment(text);
      segmenter.terms(`${text}x${text}`);
      const units = new Uint16Array(text.length + 3).fill(0x4e00);
      foldInto(text, units);
      segmenter.segmentInto(units, text.length, list);
      const numbers = Array.from({ length: list.count }, (_, i) => ({
        text: text.slice(list.starts[i], list.ends[i]),
        start: list.starts[i],
        end: list.ends[i],
        kind: tokenKindNames[list.kinds[i]],
      }));
      expect(numbers).toEqual(tokens);
      expect(segmenter.cut(text)).toEqual(tokens.map(token => token.text));
    });
  });

  it('gives the terms of each sentence of a long text exactly once', async () => {
    const segmenter = createSegmenter({ lexicon: await baseLexicon() });
    const sentence = '监利市南保村民委员会在南京市长江大桥研究生命科学院的韩续旭说，中华人民共和国2022年。';
    const terms = segmenter.terms(sentence).map(({ start, end, kind }) => [start, end, kind]);
    expect(terms.length).toBeGreaterThan(segmenter.segment(sentence).length);
    const times = Math.ceil(20_000 / sentence.length);
    const all = Array.from({ length: times }, (_, i) => i * sentence.length).flatMap(from =>
      terms.map(([start, end, kind]) => [from + Number(start), from + Number(end), kind]),
    );
    expect(segmenter.terms(sentence.repeat(times)).map(({ start, end, kind }) => [start, end, kind])).toEqual(all);
  });

  it('includes every word of the lexicon between token boundaries in the terms', async () => {
    const base = await baseLexicon();
    const segmenter = createSegmenter({ lexicon: base });
    const words = [
      ...'中国人民大学生活动力量子监利市南京长江桥的在',
      '中国人民',
      '科学院',
      '研究生',
      '中华人民共和国',
      '南京市',
      '长江大桥',
    ];
    const han = fc.array(fc.constantFrom(...words), { maxLength: 9 }).map(parts => parts.join(''));
    fc.assert(
      fc.property(han, text => {
        const found = new Set(segmenter.terms(text).map(term => `${term.start} ${term.end}`));
        for (let start = 0; start < text.length; start++)
          for (let end = start + 2; end <= text.length; end++)
            if (base.has(text.slice(start, end))) expect(found.has(`${start} ${end}`)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

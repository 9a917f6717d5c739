import { describe, expect, it } from 'vitest';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';

const segmenter = createSegmenter({ lexicon: Lexicon.fromEntries([]) });
const show = (text: string) =>
  segmenter
    .segment(text)
    .map(token => `${token.text}:${token.kind}`)
    .join(' ');

describe('a token without Han characters', () => {
  it.each([
    ['100%', '100%:number'],
    ['3.5‰和20℃', '3.5‰:number 和:han 20℃:number'],
    ['1+N', '1+N:latin'],
    ['9月9日', '9:number 月:han 9:number 日:han'],
    ['18位', '18:number 位:han'],
    ['5G', '5G:latin'],
    ['C++', 'C++:latin'],
    ['C++11', 'C++11:latin'],
    ['C#和F#', 'C#:latin 和:han F#:latin'],
    ['AI+医疗', 'AI+:latin 医:han 疗:han'],
    ['GB18030', 'GB18030:latin'],
    ['e-mail', 'e-mail:latin'],
    ["don't", "don't:latin"],
    ['R&D', 'R&D:latin'],
    ['COVID-19', 'COVID-19:latin'],
    ['2022-09-05', '2022-09-05:number'],
    ['3.14', '3.14:number'],
    ['1,000', '1,000:number'],
    ['1,234,567.89', '1,234,567.89:number'],
    ['1,00', '1:number ,:symbol 00:number'],
    ['2020,300', '2020:number ,:symbol 300:number'],
    ['1,0000', '1:number ,:symbol 0000:number'],
    ['２０２２年', '２０２２:number 年:han'],
    ['１００％', '１００％:number'],
    ['v1.2.3', 'v1.2.3:latin'],
    ['node.js。', 'node.js:latin 。:symbol'],
    ['end. Next', 'end:latin .:symbol  :space Next:latin'],
    ['a--b', 'a:latin -:symbol -:symbol b:latin'],
    ['-5', '-:symbol 5:number'],
    ['写到a.b@mail.example.com。', '写:han 到:han a.b@mail.example.com:latin 。:symbol'],
    ['@某人 a@b', '@:symbol 某:han 人:han  :space a:latin @:symbol b:latin'],
    [
      '见https://example.com/a_b?c=1#d，www.example.com/。',
      '见:han https://example.com/a_b?c=1#d:latin ，:symbol www.example.com/:latin 。:symbol',
    ],
    ['http://', 'http:latin ::symbol /:symbol /:symbol'],
    ['café', 'café:latin'],
    ['cafe\u0301', 'cafe\u0301:latin'],
    ['привет', 'привет:latin'],
    ['ひらがな한국', 'ひらがな한국:syllable'],
    ['ラーメン', 'ラーメン:syllable'],
    ['  \t\n　x', '  \t\n　:space x:latin'],
    ['……——', '…:symbol …:symbol —:symbol —:symbol'],
    ['👍', '👍:symbol'],
    ['👍🏽好', '👍🏽:symbol 好:han'],
    ['👨‍👩‍👧‍👦👍', '👨‍👩‍👧‍👦:symbol 👍:symbol'],
    ['❤️', '❤️:symbol'],
    ['🇨🇳🇭🇰🇨', '🇨🇳:symbol 🇭🇰:symbol 🇨:symbol'],
    ['𠀀𠮷', '𠀀:han 𠮷:han'],
    ['\ud800中\udc00', '\ud800:symbol 中:han \udc00:symbol'],
  ])('follows the rules in %s', (text, tokens) => {
    expect(show(text)).toBe(tokens);
  });

  it('is one token however long it is', () => {
    const text = `${'a'.repeat(100_000)}中${'9'.repeat(100_000)}`;
    expect(segmenter.segment(text).map(token => token.end - token.start)).toEqual([100_000, 1, 100_000]);
  });

  it('takes linear time on signs that might join', () => {
    for (const piece of ['a@', 'a.', '1,', "a'", 'a+', '+', 'www.', 'a@b-', '👨\u200d', '\ud83c']) {
      const text = piece.repeat(30_000);
      expect(segmenter.cut(text).join('')).toBe(text);
    }
  });

  it('can be part of a word of the lexicon', () => {
    const lexicon = Lexicon.fromEntries([
      { word: '1+N' },
      { word: 'T恤' },
      { word: '动起来 干起来' },
      { word: '9月9日' },
      { word: '《路》' },
    ]);
    const cut = (text: string) => createSegmenter({ lexicon }).cut(text).join('|');
    expect(cut('“1+n”模式')).toBe('“|1+n|”|模|式');
    expect(cut('买T恤，动起来 干起来！')).toBe('买|T恤|，|动起来 干起来|！');
    expect(cut('9月9日读《路》')).toBe('9月9日|读|《路》');
    // Words begin and end at token boundaries.
    expect(cut('19月9日')).toBe('19|月|9|日');
    expect(cut('AT恤')).toBe('AT|恤');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../../src/base-lexicon.ts';
import { buildDoubleArray } from '../../../../src/lexicon/build-double-array.ts';
import { Lexicon } from '../../../../src/lexicon/lexicon.ts';
import { writeLexiconFile } from '../../../../src/lexicon/lexicon-file.ts';
import { createSegmenter } from '../../../../src/segment/dictionary-segmenter.ts';

const folder = new URL('../../../../bench/paper/', import.meta.url);

/**
 * Returns a function that compares the integer search (with `BaseMatches`) with the search by logarithms in `lattice.ts`. An
 * overlay makes the segmenter use the latter; its only word occurs in no text.
 */
function compareSearches(lexicon: Lexicon): (text: string) => void {
  const plain = createSegmenter({ lexicon });
  const exact = createSegmenter({ lexicon: lexicon.extend([{ word: '龘龘龘龘龘', weight: 1 }]) });
  return text => {
    expect(plain.cut(text)).toEqual(exact.cut(text));
    expect(plain.terms(text)).toEqual(exact.terms(text));
  };
}

/** Creates a lexicon of words with Han characters, letters and digits, some of which end inside tokens. Many share a frequency. */
function mixedLexicon(payloadOfFirst = 1): Lexicon {
  const words = [
    ...'甲乙 甲 乙 乙甲 甲乙丙 乙丙 丙a 丙ab 丙丁a 丙丁ab 甲a乙 甲乙丙丁 甲乙丙a 甲乙丙ab 甲乙丙abc丁'.split(' '),
    ...'a乙 ab乙 ab乙a ab乙ab 1甲 1甲ab 12甲1 丁1 丁12 丁丁丁1 丁丁丁12甲 甲1乙1丙1 𠮷 𠮷乙 甲𠮷 甲𠮷𠮷 𠮸 乙𠮸'.split(
      ' ',
    ),
  ];
  const frequencies = Float64Array.of(1, 2, 3, 4, 6, 9, 100, 3000, 3001);
  const { trie } = buildDoubleArray(
    words,
    words.map((_, i) => (i === 0 ? payloadOfFirst : 1 + ((i * 5) % (frequencies.length - 1)))),
  );
  const tags = new Uint8Array(frequencies.length);
  const content = { trie, size: words.length, total: 10_000, frequencies, tags, tagNames: [''], hmm: undefined };
  return Lexicon.fromBytes(writeLexiconFile(content));
}

let base: Lexicon;
let expectSame: (text: string) => void;
beforeAll(async () => {
  base = await baseLexicon();
  expectSame = compareSearches(base);
});

describe('the integer search', () => {
  it.each([
    ['a text with a tie', '忡'.repeat(7)],
    ['a text with another tie', '嚓'.repeat(19)],
    ['a text with a tie between other words', '吴称臣公园区金蓉蓉蓉蓉园圃'],
    [
      'a text whose paths differ less than rounding',
      '史末资料录下去买烟花风月之海菜子油花花香气动工具体来说一说学逗唱回',
    ],
  ])('finds the path and the words of the logarithms in %s', (_, text) => {
    expectSame(text);
  });

  it('finds the path and the words of the logarithms in newspaper pages, with punctuation and without', () => {
    const pages = readdirSync(folder).filter(name => /^2022.*\.txt$/.test(name));
    expect(pages.length).toBeGreaterThan(0);
    for (const name of pages) {
      const page = readFileSync(new URL(name, folder), 'utf8');
      expectSame(page);
      expectSame(page.replace(/[^\p{Script=Han}]/gu, ''));
    }
  });

  it('finds the path and the words of the logarithms for any sequence of words and tokens', () => {
    const words = [...base.words()].map(({ word }) => word).filter((_, i) => i % 97 === 0);
    const tokens = ['，', '21', 't恤', 'b超', '3.14', '𠮷', ' ', '的', '龘', 'x'];
    const text = fc
      .array(fc.oneof({ weight: 4, arbitrary: fc.nat() }, fc.constantFrom(...tokens)), { maxLength: 120 })
      .map(parts => parts.map(part => (typeof part === 'number' ? words[part % words.length] : part)).join(''));
    fc.assert(fc.property(text, expectSame), { numRuns: 300 });
  });

  it('finds the path and the words of the logarithms if words begin and end inside tokens', () => {
    const parts = ['甲', '乙', '丙', '丁', 'a', 'ab', 'abc', '1', '12', '，', '戊', '𠮷', '𠮸', '甲乙丙', '丁丁丁'];
    const text = fc.array(fc.constantFrom(...parts), { maxLength: 40 }).map(some => some.join(''));
    fc.assert(fc.property(text, compareSearches(mixedLexicon())), { numRuns: 2000 });
  });

  it('ignores a word whose payload is outside the tables of a damaged lexicon', () => {
    const expectSame = compareSearches(mixedLexicon(0xffff));
    expectSame('甲乙');
    expectSame('丙甲乙a，甲乙乙甲');
  });
});

describe('the integer search with names', () => {
  let expectSameNames: (text: string) => void;
  beforeAll(async () => {
    expectSameNames = compareSearches(await baseLexicon(undefined, { names: 'persons' }));
  });
  // Characters of names that no word has (㑇, 禚), compound surnames, 某, letters of transliterated names, signs beside them.
  const parts = [
    ...[
      '邝守田',
      '沈砚秋',
      '欧阳渡舟',
      '爱新觉罗溥',
      '李某某',
      '王某',
      '罗伯特',
      '戴蒙德',
      '·',
      '-',
      '卡斯特罗',
      '㑇',
      '张㑇',
      '禚小明',
      '禚',
    ],
    ...[
      '记者',
      '说',
      '和',
      '，',
      '。',
      '国',
      '的',
      '斯',
      '尔',
      '李',
      '王',
      '小',
      '明',
      '某',
      '21',
      'B',
      '𠮷',
      '摄',
      '主持',
      '县长',
    ],
  ];

  it('finds the path of the logarithms in newspaper pages', () => {
    for (const name of readdirSync(folder).filter(name => /^2022.*\.txt$/.test(name)))
      expectSameNames(readFileSync(new URL(name, folder), 'utf8'));
  });

  it('finds the path of the logarithms for any sequence of names, words and signs', () => {
    const text = fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map(some => some.join(''));
    fc.assert(fc.property(text, expectSameNames), { numRuns: 1500 });
  });

  it('finds the path of the logarithms for any sequence of Han characters', () => {
    const units = fc.array(fc.integer({ min: 0x4e00, max: 0x9fff }), { maxLength: 60 });
    fc.assert(
      fc.property(units, codes => expectSameNames(String.fromCharCode(...codes))),
      { numRuns: 500 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { toDamageError } from '../../../../src/index/damage.ts';
import { PinyinEntry, PinyinReader } from '../../../../src/index/pinyin/pinyin-reader.ts';
import { PinyinWords } from '../../../../src/index/pinyin/pinyin-words.ts';
import { writePinyin } from '../../../../src/index/pinyin/pinyin-writer.ts';
import { SegmentPinyin } from '../../../../src/index/pinyin/segment-pinyin.ts';
import { TermShape } from '../../../../src/index/termdict/term-entry.ts';
import { TermMetadata } from '../../../../src/index/termdict/term-metadata.ts';
import { loadReadings } from '../../../../src/lexicon/readings/word-readings.ts';
import { syllableNumber } from '../../../../src/text/syllables.ts';
import { stringFromUnits } from '../../../../src/text/units.ts';
import { endsSafely, openRangedSection, openSection } from '../sections.ts';

/** Words and the number of their documents, as the dictionary of one text field. */
type Words = Readonly<Record<string, number>>;

function collect(fields: readonly Words[]): PinyinWords {
  const words = new PinyinWords();
  for (const field of fields) {
    words.beginField();
    const add = (text: string, shape: TermShape, documents: number) => {
      const metadata = new TermMetadata();
      metadata.units.set(Array.from(text, (_, i) => text.charCodeAt(i)));
      metadata.length = text.length;
      metadata.shape = shape;
      metadata.isWord = shape === TermShape.Word;
      metadata.pathDocuments = documents;
      words.add(metadata);
    };
    const terms = new Map(Object.keys(field).flatMap(word => Array.from(word, each => [each, 0 as number] as const)));
    for (const [word, documents] of Object.entries(field)) terms.set(word, documents);
    for (const [term, documents] of [...terms].sort(([a], [b]) => (a < b ? -1 : 1)))
      add(term, term.length === 1 ? TermShape.Character : TermShape.Word, documents);
  }
  return words;
}

const write = (...fields: Words[]) => writePinyin(collect(fields), loadReadings());

/** The words with these syllables, from the first level on, each with the documents that its code stands for. */
function find(bytes: Uint8Array, syllables: string, isPrefix = false): Record<string, number> {
  const found: Record<string, number> = {};
  const pinyin = new SegmentPinyin(new PinyinReader(openRangedSection(bytes)));
  const places = syllables.split(' ').map(each => ({ syllables: [syllableNumber(each)], unit: 0 }));
  for (let level = 0; level < pinyin.levelCount; level++)
    pinyin.visitMatching(level, { places, isPrefix }, (units, length, documents) => {
      found[stringFromUnits(units, 0, length)] = documents;
    });
  return found;
}

/** Several thousand words of two and three characters, most of them in one document. */
function manyWords(): Words {
  const characters = '中国人民石桥小学开学银行长重庆韩旭赵铁柱施彩虹单会乐音女儿新能源汽车销量上升贷款办理获得感群众';
  const words: Record<string, number> = {};
  for (const a of characters) for (const b of characters) words[a + b] = (a.charCodeAt(0) * b.charCodeAt(0)) % 97 || 1;
  for (const a of characters) for (const b of characters) words[`${a}${b}人`] = 1 + (b.charCodeAt(0) % 3);
  return words;
}

describe('the pinyin section', () => {
  it('holds the words of all fields together, each with the sum of its documents', () => {
    const bytes = write({ 人民: 2, 银行: 1 }, { 人民: 5, 银杏: 3, 阴行: 1 });
    expect(find(bytes, 'ren min')).toEqual({ 人民: 7 });
    expect(find(bytes, 'yin hang')).toEqual({ 银行: 1 });
    expect(find(bytes, 'yin xing')).toEqual({ 银杏: 3, 阴行: 1 });
  });

  it('finds all words of a prefix, and a word by each of its readings', () => {
    const bytes = write({ 人民: 2, 人民币: 1, 人物: 1, 单伟: 1, 单位: 4, 重庆: 1, 重量: 1 });
    expect(find(bytes, 'ren', true)).toEqual({ 人民: 2, 人民币: 1, 人物: 1 });
    expect(find(bytes, 'ren min', true)).toEqual({ 人民: 2, 人民币: 1 });
    expect([find(bytes, 'dan wei'), find(bytes, 'shan wei')]).toEqual([{ 单伟: 1, 单位: 4 }, { 单伟: 1 }]);
    expect([find(bytes, 'chong', true), find(bytes, 'zhong', true)]).toEqual([{ 重庆: 1 }, { 重量: 1 }]);
  });

  it('has every word in one of its levels, and in a level only words in more documents than those of the next', () => {
    const words = manyWords();
    const reader = new PinyinReader(openSection(write(words)));
    reader.verify();
    const entry = new PinyinEntry();
    const found = new Set<string>();
    let least = Number.POSITIVE_INFINITY;
    for (let level = 0; level < 3; level++) {
      let most = 0;
      let leastOfLevel = least;
      reader.visit(level, [0, 0xffffffff], entry, () => {
        found.add(stringFromUnits(entry.units, 0, entry.length));
        most = Math.max(most, entry.documents);
        leastOfLevel = Math.min(leastOfLevel, entry.documents);
      });
      expect(most).toBeLessThan(least);
      least = leastOfLevel;
    }
    expect(reader.entryCount(0)).toBeGreaterThan(0);
    expect([...found].sort()).toEqual(Object.keys(words).sort());
  });

  it('ends and throws nothing but BAD_INDEX, whichever byte is changed', () => {
    const bytes = write({ 人民: 2, 人民币: 1, 单伟: 1, 重庆: 1, 重量: 1, 韩旭: 3 }, { 赵铁柱: 1 });
    let refused = 0;
    for (let at = 0; at < bytes.length; at++)
      for (const change of [1, 0x80, 0xff]) {
        const damaged = bytes.slice();
        damaged[at] ^= change;
        const read = () => {
          const reader = new PinyinReader(openRangedSection(damaged));
          try {
            reader.verify();
          } catch (error) {
            refused++;
            throw toDamageError(error);
          }
        };
        expect(endsSafely(read)).toBe(true);
      }
    expect(refused).toBeGreaterThan(bytes.length / 2);
  });
});

/** No limit is hidden in the width of a number: counts, lengths and frequencies beyond one and two bytes. */
import { describe, expect, it } from 'vitest';
import { TermKind } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { LiveIndex } from '../../src/index/live/live-index.ts';
import type { Schema } from '../../src/index/schema.ts';
import { tinySegmenter } from '../unit/index/tiny-segmenter.ts';
import { readPostings } from './read-postings.ts';

const fields: Schema = { body: { type: 'text', weight: 1, repair: false }, author: { type: 'keyword' } };
const analyzer = new Analyzer(tinySegmenter(['监利', '𠮷野家']));

describe('an index file', () => {
  it('can hold 70,000 documents and as many keywords', () => {
    const index = new LiveIndex(fields, analyzer);
    // Many distinct characters leave fewer bits for document numbers beside them.
    const characters = Array.from({ length: 20_000 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
    for (let i = 0; i < 70_000; i++)
      index.add({ id: `${i}`, body: i % 7 === 0 ? '监利' : i === 1 ? characters : '水', author: `a${i}` });
    const opened = LiveIndex.open(index.toBytes());
    const found = readPostings(opened, TermKind.Word, '监利');
    expect(found.length).toBe(10_000);
    expect(found[9_999]).toEqual([69_993, 1]);
    expect(readPostings(opened, TermKind.Bigram, '监利')).toEqual(found);
    expect(readPostings(opened, TermKind.Character, '监').filter(([document]) => document !== 1)).toEqual(found);
    expect(opened.reader().findDocument('69999')).toBe(69_999);
    expect(opened.reader().getColumnReader('author').getValue(69_999)).toBe('a69999');
  });

  it('can hold frequencies around 255 and of 70,000, of characters, bigrams and words', () => {
    const index = new LiveIndex(fields, analyzer);
    const counts = [1, 254, 255, 256, 257, 70_000];
    for (const count of counts) index.add({ id: `${count}`, body: '监利，𠮷野家，'.repeat(count) });
    for (const each of [index, LiveIndex.open(index.toBytes())]) {
      each.verify();
      const readFrequencies = (kind: TermKind, term: string) =>
        readPostings(each, kind, term).map(([, frequency]) => frequency);
      expect(readFrequencies(TermKind.Bigram, '监利')).toEqual(counts);
      expect(readFrequencies(TermKind.Word, '监利')).toEqual(counts);
      expect(readFrequencies(TermKind.Word, '𠮷野家')).toEqual(counts);
      expect(readFrequencies(TermKind.Character, '利')).toEqual(counts);
    }
  });

  it('can hold characters outside the BMP: alone, in bigrams and in words', () => {
    const index = new LiveIndex(fields, analyzer);
    index.add({ id: 'a', body: '𠮷野家𠮷𠮷😀' });
    const opened = LiveIndex.open(index.toBytes());
    expect(readPostings(opened, TermKind.Character, '𠮷')).toEqual([[0, 3]]);
    expect(readPostings(opened, TermKind.Bigram, '𠮷𠮷')).toEqual([[0, 1]]);
    expect(readPostings(opened, TermKind.Bigram, '家𠮷')).toEqual([[0, 1]]);
    expect(readPostings(opened, TermKind.Word, '𠮷野家')).toEqual([[0, 1]]);
    expect(readPostings(opened, TermKind.Character, '😀')).toEqual([[0, 1]]);
  });

  it('holds words of up to 64 UTF-16 units, and leaves out longer ones', () => {
    const index = new LiveIndex(fields, analyzer);
    index.add({ id: 'a', body: `${'x'.repeat(64)} ${'y'.repeat(65)}` });
    const opened = LiveIndex.open(index.toBytes());
    expect(readPostings(opened, TermKind.Word, 'x'.repeat(64))).toEqual([[0, 1]]);
    expect(readPostings(opened, TermKind.Word, 'y'.repeat(65))).toEqual([]);
    expect(opened.reader().getTextReader('body').longestWord).toBe(64);
  });
});

import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { HansouError } from '../../../src/errors.ts';
import { LiveIndex } from '../../../src/index/live/live-index.ts';
import { PostingList } from '../../../src/index/posting-list.ts';
import type { Schema } from '../../../src/index/schema.ts';
import { tinySegmenter } from './tiny-segmenter.ts';

const fields: Schema = { body: { type: 'text', weight: 1, repair: false }, author: { type: 'keyword' } };
const analyzer = new Analyzer(tinySegmenter(['监利', '𠮷野家']));

function postings(index: LiveIndex, kind: TermKind, term: string): [number, number][] {
  const list = new PostingList();
  const units = Uint16Array.from({ length: term.length }, (_, i) => term.charCodeAt(i));
  index.reader().getTextReader('body').readPostings({ kind, units, start: 0, end: units.length }, list);
  return Array.from({ length: list.count }, (_, i) => [list.documents[i], list.frequencies[i]]);
}

/** The code of what is thrown. */
function codeOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof HansouError) return error.code;
    throw error;
  }
  return 'none';
}

describe('no limit hides in a width', () => {
  it('of 70,000 documents and as many authors', () => {
    const index = new LiveIndex(fields, analyzer);
    // So many characters leave less room for numbers of documents beside them.
    const characters = Array.from({ length: 20_000 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
    for (let i = 0; i < 70_000; i++)
      index.add({ id: `${i}`, body: i % 7 === 0 ? '监利' : i === 1 ? characters : '水', author: `a${i}` });
    const opened = LiveIndex.open(index.toBytes());
    const found = postings(opened, TermKind.Word, '监利');
    expect(found.length).toBe(10_000);
    expect(found[9_999]).toEqual([69_993, 1]);
    expect(postings(opened, TermKind.Bigram, '监利')).toEqual(found);
    expect(postings(opened, TermKind.Character, '监').filter(([document]) => document !== 1)).toEqual(found);
    expect(opened.reader().findDocument('69999')).toBe(69_999);
    expect(opened.reader().getColumnReader('author').getValue(69_999)).toBe('a69999');
  });

  it('of frequencies: 254 to 257, 70,000 and those of pairs and words', () => {
    const index = new LiveIndex(fields, analyzer);
    const counts = [1, 254, 255, 256, 257, 70_000];
    for (const count of counts) index.add({ id: `${count}`, body: '监利，𠮷野家，'.repeat(count) });
    for (const each of [index, LiveIndex.open(index.toBytes())]) {
      each.verify();
      for (const kind of [TermKind.Bigram, TermKind.Word])
        expect(postings(each, kind, '监利').map(([, frequency]) => frequency)).toEqual(counts);
      expect(postings(each, TermKind.Word, '𠮷野家').map(([, frequency]) => frequency)).toEqual(counts);
      expect(postings(each, TermKind.Character, '利').map(([, frequency]) => frequency)).toEqual(counts);
    }
  });

  it('of characters outside of the BMP, alone, in pairs and in words', () => {
    const index = new LiveIndex(fields, analyzer);
    index.add({ id: 'a', body: '𠮷野家𠮷𠮷😀' });
    const opened = LiveIndex.open(index.toBytes());
    expect(postings(opened, TermKind.Character, '𠮷')).toEqual([[0, 3]]);
    expect(postings(opened, TermKind.Bigram, '𠮷𠮷')).toEqual([[0, 1]]);
    expect(postings(opened, TermKind.Bigram, '家𠮷')).toEqual([[0, 1]]);
    expect(postings(opened, TermKind.Word, '𠮷野家')).toEqual([[0, 1]]);
    expect(postings(opened, TermKind.Character, '😀')).toEqual([[0, 1]]);
  });

  it('of words: 64 units are a term, 65 are none', () => {
    const index = new LiveIndex(fields, analyzer);
    index.add({ id: 'a', body: `${'x'.repeat(64)} ${'y'.repeat(65)}` });
    const opened = LiveIndex.open(index.toBytes());
    expect(postings(opened, TermKind.Word, 'x'.repeat(64))).toEqual([[0, 1]]);
    expect(postings(opened, TermKind.Word, 'y'.repeat(65))).toEqual([]);
    expect(opened.reader().getTextReader('body').longestWord).toBe(64);
  });
});

describe('adding', () => {
  it('takes all of a document or nothing, and says why', () => {
    const index = new LiveIndex({ ...fields, date: { type: 'date' }, page: { type: 'number' } }, analyzer);
    index.add({ id: 'a', body: '监利' });
    expect(codeOf(() => index.add({ body: '监利' }))).toBe('EMPTY_ID');
    expect(codeOf(() => index.add({ id: '', body: '监利' }))).toBe('EMPTY_ID');
    expect(codeOf(() => index.add({ id: 'a', body: '监利' }))).toBe('DUPLICATE_ID');
    expect(codeOf(() => index.add({ id: 'b', bodi: '监利' }))).toBe('UNKNOWN_FIELD');
    expect(codeOf(() => index.add({ id: 'b', toString: 1 }))).toBe('UNKNOWN_FIELD');
    expect(codeOf(() => index.add({ id: 'b', body: 7 }))).toBe('BAD_DOCUMENT');
    expect(codeOf(() => index.add({ id: 'b', body: '监利', page: Number.NaN }))).toBe('BAD_DOCUMENT');
    expect(codeOf(() => index.add({ id: 'b', body: '监利', date: '2022-13' }))).toBe('BAD_DATE');
    expect(codeOf(() => index.update({ id: 'a', body: '监利', date: '2022-02-30' }))).toBe('BAD_DATE');
    expect(index.size).toBe(1);
    expect(postings(index, TermKind.Word, '监利')).toEqual([[0, 1]]);
  });

  it('with another analysis than that of the file is refused, compacting is not', () => {
    const index = new LiveIndex(fields, analyzer);
    for (const id of ['a', 'b']) index.add({ id, body: '监利' });
    for (const other of [undefined, new Analyzer()]) {
      const opened = LiveIndex.open(index.toBytes(), other);
      expect(codeOf(() => opened.add({ id: 'c', body: '水' }))).toBe('ANALYSIS_MISMATCH');
      expect(codeOf(() => opened.update({ id: 'a', body: '水' }))).toBe('ANALYSIS_MISMATCH');
      expect(opened.has('a')).toBe(true);
      opened.remove('a');
      opened.compact();
      expect(postings(LiveIndex.open(opened.toBytes()), TermKind.Bigram, '监利')).toEqual([[0, 1]]);
    }
  });

  it('of many small batches keeps segments few and gives the same reader while nothing changes', () => {
    const index = new LiveIndex(fields, analyzer);
    for (let i = 0; i < 300; i++) {
      index.add({ id: `${i}`, body: `监利${i}` });
      expect(index.reader()).toBe(index.reader());
    }
    expect(postings(index, TermKind.Word, '监利').length).toBe(300);
    expect(index.segmentCount).toBeLessThan(24);
  });
});

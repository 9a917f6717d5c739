import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../src/analysis/analysis.ts';
import { Analyzer } from '../../../src/analysis/analyzer.ts';
import { HansouError } from '../../../src/errors.ts';
import { LiveIndex } from '../../../src/index/live/live-index.ts';
import type { Schema } from '../../../src/index/schema.ts';
import { readPostings } from '../../format/read-postings.ts';
import { tinySegmenter } from '../../unit/index/tiny-segmenter.ts';

const fields: Schema = { body: { type: 'text', weight: 1, repair: false }, author: { type: 'keyword' } };
const analyzer = new Analyzer(tinySegmenter(['监利', '𠮷野家']));

/** The code of the HansouError that is thrown, or 'none'. */
function codeOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof HansouError) return error.code;
    throw error;
  }
  return 'none';
}

describe('adding documents', () => {
  it('adds nothing of a document that has an error, and gives the code of the error', () => {
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
    expect(readPostings(index, TermKind.Word, '监利')).toEqual([[0, 1]]);
  });

  it('of an index without words asks for no lexicon', () => {
    const index = new LiveIndex(fields, new Analyzer());
    index.add({ id: 'a', body: '监利' });
    const opened = LiveIndex.open(index.toBytes(), analyzer);
    expect(() => opened.add({ id: 'b', body: '水' })).toThrow('Open the index without lexicon and segmenter');
    expect(() => LiveIndex.open(index.toBytes()).add({ id: 'b', body: '水' })).not.toThrow();
  });

  it('is refused if the analysis differs from that of the file, while removing and compacting are allowed', () => {
    const index = new LiveIndex(fields, analyzer);
    for (const id of ['a', 'b']) index.add({ id, body: '监利' });
    for (const other of [undefined, new Analyzer()]) {
      const opened = LiveIndex.open(index.toBytes(), other);
      expect(codeOf(() => opened.add({ id: 'c', body: '水' }))).toBe('ANALYSIS_MISMATCH');
      expect(codeOf(() => opened.update({ id: 'a', body: '水' }))).toBe('ANALYSIS_MISMATCH');
      expect(opened.has('a')).toBe(true);
      opened.remove('a');
      opened.compact();
      expect(readPostings(LiveIndex.open(opened.toBytes()), TermKind.Bigram, '监利')).toEqual([[0, 1]]);
    }
  });

  it('is possible without a lexicon for an index that was made without one, also after it was opened', () => {
    const index = new LiveIndex(fields, new Analyzer());
    index.add({ id: 'a', body: '监利' });
    const opened = LiveIndex.open(index.toBytes());
    opened.add({ id: 'b', body: '监利' });
    expect(readPostings(opened, TermKind.Bigram, '监利')).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(LiveIndex.open(opened.toBytes()).has('b')).toBe(true);
  });

  it('in many small batches keeps the number of segments small, and the reader the same while nothing changes', () => {
    const index = new LiveIndex(fields, analyzer);
    for (let i = 0; i < 300; i++) {
      index.add({ id: `${i}`, body: `监利${i}` });
      expect(index.reader()).toBe(index.reader());
    }
    expect(readPostings(index, TermKind.Word, '监利').length).toBe(300);
    expect(index.segmentCount).toBeLessThan(24);
  });
});

import { describe, expect, it } from 'vitest';
import { createIndex, keyword, Lexicon, openIndex, parseLexicon, text } from '../../../src/index.ts';

const fields = { title: text({ weight: 3 }), body: text(), author: keyword() };
const lexicon = Lexicon.fromEntries(parseLexicon('监利\n新桥\n通车'));

function build(documents: readonly { id: string; body: string; author?: string }[], words = lexicon): Uint8Array {
  const index = createIndex({ fields, lexicon: words });
  index.addAll(documents);
  return index.toBytes();
}

describe('several files that are opened as one index', () => {
  const first = build([
    { id: 'a', body: '监利新桥', author: '何田' },
    { id: 'b', body: '监利', author: '何田' },
  ]);
  const second = build([{ id: 'b', body: '新桥通车', author: '周禾' }]);

  it('have of each id the document of the last file', () => {
    const index = openIndex([first, second]);
    expect(index.size).toBe(2);
    expect(index.get('b')).toEqual({ id: 'b', body: '新桥通车', author: '周禾' });
    expect(index.search('监利').hits.map(({ id }) => id)).toEqual(['a']);
    expect(index.search('新桥', { facets: { author: 5 } }).facets).toEqual({
      author: [
        { value: '何田', count: 1 },
        { value: '周禾', count: 1 },
      ],
    });
  });

  it('can be changed, and written as one file', () => {
    const index = openIndex<typeof fields>([first, second], { lexicon });
    index.update({ id: 'a', body: '通车' });
    index.add({ id: 'c', body: '通车' });
    expect(index.search('通车').total).toBe(3);
    const whole = openIndex(index.toBytes());
    expect(whole.search('通车')).toEqual(index.search('通车'));
    expect(index.remove('b')).toBe(true);
    expect(index.search('新桥').total).toBe(0);
  });

  it('stay apart while documents are added, so that no query waits until large files are merged', () => {
    const files = Array.from({ length: 20 }, (_, i) => build([{ id: `${i}`, body: '监利' }]));
    const index = openIndex<typeof fields>(files, { lexicon });
    // Each search makes a segment of what was added; sixteen small ones are merged.
    for (let i = 1; i < 16; i++) {
      index.add({ id: `x${i}`, body: '监利' });
      expect(index.search('监利').total).toBe(20 + i);
      expect(index.live.segmentCount).toBe(20 + i);
    }
    index.add({ id: 'x16', body: '监利' });
    expect(index.search('监利').total).toBe(36);
    expect(index.live.segmentCount).toBe(21);
  });

  it('are refused when they have other fields or another analysis', () => {
    const other = createIndex({ fields: { ...fields, body: text({ weight: 2 }) }, lexicon });
    expect(() => openIndex([first, other.toBytes()])).toThrow(
      expect.objectContaining({ code: 'SCHEMA_MISMATCH', message: expect.stringContaining('file 2') }),
    );
    const cut = build([], Lexicon.fromEntries(parseLexicon('监利')));
    expect(() => openIndex([first, second, cut])).toThrow(
      expect.objectContaining({ code: 'ANALYSIS_MISMATCH', message: expect.stringContaining('file 3') }),
    );
    expect(() => openIndex([])).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });
});

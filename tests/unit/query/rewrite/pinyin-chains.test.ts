import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BestChains } from '../../../../src/query/rewrite/pinyin/pinyin-chains.ts';

describe('chains of words found by pinyin', () => {
  it('keep the 64 of the fewest pieces, of equal ones those that were added first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 300, size: 'max' }), pieces => {
        const all = pieces.map((count, i) => ({ text: `chain ${i}`, pieces: count }));
        const best = new BestChains();
        for (const { text, pieces } of all) best.add(text, pieces);
        expect(best.list()).toEqual([...all].sort((a, b) => a.pieces - b.pieces).slice(0, 64));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPiece, drawQueries, longestQuestion, shortestQuestion, sortQueries } from '../../../bench/queries/draw.ts';
import { Random } from '../../../bench/queries/random.ts';
import type { Cutter } from '../../../bench/segmenters/cutter.ts';

/** Cuts into pairs: enough to see which places words are drawn from. */
const pairs: Cutter = {
  name: 'pairs',
  forIndex: text => text.match(/\p{Script=Han}{2}/gu) ?? [],
  forAll: text => text.match(/\p{Script=Han}{2}/gu) ?? [],
};

const text =
  '五月的监利，早稻已经插下，农民在田里忙着除草施肥。南保村的党员干部走进每一户人家，了解他们的困难和需要，帮助他们解决。' +
  '合作社今年新添了三台插秧机，比去年多种了两百亩水田，收成看来会很好。';
const documents = [
  { title: '', text },
  { title: '', text: text.repeat(3) },
];
const options = { seed: 5, words: 60, quoted: 30, questions: 30 };

describe('drawn queries', () => {
  const drawn = drawQueries(documents, pairs, options);

  it('are as many as were asked for, and the same for the same seed', () => {
    expect([drawn.all, drawn.any, drawn.quoted, drawn.question].map(list => list.length)).toEqual([60, 60, 30, 30]);
    expect(drawQueries(documents, pairs, options)).toEqual(drawn);
    expect(drawQueries(documents, pairs, { ...options, seed: 6 })).not.toEqual(drawn);
  });

  it('have one to three words that stand near each other in a text', () => {
    const counts = new Set(drawn.all.map(query => query.split(' ').length));
    expect([...counts].sort()).toEqual([1, 2, 3]);
    for (const query of drawn.all) {
      const places = query.split(' ').map(word => (text + text).indexOf(word));
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    }
  });

  it('quote pieces that stand in a text', () => {
    for (const piece of drawn.quoted) {
      expect(text + text).toContain(piece);
      expect(piece.length).toBeGreaterThanOrEqual(2);
      expect(piece.length).toBeLessThanOrEqual(10);
    }
  });

  it('ask questions of the right length', () => {
    for (const question of drawn.question) {
      expect(question.length).toBeGreaterThanOrEqual(shortestQuestion);
      expect(question.length).toBeLessThanOrEqual(longestQuestion);
    }
  });

  it('are fewer, not endless, when the texts hold nothing to draw', () => {
    expect(drawQueries([{ title: '', text: 'abc' }], pairs, options)).toEqual({
      all: [],
      any: [],
      quoted: [],
      question: [],
    });
  });
});

describe('a drawn piece', () => {
  it('stands in the text and splits no surrogate pair', () => {
    const texts = fc.string({ unit: fc.constantFrom('监', '利', '𠮷', ' ', 'a', '。'), maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer(), (text, seed) => {
        const piece = drawPiece(text, new Random(seed), 1, 6);
        if (piece === undefined) return;
        expect(text).toContain(piece);
        expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
      }),
    );
  });
});

describe('queries that someone wrote', () => {
  it('are pieces in quotes, questions when long, and else words', () => {
    expect(sortQueries(['监利 疫情', '“五天一检”', '"a b"', '', '监利县今年的早稻收成怎么样', '监利'])).toEqual({
      all: ['监利 疫情', '监利'],
      any: ['监利 疫情', '监利'],
      quoted: ['五天一检', 'a b'],
      question: ['监利县今年的早稻收成怎么样'],
    });
  });
});

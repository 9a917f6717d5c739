import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawPhrase,
  drawQueries,
  maxQuestionUnits,
  minQuestionUnits,
  sortQueries,
} from '../../../bench/queries/draw.ts';
import { Random } from '../../../bench/random.ts';
import type { SharedTokenizer } from '../../../bench/segmenters/shared-tokenizer.ts';

/** Splits text into bigrams, which is enough to see where words are drawn from. */
const bigrams: SharedTokenizer = {
  name: 'bigrams',
  indexWords: text => text.match(/\p{Script=Han}{2}/gu) ?? [],
  queryWords: text => text.match(/\p{Script=Han}{2}/gu) ?? [],
};

const text =
  '五月的监利，早稻已经插下，农民在田里忙着除草施肥。南保村的党员干部走进每一户人家，了解他们的困难和需要，帮助他们解决。' +
  '合作社今年新添了三台插秧机，比去年多种了两百亩水田，收成看来会很好。';
const documents = [
  { title: '', text },
  { title: '', text: text.repeat(3) },
];
const options = { seed: 5, words: 60, quoted: 30, questions: 30 };

describe('drawQueries', () => {
  const drawn = drawQueries(documents, bigrams, options);

  it('draws as many queries as asked for, and the same ones for the same seed', () => {
    expect([drawn.all, drawn.any, drawn.quoted, drawn.question].map(list => list.length)).toEqual([60, 60, 30, 30]);
    expect(drawQueries(documents, bigrams, options)).toEqual(drawn);
    expect(drawQueries(documents, bigrams, { ...options, seed: 6 })).not.toEqual(drawn);
  });

  it('draws one to three words that occur in a text', () => {
    const counts = new Set(drawn.all.map(query => query.split(' ').length));
    expect([...counts].sort()).toEqual([1, 2, 3]);
    for (const query of drawn.all) {
      const places = query.split(' ').map(word => (text + text).indexOf(word));
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    }
  });

  it('draws phrases of two to ten characters that occur in a text', () => {
    for (const phrase of drawn.quoted) {
      expect(text + text).toContain(phrase);
      expect(phrase.length).toBeGreaterThanOrEqual(2);
      expect(phrase.length).toBeLessThanOrEqual(10);
    }
  });

  it('draws questions whose length is within the limits', () => {
    for (const question of drawn.question) {
      expect(question.length).toBeGreaterThanOrEqual(minQuestionUnits);
      expect(question.length).toBeLessThanOrEqual(maxQuestionUnits);
    }
  });

  it('stops when the texts contain nothing to draw', () => {
    expect(drawQueries([{ title: '', text: 'abc' }], bigrams, options)).toEqual({
      all: [],
      any: [],
      quoted: [],
      question: [],
    });
  });
});

describe('drawPhrase', () => {
  it('draws a phrase of the text that splits no surrogate pair', () => {
    const texts = fc.string({ unit: fc.constantFrom('监', '利', '𠮷', ' ', 'a', '。'), maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer(), (text, seed) => {
        const phrase = drawPhrase(text, new Random(seed), { min: 1, max: 6 });
        if (phrase === undefined) return;
        expect(text).toContain(phrase);
        expect(phrase).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
      }),
    );
  });
});

describe('sortQueries', () => {
  it('takes queries in quotes as phrases, long ones as questions and all others as words', () => {
    expect(sortQueries(['监利 疫情', '“五天一检”', '"a b"', '', '监利县今年的早稻收成怎么样', '监利'])).toEqual({
      all: ['监利 疫情', '监利'],
      any: ['监利 疫情', '监利'],
      quoted: ['五天一检', 'a b'],
      question: ['监利县今年的早稻收成怎么样'],
    });
  });
});

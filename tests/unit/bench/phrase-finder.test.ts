import { describe, expect, it } from 'vitest';
import { Random } from '../../../bench/random.ts';
import { PhraseFinder } from '../../../bench/studies/quality/phrase-finder.ts';

describe('PhraseFinder', () => {
  it('finds the documents whose title or text includes the phrase, as includes() does', () => {
    const random = new Random(3);
    // Few characters, so that phrases occur often, also across the borders of texts.
    const textOf = (longest: number) =>
      Array.from({ length: random.between(0, longest) }, () => random.pick(['南', '保', '村', '𠮷'])).join('');
    const documents = Array.from({ length: 60 }, () => ({ title: textOf(4), text: textOf(30) }));
    const finder = new PhraseFinder(documents);
    let several = 0;
    for (let i = 0; i < 500; i++) {
      const phrase = textOf(6);
      const right = documents.flatMap(({ title, text }, document) =>
        title.includes(phrase) || text.includes(phrase) ? [document] : [],
      );
      expect(finder.find(phrase), phrase).toEqual(right);
      if (right.length > 1 && right.length < documents.length) several++;
    }
    expect(several).toBeGreaterThan(100);
  });

  it('finds nothing when there are no documents', () => {
    expect(new PhraseFinder([]).find('南保')).toEqual([]);
    expect(new PhraseFinder([{ title: '', text: '' }]).find('南')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { PieceFinder } from '../../../bench/quality/piece-finder.ts';
import { Random } from '../../../bench/queries/random.ts';

describe('the truth of the includes law', () => {
  it('is what includes says, in titles and texts', () => {
    const random = new Random(3);
    // Few characters, so that pieces occur often, over the borders of texts too.
    const textOf = (longest: number) =>
      Array.from({ length: random.between(0, longest) }, () => random.of(['南', '保', '村', '𠮷'])).join('');
    const documents = Array.from({ length: 60 }, () => ({ title: textOf(4), text: textOf(30) }));
    const finder = new PieceFinder(documents);
    let several = 0;
    for (let i = 0; i < 500; i++) {
      const piece = textOf(6);
      const right = documents.flatMap(({ title, text }, document) =>
        title.includes(piece) || text.includes(piece) ? [document] : [],
      );
      expect(finder.find(piece), piece).toEqual(right);
      if (right.length > 1 && right.length < documents.length) several++;
    }
    expect(several).toBeGreaterThan(100);
  });

  it('finds nothing where there are no documents', () => {
    expect(new PieceFinder([]).find('南保')).toEqual([]);
    expect(new PieceFinder([{ title: '', text: '' }]).find('南')).toEqual([]);
  });
});

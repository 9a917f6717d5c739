import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/text/folding.ts';
import { type Given, given, indexOf, someText } from './asking.ts';

/** Whether `includes` finds the piece with its Latin and numbers ending at edges, told as slowly as can be. */
function stands(piece: string, text: string): boolean {
  const wordly = (character: string | undefined) =>
    character !== undefined &&
    /[\p{L}\p{N}]/u.test(character) &&
    !/[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}]/u.test(character);
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    const end = at + piece.length;
    if (wordly(piece[0]) && wordly(text[at - 1])) continue;
    if (wordly(piece.at(-1)) && wordly(text[end])) continue;
    return true;
  }
  return false;
}

const asked = fc.tuple(
  fc.array(given, { minLength: 1, maxLength: 12 }),
  fc.nat(),
  fc.nat(),
  fc.integer({ min: 1, max: 64 }),
  someText(3),
);

/** A piece of one of the texts, or any other. */
function pieceOf([documents, which, from, length, other]: [Given[], number, number, number, string]): string {
  const source = documents[which % documents.length].body;
  const start = source.length ? from % source.length : 0;
  return (from % 3 === 0 ? other : source.slice(start, start + length)).slice(0, 64);
}

describe('quoted search', () => {
  it.each([
    ['an index', false],
    ['an index opened from its bytes', true],
  ])('of %s finds the documents where the piece stands, and no other', (_, reopened) => {
    fc.assert(
      fc.property(asked, fc.boolean(), (drawn, exactTotal) => {
        const [documents] = drawn;
        const phrase = pieceOf(drawn);
        fc.pre(phrase !== '');
        const index = indexOf(documents, reopened);
        const result = index.search({ phrase }, { limit: 100, snippet: false, exactTotal });
        const expected = documents.flatMap((document, i) =>
          stands(fold(phrase), fold(document.title)) || stands(fold(phrase), fold(document.body)) ? [`${i}`] : [],
        );
        expect(result.hits.map(hit => hit.id).sort()).toEqual(expected.sort());
        expect(result.total).toBe(expected.length);
        expect(result.totalIsExact).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('of more candidates than are told at once shows only where the piece stands', () => {
    const bodies = Array.from({ length: 300 }, (_, i) =>
      i % 7 === 0 ? '监利市疫情防控' : '监利市场有疫情，情防控了。市疫所',
    );
    const index = indexOf(bodies.map(body => ({ title: '', body, author: [], date: '' })));
    const result = index.search('"监利市疫情防控"', { limit: 300, snippet: false });
    expect(result.hits.map(hit => Number(hit.id)).sort((x, y) => x - y)).toEqual(
      bodies.flatMap((_, i) => (i % 7 ? [] : [i])),
    );
    expect(result.total).toBe(43);
    const first = index.search('"监利市疫情防控"', { limit: 5, snippet: false });
    expect(first.hits.every(hit => Number(hit.id) % 7 === 0)).toBe(true);
    expect(first.totalIsExact).toBe(false);
    const exact = index.search('"监利市疫情防控"', { limit: 5, snippet: false, exactTotal: true });
    expect([exact.total, exact.totalIsExact]).toEqual([43, true]);
    expect(exact.hits).toEqual(first.hits);
  });
});

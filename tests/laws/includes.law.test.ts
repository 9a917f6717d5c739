import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/text/folding.ts';
import { anyDocument, anyTextOfParts, buildTestIndex, type TestDocument } from './test-index.ts';

/** Whether a text contains a phrase whose Latin words and numbers are whole; the slow oracle. */
function containsPhrase(phrase: string, text: string): boolean {
  const wordly = (character: string | undefined) =>
    character !== undefined &&
    /[\p{L}\p{N}]/u.test(character) &&
    !/[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}]/u.test(character);
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    if (wordly(phrase[0]) && wordly(text[at - 1])) continue;
    if (wordly(phrase.at(-1)) && wordly(text[end])) continue;
    return true;
  }
  return false;
}

const anyInput = fc.tuple(
  fc.array(anyDocument, { minLength: 1, maxLength: 12 }),
  fc.nat(),
  fc.nat(),
  fc.integer({ min: 1, max: 64 }),
  anyTextOfParts(3),
);

/** A substring of one of the texts, or any other text. */
function choosePhrase([documents, which, from, length, other]: [
  TestDocument[],
  number,
  number,
  number,
  string,
]): string {
  const source = documents[which % documents.length].body;
  const start = source.length ? from % source.length : 0;
  return (from % 3 === 0 ? other : source.slice(start, start + length)).slice(0, 64);
}

describe('a phrase query', () => {
  it.each([
    ['an index', false],
    ['an index opened from its bytes', true],
  ])('on %s finds exactly the documents that contain the phrase', (_, reopened) => {
    fc.assert(
      fc.property(anyInput, fc.boolean(), (drawn, exactTotal) => {
        const [documents] = drawn;
        const phrase = choosePhrase(drawn);
        fc.pre(phrase !== '');
        const index = buildTestIndex(documents, reopened);
        const result = index.search({ phrase }, { limit: 100, snippet: false, exactTotal });
        const expected = documents.flatMap((document, i) =>
          containsPhrase(fold(phrase), fold(document.title)) || containsPhrase(fold(phrase), fold(document.body))
            ? [`${i}`]
            : [],
        );
        expect(result.hits.map(hit => hit.id).sort()).toEqual(expected.sort());
        expect(result.total).toBe(expected.length);
        expect(result.totalIsExact).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('with more candidates than are verified at once finds only documents that contain the phrase', () => {
    const bodies = Array.from({ length: 300 }, (_, i) =>
      i % 7 === 0 ? '监利市疫情防控' : '监利市场有疫情，情防控了。市疫所',
    );
    const index = buildTestIndex(bodies.map(body => ({ title: '', body, author: [], date: '' })));
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/text/folding.ts';
import { anyDocument, anyTextOfParts, buildTestIndex, type TestDocument } from '../test-index.ts';

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

/** Texts in both scripts with characters that fold to one, and an index of them. */
function buildScripts() {
  const simplified =
    '乾县的骨干教师去县里开会，以后发展经济。乾坤于是征求意见，徵羽在台上，钟声响了，太后剪头发，晒干粮食';
  const traditional = '餅乾廠的幹部從縣裡開會後發展經濟。皇后於是徵求意見，臺灣台北的鐘聲，鍾先生剪頭髮，乾燥機干涉';
  const texts: string[] = [];
  for (const source of [simplified, traditional]) {
    const parts = source.split(/[，。]/);
    for (let i = 0; i < 30; i++)
      texts.push(parts.filter((_, at) => (i * 7 + at * 5) % 3 !== i % 3).join(i % 2 ? '，' : ''));
  }
  return { texts, index: buildTestIndex(texts.map(body => ({ title: '', body, author: [], date: '' }))) };
}

/** The relation of the law, written again for the characters of `buildScripts`. */
function containsWritten(phrase: string, text: string): boolean {
  const words = ['乾', '幹', '干', '發', '髮', '后', '後', '徵', '征', '於', '于', '臺台', '裡', '里', '鐘', '鍾'];
  const wordOf = (character: string) => words.findIndex(word => word.includes(character));
  const isKept = (character: string) => '乾徵於'.includes(character);
  const isTraditional = (character: string) => fold(character) !== character && !isKept(character);
  const han = [...text].filter(character => /\p{Script=Han}/u.test(character));
  const isTextTraditional = han.filter(isTraditional).length * 10 >= han.length;
  const isInTraditional = isTextTraditional || [...phrase].some(isTraditional);
  const isSame = (quoted: string, written: string): boolean => {
    if (quoted === written) return true;
    if (fold(quoted) !== fold(written)) return false;
    if (wordOf(quoted) >= 0 && wordOf(quoted) === wordOf(written)) return true;
    if (isKept(quoted) || isKept(written)) if (!isInTraditional) return false;
    if (quoted === fold(quoted)) return true;
    if (written === fold(written)) return wordOf(written) < 0 || !isTextTraditional;
    return wordOf(quoted) < 0 || wordOf(written) < 0;
  };
  for (let at = 0; at + phrase.length <= text.length; at++)
    if ([...phrase].every((character, i) => isSame(character, text[at + i]))) return true;
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

  it('tells characters apart that fold to one, where the text does: 40,000 pieces of texts', () => {
    const { texts, index } = buildScripts();
    let seed = 1;
    const draw = (limit: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * limit);
    };
    const asked = new Set<string>();
    for (let i = 0; i < 40_000; i++) {
      const text = texts[draw(texts.length)];
      // Half of the pieces begin at a character whose folding is not one to one, or just before.
      const lossy = [...text.matchAll(/[乾干幹發髮发后後徵征於于台臺里裡鐘鍾钟]/g)].map(({ index }) => index);
      const start = i % 2 && lossy.length ? Math.max(0, lossy[draw(lossy.length)] - draw(2)) : draw(text.length);
      const phrase = text.slice(start, start + 1 + draw(6));
      // The same piece of another text has the same answer.
      if (asked.has(phrase)) continue;
      asked.add(phrase);
      const expected = texts.flatMap((other, id) => (containsWritten(phrase, other) ? [`${id}`] : []));
      const { hits } = index.search({ phrase }, { limit: 100, snippet: false, exactTotal: true, returnFields: false });
      expect({ phrase, ids: hits.map(({ id }) => id).sort() }).toEqual({ phrase, ids: expected.sort() });
    }
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

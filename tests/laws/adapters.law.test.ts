import fc from 'fast-check';
import flexsearch from 'flexsearch';
import MiniSearch from 'minisearch';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPaperSentences } from '../../bench/corpus/paper.ts';
import { chinese as chineseFlexSearch } from '../../src/adapters/flexsearch.ts';
import { chinese as chineseMiniSearch } from '../../src/adapters/minisearch.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { Lexicon } from '../../src/lexicon/lexicon.ts';
import { fold } from '../../src/text/folding.ts';

const parts = [
  ...[
    '苇塘村民委员会',
    '苇塘村',
    '主任',
    '沈砚秋',
    '石桥',
    '石橋',
    '天天',
    '的',
    '什么',
    '了',
    '一',
    '〇',
    '𠮷野家',
    '㐀',
    '々',
  ],
  ...[
    'covid-19',
    'C++',
    'iPhone 15',
    '9',
    '月',
    '2023',
    '3.14',
    '100%',
    '100 ℃',
    'Ｂ超',
    '5G',
    'か',
    'カタカナ',
    '한글',
  ],
  ...['，', '。', ' ', '\n', '·', '🎉', '👨‍👩‍👧', '㎡', '说︀明', '\u001f', '卡拉OK', 'e', '-', '+'],
];
const anyText = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 14 }).map(each => each.join(''));

/** Whether a place is inside a run of letters, digits and signs, or inside a character. */
function isInsideRun(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const after = text.slice(at);
  const isRunEnd =
    /[\p{L}\p{N}%℃+#._'&-] ?$/u.test(before) &&
    !/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hira}\p{Script=Kana}]$/u.test(before);
  const isRunStart =
    /^ ?[\p{L}\p{N}%℃+#._'&-]/u.test(after) &&
    !/^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hira}\p{Script=Kana}]/u.test(after);
  return (
    (isRunEnd && isRunStart) ||
    /[\ud800-\udbff]$/.test(before) ||
    /^(?:\p{M}|\u200d|㎡)/u.test(after) ||
    /(?:\u200d|㎡)$/.test(before)
  );
}

/** A piece of a text whose ends are not inside a run; undefined if there is none there. */
function cutPiece(text: string, from: number, length: number): string | undefined {
  const start = from % text.length;
  const end = Math.min(text.length, start + length);
  return isInsideRun(text, start) || isInsideRun(text, end) ? undefined : text.slice(start, end);
}

const anyPieces = fc.tuple(
  fc.array(anyText, { minLength: 1, maxLength: 8 }),
  fc.nat(),
  fc.nat(),
  fc.integer({ min: 1, max: 30 }),
);
let lexicons: Record<string, Lexicon>;

beforeAll(async () => {
  const base = await baseLexicon();
  const own = [{ word: '苇塘村民委员会' }, { word: '苇塘村' }, { word: '村主任' }];
  lexicons = { base: base.extend(own), small: Lexicon.fromEntries(own), empty: Lexicon.fromEntries([]) };
});

describe('Chinese for other engines', () => {
  it.each([
    'base',
    'small',
    'empty',
  ])('finds with FlexSearch every document that holds a piece of text (%s lexicon)', name => {
    const zh = chineseFlexSearch({ lexicon: lexicons[name] });
    fc.assert(
      fc.property(anyPieces, ([texts, which, from, length]) => {
        const index = new flexsearch.Index({ encode: zh.encode });
        for (const [id, text] of texts.entries()) index.add(id, zh.document(text));
        const text = texts[which % texts.length];
        const piece = cutPiece(text, from, length);
        if (piece === undefined || zh.terms(piece).length === 0) return;
        expect(index.search(piece, { limit: 100 }), JSON.stringify([piece, text, zh.terms(piece)])).toContain(
          which % texts.length,
        );
      }),
      { numRuns: 1500 },
    );
  });

  it.each(['base', 'small'])('finds with MiniSearch every document that holds a piece of text (%s lexicon)', name => {
    const zh = chineseMiniSearch({ lexicon: lexicons[name] });
    fc.assert(
      fc.property(anyPieces, ([texts, which, from, length]) => {
        const index = new MiniSearch({ fields: ['body'], ...zh });
        index.addAll(texts.map((body, id) => ({ id, body })));
        const piece = cutPiece(texts[which % texts.length], from, length);
        if (piece === undefined || zh.searchOptions.tokenize(piece).length === 0) return;
        const found = index.search(piece, { combineWith: 'AND' }).map(({ id }) => id);
        expect(found, piece).toContain(which % texts.length);
      }),
      { numRuns: 500 },
    );
  });

  it('finds with FlexSearch all pieces of the sample paper, and highlights them as they stand', () => {
    const zh = chineseFlexSearch({ lexicon: lexicons['base'] });
    const sentences = readPaperSentences();
    const index = new flexsearch.Index({ encode: zh.encode });
    for (const [id, text] of sentences.entries()) index.add(id, zh.document(text));
    let asked = 0;
    for (const [id, text] of sentences.entries())
      for (const [from, length] of [
        [id * 7, 2 + (id % 7)],
        [id * 11 + 3, 4 + (id % 5)],
        [id * 13 + 1, 3 + (id % 9)],
        [id * 17 + 5, 2 + (id % 4)],
      ]) {
        const piece = cutPiece(text, from, length);
        if (piece === undefined || !/^[\p{Script=Han}]+$/u.test(piece)) continue;
        asked++;
        expect(index.search(piece, { limit: 10_000 }), piece).toContain(id);
        const { text: shown, highlights } = zh.highlight(text, piece);
        expect(shown).toBe(text);
        const at = text.indexOf(piece);
        expect(
          highlights.some(({ start, end }) => start <= at && at < end),
          `${piece} in ${text}`,
        ).toBe(true);
      }
    expect(asked).toBeGreaterThan(300);
  });

  it('highlights only what folds to a part of the query, disjoint and in order', () => {
    const zh = chineseFlexSearch({ lexicon: lexicons['base'] });
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        const { highlights } = zh.highlight(text, query);
        let last = 0;
        for (const { start, end } of highlights) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
          const plain = (value: string) => fold(value.normalize('NFKC').replace(/\ufe00/g, ''));
          expect(plain(query)).toContain(plain(text.slice(start, end)));
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1500 },
    );
  });
});

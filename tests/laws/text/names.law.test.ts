import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { discoverNames } from '../../../src/names/discover-names.ts';
import { formatNameList, parseNameList } from '../../../src/names/name-list.ts';
import { SpanTable } from '../../../src/names/span-table.ts';
import { fold } from '../../../src/text/folding.ts';
import { unitsFromString } from '../../../src/text/units.ts';

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await baseLexicon();
});

/** Sentences in which names come again, and noise among them. */
const piece = fc.constantFrom(
  ...[
    '记者',
    '书记',
    '韩曦',
    '韓曦',
    '廖志平',
    '、',
    '，',
    '。',
    '苇渡镇',
    '桐坡社区',
    '“三清一改”',
    '说',
    '在',
    '云汀县花鼓剧团',
  ],
  ...[
    '（以下简称“剧团”）',
    '\n',
    '罗伯特·戴',
    '𠮷野',
    '  ',
    'ABC',
    '１２',
    '的',
    '\ud800',
    '公司',
    '欧阳',
    '万东方',
    ' ',
  ],
);
const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);

describe('laws of discovered names', () => {
  it('a candidate stands in its texts at its spans, count times in all, and is no word of the lexicon', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), texts => {
        const names = discoverNames(texts, { lexicon, minScore: 0 });
        expect(names).toEqual(discoverNames(texts, { lexicon, minScore: 0 }));
        expect(new Set(names.map(({ word }) => fold(word))).size).toBe(names.length);
        for (const { word, count, documents, contexts, score } of names) {
          const folded = fold(word);
          expect(lexicon.has(word)).toBe(false);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          const places = texts.map(each => countPlaces(fold(each), folded));
          expect(count).toBe(places.reduce((a, b) => a + b, 0));
          expect(documents).toBe(places.filter(each => each > 0).length);
          expect(contexts).toHaveLength(Math.min(3, count));
          expect(new Set(contexts.map(each => each.text)).size).toBe(Math.min(3, documents));
          for (const { text, span, passage } of contexts) {
            expect(fold(texts[text].slice(span.start, span.end))).toBe(folded);
            expect(passage).toContain(texts[text].slice(span.start, span.end));
          }
        }
        expect(parseNameList(formatNameList(names)).kept.map(each => each.word)).toEqual(names.map(each => each.word));
      }),
      { numRuns: 100 },
    );
  });

  it('two spans have one number exactly if their units are equal', () => {
    const spans = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 6 })), { maxLength: 80 });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), minLength: 70, maxLength: 70 }),
        spans,
        (all, list) => {
          const table = new SpanTable(unitsFromString(all));
          const numbers = new Map<string, number>();
          list.forEach(([start, length], document) => {
            const string = all.slice(start, start + length);
            const number = table.add(start, start + length, document >> 2);
            expect(number).toBe(numbers.get(string) ?? numbers.size);
            numbers.set(string, number);
            expect(table.find(start, start + length)).toBe(number);
          });
          for (const [string, number] of numbers)
            expect(table.counts[number]).toBe(
              list.filter(([start, length]) => all.slice(start, start + length) === string).length,
            );
        },
      ),
    );
  });
});

function countPlaces(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) count++;
  return count;
}

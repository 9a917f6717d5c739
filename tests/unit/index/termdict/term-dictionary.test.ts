import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TermKind } from '../../../../src/analysis/analysis.ts';
import { text } from '../../../../src/fields.ts';
import { ReusableTerm } from '../../../../src/index/term.ts';
import { createIndex } from '../../../../src/search-index.ts';
import { fold } from '../../../../src/text/folding.ts';
import { unitsFromString } from '../../../../src/text/units.ts';

/** Characters enough that their pairs fill many more blocks than are kept. */
const characters = Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x4e00 + 7 * i))
  .filter(each => fold(each) === each)
  .slice(0, 160);

/** Texts in which about a third of all pairs stand. */
const texts = Array.from({ length: 40 }, (_, document) =>
  Array.from({ length: 300 }, (_, at) => characters[(document * 31 + at * at * 17 + at * 3) % characters.length]).join(
    '',
  ),
);

describe('a term dictionary', () => {
  it('counts the documents of each term, whatever was looked up before', () => {
    const index = createIndex({ fields: { body: text() } });
    index.addAll(texts.map((body, i) => ({ id: String(i), body })));
    const reader = index.live.reader().getTextReader('body');
    const character = fc.constantFrom(...characters);
    const term = fc.oneof(
      fc.record({ kind: fc.constant(TermKind.Character), typed: character }),
      fc.record({
        kind: fc.constantFrom(TermKind.Bigram, TermKind.Word),
        typed: fc.tuple(character, character).map(pair => pair.join('')),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat({ max: 59 }), { maxLength: 200 }),
        (terms, order) => {
          for (const place of order) {
            const { kind, typed } = terms[place % terms.length];
            const found = reader.documentFrequency(
              new ReusableTerm().set(kind, unitsFromString(typed), 0, typed.length),
            );
            // Without a lexicon there are no words.
            expect(found).toBe(kind === TermKind.Word ? 0 : texts.filter(body => body.includes(typed)).length);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

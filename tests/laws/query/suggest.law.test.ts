/** Laws of the options `titles` and `filter` of `suggest`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/text/folding.ts';
import { anyDocument, buildTestIndex } from '../test-index.ts';

const documents = fc.array(anyDocument, { minLength: 1, maxLength: 40 });
const typed = fc.constantFrom(
  ...['监', '监利', '監利', '监利 疫', '疫情防', '监利疫情', 'jian', 'hx', '软', '监利市 h', 'cov', '韩旭 jianl', '，'],
);
const filter = fc.constantFrom(
  { author: '李超' },
  { date: { from: '2022-10' } },
  { not: { page: { to: 1 } } },
  { author: '无人' },
  { id: ['0', '3', '5'] },
);

describe('titles that are suggested', () => {
  it('are those of documents that pass the filter, each once, none more than the limit', () => {
    let count = 0;
    fc.assert(
      fc.property(
        documents,
        typed,
        fc.option(filter, { nil: undefined }),
        fc.nat({ max: 12 }),
        (given, text, filter, limit) => {
          const index = buildTestIndex(given);
          const asked = { titles: 'title', limit, ...(filter && { filter }) } as const;
          const titles = index.suggest(text, asked).titles!;
          count += titles.length;
          expect(titles.length).toBeLessThanOrEqual(limit);
          expect(new Set(titles.map(({ text }) => fold(text).trim())).size).toBe(titles.length);
          const passing = new Set(
            index.search('', { limit: 1000, ...(filter && { filter }) }).hits.map(({ id }) => id),
          );
          for (const { id, text, highlights } of titles) {
            expect(passing).toContain(id);
            expect(text).toBe(index.get(id)!.title!.replace(/[\n\t]/g, ' '));
            expect(highlights.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(count).toBeGreaterThan(15);
  });

  it('begin with those that begin with the typed text, then come all others that hold it', () => {
    let count = 0;
    fc.assert(
      fc.property(documents, fc.constantFrom('监', '监利', '監利', '疫情', '防控', '韩旭', '软'), (given, text) => {
        const { titles } = buildTestIndex(given).suggest(text, { titles: 'title', limit: 1000 });
        const suggested = titles!.map(({ text }) => fold(text).trim());
        const keys = [...new Set(given.map(({ title }) => fold(title.replace(/[\n\t]/g, ' ')).trim()))];
        const beginning = keys.filter(key => key.startsWith(fold(text)));
        const holding = keys.filter(key => key.includes(fold(text)));
        count += beginning.length;
        expect(suggested.slice(0, beginning.length).sort()).toEqual(beginning.sort());
        expect(suggested.slice(0, holding.length).sort()).toEqual(holding.sort());
      }),
      { numRuns: 300 },
    );
    expect(count).toBeGreaterThan(20);
  });
});

describe('words that are suggested with a filter', () => {
  it('occur in a document that passes it, and with a filter that all pass are those without one', () => {
    let count = 0;
    fc.assert(
      fc.property(documents, typed, filter, (given, text, filter) => {
        const index = buildTestIndex(given);
        const { suggestions } = index.suggest(text, { filter, limit: 1000 });
        count += suggestions.length;
        const passing = index.search('', { limit: 1000, filter }).hits.map(({ document }) => document);
        for (const { word } of suggestions)
          expect(passing.some(({ title = '', body = '' }) => fold(`${title}\n${body}`).includes(word))).toBe(true);
        const wordsOf = (filter: object) =>
          new Set(index.suggest(text, { filter, limit: 1000 }).suggestions.map(({ word }) => word));
        expect(wordsOf({ not: { id: 'none' } })).toEqual(wordsOf({}));
      }),
      { numRuns: 300 },
    );
    expect(count).toBeGreaterThan(20);
  });
});

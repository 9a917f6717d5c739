/** Laws of headings: they rerank like proximity does, and nothing else about a search changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { date, stored, text } from '../../../src/fields.ts';
import { headingWeight } from '../../../src/query/rank/constants.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';
import { fold } from '../../../src/text/folding.ts';
import { anyTextOfParts, lexicon } from '../test-index.ts';

const fields = { title: text({ weight: 3 }), body: text(), date: date(), sections: stored({ sectionsOf: 'body' }) };
/** Few enough that queries meet them. */
const anyHeading = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('监利', '疫情防控', '韩旭 视频会议', '“软件”', '监利市的疫情', 'covid-19') },
  anyTextOfParts(3),
);
const anyPage = fc.record({
  title: anyHeading,
  opening: anyTextOfParts(6),
  parts: fc.array(fc.tuple(anyHeading, anyTextOfParts(8)), { maxLength: 4 }),
  date: fc.constantFrom('', '2022-09-05', '2023-01-02'),
});
const anyPages = fc.array(anyPage, { minLength: 1, maxLength: 60, size: 'large' });
type Page = typeof anyPage extends fc.Arbitrary<infer T> ? T : never;

/** Builds an index of the pages, with sections or, the same otherwise, without. */
function build(pages: readonly Page[], withSections = true) {
  const index = createIndex({ fields, lexicon });
  pages.forEach(({ title, opening, parts, date: day }, i) => {
    let body = opening;
    const sections = parts.map(([heading, words], n) => {
      const start = body.length + 1;
      body += `\n${heading}\n${words}`;
      return { title: heading, anchor: `s${n}`, start };
    });
    index.add({ id: `${i}`, title, body, date: day, ...(withSections && { sections }) });
  });
  return index;
}

const anyQuery = fc.oneof(
  { weight: 3, arbitrary: anyHeading },
  anyHeading.map(typed => `"${typed.replaceAll('"', '')}"`),
  anyHeading.map(typed => `${typed} -疫情`),
  anyTextOfParts(3).map(typed => `${typed}怎么样？`),
  fc.constantFrom('监利 疫情', '监利|软件', '监利市 防控', '韩续'),
);
const anyOptions = fc.record(
  {
    match: fc.constantFrom('smart', 'all', 'any'),
    fields: fc.constantFrom(['title'] as const, ['body'] as const),
    freshness: fc.constant({ field: 'date', halfLifeDays: 10, today: '2023-02-01' } as const),
  },
  { requiredKeys: [] },
);

describe('headings that are the whole query', () => {
  it('add up in the explanation of every hit, on pages that join to the whole result', () => {
    let scored = 0;
    fc.assert(
      fc.property(anyPages, anyQuery, anyOptions, (pages, typed, options) => {
        const index = build(pages);
        const { hits } = index.search(typed, { ...options, limit: 1000 });
        const joined = [0, 3, 6, 9].flatMap(offset => index.search(typed, { ...options, limit: 3, offset }).hits);
        expect(joined).toEqual(hits.slice(0, 12));
        for (const { id, score } of hits) {
          const explanation = index.explain(typed, id, options)!;
          const { terms, titleScore, proximityScore, headingScore, freshnessScore } = explanation;
          expect(explanation.score).toBeCloseTo(score, 9);
          const parts = [titleScore, proximityScore, headingScore, freshnessScore, ...terms.map(each => each.score)];
          expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(score, 9);
          if (headingScore > 0) scored++;
        }
      }),
      { numRuns: 100 },
    );
    expect(scored).toBeGreaterThan(100);
  });

  it('score by what is typed, and what of it a title or heading is, as computed from the pages', () => {
    let exact = 0;
    let alike = 0;
    // So the field with the most text is the body.
    const long: Page = { title: '', opening: '别的字'.repeat(200), parts: [], date: '' };
    const asked = fc.constantFrom('监利', '疫情防控', '软件', '视频会议', '监利市的疫情');
    fc.assert(
      fc.property(fc.array(anyPage, { maxLength: 25 }), asked, (given, typed) => {
        const pages = [...given, long];
        const index = build(pages);
        const texts = pages.map((_, i) => {
          const { title = '', body = '' } = index.get(`${i}`)!;
          return [fold(title), fold(body)];
        });
        const idfOf = (character: string): number => {
          const frequency = Math.max(...[0, 1].map(f => texts.filter(each => each[f].includes(character)).length));
          return Math.log(1 + (pages.length - frequency + 0.5) / (frequency + 0.5));
        };
        const idfSum = [...new Set(typed)].reduce((sum, character) => sum + idfOf(character), 0);
        const compare = (heading: string, weight: number): number => {
          const read = fold(heading).trim();
          if (read === typed) return weight + headingWeight.asTyped;
          return read.replace(/[\s\p{P}\p{S}]/gu, '') === typed ? weight : 0;
        };
        for (const { id } of index.search(typed, { match: 'all', limit: 100 }).hits) {
          const { title, parts } = pages[Number(id)];
          const sections = parts.map(([heading]) => compare(heading, headingWeight.section));
          const begins = fold(title).trim().startsWith(typed) && fold(title).trim() !== typed;
          const beginning = begins ? headingWeight.titleBeginning : 0;
          const share = Math.max(compare(title, headingWeight.title), beginning, ...sections);
          expect(index.explain(typed, id, { match: 'all' })!.headingScore).toBeCloseTo(share * idfSum, 9);
          if (share > 0) exact++;
          if (share === headingWeight.title || share === headingWeight.section) alike++;
        }
      }),
      { numRuns: 150 },
    );
    expect(exact).toBeGreaterThan(100);
    expect(alike).toBeGreaterThan(5);
  });

  it('change no score, total or set of documents but those of documents that have them', () => {
    fc.assert(
      fc.property(anyPages, anyQuery, anyOptions, (pages, typed, options) => {
        const [withThem, without] = [build(pages), build(pages, false)];
        const all = { ...options, limit: 1000, snippet: false } as const;
        const plain = new Map(without.search(typed, all).hits.map(({ id, score }) => [id, score]));
        const { hits, total } = withThem.search(typed, all);
        expect([total, new Set(hits.map(({ id }) => id))]).toEqual([plain.size, new Set(plain.keys())]);
        for (const { id, score } of hits) {
          const added = withThem.explain(typed, id, options)!.headingScore;
          const titleOnly = without.explain(typed, id, options)!.headingScore;
          expect(score - added).toBeCloseTo(plain.get(id)! - titleOnly, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('rank the same when the index is read by ranges', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPages,
        fc.array(anyQuery, { minLength: 1, maxLength: 3 }),
        anyOptions,
        async (pages, queries, options) => {
          const bytes = build(pages).toBytes();
          const memory = openIndex<typeof fields>(bytes);
          const source = { size: bytes.length, read: async (start: number, end: number) => bytes.slice(start, end) };
          const remote = await openRemote<typeof fields>(source, { cacheBytes: 0 });
          for (const typed of queries) {
            const expected = memory.search(typed, options);
            expect(await remote.search(typed, options)).toEqual(expected);
            const id = expected.hits[0]?.id ?? '0';
            expect(await remote.explain(typed, id, options)).toEqual(memory.explain(typed, id, options));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('do not count in an index without a field of sections', () => {
    const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
    index.add({ id: '1', title: '监利', body: '疫情' });
    expect(index.explain('监利', '1')!.headingScore).toBe(0);
  });
});

/** Laws of `number({ boost: true })`, by which the scores of documents are multiplied. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIndex, type Hit, number, openIndex, stored, text } from '../../../src/index.ts';
import { openRemote } from '../../../src/remote/index.ts';
import { anyOptions, anyTyped } from '../searches.ts';
import { anyTextOfParts, lexicon } from '../test-index.ts';

const common = { title: text({ weight: 3 }), body: text(), sections: stored({ sectionsOf: 'body' }) };
const boosted = { ...common, weight: number({ boost: true }) };

const anyDocument = fc.record(
  {
    title: anyTextOfParts(3),
    body: anyTextOfParts(20),
    heading: anyTextOfParts(2),
    weight: fc.constantFrom(0.01, 0.5, 1, 2, 1000),
  },
  { requiredKeys: ['title', 'body', 'heading'] },
);
type BoostedDocument = typeof anyDocument extends fc.Arbitrary<infer T> ? T : never;
const query = fc.oneof(anyTyped, anyTextOfParts(2), fc.constant('监利疫情防控怎么样？'), fc.constant('韩旭 软件'));

function build(documents: readonly BoostedDocument[], fields: typeof common | typeof boosted) {
  const index = createIndex({ fields: fields as typeof boosted, lexicon });
  for (const [i, { title, body, heading, weight }] of documents.entries()) {
    const sections = heading ? [{ title: heading, anchor: '', start: 0 }] : [];
    const boost = fields === boosted && weight !== undefined && { weight };
    index.add({ id: String(i), title, body: `${heading}\n${body}`, sections, ...boost });
  }
  return openIndex<typeof boosted>(index.toBytes());
}

/** The hits with their scores multiplied, tier by tier in the order of these scores. */
function multiply(hits: readonly Hit<typeof boosted>[], documents: readonly BoostedDocument[]) {
  const order = [...new Set(hits.map(({ tier }) => tier))];
  return hits
    .map(({ id, tier, score }) => ({ id, tier, score: score * (documents[Number(id)].weight ?? 1) }))
    .sort((a, b) => order.indexOf(a.tier) - order.indexOf(b.tier) || b.score - a.score || Number(a.id) - Number(b.id));
}

it('multiplies the scores of an index without boosts, headings and proximity included, and orders by them', () => {
  let moved = 0;
  fc.assert(
    fc.property(
      fc.array(anyDocument, { minLength: 1, maxLength: 25 }),
      query,
      anyOptions,
      (documents, typed, asked) => {
        // Sorted by a field, scores leave out what boosts multiply.
        const { sort: _, freshness: __, filter: ___, facets: ____, ...options } = asked as Record<string, unknown>;
        const whole = { ...options, offset: 0, limit: 100, snippet: false } as const;
        const plain = build(documents, common).search(typed, whole);
        const index = build(documents, boosted);
        const found = index.search(typed, whole);
        const expected = multiply(plain.hits, documents);
        expect(found.hits.map(({ id, tier }) => `${tier} ${id}`)).toEqual(
          expected.map(({ id, tier }) => `${tier} ${id}`),
        );
        for (const [i, { score }] of found.hits.entries())
          expect(Math.abs(score - expected[i].score)).toBeLessThanOrEqual(1e-9 * score);
        expect(found.total).toBe(plain.total);
        if (expected.some(({ id }, i) => id !== plain.hits[i].id)) moved++;
        for (const { id, score } of found.hits.slice(0, 2)) {
          const { boost, ...why } = index.explain(typed, id, asked.match ? { match: asked.match } : {})!;
          expect(boost).toBe(documents[Number(id)].weight ?? 1);
          expect(Math.abs(why.score - score)).toBeLessThanOrEqual(1e-9 * score);
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(moved).toBeGreaterThan(10);
});

it('ranks the best first although more documents are found than are reranked, on every page', () => {
  const index = createIndex({ fields: boosted, lexicon });
  for (let i = 0; i < 300; i++)
    index.add({
      id: String(i),
      title: '',
      body: `${'监利'.repeat(1 + (i % 5))}疫情防控${'软件'.repeat(i % 7)}`,
      weight: 1 + (i % 61),
    });
  for (const typed of ['监利', '监利疫情防控怎么样？', '"疫情"', '监利 软件']) {
    const all = index.search(typed, { limit: 300, match: 'smart' }).hits;
    const scores = all.filter(({ tier }) => tier === all[0].tier).map(({ score }) => score);
    expect(scores, typed).toEqual([...scores].sort((a, b) => b - a));
    expect(Number(all[0].document.weight), typed).toBeGreaterThan(50);
    const pages = [0, 10, 20, 30, 40].flatMap(offset => index.search(typed, { offset }).hits.map(({ id }) => id));
    expect(pages, typed).toEqual(all.slice(0, 50).map(({ id }) => id));
  }
});

it('takes numbers above 0 and at most 1,000', () => {
  const index = createIndex({ fields: boosted, lexicon });
  for (const weight of [0, -1, 1000.5])
    expect(() => index.add({ id: 'a', weight })).toThrow('expected a number above 0, at most 1000');
  index.add({ id: 'a', weight: 1000 });
  expect(() => number({ boosts: true } as object)).toThrow(/boosts/);
});

it('gives the same answers where the index is read by ranges', async () => {
  const index = createIndex({ fields: boosted, lexicon });
  for (let i = 0; i < 60; i++)
    index.add({ id: String(i), title: '', body: '监利疫情防控', weight: 1 + ((i * 7) % 60) });
  const bytes = index.toBytes();
  const remote = await openRemote<typeof boosted>({
    size: bytes.length,
    read: async (start, end) => bytes.slice(start, end),
  });
  const local = openIndex<typeof boosted>(bytes);
  for (const typed of ['监利', '监利疫情防控怎么样？']) {
    expect(await remote.search(typed), typed).toEqual(local.search(typed));
    expect(local.search(typed).hits[0].document.weight).toBe(60);
  }
});

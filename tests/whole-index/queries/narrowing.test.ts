import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, date, keyword, number, openIndex, type SearchOptions, text } from '../../../src/index.ts';
import { openRemote } from '../../../src/remote/index.ts';

const fields = { title: text({ weight: 3 }), body: text(), author: keyword(), day: date(), page: number() };
type Fields = typeof fields;

const documents = [
  { id: '1', title: '石桥通车', body: '石桥村今天通车', author: ['何田', '周禾'], day: '2022-09-05', page: 1 },
  { id: '2', title: '石桥开学', body: '石桥小学开学', author: ['周禾'], day: '2022-09-05', page: 2 },
  { id: '3', title: '鱼塘清淤', body: '石桥村的鱼塘', author: ['何田'], day: '2022-10-01', page: 3 },
  { id: '4', title: '石桥下雪', body: '石桥石桥', day: '2023-01-01' },
  { id: '5', title: '石桥天晴', body: '石桥', page: 1 },
];

function build(all: readonly object[] = documents) {
  const index = createIndex({ fields });
  index.addAll(all as never);
  return index;
}

const idsOf = (hits: readonly { id: string }[]) => hits.map(({ id }) => id);

describe('the option where', () => {
  it('keeps the documents for which the function returns true, with their scores', () => {
    const index = build();
    const all = index.search('石桥');
    const { hits, total, tiers } = index.search('石桥', { where: ({ page }) => page !== 1 });
    expect(idsOf(hits)).toEqual(idsOf(all.hits).filter(id => id !== '1' && id !== '5'));
    expect(total).toBe(3);
    expect(tiers.reduce((sum, each) => sum + each.total, 0)).toBe(3);
    for (const hit of hits) expect(hit.score).toBe(all.hits.find(({ id }) => id === hit.id)!.score);
  });

  it('is asked once of each document that the query and the filter find, which reads its texts', () => {
    const asked: string[] = [];
    const { total } = build().search('石桥 通车', {
      filter: { day: '2022-09' },
      where: ({ id, body = '' }) => asked.push(id) > 0 && body.includes('小学'),
    });
    expect(total).toBe(1);
    expect(asked.sort()).toEqual(['1', '2']);
  });

  it('counts in facets and lists, and ends with the time', () => {
    const index = build();
    const where = ({ author = [] }: { author?: string | readonly string[] }) => author.includes('何田');
    expect(index.search('', { where, facets: { author: 9 } }).facets?.author).toEqual([
      { value: '何田', count: 2 },
      { value: '周禾', count: 1 },
    ]);
    expect(index.search('石桥', { where, signal: { aborted: true } })).toMatchObject({ total: 0, partial: true });
    expect(() => index.search('石桥', { where: (async () => true) as never })).toThrow('what where returns is invalid');
  });

  it('reads what it needs of a remote index', async () => {
    const bytes = build().toBytes();
    const remote = await openRemote<Fields>({ size: bytes.length, read: async (from, to) => bytes.slice(from, to) });
    const options: SearchOptions<Fields> = { where: ({ body }) => body!.includes('鱼塘'), distinct: 'author' };
    expect(await remote.search('石桥', options as never)).toEqual(openIndex<Fields>(bytes).search('石桥', options));
  });
});

describe('the option disjunctiveFacets', () => {
  it('counts a facet as if the filter had no condition on its field', () => {
    const index = build();
    const facets = { author: 9, day: 'year' } as const;
    const filter = { and: [{ author: '何田', page: { to: 2 } }, { author: '周禾' }] };
    const { total, facets: counted } = index.search('石桥', { filter, facets, disjunctiveFacets: ['author'] });
    expect(total).toBe(1);
    expect(counted?.author).toEqual(index.search('石桥', { filter: { page: { to: 2 } }, facets }).facets?.author);
    expect(counted?.author).toEqual([
      { value: '周禾', count: 2 },
      { value: '何田', count: 1 },
    ]);
    expect(counted?.day).toEqual([{ value: '2022', count: 1 }]);
  });
});

describe('the option distinct', () => {
  it('returns one document of each value, and says how many are behind it', () => {
    const { hits, total, groups } = build().search('石桥', { distinct: 'author' });
    expect(hits.map(({ id, groupSize }) => [id, groupSize])).toEqual(
      expect.arrayContaining([
        ['2', 1],
        ['4', 1],
        ['5', 1],
      ]),
    );
    expect(hits.find(({ id }) => id === '1' || id === '3')?.groupSize).toBe(2);
    expect([total, groups, hits.length]).toEqual([5, 4, 4]);
    expect(build().search('石桥')).not.toHaveProperty('groups');
    expect(() => build().search('石桥', { distinct: 'body' as never })).toThrow('distinct is invalid');
  });

  it('returns the first of each value in the order of any search, on any page', () => {
    const anyDocument = fc.record({
      body: fc.array(fc.constantFrom('石桥', '通车', '鱼塘', '下雪'), { maxLength: 4 }).map(words => words.join('，')),
      author: fc.constantFrom(undefined, '何田', '周禾', '韓曦', '韩曦'),
      page: fc.constantFrom(undefined, 1, 2),
      day: fc.constantFrom(undefined, '2022', '2022-01-01', '2023'),
    });
    const anyOptions = fc.record({
      distinct: fc.constantFrom('author' as const, 'page' as const, 'day' as const),
      sort: fc.constantFrom(
        'score' as const,
        { field: 'page' as const },
        { field: 'day' as const, order: 'asc' as const },
      ),
      query: fc.constantFrom('', '石桥', '石桥 通车', '"石桥，通车"', '石桥怎么通车'),
    });
    const keyOf = {
      author: (value: unknown) => String(value).replace('韓', '韩'),
      page: String,
      day: (value: unknown) => String(value).replace('2022-01-01', '2022'),
    };
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 40 }), anyOptions, (drawn, { distinct, sort, query }) => {
        const index = build(drawn.map((document, id) => ({ ...document, id: `${id}` })));
        const all = index.search(query, { sort, limit: 1000, exactTotal: true });
        const seen = new Map<string, number>();
        const expected: string[] = [];
        for (const { id, document } of all.hits) {
          const value = document[distinct];
          const key = value === undefined ? `alone ${id}` : keyOf[distinct](value);
          if (!seen.has(key)) expected.push(id);
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
        const found = index.search(query, { sort, distinct, limit: 1000 });
        expect(idsOf(found.hits)).toEqual(expected);
        expect(found.groups).toBe(expected.length);
        expect(found.hits.map(({ groupSize }) => groupSize)).toEqual([...seen.values()]);
        expect(found.total).toBe(all.total);
        for (const offset of [0, 1, 3])
          expect(idsOf(index.search(query, { sort, distinct, limit: 2, offset }).hits)).toEqual(
            expected.slice(offset, offset + 2),
          );
      }),
      { numRuns: 300 },
    );
  });
});

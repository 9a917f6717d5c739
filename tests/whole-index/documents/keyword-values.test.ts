/** Words of a query that are values of searchable keyword fields. */
import { expect, it } from 'vitest';
import { date, keyword, text } from '../../../src/fields.ts';
import { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const lexicon = Lexicon.fromEntries(['春耕', '生产', '会议', '文章'].map(word => ({ word, weight: 1000 })));
const fields = {
  title: text({ weight: 3 }),
  body: text(),
  author: keyword({ searchable: true }),
  tags: keyword({ searchable: true }),
  place: keyword(),
};

function createSample() {
  const index = createIndex({ fields, lexicon });
  index.addAll([
    { id: 'by', title: '', body: '生产会议', author: ['周禾', '刘帆'], tags: '春耕' },
    { id: 'title', title: '周禾', body: '会议', author: '刘帆' },
    { id: 'traditional', title: '', body: '生產', author: '周禾', tags: '農業', place: '石桥' },
    { id: 'other', title: '', body: '会议', author: '周禾苗', place: '石桥' },
  ]);
  return index;
}

it('finds the documents of an author below those that name him', () => {
  for (const index of [createSample(), openIndex<typeof fields>(createSample().toBytes())]) {
    const hits = index.search('周禾').hits.map(({ id, tier }) => `${id} ${tier}`);
    expect(hits[0]).toBe('title all');
    expect(hits.slice(1).sort()).toEqual(['by keyword', 'traditional keyword']);
    expect(index.explain('周禾', 'by')).toMatchObject({ found: true, tier: 'keyword' });
  }
});

it('requires the other words of the query, as words or as values', () => {
  const found = (query: string) =>
    createSample()
      .search(query)
      .hits.filter(({ tier }) => tier === 'keyword')
      .map(({ id }) => id);
  expect(found('周禾 春耕')).toEqual(['by']);
  expect(found('周禾 会议')).toEqual(['by']);
  expect(found('周禾的会议')).toEqual(['by']);
  expect(found('周禾 农业')).toEqual(['traditional']);
});

it('searches no values of other keyword fields, nor where fields are named or words are required as typed', () => {
  const index = createSample();
  const found = (query: string, options = {}) => index.search(query, options).hits.map(({ id }) => id);
  expect(found('石桥')).toEqual([]);
  expect(found('春耕', { fields: ['body'] })).toEqual([]);
  expect(found('春耕', { match: 'all' })).toEqual([]);
  expect(found('body:春耕')).toEqual([]);
  expect(found('春耕', { filter: { author: '刘帆' } })).toEqual(['by']);
});

it('finds the documents of an author also when many others name him', () => {
  const index = createSample();
  index.addAll(Array.from({ length: 20 }, (_, i) => ({ id: `n${i}`, title: '', body: '周禾参加' })));
  const { hits, total } = index.search('周禾', { limit: 50 });
  expect(total).toBe(23);
  expect(hits.slice(21).map(({ tier }) => tier)).toEqual(['keyword', 'keyword']);
});

it('counts values that folding joins as one, in the form that most documents have', () => {
  const index = createIndex({ fields, lexicon });
  index.addAll(
    ['张三', '張三', '張三', ['张三', '張三'], '李四'].map((author, i) => ({ id: `${i}`, body: '会议', author })),
  );
  expect(index.search('会议', { facets: { author: 5 } }).facets?.author).toEqual([
    { value: '張三', count: 4 },
    { value: '李四', count: 1 },
  ]);
});

it('counts a value in two forms once a document and rule', () => {
  const index = createIndex({ fields, lexicon });
  index.addAll([
    { id: '1', title: '周禾', body: '会议', author: ['张三', '張三'] },
    { id: '2', title: '', body: '会议', author: ['周禾', '張三'] },
  ]);
  expect(index.search('周禾', { facets: { author: 1 } }).facets?.author).toEqual([
    {
      value: '張三',
      count: 2,
      tiers: [
        { tier: 'all', total: 1 },
        { tier: 'keyword', total: 1 },
      ],
    },
  ]);
});

it('sorts the documents of an author among those that name him', () => {
  const index = createIndex({ fields: { ...fields, date: date() }, lexicon });
  index.addAll([
    { id: 'old', body: '周禾参加会议', date: '2021' },
    { id: 'by', body: '会议', author: '周禾', date: '2022' },
    { id: 'new', body: '周禾参加生产', date: '2023' },
  ]);
  const { hits } = index.search('周禾', { sort: { field: 'date', order: 'desc' } });
  expect(hits.map(({ id }) => id)).toEqual(['new', 'by', 'old']);
});

it('counts as one value, and finds, what filters cannot tell apart', () => {
  const index = createIndex({ fields, lexicon });
  index.addAll([
    { id: 'a', title: '', body: '会议', tags: '50㎡' },
    { id: 'b', title: '', body: '生产', tags: '50m2' },
  ]);
  const { hits, facets } = index.search({ not: { words: '没有' } }, { facets: { tags: 5 } });
  expect(hits).toHaveLength(2);
  expect(facets!['tags']).toEqual([{ value: '50m2', count: 2 }]);
  expect(index.search('50㎡').hits.map(({ tier }) => tier)).toEqual(['keyword', 'keyword']);
});

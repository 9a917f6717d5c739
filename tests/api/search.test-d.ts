import { expectTypeOf, test } from 'vitest';
import {
  type AnyIndex,
  createIndex,
  date,
  keyword,
  number,
  openIndex,
  type SearchOptions,
  text,
} from '../../src/index.ts';
import type { ClusterIndex } from '../../src/opensearch/index.ts';
import type { RemoteIndex } from '../../src/remote/index.ts';
import type { WorkerIndex } from '../../src/worker/index.ts';

const index = createIndex({ fields: { title: text(), author: keyword(), date: date(), page: number() } });

test('fields that do not exist, or cannot do it, are compile errors', () => {
  // @ts-expect-error no such field
  index.search('监利', { filter: { nobody: 'x' } });
  // @ts-expect-error texts are not filtered by
  index.search('监利', { filter: { title: 'x' } });
  // @ts-expect-error texts have no order
  index.search('监利', { sort: { field: 'title' } });
  // @ts-expect-error texts have no order
  index.search('监利', { sort: [{ field: 'page' }, { field: 'title' }] });
  // @ts-expect-error numbers are counted by ranges
  index.search('监利', { facets: { page: 3 } });
  // @ts-expect-error numbers have no years
  index.search('监利', { facets: { page: 'year' } });
  // @ts-expect-error no such field
  index.search('监利', { returnFields: ['nobody'] });
  // @ts-expect-error a share is a number
  index.explain('监利', 'a', { minRelevance: '0.3' });
  // @ts-expect-error keywords are not weighed
  index.search('监利', { weights: { author: 3 } });
  index.search('监利', { weights: { title: 5 } });
  // @ts-expect-error a title is a text
  index.suggest('监利', { titles: 'author' });
  // @ts-expect-error a page is a number
  index.suggest('监利', { filter: { page: '1' } });
  index.suggest('监利', { titles: 'title', filter: { page: 1 } });
  // @ts-expect-error a date is a string
  index.add({ id: 'a', date: 3 });
  // @ts-expect-error texts have too many values
  index.search('监利', { distinct: 'title' });
  // @ts-expect-error no such field
  index.search('监利', { where: document => document.nobody === 1 });
  index.search('监利', { distinct: 'author', disjunctiveFacets: ['date'], where: ({ page = 0 }) => page > 1 });
  index.search('监利', {
    filter: { or: [{ author: 'x' }, { page: { from: 1 } }] },
    sort: [{ field: 'page' }, { field: 'author', order: 'asc' }],
    facets: { author: 3, date: 'year', page: [{ to: 4 }] },
    minRelevance: 0.3,
  });
});

test('documents come back with the types of their fields', () => {
  const { document } = index.search('监利').hits[0];
  expectTypeOf(document.title).toEqualTypeOf<string | undefined>();
  expectTypeOf(document.page).toEqualTypeOf<number | undefined>();
});

test('conditions have the type of their field', () => {
  index.search('监利', { filter: { id: ['1'], author: ['x', 'y'], date: { from: '2022' }, page: [1, 2] } });
  index.removeAll({ not: { page: { from: 3 } } });
  // @ts-expect-error a date is a string
  index.search('监利', { filter: { date: 5 } });
  // @ts-expect-error a page is a number
  index.search('监利', { filter: { page: '2022' } });
  // @ts-expect-error a page is a number
  index.search('监利', { filter: { or: [{ page: { from: '1' } }] } });
  // @ts-expect-error keywords have no ranges
  index.search('监利', { filter: { author: { from: 'a' } } });
  // @ts-expect-error an id is a string
  index.removeAll({ id: 3 });
});

test('hits have the fields that were asked for', () => {
  expectTypeOf(index.search('监利', { returnFields: false }).hits[0].document).toEqualTypeOf<{ readonly id: string }>();
  const { document } = index.search('监利', { returnFields: ['title'] }).hits[0];
  expectTypeOf(document.title).toEqualTypeOf<string | undefined>();
  // @ts-expect-error it was not asked for
  document.page;
  const options: SearchOptions<(typeof index)['fields']> = { limit: 3 };
  expectTypeOf(index.search('监利', options).hits[0].document.page).toEqualTypeOf<number | undefined>();
});

test('an index whose fields are not known to the compiler takes any names', () => {
  const opened = openIndex(index.toBytes());
  const { hits, facets } = opened.search(
    { words: '监利', field: 'title' },
    { filter: { author: 'x', date: { from: '2022' } }, sort: { field: 'date' }, facets: { author: 3, date: 'year' } },
  );
  expectTypeOf(hits[0].id).toEqualTypeOf<string>();
  facets?.['author']?.[0]?.count;
});

test('a cluster has no options that need all documents that match', () => {
  const search = (cluster: ClusterIndex<typeof index.fields>) => {
    // @ts-expect-error groups are not known there
    cluster.search('监利', { distinct: 'author' });
    // @ts-expect-error functions cannot be sent
    cluster.search('监利', { where: () => true });
    cluster.search('监利', { facets: { author: 3 } });
  };
  expectTypeOf(search).toBeFunction();
});

test('every index is an AnyIndex, and awaiting its calls gives the same', async () => {
  type Fields = typeof index.fields;
  expectTypeOf(index).toExtend<AnyIndex<Fields>>();
  expectTypeOf<RemoteIndex<Fields>>().toExtend<AnyIndex<Fields>>();
  expectTypeOf<WorkerIndex<Fields>>().toExtend<AnyIndex<Fields>>();
  expectTypeOf<ClusterIndex<Fields>>().toExtend<AnyIndex<Fields>>();
  const any: AnyIndex<Fields> = index;
  expectTypeOf(
    (await any.search('监利', { filter: { author: '何田' }, limit: 3 })).hits[0].document.title,
  ).toEqualTypeOf<string | undefined>();
  // @ts-expect-error not every index can look at all documents
  any.search('监利', { where: () => true });
  // @ts-expect-error no such field
  any.search('监利', { filter: { nobody: 'x' } });
});

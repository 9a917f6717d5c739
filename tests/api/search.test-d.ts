import { expectTypeOf, test } from 'vitest';
import { createIndex, date, keyword, number, text } from '../../src/index.ts';

const index = createIndex({ fields: { title: text(), author: keyword(), date: date(), page: number() } });

test('fields that do not exist, or cannot do it, are compile errors', () => {
  // @ts-expect-error no such field
  index.search('监利', { filter: { nobody: 'x' } });
  // @ts-expect-error texts are not filtered by
  index.search('监利', { filter: { title: 'x' } });
  // @ts-expect-error keywords have no order
  index.search('监利', { sort: { field: 'author' } });
  // @ts-expect-error only keywords are counted
  index.search('监利', { facets: { page: 3 } });
  // @ts-expect-error no such field
  index.search('监利', { returnFields: ['nobody'] });
  // @ts-expect-error a date is a string
  index.add({ id: 'a', date: 3 });
  index.search('监利', {
    filter: { or: [{ author: 'x' }, { page: { from: 1 } }] },
    sort: { field: 'page' },
    facets: { author: 3 },
  });
});

test('documents come back with the types of their fields', () => {
  const { document } = index.search('监利').hits[0];
  expectTypeOf(document.title).toEqualTypeOf<string | undefined>();
  expectTypeOf(document.page).toEqualTypeOf<number | undefined>();
});

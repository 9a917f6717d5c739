/** Names of a megabyte: of ids, values, keys, words and options, and the longest ones of fields, given or in a file. */
import { expect, it } from 'vitest';
import { keyword, stored, text } from '../../src/fields.ts';
import { createIndex, openIndex } from '../../src/search-index.ts';

const long = (letter: string) => letter.repeat(2 ** 20);
/** The longest name that a field may have. */
const field = 'f'.repeat(256);
const created = createIndex({ fields: { [field]: text(), author: keyword(), more: stored() } });
const document = { id: long('i'), [field]: `石桥 ${long('w')}`, author: long('a'), more: { [long('k')]: 1 } };
created.add(document);
const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`${field.slice(9)}${i}`, text()]));
const opened = openIndex(created.toBytes());

it.each([
  ['created', created],
  ['opened', opened],
])('are found and given back whole by an index that is %s', (_, index) => {
  const { hits, total } = index.search('石桥', {
    fields: [field],
    filter: { author: document.author },
    facets: { author: 3 },
  } as never);
  expect(total).toBe(1);
  expect(hits[0].id).toBe(document.id);
  expect(index.get(document.id)).toEqual(document);
  index.verify();
});

it.each([
  ['a field that a document has', () => opened.add({ id: 'b', [`${field}x`]: '1' } as never)],
  ['a name that is too long', () => createIndex({ fields: { [`${field}x`]: text() } })],
  ['a field beside many others', () => createIndex({ fields: many }).search('石桥', { fields: ['x'] } as never)],
  ['a value of a field', () => opened.add({ id: 'b', [field]: { [field]: 1 } } as never)],
  ['an id that is there', () => opened.add(document as never)],
  ['a field to search in', () => opened.search('石桥', { fields: [`${field}x`] } as never)],
  ['a field of a filter', () => opened.search('石桥', { filter: { [`${field}x`]: '1' } } as never)],
  ['a field of a query', () => opened.search({ words: '石桥', field: `${field}x` })],
  ['an option', () => opened.search('石桥', { [long('o')]: 1 } as never)],
  ['a kind of field', () => createIndex({ fields: { body: { type: long('t') } } } as never)],
  ['the name of a field', () => createIndex({ fields: { [long('n')]: text() } })],
])('are cut in the message about %s', (_, act) => {
  let message = '';
  try {
    act();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).not.toBe('');
  expect(message.length).toBeLessThan(2000);
});

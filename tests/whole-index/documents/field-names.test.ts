/** Names of fields, values and ids that mean something in JavaScript are names like others, or refused. */
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../src/bytes/byte-source.ts';
import { checksum } from '../../../src/bytes/checksum.ts';
import { Section } from '../../../src/bytes/section.ts';
import { date, keyword, number, stored, text } from '../../../src/fields.ts';
import { readSegmentMeta, writeSegmentMeta } from '../../../src/index/segment/segment-meta.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const inherited = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe.each(inherited)('a field called %s', name => {
  it.each([
    ['text', text(), '石桥通车'],
    ['keyword', keyword(), '何田'],
    ['date', date(), '2022-09-05'],
    ['number', number(), 7],
    ['stored', stored(), { url: '/1' }],
  ])('of kind %s is an own property where a document has it, and only there', (_, field, value) => {
    const index = createIndex({ fields: { body: text(), [name]: field } });
    index.addAll([
      { id: 'constructor', body: '石桥' },
      { id: '__proto__', body: '石桥', [name]: value },
    ] as never);
    for (const each of [index, openIndex(index.toBytes())]) {
      expect(Object.hasOwn(each.get('constructor')!, name)).toBe(false);
      expect(Object.getOwnPropertyDescriptor(each.get('__proto__')!, name)?.value).toEqual(value);
    }
  });
});

it('no field is called __proto__ or id, in fields or in a file', () => {
  for (const name of ['__proto__', 'id']) {
    const fields = Object.fromEntries([
      ['body', text()],
      [name, keyword()],
    ]);
    expect(() => createIndex({ fields })).toThrow('neither id nor __proto__');
    const bytes = writeSegmentMeta({ documentCount: 0, analysis: 'a', fields });
    const section = new Section(new MemorySource(bytes), 0, bytes.length, checksum(bytes));
    expect(() => readSegmentMeta(section)).toThrow('fields with valid names');
  }
});

it('keeps values and facets with such names', () => {
  const index = createIndex({ fields: { body: text(), tags: keyword(), more: stored() } });
  const more = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
  index.add({ id: '1', body: '石桥', tags: ['__proto__', 'constructor'], more });
  const { hits, facets } = openIndex<typeof index.fields>(index.toBytes()).search('石桥', { facets: { tags: 9 } });
  expect(JSON.stringify(hits[0]?.document.more)).toBe(JSON.stringify(more));
  expect(facets?.tags?.map(({ value }) => value)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

it('documents can be added to an opened index that was made without words', () => {
  const index = createIndex({ fields: { body: text() } });
  index.add({ id: '1', body: '石桥' });
  const opened = openIndex<typeof index.fields>(index.toBytes());
  opened.add({ id: '2', body: '新石桥' });
  expect(opened.search('石桥').hits.map(({ id }) => id)).toEqual(['1', '2']);
});

/** Documents at the limits of what an index accepts. */
import { describe, expect, it } from 'vitest';
import { date, keyword, number, stored, text } from '../../../src/fields.ts';
import { createIndex, openIndex } from '../../../src/search-index.ts';

const fields = {
  title: text({ weight: 3 }),
  body: text(),
  author: keyword(),
  date: date(),
  page: number(),
  more: stored(),
};

/** Returns the index, and the same index opened from its bytes. */
function both<I extends { toBytes(): Uint8Array }>(index: I): I[] {
  return [index, openIndex(index.toBytes()) as unknown as I];
}

describe('an index', () => {
  it('accepts any string that is not empty as an id and distinguishes all of them', () => {
    const ids = [
      '0',
      ' ',
      '  ',
      'a',
      'A',
      'é',
      'e\u0301',
      '監利',
      '监利',
      '\u0000',
      '\ud83d',
      '\udc00',
      '😀',
      '__proto__',
    ];
    ids.push('constructor', 'id', '../../a', 'x'.repeat(100_000), `${'x'.repeat(99_999)}y`);
    const index = createIndex({ fields: { body: text() } });
    for (const [i, id] of ids.entries()) index.add({ id, body: `第${i}篇` });
    expect(() => index.add({ id: '', body: '' })).toThrow(expect.objectContaining({ code: 'EMPTY_ID' }));
    for (const each of both(index)) {
      expect(each.size).toBe(ids.length);
      for (const [i, id] of ids.entries()) expect(each.get(id)).toEqual({ id, body: `第${i}篇` });
      expect(each.get('B')).toBeUndefined();
    }
    for (const id of ids) expect(index.remove(id)).toBe(true);
    expect(index.size).toBe(0);
  });

  it('distinguishes missing fields from empty strings when it returns documents', () => {
    const documents = [
      { id: '1' },
      { id: '2', title: '', body: '' },
      { id: '3', title: '监利', author: '' },
      { id: '4', body: '监利', author: [], page: 0, more: null },
      { id: '5', title: '', date: '2022' },
    ];
    const index = createIndex({ fields });
    index.addAll(documents);
    for (const each of both(index)) {
      expect(documents.map(({ id }) => each.get(id))).toEqual(documents);
      expect(
        each
          .search('监利')
          .hits.map(({ id }) => id)
          .sort(),
      ).toEqual(['3', '4']);
      expect(each.search('监利', { filter: { date: { from: '1900' } } }).total).toBe(0);
    }
  });

  it('sorts and filters dates before 1970', () => {
    const dates = ['1969-12-31', '1970-01-01', '1949-10', '1911', '0001-01-01', '9999-12-31', '1600-02-29'];
    const index = createIndex({ fields });
    for (const [i, day] of dates.entries()) index.add({ id: `${i}`, body: '监利', date: day });
    index.add({ id: 'none', body: '监利', date: '' });
    for (const each of both(index)) {
      const found = each.search('监利', { sort: { field: 'date', order: 'asc' }, limit: 20 });
      expect(found.hits.map(({ document }) => document.date)).toEqual([...dates].sort().concat([undefined as never]));
      const old = each.search('监利', { filter: { date: { to: '1969' } }, limit: 20 });
      expect(old.hits.map(({ id }) => id).sort()).toEqual(['0', '2', '3', '4', '6']);
      expect(each.search('监利', { filter: { date: '1949' } }).total).toBe(1);
    }
  });

  it('accepts a text of ten million characters next to an empty one', () => {
    const long = `${'春天来了，监利市的油菜花开了。'.repeat(666_667)}终点在此处`;
    const index = createIndex({ fields: { body: text() } });
    index.addAll([
      { id: 'none', body: '' },
      { id: 'long', body: long },
      { id: 'short', body: '监利市的油菜花' },
    ]);
    for (const each of both(index)) {
      expect(each.search('"终点在此处"', { returnFields: false }).hits.map(({ id }) => id)).toEqual(['long']);
      expect(each.search('油菜花', { returnFields: false, snippet: false }).total).toBe(2);
      expect(each.get('long')?.body === long).toBe(true);
      expect(each.get('none')).toEqual({ id: 'none', body: '' });
    }
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { createIndex, date, fromRow, keyword, number, repairText, stored, text } from '../../src/index.ts';

const fields = { title: text(), body: text(), tags: keyword(), date: date(), n: number(), more: stored() };
const make = (row: object, options = {}) => fromRow(row, { fields, timeZone: 'Asia/Shanghai', ...options });

describe('fromRow', () => {
  it('makes a document of a row as drivers give it, which add takes', () => {
    const row = {
      article_id: 7,
      title: 2022,
      body: ['第一段。', null, '第二段。'],
      tags: [true, 3, null, '石桥'],
      date: new Date('2022-09-04T16:00:00Z'),
      n: '12.50',
      more: null,
      views: 10n,
    };
    const document = make(row, { idField: 'article_id' });
    expect(document).toEqual({
      id: '7',
      title: '2022',
      body: '第一段。\n第二段。',
      tags: ['true', '3', '石桥'],
      date: '2022-09-05',
      n: 12.5,
    });
    const index = createIndex({ fields });
    index.add(document);
    expect(index.get('7')).toEqual(document);
  });

  it.each([
    ['2022-09-05T12:00:00', '2022-09-05'],
    ['2022-09-05 23:59:59.123456', '2022-09-05'],
    ['2022-09-04T16:00:00.000Z', '2022-09-05'],
    ['2022-09-04T15:59:59Z', '2022-09-04'],
    ['2022-09-05 00:30:00+08', '2022-09-05'],
    ['2022-09-05 00:30:00+0900', '2022-09-04'],
    ['2022-09-05 00:30:00 -05:00', '2022-09-05'],
    ['2022-09-05T23:30:00.5-05', '2022-09-06'],
    ['2024-05-01T23:00:00,5Z', '2024-05-02'],
    ['2024-05-01 23:00:00,123456', '2024-05-01'],
    ['2024-05-01T08+08', '2024-05-01'],
    ['2024-05-01T20Z', '2024-05-02'],
    ['2024-05-01T20-0330', '2024-05-02'],
    ['20240501T203000Z', '2024-05-02'],
    ['20240501T2030+08', '2024-05-01'],
    ['2016-12-31T23:59:60Z', '2017-01-01'],
    ['0050-01-02T20:00Z', '0050-01-03'],
    ['2022-09-05T25:00Z', '2022-09-05T25:00Z'],
    ['2022-09-05T25:00', '2022-09-05T25:00'],
    ['2022-02-30T12:00Z', '2022-02-30T12:00Z'],
    ['2022-0905T12:00Z', '2022-0905T12:00Z'],
    ['2022/9/5', '2022-09-05'],
    ['2022.09', '2022-09'],
    ['20220905', '2022-09-05'],
    ['2022', '2022'],
    ['', ''],
    ['昨天', '昨天'],
    ['2022-09-05T', '2022-09-05T'],
  ])('reads the date %s as %s', (given, expected) => {
    expect(make({ id: '1', date: given }).date).toBe(expected);
  });

  describe('takes the day of a Date', () => {
    const { TZ } = process.env;
    afterEach(() => {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    });

    it('in the time zone that is named', () => {
      const time = new Date('2022-12-31T23:00:00Z');
      for (const zone of ['UTC', 'Asia/Shanghai', 'UTC', 'America/New_York'])
        expect(make({ id: '1', date: time }, { timeZone: zone }).date).toBe(
          zone === 'Asia/Shanghai' ? '2023-01-01' : '2022-12-31',
        );
      expect(() => make({ id: '1' }, { timeZone: 'Mars' })).toThrow('timeZone is invalid');
    });

    it('by default in the time zone of this machine, as it is then', () => {
      const read = (date: unknown) => fromRow({ id: '1', date }, { fields }).date;
      for (const [zone, day] of [
        ['Asia/Shanghai', '2023-01-01'],
        ['America/New_York', '2022-12-31'],
        ['UTC', '2022-12-31'],
      ]) {
        process.env['TZ'] = zone;
        expect(read(new Date('2022-12-31T23:00:00Z'))).toBe(day);
        expect(read('2022-12-31 23:00:00Z')).toBe(day);
        expect(read(new Date(2022, 8, 5))).toBe('2022-09-05');
      }
    });

    it('of the years 1 to 9999 only', () => {
      for (const date of [new Date(-1, 0), new Date(10_000, 5), new Date(Number.NaN)])
        expect(make({ id: '1', date }).date).toBe(date);
    });
  });

  it('puts columns that are no field into a stored field, or leaves them out', () => {
    const row = { id: 1, body: '石桥', editor: '何田', views: 3 };
    expect(make(row, { rest: 'more' })).toEqual({ id: '1', body: '石桥', more: { editor: '何田', views: 3 } });
    expect(make(row)).toEqual({ id: '1', body: '石桥' });
    expect(() => make(row, { rest: 'body' })).toThrow('rest is invalid: expected the name of a stored field');
  });

  it('keeps columns of any name: that of the stored field, of the id, or __proto__', () => {
    const row = JSON.parse('{ "key": "a", "id": 7, "more": { "x": 1 }, "__proto__": { "y": 2 }, "body": "石桥" }');
    const document = make(row, { idField: 'key', rest: 'more' });
    const more = JSON.parse('{ "id": 7, "more": { "x": 1 }, "__proto__": { "y": 2 } }');
    expect(Object.entries(document)).toEqual([
      ['id', 'a'],
      ['body', '石桥'],
      ['more', more],
    ]);
    expect(Object.keys(document['more'] as object)).toEqual(['id', 'more', '__proto__']);
    const index = createIndex({ fields });
    index.add(document);
    expect(JSON.stringify(index.get('a')!.more)).toBe(JSON.stringify(more));
    expect(make({ n: 7, body: '石桥' }, { idField: 'n' })).toEqual({ id: '7', n: 7, body: '石桥' });
  });

  it('leaves what it cannot convert to add, which says what is wrong', () => {
    const index = createIndex({ fields });
    const repaired = repairText('石\n桥');
    expect(make({ id: '1', body: repaired }).body).toBe(repaired);
    expect(() => index.add(make({ id: '1', n: '3 元' }))).toThrow('the field n has a value of the wrong type');
    expect(() => index.add(make({ id: '1', date: '昨天' }))).toThrow('the field date is not a date');
    expect(() => index.add(make({ id: null }))).toThrow('the field id has a value of the wrong type');
    expect(() => index.add(make({ id: '1', body: { a: 1 } }))).toThrow('the field body has a value');
    expect(() => make([] as object)).toThrow('a row is invalid');
  });
});

it('add takes null for a missing value, and names fromRow where a row needs it', () => {
  const index = createIndex({ fields });
  index.add({ id: '1', title: null, body: '石桥', tags: null, date: null, n: null, more: null });
  expect(index.get('1')).toEqual({ id: '1', body: '石桥', more: null });
  for (const row of [{ id: 7 }, { id: '2', date: new Date() }, { id: '2', n: '3' }, { id: '2', tags: true }])
    expect(() => index.add(row as never)).toThrow(/fromRow\(row, \{ fields \}\)/);
});

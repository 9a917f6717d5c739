import { describe, expect, it } from 'vitest';
import { HansouError } from '../../../../src/errors.ts';
import { DateColumnReader, DateColumnWriter, encodeDate } from '../../../../src/index/columns/date-column.ts';
import { IdReader, IdWriter } from '../../../../src/index/columns/ids.ts';
import { KeywordColumnReader, KeywordColumnWriter } from '../../../../src/index/columns/keyword-column.ts';
import { NumberColumnReader, NumberColumnWriter } from '../../../../src/index/columns/number-column.ts';
import { StoredValueReader, stringifyStoredValue } from '../../../../src/index/columns/stored-values.ts';
import { openTexts, storedText, writeTexts } from '../document-bytes.ts';
import { openSection } from '../sections.ts';

describe('a keyword column', () => {
  it('holds 70,000 distinct values', () => {
    const writer = new KeywordColumnWriter();
    const author = (i: number) => `记者${i * 31}`;
    for (let i = 0; i < 70_000; i++) writer.add(author(i));
    writer.add([author(69_999), author(1)]);
    const bytes = writer.finish();
    expect(bytes.length).toBeLessThan(70_000 * 9);
    const reader = new KeywordColumnReader(openSection(bytes), 70_001);
    expect(reader.valueCount).toBe(70_000);
    for (let i = 0; i < 70_000; i += 997) expect(reader.valueOf(i)).toBe(author(i));
    expect(reader.valueOf(70_000)).toEqual([author(69_999), author(1)]);
  });

  it('tells a string, a list of one value, an empty list and a missing value apart', () => {
    const writer = new KeywordColumnWriter();
    const values = ['张三', ['张三'], [], undefined, '', ['李四', '张三', '李四']];
    for (const value of values) writer.add(value);
    const reader = new KeywordColumnReader(openSection(writer.finish()), values.length);
    expect(values.map((_, i) => reader.valueOf(i))).toEqual(values);
    expect(reader.listCount).toBe(3);
  });

  it('that counts more lists than it has bytes for is refused when it is opened', () => {
    const writer = new KeywordColumnWriter();
    // Its records are all empty, so that their table fits any number of them.
    writer.add([]);
    const bytes = writer.finish();
    const open = () => new KeywordColumnReader(openSection(bytes), 1);
    expect(open().valueOf(0)).toEqual([]);
    for (const count of [100, 2 ** 32 - 1]) {
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(4, count, true);
      expect(open).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
    }
  });
});

describe('a number column', () => {
  const countBytes = (values: readonly number[]) => {
    const writer = new NumberColumnWriter();
    for (const value of values) writer.add(value);
    return writer.finish().length;
  };

  it('packs integers and decimals', () => {
    const pages = Array.from({ length: 1000 }, (_, i) => 1 + (i % 8));
    expect(countBytes(pages)).toBeLessThan(1000 / 2 + 30);
    expect(countBytes(pages.map(page => 1e12 + page))).toBeLessThan(1000 / 2 + 30);
    expect(countBytes(pages.map(page => page / 100))).toBeLessThan(1000 / 2 + 30);
    expect(countBytes(pages.map(page => page / 3))).toBe(16 + 8000);
  });

  it('keeps -0, and numbers beyond 2^53', () => {
    const values = [-0, 1, 2 ** 60];
    const writer = new NumberColumnWriter();
    for (const value of values) writer.add(value);
    const reader = new NumberColumnReader(openSection(writer.finish()), 3);
    expect(values.map((_, i) => reader.valueOf(i))).toEqual(values);
  });
});

describe('a date column', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970', 0],
    ['1969-12-31', -1],
    ['2000-03-01', 11_017],
    ['0000', -719_528],
    ['9999-12-31', 2_932_896],
  ])('reads %s as day %d since 1970-01-01', (date, days) => {
    const writer = new DateColumnWriter();
    writer.add(date);
    const reader = new DateColumnReader(openSection(writer.finish()), 1);
    expect(reader.numberOf(0)).toBe(days);
    expect(reader.valueOf(0)).toBe(date);
  });

  it.each([
    '2023-02-29',
    '2023-13',
    '2023-00',
    '2023-1-1',
    '23-01-01',
    '2023-01-01T00:00',
    ' 2023',
    '2023-04-31',
    '１９７０',
  ])('refuses %s', date => {
    expect(encodeDate(date)).toBe(-1);
    expect(() => new DateColumnWriter().add(date)).toThrow(expect.objectContaining({ code: 'BAD_DATE' }));
  });

  it("takes '' for missing", () => {
    const writer = new DateColumnWriter();
    writer.add('');
    writer.add(undefined);
    const reader = new DateColumnReader(openSection(writer.finish()), 2);
    expect([reader.valueOf(0), reader.numberOf(1)]).toEqual([undefined, Number.NaN]);
  });

  it('takes about 9 bits a document when all dates are in one year', () => {
    const writer = new DateColumnWriter();
    for (let i = 0; i < 8000; i++) writer.add(`2023-0${1 + (i % 9)}-1${i % 10}`);
    expect(writer.finish().length).toBeLessThan(9100);
  });
});

describe('ids', () => {
  it('of more than 65,536 documents are found by document and by id', () => {
    const count = 70_000;
    const writer = new IdWriter();
    for (let i = 0; i < count; i++) writer.add(`article-${i * 3}`);
    const bytes = writer.finish();
    expect(bytes.length).toBeLessThan(count * 9);
    const reader = new IdReader(openSection(bytes), count);
    for (let i = 0; i < count; i += 991) {
      expect(reader.idOf(i)).toBe(`article-${i * 3}`);
      expect(reader.documentOf(`article-${i * 3}`)).toBe(i);
      expect(reader.documentOf(`article-${i * 3 + 1}`)).toBe(-1);
    }
  });

  it('refuse sections of other sizes', () => {
    const writer = new IdWriter();
    writer.add('a');
    const bytes = writer.finish();
    expect(() => new IdReader(openSection(bytes), 200)).toThrow(HansouError);
    for (let size = 0; size < bytes.length; size++)
      expect(() => new IdReader(openSection(bytes.subarray(0, size)), 1)).toThrow(HansouError);
  });
});

describe('stored values', () => {
  it('refuse values without a JSON form', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const value of [cycle, () => 1, 1n, Symbol('a')])
      expect(() => stringifyStoredValue(value)).toThrow(expect.objectContaining({ code: 'BAD_DOCUMENT' }));
  });

  it('keep lone surrogates and a key __proto__', () => {
    const value = JSON.parse('{"__proto__":["\\ud800",null,1e-7]}');
    const back = new StoredValueReader(openTexts(openSection(writeTexts([storedText(value)])), 1)).valueOf(0);
    expect(JSON.stringify(back)).toBe(JSON.stringify(value));
  });

  it('of many documents are compressed together', () => {
    const values = Array.from({ length: 2000 }, (_, i) =>
      storedText({ url: `https://example.org/news/${i * 17}`, lines: [i, i + 20], source: '监利日报' }),
    );
    expect(writeTexts(values).length).toBeLessThan(values.join('').length / 3);
  });
});

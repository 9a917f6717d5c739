import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, parsePageName } from '../../../../src/node/reading/dates.ts';

const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }).map(date => {
  const [iso] = date.toISOString().split('T');
  const [year, month, dayOfMonth] = iso.split('-');
  return { iso, year, month, day: dayOfMonth, shortMonth: String(Number(month)), shortDay: String(Number(dayOfMonth)) };
});

describe('the date of a value', () => {
  it('is read in every form that people write it in, for every day', () => {
    fc.assert(
      fc.property(day, ({ iso, year, month, day, shortMonth, shortDay }) => {
        for (const form of [
          iso,
          `${iso}T08:30:00Z`,
          `${iso} 08:30`,
          `${year}${month}${day}`,
          `${year}/${shortMonth}/${shortDay}`,
          `${year}.${month}.${day}`,
          `${year}年${shortMonth}月${shortDay}日`,
          `  ${year}-${shortMonth}-${shortDay} `,
        ])
          expect(parseDate(form), form).toBe(iso);
      }),
    );
  });

  it('may be a year or a month alone', () => {
    expect(parseDate('2022')).toBe('2022');
    expect(parseDate(2022)).toBe('2022');
    expect(parseDate('2022年')).toBe('2022');
    expect(parseDate('2022-09')).toBe('2022-09');
    expect(parseDate('2022年9月')).toBe('2022-09');
  });

  it('is missing where there is none of the calendar', () => {
    for (const value of [
      '',
      'yesterday',
      '2022-13-01',
      '2022-02-30',
      '20220230',
      '9月8日',
      12,
      null,
      undefined,
      {},
      '2022-09-011',
    ])
      expect(parseDate(value), String(value)).toBeUndefined();
  });
});

describe('what the name of a page tells', () => {
  it('is its date, in every form, and its edition behind it', () => {
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('A1', 'A12', '1', '03', 'B2'),
        ({ iso, year, month, day, shortMonth, shortDay }, edition) => {
          for (const name of [
            `${iso}-${edition}.txt`,
            `papers/${iso}-${edition}.txt.gz`,
            `papers/${year}${month}${day}/${edition}.pdf`,
            `${year}-${month}/${day}/${edition}.txt`,
            `县报${year}年${shortMonth}月${shortDay}日第${edition}版.txt`,
            `${year}_${month}_${day}_${edition}.txt`,
          ])
            expect(parsePageName(name), name).toEqual({ date: iso, edition });
        },
      ),
    );
  });

  it('is an edition alone where no date stands', () => {
    expect(parsePageName('papers/A3.txt')).toEqual({ edition: 'A3' });
    expect(parsePageName('第2版.txt')).toEqual({ edition: '2' });
  });

  it('is nothing where numbers mean something else', () => {
    for (const name of ['seed-page.txt', 'report 12345678901.txt', '20221345.txt', '1.txt', 'README.md'])
      expect(parsePageName(name), name).toEqual({});
  });

  it('leaves out the edition where other words follow the date', () => {
    expect(parsePageName('2022-09-11 会议记录.txt')).toEqual({ date: '2022-09-11' });
  });
});

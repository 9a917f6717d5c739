import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../../src/node/reading/values/dates.ts';

const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }).map(date => {
  const [iso] = date.toISOString().split('T');
  const [year, month, dayOfMonth] = iso.split('-');
  return { iso, year, month, day: dayOfMonth, shortMonth: String(Number(month)), shortDay: String(Number(dayOfMonth)) };
});

const monthOf = (month: string) => 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(month) - 1];

describe('parseDate', () => {
  it('reads every day in all the usual notations', () => {
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
          `Mon, ${day} ${monthOf(month)} ${year} 08:30:00 +0800`,
          `Mon ${monthOf(month)} ${day} 08:30:00 +0800 ${year}`,
        ])
          expect(parseDate(form), form).toBe(iso);
      }),
    );
  });

  it('reads a year or a month alone', () => {
    expect(parseDate('2022')).toBe('2022');
    expect(parseDate(2022)).toBe('2022');
    expect(parseDate('2022年')).toBe('2022');
    expect(parseDate('2022-09')).toBe('2022-09');
    expect(parseDate('2022年9月')).toBe('2022-09');
  });

  it('returns undefined for anything that is not a date in the calendar', () => {
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

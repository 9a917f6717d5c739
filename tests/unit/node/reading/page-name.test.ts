import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePageName } from '../../../../src/node/reading/values/page-name.ts';

const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }).map(date => {
  const [iso] = date.toISOString().split('T');
  const [year, month, dayOfMonth] = iso.split('-');
  return { iso, year, month, day: dayOfMonth, shortMonth: String(Number(month)), shortDay: String(Number(dayOfMonth)) };
});

describe('parsePageName', () => {
  it('reads the date in all the usual notations, and the edition after it', () => {
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

  it('reads an edition from a name without a date', () => {
    expect(parsePageName('papers/A3.txt')).toEqual({ edition: 'A3' });
    expect(parsePageName('第2版.txt')).toEqual({ edition: '2' });
  });

  it('reads nothing from numbers that are neither dates nor editions', () => {
    for (const name of ['seed-page.txt', 'report 12345678901.txt', '20221345.txt', '1.txt', 'README.md'])
      expect(parsePageName(name), name).toEqual({});
  });

  it('reads no edition when other words follow the date', () => {
    expect(parsePageName('2022-09-11 会议记录.txt')).toEqual({ date: '2022-09-11' });
  });
});

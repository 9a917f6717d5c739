/** Reads dates and writes them otherwise: 2022年9月5日, 2022-09-05, 2022.9.5, 20220905, 二〇二二年九月五日, 9月5号, 9月份. */
import type { LooseSpellings, NumberExpression } from './expression.ts';
import { hanInteger, matchAt, readNumeral } from './numerals.ts';
import { writeFormally, writeHan, writeHanDigits } from './write-numerals.ts';

const han = '[〇○零一二三四五六七八九十廿卅]';
/** Some authors put blanks around the numbers of a date. */
const year = `(\\d{4}|\\d{2}(?=年\\d{1,2}月)|0\\d(?=年)|${han}{4}|[一二][〇零0o一二三四五六七八九]{3}|[壹贰][〇零壹贰叁肆伍陆柒捌玖]{3}|[五六七八九〇○零][〇○零一二三四五六七八九](?=年))`;
const number = `(\\d{1,2}|${han}{1,3})`;
/** Behind 号 these make it the number of a thing: 5号楼. */
const numberedThings = '楼线院店房门机台桌车馆厅仓桥矿井库路字文公令码球选种位病床座坑洞墓型厂';

const fullPattern = /* @__PURE__ */ new RegExp(
  `${year} ?年 ?${number} ?月 ?${number} ?(?:日|号(?![${numberedThings}]))`,
  'y',
);
const monthPattern = /* @__PURE__ */ new RegExp(`${year} ?年 ?${number} ?月份?`, 'y');
const yearPattern = /* @__PURE__ */ new RegExp(`${year} ?年度?`, 'y');
const dayPattern = /* @__PURE__ */ new RegExp(`${number} ?月 ?${number} ?(?:日|号(?![${numberedThings}]))`, 'y');
const monthAlonePattern = /* @__PURE__ */ new RegExp(`${number} ?月份?`, 'y');
const dayAlonePattern = /* @__PURE__ */ new RegExp(`${number} ?(?:日|号(?![${numberedThings}]))`, 'y');
const separatedPattern = /(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d]|[-./]\d)/y;
const separatedMonthPattern = /(\d{4})[-./](\d{1,2})(?![\d万亿千百%]|[-./]\d)/y;
const compactPattern = /(\d{4})(\d\d)(\d\d)(?!\d)/y;

const maxMonth = 12;

interface YearMonthDay {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

/** Reads the date that begins at `at`: whole, or only a year, a month, a day, or two of these. */
export function readDate(text: string, at: number): NumberExpression | undefined {
  const separated =
    readParts(separatedPattern, text, at, [1, 3, 4]) ??
    readParts(compactPattern, text, at, [1, 2, 3]) ??
    readParts(fullPattern, text, at, [1, 2, 3]) ??
    readParts(separatedMonthPattern, text, at, [1, 2, 0]) ??
    readParts(monthPattern, text, at, [1, 2, 0]) ??
    readParts(yearPattern, text, at, [1, 0, 0]) ??
    readParts(dayPattern, text, at, [0, 1, 2]) ??
    readParts(monthAlonePattern, text, at, [0, 1, 0]) ??
    readParts(dayAlonePattern, text, at, [0, 0, 1]);
  if (!separated) return undefined;
  const { date, end } = separated;
  const { year, month, day } = date;
  const hasAll = year !== undefined && month !== undefined && day !== undefined;
  return {
    end,
    loosely: hasAll ? { areWithoutYear: true, spell: () => spellDay(month, day) } : spellLoosely(date),
    value: `date ${date.year ?? ''}-${date.month ?? ''}-${date.day ?? ''}`,
    spell: () => spellDate(date),
  };
}

/** @param groups the groups of the pattern with the year, the month and the day; 0 for none */
function readParts(
  pattern: RegExp,
  text: string,
  at: number,
  [yearGroup, monthGroup, dayGroup]: readonly number[],
): { date: YearMonthDay; end: number } | undefined {
  const match = matchAt(pattern, text, at);
  if (!match) return undefined;
  const year = yearGroup ? readYear(match[yearGroup]) : undefined;
  const month = monthGroup ? readSmall(match[monthGroup], maxMonth) : undefined;
  const day = dayGroup ? readSmall(match[dayGroup], 31) : undefined;
  if ((yearGroup && !year) || (monthGroup && !month) || (dayGroup && !day)) return undefined;
  const date = { ...(year && { year }), ...(month && { month }), ...(day && { day }) };
  return { date, end: at + match[0].length };
}

function readYear(written: string): number | undefined {
  // 九八年 and 零八年 are said of a year; 98年 may be a time of that length, 08年 may not.
  if (/^\D{2}$/.test(written))
    return (/^[〇○零]/.test(written) ? 2000 : 1900) + Number(readNumeral(`零${written}`, 0)?.digits);
  const digits = /^\d/.test(written) ? written : readNumeral(written.replace(/[0o]/g, '〇'), 0)?.digits;
  // 22年9月5日 is one of this century.
  const year = written.length === 2 ? Number(digits) + (Number(digits) < 50 ? 2000 : 1900) : Number(digits);
  return year >= 1000 && year < 3000 ? year : undefined;
}

function readSmall(written: string, max: number): number | undefined {
  const value = Number(/^\d/.test(written) ? written : hanInteger(written));
  return value >= 1 && value <= max ? value : undefined;
}

/** A day of a month: 9月5日, but not -9-5, which may be anything. */
export function spellDay(month: number, day: number): string[] {
  return spellDate({ month, day }).filter(spelling => spelling.includes('月'));
}

/** 10月31日 may be written as 10/31; 9/5 is mostly a share or a score. 1998年 may be written as 98年. */
function spellLoosely({ year, month, day }: YearMonthDay): LooseSpellings | undefined {
  if (year !== undefined && year >= 1950 && year < 2000 && month === undefined)
    return { areWithoutYear: false, spell: () => [`${year - 1900}年`] };
  if (year !== undefined || month === undefined || day === undefined || day <= maxMonth) return undefined;
  return { areWithoutYear: false, spell: () => [`${month}/${day}`] };
}

const shortYearPattern = /([5-9]\d)年/y;

/** The year that the two digits before 年 may mean, when they begin at `at`: 98年 is mostly 1998年. */
export function spellShortYear(text: string, at: number): LooseSpellings | undefined {
  const match = matchAt(shortYearPattern, text, at);
  return match ? { areWithoutYear: false, spell: () => spellDate({ year: 1900 + Number(match[1]) }) } : undefined;
}

function spellDate({ year, month, day }: YearMonthDay): string[] {
  const monthForms = month === undefined ? [] : twoDigitForms(month);
  const dayForms = day === undefined ? [] : twoDigitForms(day);
  const hanMonth = month === undefined ? '' : `${writeHan(String(month))}月`;
  const hanDays = day === undefined ? [''] : [`${writeHan(String(day))}日`, `${writeHan(String(day))}号`];
  if (day !== undefined && day > 20 && day < 40 && day % 10 > 0)
    hanDays.push(...hanDays.map(written => written.replace('二十', '廿').replace('三十', '卅')));
  if (month === undefined)
    return year === undefined
      ? [...dayForms.flatMap(each => [`${each}日`, `${each}号`]), ...hanDays]
      : [`${year}年`, ...[...writeHanYears(year), ...writeShortYear(year)].map(written => `${written}年`)];
  const beforeMonth = year === undefined ? '' : `${year}年`;
  const hanYears = year === undefined ? [''] : writeHanYears(year).map(written => `${written}年`);
  const spellings: string[] = [];
  for (let i = 0; i < monthForms.length || i < dayForms.length; i++) {
    const monthForm = monthForms[Math.min(i, monthForms.length - 1)];
    const dayForm = dayForms[Math.min(i, dayForms.length - 1)];
    if (dayForm === undefined) spellings.push(`${beforeMonth}${monthForm}月`);
    else spellings.push(`${beforeMonth}${monthForm}月${dayForm}日`, `${beforeMonth}${monthForm}月${dayForm}号`);
    for (const sign of ['-', '.', '/'])
      if (year !== undefined) spellings.push([year, monthForm, ...(dayForm === undefined ? [] : [dayForm])].join(sign));
      // Inside a date with a year, which a date without one may mean.
      else if (dayForm !== undefined && sign !== '.') spellings.push(`${sign}${monthForm}${sign}${dayForm}`);
  }
  if (monthForms.length * dayForms.length === 4)
    for (const [monthForm, dayForm] of [
      [monthForms[0], dayForms[1]],
      [monthForms[1], dayForms[0]],
    ])
      spellings.push(`${beforeMonth}${monthForm}月${dayForm}日`);
  if (year !== undefined) {
    spellings.push(...hanDays.map(hanDay => beforeMonth + hanMonth + hanDay));
    const inMonth = day === undefined ? '' : `${day}日`;
    if (year >= 1950 && year < 2050) spellings.push(`${String(year).slice(2)}年${month}月${inMonth}`);
  }
  for (const hanYear of hanYears) spellings.push(...hanDays.map(hanDay => hanYear + hanMonth + hanDay));
  if (year !== undefined && day !== undefined) spellings.push(`${year}${monthForms.at(-1)}${dayForms.at(-1)}`);
  return spellings;
}

/** A year digit by digit in Han characters, also with a zero that was typed as a digit or a letter (二0二三, 二o二三), and as in documents: 贰零贰叁. */
function writeHanYears(year: number): string[] {
  const forms = writeHanDigits(String(year));
  const formal = forms.filter(form => !form.includes('○')).map(writeFormally);
  const mixed = forms[0].includes('〇') ? [forms[0].replaceAll('〇', '0'), forms[0].replaceAll('〇', 'o')] : [];
  return [...forms, ...mixed, ...formal];
}

/** 九八 of 1998; 08, 零八 and 〇八 of 2008. */
function writeShortYear(year: number): string[] {
  if (year < 1950 || year >= 2010) return [];
  const digits = String(year).slice(2);
  return year < 2000 ? writeHanDigits(digits).slice(0, 1) : [digits, ...writeHanDigits(digits)];
}

/** A month or day in digits, as usual and with two digits: 9 and 09. */
function twoDigitForms(value: number): string[] {
  return value < 10 ? [String(value), `0${value}`] : [String(value)];
}

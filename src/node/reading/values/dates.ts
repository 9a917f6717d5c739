/** Reads dates as they are written in files. */
import { encodeDate } from '../../../index/columns/date-column.ts';

const separatedDate = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})日?)?月?(?:$|[\sT,，])/;
const solidDate = /^(\d{4})(\d{2})(\d{2})(?!\d)/;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** As feeds write it: `Mon, 05 Sep 2022 08:00:00 GMT`. */
const feedDate = /^(?:[a-z]{3,9},\s*)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})(?!\d)/i;
/** As Weibo writes it: `Mon Sep 05 08:00:00 +0800 2022`. */
const weiboDate = /^[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+[\d:]{4,8}\s+(?:\S{1,10}\s+)?(\d{4})$/i;

/**
 * The date in a value as `YYYY[-MM[-DD]]`: `2022-9-11`, `2022/09/11 08:30`, `20220911`, `2022年9月11日`,
 * `2022-09-11T08:30:00Z`, `Sun, 11 Sep 2022 08:30:00 GMT` (the day as written, whatever the time zone). Undefined if there is none, or not in the calendar.
 */
export function parseDate(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 10);
  if (typeof value === 'number') return parseDate(String(value));
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{4}年?$/.test(text)) return formatDate(text.slice(0, 4));
  const parts = solidDate.exec(text) ?? separatedDate.exec(`${text} `);
  return parts ? formatDate(parts[1], parts[2], parts[3]) : parseEnglishDate(text);
}

function parseEnglishDate(text: string): string | undefined {
  const [, feedDay, feedMonth, feedYear] = feedDate.exec(text) ?? [];
  const [, weiboMonth, weiboDay, weiboYear] = weiboDate.exec(text) ?? [];
  const month = months.indexOf((feedMonth ?? weiboMonth ?? '').toLowerCase()) + 1;
  return month === 0
    ? undefined
    : formatDate(feedYear ?? weiboYear, `${month}`, (feedDay ?? weiboDay).padStart(2, '0'));
}

/** A date as `YYYY[-MM[-DD]]`; undefined if the calendar does not have it. All parts are in digits. */
export function formatDate(year: string, month?: string, day?: string): string | undefined {
  const date = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(part => part !== undefined).join('-');
  return encodeDate(date) < 0 ? undefined : date;
}

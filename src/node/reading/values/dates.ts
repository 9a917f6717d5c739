/** Reads dates as they are written in files. */
import { encodeDate } from '../../../index/columns/date-column.ts';

const separatedDate = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})日?)?月?(?:$|[\sT,，])/;
const solidDate = /^(\d{4})(\d{2})(\d{2})(?!\d)/;

/**
 * The date in a value as `YYYY[-MM[-DD]]`: `2022-9-11`, `2022/09/11 08:30`, `20220911`, `2022年9月11日`,
 * `2022-09-11T08:30:00Z` (the day as written, whatever the time zone). Undefined if there is none, or not in the calendar.
 */
export function parseDate(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 10);
  if (typeof value === 'number') return parseDate(String(value));
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{4}年?$/.test(text)) return formatDate(text.slice(0, 4));
  const parts = solidDate.exec(text) ?? separatedDate.exec(`${text} `);
  return parts ? formatDate(parts[1], parts[2], parts[3]) : undefined;
}

/** A date as `YYYY[-MM[-DD]]`; undefined if the calendar does not have it. All parts are in digits. */
export function formatDate(year: string, month?: string, day?: string): string | undefined {
  const date = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(part => part !== undefined).join('-');
  return encodeDate(date) < 0 ? undefined : date;
}

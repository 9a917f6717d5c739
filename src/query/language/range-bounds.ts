/** Parses the bounds of ranges: numbers, and dates as days. */

/** Which day of a year or month a bound means. */
export type RangeEnd = 'first' | 'last';

/** A number, or a date as the first or last day it covers (days since 1970-01-01); NaN when the bound is invalid. */
export function parseBound(bound: unknown, type: 'date' | 'number', end: RangeEnd): number {
  if (typeof bound === 'number') return type === 'date' ? parseDay(String(bound), end) : bound;
  if (typeof bound !== 'string' || bound.trim() === '') return Number.NaN;
  return type === 'date' ? parseDay(bound, end) : Number(bound);
}

/** Days from 1970-01-01 to the first or last day of a year, month or day; NaN when the text is not a date. */
export function parseDay(date: string, end: RangeEnd): number {
  const parts = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(date.trim());
  if (!parts) return Number.NaN;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? undefined : Number(parts[2]);
  const dayOfMonth = parts[3] === undefined ? undefined : Number(parts[3]);
  if (month !== undefined && (month < 1 || month > 12)) return Number.NaN;
  const isLast = end === 'last';
  const firstOfMonth = countDays(year, month ?? (isLast ? 12 : 1), 1);
  const daysInMonth =
    countDays(
      month === 12 || (isLast && month === undefined) ? year + 1 : year,
      ((month ?? (isLast ? 12 : 1)) % 12) + 1,
      1,
    ) - firstOfMonth;
  if (dayOfMonth !== undefined)
    return dayOfMonth >= 1 && dayOfMonth <= daysInMonth ? firstOfMonth + dayOfMonth - 1 : Number.NaN;
  return isLast ? firstOfMonth + daysInMonth - 1 : firstOfMonth;
}

/** Days since 1970-01-01. `Date.UTC` reads years below 100 as 19xx, `setUTCFullYear` does not. */
function countDays(year: number, month: number, dayOfMonth: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return date.getTime() / 86_400_000;
}

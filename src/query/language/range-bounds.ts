/** Ends of ranges: what a typed or given date or number stands for. */

/** A number, or a date as the days since 1970-01-01 of its first or last day; NaN when the bound is none. */
export function parseBound(bound: unknown, isDate: boolean, end: 'first' | 'last'): number {
  if (typeof bound === 'number') return isDate ? parseDay(String(bound), end) : bound;
  if (typeof bound !== 'string' || bound.trim() === '') return Number.NaN;
  return isDate ? parseDay(bound, end) : Number(bound);
}

/** Days since 1970-01-01 of the first or last day of a year, month or day; NaN when the text is no date. */
export function parseDay(date: string, end: 'first' | 'last'): number {
  const parts = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(date.trim());
  if (!parts) return Number.NaN;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? undefined : Number(parts[2]);
  const dayOfMonth = parts[3] === undefined ? undefined : Number(parts[3]);
  if (month !== undefined && (month < 1 || month > 12)) return Number.NaN;
  const last = end === 'last';
  const first = dayNumber(year, month ?? (last ? 12 : 1), 1);
  const daysInMonth =
    dayNumber(
      month === 12 || (last && month === undefined) ? year + 1 : year,
      ((month ?? (last ? 12 : 1)) % 12) + 1,
      1,
    ) - first;
  if (dayOfMonth !== undefined)
    return dayOfMonth >= 1 && dayOfMonth <= daysInMonth ? first + dayOfMonth - 1 : Number.NaN;
  return last ? first + daysInMonth - 1 : first;
}

/** `Date.UTC` takes years below 100 for 19xx, `setUTCFullYear` does not. */
function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}

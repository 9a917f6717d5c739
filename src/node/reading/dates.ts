/** Dates as they stand in files and in their names. */
import { encodeDate } from '../../index/columns/date-column.ts';

const separated = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})日?)?月?(?:$|[\sT,，])/;
const solid = /^(\d{4})(\d{2})(\d{2})(?!\d)/;

/**
 * The day that a value names, as `YYYY[-MM[-DD]]`: `2022-9-11`, `2022/09/11 08:30`, `20220911`, `2022年9月11日`,
 * `2022-09-11T08:30:00Z` (the day as written, whatever the zone). Undefined when it names none of the calendar.
 */
export function parseDate(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 10);
  if (typeof value === 'number') return parseDate(String(value));
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{4}年?$/.test(text)) return checked(text.slice(0, 4));
  const parts = solid.exec(text) ?? separated.exec(`${text} `);
  return parts ? checked(join(parts[1], parts[2], parts[3])) : undefined;
}

/** When a page came out and which one it is. */
export interface PageName {
  readonly date?: string;
  readonly edition?: string;
}

/** With two digits for month and day anything or nothing may stand between them, with one something must. */
const dateInName =
  /(?<!\d)((?:19|20)\d{2})(?:[-_./年]?(\d{2})[-_./月]?(\d{2})|[-_./年](\d{1,2})[-_./月](\d{1,2}))(?!\d)日?/g;
const editionBehind = /^[-_ ./]*第?([A-Z]?\d{1,3})版?(?=$|[^\dA-Z])/i;
const editionAlone = /(?:^|[-_ ./])(?:([A-Z]\d{1,2})|第?(\d{1,3})版)(?=$|[-_ .])/i;

/**
 * What a path tells of a newspaper page: `2022-09-11-A1.txt`, `20220911/03.pdf`, `2022-09/11/A2.txt`,
 * `监利日报2022年9月11日第1版.txt`. The last date in it counts, and the edition behind that.
 */
export function parsePageName(path: string): PageName {
  const name = path.replace(/(\.[a-z]+){1,2}$/i, '').replaceAll('\\', '/');
  const found = [...name.matchAll(dateInName)]
    .map(match => ({
      date: checked(join(match[1], match[2] ?? match[4], match[3] ?? match[5])),
      end: match.index + match[0].length,
    }))
    .filter(({ date }) => date !== undefined)
    .pop();
  if (!found) {
    const alone = editionAlone.exec(name.slice(name.lastIndexOf('/') + 1));
    return alone ? { edition: (alone[1] ?? alone[2]).toUpperCase() } : {};
  }
  const rest = name.slice(found.end);
  const edition = editionBehind.exec(rest) ?? editionAlone.exec(rest);
  const named = edition && (edition[1] ?? edition[2]);
  return { date: found.date!, ...(named && { edition: named.toUpperCase() }) };
}

function join(year: string, month: string, day: string | undefined): string {
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}

function checked(date: string): string | undefined {
  return encodeDate(date) < 0 ? undefined : date;
}

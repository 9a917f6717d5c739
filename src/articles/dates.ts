/** Reads the day of an issue and the dates in reports, which take their year from the issue. */

/** The day of an issue. */
export interface IssueDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** Finds the first full date in a text: 2022-09-11, 2022年9月11日, 20220911. Undefined if there is none. */
export function findIssueDay(text: string): IssueDay | undefined {
  const found =
    /((?:19|20)\d{2})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})(?!\d)/.exec(text) ??
    /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/.exec(text);
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(Number);
  return isDay(year, month, day) ? { year, month, day } : undefined;
}

/** The day as YYYY-MM-DD. */
export function formatDay({ year, month, day }: IssueDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Words that say when, as used at the beginning of a report. */
const datePattern =
  /(?:((?:19|20)\d{2})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?日|(近日|日前|近期|连日来|昨日|昨天|今日|今天|前天|前日|昨晚|今晨)|(?<![\d月])(\d{1,2})\s?日/;

/** Words in a text that say when something happened. */
export interface DatePhrase {
  readonly text: string;
  /** Where the words begin, in UTF-16 units. */
  readonly start: number;
  /** The day as YYYY-MM-DD; null if the words name none, or the year is unknown. */
  readonly date: string | null;
}

/** Finds the first date phrase (9月8日, 昨日, 近日) that begins within `reach` UTF-16 units from `start`. */
export function findDatePhrase(
  text: string,
  start: number,
  issue: IssueDay | undefined,
  reach = 24,
): DatePhrase | undefined {
  const found = datePattern.exec(text.slice(start, start + reach));
  if (!found) return undefined;
  const [words, year, month, day, relative, dayAlone] = found;
  const at = start + found.index;
  let date: string | null = null;
  if (month) date = resolveDay(year ? Number(year) : undefined, Number(month), Number(day), issue);
  else if (dayAlone && issue)
    date = resolveDay(
      undefined,
      Number(day ?? dayAlone) > issue.day ? previousMonth(issue.month) : issue.month,
      Number(dayAlone),
      issue,
    );
  else if (relative && issue) {
    const daysAgo = /^昨/.test(relative) ? 1 : /^前[天日]/.test(relative) ? 2 : /^今/.test(relative) ? 0 : -1;
    if (daysAgo >= 0) date = dayBefore(issue, daysAgo);
  }
  return { text: words, start: at, date };
}

function previousMonth(month: number): number {
  return month === 1 ? 12 : month - 1;
}

/**
 * The day as YYYY-MM-DD, or null. Without a year it is in the year of the issue, or in the year before if it would lie
 * far in the future.
 */
function resolveDay(year: number | undefined, month: number, day: number, issue: IssueDay | undefined): string | null {
  if (year === undefined) {
    if (!issue) return null;
    const isLater = month > issue.month || (month === issue.month && day > issue.day);
    // An announcement names a day still to come, but one more than 120 days ahead is last year's.
    const daysAhead = (month - issue.month) * 31 + day - issue.day;
    year = isLater && daysAhead > 120 ? issue.year - 1 : issue.year;
  }
  return isDay(year, month, day) ? formatDay({ year, month, day }) : null;
}

function dayBefore(issue: IssueDay, days: number): string {
  const day = new Date(Date.UTC(issue.year, issue.month - 1, issue.day - days));
  return day.toISOString().slice(0, 10);
}

/** Whether the calendar has this day. */
function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

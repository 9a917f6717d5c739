/** Days as newspapers write them, with the year from the issue. */

/** The day of an issue, as numbers. */
export interface IssueDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads YYYY-MM-DD and its like (2022-09-11, 2022年9月11日, 20220911) from anywhere in a text. */
export function findIssueDay(text: string): IssueDay | undefined {
  const found =
    /((?:19|20)\d{2})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})(?!\d)/.exec(text) ??
    /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/.exec(text);
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(Number);
  return isDay(year, month, day) ? { year, month, day } : undefined;
}

export function formatDay({ year, month, day }: IssueDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Words that say when, as they open a report. */
const when =
  /(?:((?:19|20)\d{2})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?日|(近日|日前|近期|连日来|昨日|昨天|今日|今天|前天|前日|昨晚|今晨)|(?<![\d月])(\d{1,2})\s?日/;

export interface DatePhrase {
  readonly text: string;
  readonly start: number;
  readonly date: string | null;
}

/** The first words of time in the first characters from `start`: what a report says about when. */
export function findDatePhrase(
  text: string,
  start: number,
  issue: IssueDay | undefined,
  reach = 24,
): DatePhrase | undefined {
  const found = when.exec(text.slice(start, start + reach));
  if (!found) return undefined;
  const [words, year, month, day, relative, dayAlone] = found;
  const at = start + found.index;
  let date: string | null = null;
  if (month) date = dayOf(year ? Number(year) : undefined, Number(month), Number(day), issue);
  else if (dayAlone && issue)
    date = dayOf(
      undefined,
      Number(day ?? dayAlone) > issue.day ? before(issue.month) : issue.month,
      Number(dayAlone),
      issue,
    );
  else if (relative && issue) {
    const back = /^昨/.test(relative) ? 1 : /^前[天日]/.test(relative) ? 2 : /^今/.test(relative) ? 0 : -1;
    if (back >= 0) date = shiftDay(issue, back);
  }
  return { text: words, start: at, date };
}

function before(month: number): number {
  return month === 1 ? 12 : month - 1;
}

/** A day without a year is the last one of its name that is not after the issue. */
function dayOf(year: number | undefined, month: number, day: number, issue: IssueDay | undefined): string | null {
  if (year === undefined) {
    if (!issue) return null;
    const isLater = month > issue.month || (month === issue.month && day > issue.day);
    // An announcement names a day that is still to come; half a year ahead is last year's.
    const ahead = (month - issue.month) * 31 + day - issue.day;
    year = isLater && ahead > 120 ? issue.year - 1 : issue.year;
  }
  return isDay(year, month, day) ? formatDay({ year, month, day }) : null;
}

function shiftDay(issue: IssueDay, back: number): string {
  const day = new Date(Date.UTC(issue.year, issue.month - 1, issue.day - back));
  return day.toISOString().slice(0, 10);
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

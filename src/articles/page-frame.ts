/** The day of the issue and the edition of a page, from options, running head and file name. */
import { simplifyDateline } from '../text/repair/line-start-and-end.ts';
import type { PageOptions } from './article.ts';
import { findIssueDay, type IssueDay } from './dates.ts';
import type { Paragraph } from './paragraphs.ts';

/** Which issue and which page of it this is. */
export interface IssueInfo {
  readonly issue: IssueDay | undefined;
  /** 'A2', '3'; '' if unknown. */
  readonly edition: string;
}

/**
 * Reads the day of the issue from the `date` option, else the running head, else the file name; the edition from the
 * running head, else the file name.
 */
export function readPageFrame(paragraphs: readonly Paragraph[], options: PageOptions): IssueInfo {
  let issue = options.date === undefined ? undefined : findIssueDay(options.date);
  let edition = '';
  for (const { kind, text } of paragraphs) {
    if (kind !== 'furniture') continue;
    const plain = simplifyDateline(text);
    issue ??= findIssueDay(plain);
    edition ||= findEdition(plain);
  }
  if (options.name !== undefined) {
    issue ??= findIssueDay(options.name);
    edition ||= /(?:^|[-_])([A-Da-d]?\d{1,2})(?:\.[a-z0-9.]+)?$/.exec(options.name)?.[1].toUpperCase() ?? '';
  }
  return { issue, edition };
}

/** The edition in a running head: A2, 第3版; '' if it names none. */
function findEdition(runningHead: string): string {
  return (
    /(?:^|\s)([A-D]\d{1,2})\s?版?(?:\s|$)/.exec(runningHead)?.[1] ??
    /(?:^|\s)第?\s?([一二三四五六七八九十\d]{1,2})\s?版(?:\s|$)/.exec(runningHead)?.[1] ??
    ''
  );
}

/** The day and the name of a page. */
import { simplified } from '../text/repair/edges.ts';
import type { PageOptions } from './article.ts';
import { findIssueDay, type IssueDay } from './dates.ts';
import type { Paragraph } from './paragraphs.ts';

export interface IssueInfo {
  readonly issue: IssueDay | undefined;
  readonly edition: string;
}

/** The day from the option, the running head, or the file's name, in this order; the edition from the running head or the name. */
export function readPageFrame(paragraphs: readonly Paragraph[], options: PageOptions): IssueInfo {
  let issue = options.date === undefined ? undefined : findIssueDay(options.date);
  let edition = '';
  for (const { kind, text } of paragraphs) {
    if (kind !== 'furniture') continue;
    const plain = simplified(text);
    issue ??= findIssueDay(plain);
    edition ||= editionOf(plain);
  }
  if (options.name !== undefined) {
    issue ??= findIssueDay(options.name);
    edition ||= /(?:^|[-_])([A-Da-d]?\d{1,2})(?:\.[a-z0-9.]+)?$/.exec(options.name)?.[1].toUpperCase() ?? '';
  }
  return { issue, edition };
}

function editionOf(head: string): string {
  return (
    /(?:^|\s)([A-D]\d{1,2})\s?版?(?:\s|$)/.exec(head)?.[1] ??
    /(?:^|\s)第?\s?([一二三四五六七八九十\d]{1,2})\s?版(?:\s|$)/.exec(head)?.[1] ??
    ''
  );
}

/** Reads the day and the edition of a newspaper page from its file name. */
import { formatDate } from './dates.ts';

/** The day and the edition of a page, as far as its file name contains them. */
export interface PageNameInfo {
  /** YYYY-MM-DD. */
  readonly date?: string;
  /** 'A1', '3'. */
  readonly edition?: string;
}

/** A day. Separators are optional between month and day if both have two digits. */
const datePattern =
  /(?<!\d)((?:19|20)\d{2})(?:[-_./年]?(\d{2})[-_./月]?(\d{2})|[-_./年](\d{1,2})[-_./月](\d{1,2}))(?!\d)日?/g;
/** An edition directly after the day. */
const editionAfterDate = /^[-_ ./]*第?([A-Z]?\d{1,3})版?(?=$|[^\dA-Z])/i;
/** An edition anywhere else, which must look like one: A1, 第3版. */
const editionAnywhere = /(?:^|[-_ ./])(?:([A-Z]\d{1,2})|第?(\d{1,3})版)(?=$|[-_ .])/i;

/**
 * Reads a path: `2022-09-11-A1.txt`, `20220911/03.pdf`, `2022-09/11/A2.txt`, `监利日报2022年9月11日第1版.txt`. The last
 * date in the path counts, and the edition after it.
 */
export function parsePageName(path: string): PageNameInfo {
  const name = path.replace(/(\.[a-z]+){1,2}$/i, '').replaceAll('\\', '/');
  const found = [...name.matchAll(datePattern)]
    .map(match => ({
      date: formatDate(match[1], match[2] ?? match[4], match[3] ?? match[5]),
      end: match.index + match[0].length,
    }))
    .filter(({ date }) => date !== undefined)
    .pop();
  if (!found) {
    const alone = editionAnywhere.exec(name.slice(name.lastIndexOf('/') + 1));
    return alone ? { edition: (alone[1] ?? alone[2]).toUpperCase() } : {};
  }
  const rest = name.slice(found.end);
  const edition = editionAfterDate.exec(rest) ?? editionAnywhere.exec(rest);
  const named = edition && (edition[1] ?? edition[2]);
  return { date: found.date!, ...(named && { edition: named.toUpperCase() }) };
}

/** Repair of a stream of pages: `repairText` for each, without the running heads that neighbouring pages share. */
import { requireIterable, requireString } from '../../validate.ts';
import type { RepairedText } from '../repaired-text.ts';
import { joinLines } from './join-lines.ts';
import { type LineTable, readLines } from './line-table.ts';
import { findRepeatedLines, type PageEdges, readPageEdges, withoutLines } from './running-heads.ts';
import { writeLines } from './write-lines.ts';

/** Number of pages on either side whose lines are compared. */
const pagesAround = 2;

interface ReadPage {
  readonly table: LineTable;
  readonly edges: PageEdges;
}

/**
 * Repairs a stream of pages one after the other (see `repairText`) and drops running heads and page numbers: lines at the
 * head or foot of a page that one of the two pages on either side has in the same place. Each page is the source of its own
 * repaired text. Three pages are held in memory at a time.
 *
 * ```ts
 * for (const page of repairPages(['清溪日报 A1\n\n第一页的正文。', '清溪日报 A2\n\n第二页的正文。'])) page.text; // '第一页的正文。' …
 * ```
 * @param pages the pages of one newspaper or book in their order
 * @returns one repaired text for each page, in the same order
 * @throws HansouError BAD_ARGUMENT if `pages` is not iterable or a page is not a string
 */
export function* repairPages(pages: Iterable<string>): Generator<RepairedText, void, undefined> {
  // Up to two pages that were written, then the next page to write and up to two that follow it.
  const done: PageEdges[] = [];
  const waiting: ReadPage[] = [];
  const write = (): RepairedText => {
    const page = waiting.shift()!;
    const repaired = repairWithoutHeads(page, [...done, ...waiting.map(({ edges }) => edges)]);
    done.push(page.edges);
    if (done.length > pagesAround) done.shift();
    return repaired;
  };
  for (const text of requireIterable(pages, 'pages')) {
    const table = readLines(requireString(text, 'a page'));
    waiting.push({ table, edges: readPageEdges(table, 0, table.count) });
    if (waiting.length > pagesAround) yield write();
  }
  while (waiting.length > 0) yield write();
}

function repairWithoutHeads({ table, edges }: ReadPage, neighbours: readonly (PageEdges | undefined)[]): RepairedText {
  const dropped = findRepeatedLines(edges, neighbours);
  if (dropped.length === 0) return writeLines(table, joinLines(table));
  const { lines, isStart } = withoutLines(table.count, dropped);
  return writeLines(table, joinLines(table, isStart), lines);
}

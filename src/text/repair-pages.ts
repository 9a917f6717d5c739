import { requireIterable, requireString } from '../validate.ts';
import { joinLines } from './repair/join-lines.ts';
import { type LineTable, readLines } from './repair/line-table.ts';
import { findRepeatedLines, type PageEdges, readPageEdges, withoutLines } from './repair/running-heads.ts';
import { writeLines } from './repair/write-lines.ts';
import type { RepairedText } from './repaired-text.ts';

/** Pages on either side that are asked for the same lines. */
const pagesAround = 2;

interface ReadPage {
  readonly table: LineTable;
  readonly edges: PageEdges;
}

/**
 * Repairs a stream of pages, one after the other, and drops running heads and page numbers: lines at the head or foot of a
 * page that one of the two pages on either side has in the same place. Each page is a text of its own and the source of what
 * comes out for it. Holds three pages at a time.
 *
 * @param pages the pages of one paper or book in their order
 * @throws HansouError BAD_ARGUMENT when one is no string
 */
export function* repairPages(pages: Iterable<string>): Generator<RepairedText, void, undefined> {
  /** Up to two pages that are done, the one to be written, and up to two behind it. */
  const done: PageEdges[] = [];
  const waiting: ReadPage[] = [];
  const write = (): RepairedText => {
    const page = waiting.shift()!;
    const repaired = withoutHeads(page, [...done, ...waiting.map(({ edges }) => edges)]);
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

function withoutHeads({ table, edges }: ReadPage, neighbours: readonly (PageEdges | undefined)[]): RepairedText {
  const dropped = findRepeatedLines(edges, neighbours);
  if (dropped.length === 0) return writeLines(table, joinLines(table));
  const { lines, isStart } = withoutLines(table.count, dropped);
  return writeLines(table, joinLines(table, isStart), lines);
}

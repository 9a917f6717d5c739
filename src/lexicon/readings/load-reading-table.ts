/** The readings of characters. In a page, element/script/late-tables.ts takes the place of this file and loads the table when it is needed. */
import { readingRules, readingTable } from './reading-table.ts';

export function loadReadingTable() {
  return { readingRules, readingTable };
}

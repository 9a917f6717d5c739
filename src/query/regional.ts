/** Words that mainland China, Taiwan and Hong Kong write differently: 软件 and 軟體, 打印机 and 印表機. */
import { regionalWords } from './regional-table.ts';
import { WordTable } from './word-table.ts';

/** Laid out at the first use, never changed after: a memo of a constant. */
let table: WordTable | undefined;

export function regionalTable(): WordTable {
  if (table) return table;
  const made = new WordTable();
  for (const group of regionalWords.split('|')) {
    const words = group.split(' ');
    for (const word of words) for (const other of words) made.add(word, other);
  }
  table = made;
  return made;
}

/** All subjects, in the order of the tables. */
import { flexsearch, flexsearchOwn, flexsearchWords } from './flexsearch.ts';
import { hansou } from './hansou.ts';
import { lunr, lunrOwn, lunrWords } from './lunr.ts';
import { minisearch, minisearchOwn, minisearchWords } from './minisearch.ts';
import { orama, oramaOwn, oramaWords } from './orama.ts';
import { pagefind, pagefindInfo } from './pagefind.ts';
import { plainBm25, plainMixtures } from './plain-bm25.ts';
import { sqlite, sqliteOwn, sqliteWords } from './sqlite.ts';
import type { Subject } from './subject.ts';

export const subjects: readonly Subject[] = [
  hansou,
  flexsearch(flexsearchWords),
  flexsearch(flexsearchOwn),
  minisearch(minisearchWords),
  minisearch(minisearchOwn),
  orama(oramaWords),
  orama(oramaOwn),
  lunr(lunrWords),
  lunr(lunrOwn),
  sqlite(sqliteWords),
  sqlite(sqliteOwn),
  pagefind(pagefindInfo),
];

/** What the ranking of `quality` is measured against: not engines, but formulas. */
export const formulas: readonly Subject[] = plainMixtures.map(plainBm25);

export function subjectNamed(name: string): Subject {
  const subject = [...subjects, ...formulas].find(each => each.info.name === name);
  if (!subject)
    throw new Error(`no subject is named ${name}; there are ${subjects.map(each => each.info.name).join(', ')}`);
  return subject;
}

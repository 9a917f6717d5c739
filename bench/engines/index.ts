/** All engines that the bench compares, in the order of the tables. */
import type { Engine } from './engine.ts';
import { flexsearch, flexsearchOwn, flexsearchWords } from './flexsearch.ts';
import { hansou } from './hansou.ts';
import { lunr, lunrOwn, lunrWords } from './lunr.ts';
import { minisearch, minisearchOwn, minisearchWords } from './minisearch.ts';
import { orama, oramaOwn, oramaWords } from './orama.ts';
import { pagefind } from './pagefind.ts';
import { mixtures, plainBm25 } from './plain-bm25.ts';
import { sqlite, sqliteOwn, sqliteWords } from './sqlite.ts';

export const engines: readonly Engine[] = [
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
  pagefind,
];

/** Ranking formulas that the study `quality` compares the engines with. */
export const formulas: readonly Engine[] = mixtures.map(plainBm25);

/** Finds an engine or a formula by the name in its info. */
export function findEngine(name: string): Engine {
  const engine = [...engines, ...formulas].find(each => each.info.name === name);
  if (!engine)
    throw new Error(`there is no engine named ${name}; there are ${engines.map(each => each.info.name).join(', ')}`);
  return engine;
}

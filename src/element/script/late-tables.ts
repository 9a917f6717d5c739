/**
 * The large tables that only the lower tiers need, as a part of the script of its own: loaded when a query asks for one,
 * which is then run again as for missing bytes. The build of the page's script puts this file in the place of the
 * `load-…-table.ts` files, whose functions it has.
 *
 * Law: an answer does not depend on when the part was loaded.
 */
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import { importPart } from '../part-address.ts';
import type * as AllTables from './tables.ts';

let tables: typeof AllTables | undefined;

async function loadTables(): Promise<void> {
  tables ??= await importPart<typeof AllTables>('element.tables.js');
}

function requireTables(): typeof AllTables {
  if (!tables) throw new MissingBytes(loadTables);
  return tables;
}

export const loadReadingTable = (): Pick<typeof AllTables, 'readingRules' | 'readingTable'> => requireTables();
export const loadLookAlikeTable = (): Pick<typeof AllTables, 'lookAlikeCharacters' | 'lookAlikeLinks'> =>
  requireTables();
export const loadRegionalTable = (): Pick<typeof AllTables, 'maxRegionalVariantUnits' | 'regionalVariants'> =>
  requireTables();
export const loadSynonymTable = (): Pick<typeof AllTables, 'commonSynonyms'> => requireTables();

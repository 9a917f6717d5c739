/**
 * Tables as parts of the script of their own: the large ones that only the lower tiers need, and the folded forms of Han
 * characters, which only texts in traditional script need. A part is loaded when a query asks for one of its tables; the
 * query is then run again as for missing bytes. The build of the page's script puts this file in the place of the
 * `load-…-table.ts` files, whose functions it has.
 *
 * Law: an answer does not depend on when the part was loaded.
 */
import { MissingBytes } from '../../bytes/missing-bytes.ts';
import type { HanForms } from '../../text/folding/load-han-forms-table.ts';
import { importPart } from '../part-address.ts';
import { loadPart } from './late-code.ts';
import type * as AllTables from './tables.ts';

let hanForms: HanForms | undefined;

async function importHanForms(signal?: AbortSignal): Promise<void> {
  hanForms ??= await importPart<HanForms>('element.forms.js', signal);
}

let tables: typeof AllTables | undefined;

/** Loads what the lower tiers mostly need besides, at the same time. */
async function loadTables(signal?: AbortSignal): Promise<void> {
  const others = [importHanForms(signal), loadPart('rare', signal)].map(each => each.catch(() => {}));
  tables ??= await importPart<typeof AllTables>('element.tables.js', signal);
  await Promise.all(others);
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

export const findHanForms = (): HanForms | undefined => hanForms;

export function loadHanForms(): HanForms {
  if (!hanForms) throw new MissingBytes(importHanForms);
  return hanForms;
}

/** Everyday synonyms. In a page, element/script/late-tables.ts takes the place of this file and loads the table when it is needed. */
import { commonSynonyms } from './common-synonyms.ts';

export function loadSynonymTable() {
  return { commonSynonyms };
}

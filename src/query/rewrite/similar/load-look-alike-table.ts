/** Which characters look alike. In a page, element/script/late-tables.ts takes the place of this file and loads the table when it is needed. */
import { lookAlikeCharacters, lookAlikeLinks } from './look-alike-table.ts';

export function loadLookAlikeTable() {
  return { lookAlikeCharacters, lookAlikeLinks };
}

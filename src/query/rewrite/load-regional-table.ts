/** Words that differ by region. In a page, element/script/late-tables.ts takes the place of this file and loads the table when it is needed. */
import { maxRegionalVariantUnits, regionalVariants } from './regional-table.ts';

export function loadRegionalTable() {
  return { maxRegionalVariantUnits, regionalVariants };
}

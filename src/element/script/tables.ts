/** The part of the page's script with large tables (late-tables.ts): a module beside it. */
export { readingRules, readingTable } from '../../lexicon/readings/reading-table.ts';
export { maxRegionalVariantUnits, regionalVariants } from '../../query/rewrite/regional-table.ts';
export { lookAlikeCharacters, lookAlikeLinks } from '../../query/rewrite/similar/look-alike-table.ts';
export { commonSynonyms } from '../../query/rewrite/synonyms/common-synonyms.ts';

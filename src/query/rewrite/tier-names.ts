/** Which rules find documents, and which of them find what was typed? How they do it stands in rewrite.ts and ../run/tiers.ts. */

/**
 * The rules that find documents:
 *
 * - `listed`: the query is empty, and every document matches;
 * - `literal`: the query has no words, and the document matches its phrases, prefixes and ranges;
 * - `all`: the document contains all the words;
 * - `keyword`: all the words, some of them as whole values of searchable keyword fields (an author);
 * - `number`: all the words, with dates, amounts and other numbers said otherwise (2022年9月5日, 2022-09-05);
 * - `regional`, `synonym`: all the words, with regional variants in place of some, or with synonyms that were given and
 *   short forms that the documents define;
 * - `most`: at least half of the words; or of a date all but the year;
 * - `pinyin`, `prefix`, `similar`, `spelling`: all the words, with words that the typed ones may stand for in place of some;
 * - `any`: some of the words;
 * - `unquoted`: some of the words, where the phrases of a question count as words.
 */
const tierNames = [
  'listed',
  'literal',
  'all',
  'keyword',
  'number',
  'regional',
  'synonym',
  'most',
  'pinyin',
  'prefix',
  'similar',
  'spelling',
  'any',
  'unquoted',
] as const;
/** The rules, for tests. @internal */
export const allTiers: readonly string[] = tierNames;
/** The rule that found a document. @useDeclaredType */
export type Tier = (typeof tierNames)[number];

const sameMeaning: readonly Tier[] = ['listed', 'literal', 'all', 'keyword', 'number', 'regional', 'synonym'];

/**
 * Whether a rule finds what was typed, in texts or keyword fields, or the same written otherwise; the others find what is
 * similar or related.
 */
export function isSameMeaning(tier: Tier): boolean {
  return sameMeaning.includes(tier);
}

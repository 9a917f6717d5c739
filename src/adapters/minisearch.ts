/**
 * The entry point `hansou/minisearch`: Chinese for MiniSearch's own users, and the way from there to hansou. It does not load
 * MiniSearch; its functions are passed to MiniSearch's options.
 *
 * @module hansou/minisearch
 */
import { requireString } from '../validate.ts';
import { type ChineseOptions, createTerms } from './chinese-options.ts';
import { type HighlightedText, highlightText } from './highlight.ts';

export type { ChineseOptions } from './chinese-options.ts';
export { fromMiniSearch, type MiniSearchOptions } from './from-minisearch.ts';
export type { HighlightedText } from './highlight.ts';

/**
 * Chinese for MiniSearch: spread it into its options. Documents and queries are cut differently, a document into all words
 * and those inside them, a query into those it consists of.
 *
 * Law: every document that holds a piece of text is found by it, also with `combineWith: 'AND'`, if the piece does not begin
 * or end inside a run of letters, digits and the signs between them.
 */
export interface ChineseTokenizer {
  /** The option `tokenize`: the terms of a text of a document, folded, as often as they occur. */
  readonly tokenize: (text: string) => string[];
  /** The option `processTerm`: terms are folded already, so it changes nothing. */
  readonly processTerm: (term: string) => string;
  /** The option `searchOptions`, which cuts queries: `{ searchOptions: { ...zh.searchOptions, boost: { title: 2 } } }`. */
  readonly searchOptions: {
    /** The terms of a query. */
    readonly tokenize: (query: string) => string[];
    /** As outside. */
    readonly processTerm: (term: string) => string;
  };
  /** Names the rules and words by which texts are cut: `loadJSON` needs the same, and does not say when they differ. */
  readonly fingerprint: string;
  /** Finds a query in a text; `toHtml` of hansou writes the result as HTML. */
  readonly highlight: (text: string, query: string) => HighlightedText;
}

/**
 * Makes Chinese for MiniSearch 6 and 7.
 *
 * ```ts
 * const zh = chinese({ lexicon: await baseLexicon() });
 * const mini = new MiniSearch({ fields: ['title', 'body'], ...zh });
 * mini.add({ id: 1, title: '开会', body: '苇塘村民委员会开会' });
 * mini.search('苇塘村', { combineWith: 'AND' })[0].id; // 1
 * ```
 * @throws HansouError BAD_ARGUMENT
 */
export function chinese(options: ChineseOptions): ChineseTokenizer {
  const terms = createTerms(options);
  const processTerm = (term: string) => term;
  return {
    tokenize: text => terms.ofDocument(requireString(text, 'the text of a document')),
    processTerm,
    searchOptions: { tokenize: query => terms.ofQuery(requireString(query, 'a query')), processTerm },
    fingerprint: terms.fingerprint,
    highlight: (text, query) => highlightText(terms, requireString(text, 'the text'), requireString(query, 'a query')),
  };
}

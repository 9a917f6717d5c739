/** Everything that `hansou` gives, and nothing else. */
export type {
  Article,
  ArticlePart,
  Author,
  Dateline,
  HeadlineCandidate,
  Jump,
  LineRange,
  PageFrame,
  PageOptions,
} from './articles/article.ts';
export { type ParsedPage, parsePage, readPage } from './articles/parse-page.ts';
export { type IssueArticle, type PageInput, type ParsedIssue, parsePages } from './articles/parse-pages.ts';
export { type ErrorCode, HansouError } from './errors.ts';
export { type DocumentOf, date, type KeptDocument, keyword, number, stored, text } from './fields.ts';
export type { IndexDescription, VerifyDepth } from './inverted/live-index.ts';
export type { DateField, Field, KeywordField, NumberField, Schema, StoredField, TextField } from './inverted/schema.ts';
export { Lexicon } from './lexicon/lexicon.ts';
export {
  type DictionaryProblem,
  type LexiconEntry,
  type ParseLexiconOptions,
  parseLexicon,
} from './lexicon/parse-lexicon.ts';
export type { Explanation, TermPart } from './query/explain.ts';
export type { FacetValue } from './query/facets.ts';
export type { Filter, FilterValue } from './query/filter.ts';
export type { MatchMode } from './query/find.ts';
export type { Freshness } from './query/freshness.ts';
export type { MissingPiece } from './query/missing.ts';
export { parseQuery, type QueryWarning } from './query/parse.ts';
export type {
  AllQuery,
  AnyQuery,
  NotQuery,
  PhraseQuery,
  PrefixQuery,
  Query,
  RangeQuery,
  WordsQuery,
} from './query/query.ts';
export type { Sort } from './query/sort.ts';
export type { Tier } from './query/tiers.ts';
export { createIndex, type IndexOptions, openIndex, SearchIndex } from './search-index.ts';
export type { SearchOptions, SearchOptionsFor } from './search-options.ts';
export type { Hit, SearchResult } from './search-result.ts';
export { createSegmenter } from './segment/dictionary-segmenter.ts';
export type { Segmenter, Token } from './segment/segmenter.ts';
export type { TokenKindName } from './segment/token-list.ts';
export { escapeHtml, type HtmlMarks, toHtml } from './snippet/html.ts';
export type { Snippet, SnippetOptions } from './snippet/snippet.ts';
export type { Suggestion, SuggestOptions } from './suggest/suggest.ts';
export { OffsetMap } from './text/offset-map.ts';
export { repairText } from './text/repair.ts';
export { repairPages } from './text/repair-pages.ts';
export { RepairedText } from './text/repaired-text.ts';
export type { Span } from './text/span.ts';
export type { WordSource } from './word-source.ts';

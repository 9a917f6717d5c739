/**
 * The entry point `hansou`: makes, opens and searches indexes, cuts and repairs texts. It needs neither Node nor a page. Here are
 * re-exports only.
 *
 * @module hansou
 */

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
export {
  type IssueArticle,
  type PageInput,
  type ParsedIssue,
  type PlacedArticle,
  parsePages,
} from './articles/parse-pages.ts';
export { type ErrorCode, type ErrorDetails, HansouError } from './errors.ts';
export {
  date,
  type InputDocument,
  type KeywordFieldOptions,
  keyword,
  type NumberFieldOptions,
  number,
  type StoredDocument,
  type StoredFieldOptions,
  stored,
  type TextFieldOptions,
  text,
} from './fields.ts';
export type { AnyIndex } from './hits/any-index.ts';
export type { Passage, PassageOptions, PassageSizes } from './hits/passages.ts';
export type { IndexDescription, VerifyDepth } from './index/live/live-index.ts';
export type { DateField, Field, KeywordField, NumberField, Schema, StoredField, TextField } from './index/schema.ts';
export type { AnalysisOptions, IndexOptions } from './index-options.ts';
export { type Keyword, type KeywordMethod, type KeywordsOptions, keywords } from './keywords/keywords.ts';
export { Lexicon } from './lexicon/lexicon.ts';
export {
  type DictionaryProblem,
  type LexiconEntry,
  type ParseLexiconOptions,
  parseLexicon,
} from './lexicon/parse-lexicon.ts';
export type { BudgetOptions } from './query/context/budget.ts';
export { parseQuery } from './query/language/parse.ts';
export type {
  AllQuery,
  AnyQuery,
  NotQuery,
  PhraseQuery,
  PrefixQuery,
  Query,
  RangeQuery,
  WordsQuery,
} from './query/language/query.ts';
export type { QueryWarning } from './query/language/query-parser.ts';
export type { Filter, FilterValue } from './query/match/columns/filter.ts';
export type { Range } from './query/match/columns/match-columns.ts';
export type { Freshness } from './query/rank/freshness.ts';
export type { Sort, SortKey } from './query/rank/sort.ts';
export type { Tier } from './query/rewrite/tier-names.ts';
export type { DidYouMean } from './query/run/did-you-mean.ts';
export type { Explanation, TermScore } from './query/run/explain.ts';
export type { FacetValue, TierTotal } from './query/run/facets/facets.ts';
export type { DatePeriod } from './query/run/facets/range-facets.ts';
export type { MissingPart } from './query/run/missing.ts';
export type { MatchMode } from './query/run/tiers.ts';
export { fromRow, type RowOptions } from './row.ts';
export { createIndex, type IndexBytes, openIndex, SearchIndex } from './search-index.ts';
export type {
  ExplainOptions,
  FacetsOf,
  FilterOf,
  RangeOf,
  ReturnFields,
  SearchOptions,
  SearchOptionsByNames,
  SuggestOptions,
  SuggestOptionsByNames,
  TypedFilter,
} from './search-options.ts';
export type { Hit, ReturnedDocument, SearchResult, SectionHit } from './search-result.ts';
export { createSegmenter, type SegmenterOptions } from './segment/dictionary-segmenter.ts';
export type { Segmenter, SegmentOptions, Token, TokenVisitor } from './segment/segmenter.ts';
export type { TokenKindName } from './segment/token-list.ts';
export { escapeHtml, type HtmlMarks, toHtml } from './snippet/html.ts';
export type { Snippet, SnippetOptions } from './snippet/snippet.ts';
export type { Suggestion, SuggestResult } from './suggest/suggest.ts';
export type { TitleSuggestion } from './suggest/suggest-titles.ts';
export { fold } from './text/folding.ts';
export { OffsetMap } from './text/offset-map.ts';
export { repairPages } from './text/repair/repair-pages.ts';
export { repairText } from './text/repair-text.ts';
export { RepairedText } from './text/repaired-text.ts';
export type { Span } from './text/span.ts';

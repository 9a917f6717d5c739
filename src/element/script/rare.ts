/**
 * The part of the page's script that few queries need: what is asked for with signs, numbers or options of its own. For its
 * functions holds what late.ts says of its own.
 */
export { findSpellings } from '../../analysis/spellings.ts';
export { listSignPairs, TextSignReader } from '../../index/columns/text-signs.ts';
export { PiecePlaces } from '../../index/piece-places.ts';
export { PieceEncoder } from '../../index/store/encoding/piece-encoder.ts';
export { scanBatchFor } from '../../index/store/scan-texts.ts';
export { markWordsWithPrefix } from '../../index/termdict/segment-vocabulary.ts';
export { checkExplainOptions, checkSearchOptions, checkSuggestOptions } from '../../options/option-rules.ts';
export { addInnerRuns, findIndexedSpellings, findSignedRuns } from '../../query/cut/query-spellings.ts';
export { fitToField } from '../../query/language/field-kind.ts';
export { checkQuery } from '../../query/language/query.ts';
export { checkQueryFields } from '../../query/language/query-fields.ts';
export { QueryParser } from '../../query/language/query-parser.ts';
export { ColumnValues } from '../../query/match/columns/column-values.ts';
export { fieldsOfFilter, matchFilter, withoutField } from '../../query/match/columns/filter.ts';
export { matchKeyword, matchKeywordSubstring, matchRanges } from '../../query/match/columns/match-columns.ts';
export { PartsMatcher } from '../../query/match/match-parts.ts';
export { PhraseMatcher } from '../../query/match/phrase/match-phrase.ts';
export { createNumberVerifier } from '../../query/match/verify-numbers.ts';
export { readNumbers } from '../../query/numbers/read-numbers.ts';
export { FreshnessScorer } from '../../query/rank/freshness.ts';
export { sortDocuments } from '../../query/rank/sort.ts';
export { Groups, rankGroups } from '../../query/run/distinct.ts';
export { explainDocument } from '../../query/run/explain.ts';
export { countRanges } from '../../query/run/facets/range-facets.ts';
export { keepRelevant } from '../../query/run/relevance.ts';
export { findNormalForm, findWrittenForm } from '../../text/normal/find-normal-form.ts';

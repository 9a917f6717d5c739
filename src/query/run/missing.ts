/** What is missing from a document that a query does not find? */
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { foldedText } from '../cut/cut-query.ts';
import type { PhraseQuery, PrefixQuery, Query, RangeQuery, WordsQuery } from '../language/query.ts';
import { listRequiredTerms } from '../match/list-required-terms.ts';
import type { QueryMatcher } from '../match/match-query.ts';
import type { PieceOfWords } from './match-loader.ts';
import type { MatchMode } from './tiers.ts';

/** A part of the query that a document does not match: a word, a phrase, a prefix or a range. */
export interface MissingPart {
  /** The text, folded; for a range and for words in a keyword, date or number field, `field:` and what was searched. */
  readonly text: string;
  /**
   * Its bigrams, runs of letters and digits, and single characters that are in none of the searched fields. Empty when all
   * are, but not in one field together or not side by side.
   */
  readonly missingTerms: readonly string[];
  /** Number of documents that match the part. */
  readonly documents: number;
}

/** A document in question, and what is needed to match queries against it. */
interface MissingOptions {
  readonly matcher: QueryMatcher;
  readonly match: MatchMode;
  /** A list of only this document. */
  readonly document: PostingList;
  /** Counts documents where the index does not hold all of them. */
  readonly countAll?: ((part: Query | PieceOfWords) => number) | undefined;
}

/** The parts of a query that a document does not match. If it matches none of the alternatives of an `any`, those of all. */
export function findMissingParts(query: Query, options: MissingOptions): readonly MissingPart[] {
  const { matcher } = options;
  if ('all' in query) return query.all.flatMap(part => findMissingParts(part, options));
  if ('any' in query) {
    const missing = query.any.map(part => findMissingParts(part, options));
    const matches = (part: Query, i: number) => ('not' in part ? !isExcluded(part, options) : missing[i].length === 0);
    return query.any.some(matches) ? [] : missing.flat();
  }
  if ('not' in query) return [];
  if ('from' in query || 'to' in query || !matcher.requiredTerms(query.field).fields.length)
    return findMissingValue(query as RangeQuery | WordsQuery, options);
  return findMissingInText(query as WordsQuery | PhraseQuery | PrefixQuery, options);
}

/** Whether a `not` of the query excludes the document. */
export function isExcluded(query: Query, options: MissingOptions): boolean {
  if ('all' in query) return query.all.some(part => isExcluded(part, options));
  if ('any' in query) return query.any.some(part => isExcluded(part, options));
  return 'not' in query && options.matcher.match(query.not, 'all', options.document).count > 0;
}

function findMissingValue(
  query: RangeQuery | WordsQuery,
  { matcher, document, countAll }: MissingOptions,
): MissingPart[] {
  if (matcher.match(query, 'all', document).count > 0) return [];
  const value = 'words' in query ? query.words : `${query.from ?? ''}..${query.to ?? ''}`;
  return [
    {
      text: `${query.field}:${value}`,
      missingTerms: [],
      documents: countAll?.(query) ?? matcher.match(query, 'all').count,
    },
  ];
}

function findMissingInText(
  query: WordsQuery | PhraseQuery | PrefixQuery,
  { matcher, match, document, countAll }: MissingOptions,
): MissingPart[] {
  const terms = matcher.requiredTerms(query.field);
  const isWords = 'words' in query;
  const text = matcher.cut('words' in query ? query.words : 'phrase' in query ? query.phrase : query.prefix);
  const { length } = text.analysis;
  const countMatches = (piece: Span, candidates?: PostingList) => {
    if (!isWords) return matcher.match(query, 'all', candidates).count;
    const { documents, count } = terms.match(text, piece, candidates);
    const verify = match === 'smart' ? matcher.createPieceVerifier({ text, terms }, [piece]) : undefined;
    return verify ? documents.subarray(0, count).filter(verify).length : count;
  };
  const pieces = isWords
    ? terms.splitIntoPieces(text, match === 'smart' ? 'typed' : 'indexed')
    : [{ start: 0, end: length }];
  return pieces
    .filter(piece => countMatches(piece, document) === 0)
    .map(piece => ({
      text: foldedText(text, piece),
      missingTerms: listRequiredTerms(text, piece)
        .filter(term => terms.match(text, term, document).count === 0)
        .map(term => foldedText(text, term)),
      documents: countAll?.(isWords ? { text, piece, field: query.field } : query) ?? countMatches(piece),
    }));
}

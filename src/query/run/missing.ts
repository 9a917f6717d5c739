/** What a document lacks of a query that does not find it. */
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { foldedText } from '../cut/cut-query.ts';
import type { PhraseQuery, PrefixQuery, Query, RangeQuery, WordsQuery } from '../language/query.ts';
import type { QueryMatcher } from '../match/match-query.ts';
import { listRequiredTerms } from '../match/required-terms.ts';
import type { MatchMode } from './tiers.ts';

/** A piece of the query that a document does not hold whole. */
export interface MissingPart {
  /** Folded; of a range, or of what is asked of a keyword, date or number field, `field:` and what was asked. */
  readonly text: string;
  /**
   * Its pairs of characters, runs of letters and single characters that stand nowhere in the fields asked; none when all
   * stand there, but not together in one field, or not side by side.
   */
  readonly missingTerms: readonly string[];
  /** How many documents hold the piece. */
  readonly documents: number;
}

/**
 * The pieces of a query that a document lacks; of parts to choose from those of all, when it has none of them.
 * @param alone the document
 */
export function findMissingPieces(
  evaluator: QueryMatcher,
  query: Query,
  match: MatchMode,
  alone: PostingList,
): readonly MissingPart[] {
  const of = (part: Query) => findMissingPieces(evaluator, part, match, alone);
  if ('all' in query) return query.all.flatMap(of);
  if ('any' in query) {
    const missing = query.any.map(of);
    const isHeld = (part: Query, i: number) =>
      'not' in part ? !isExcluded(evaluator, part, alone) : missing[i].length === 0;
    return query.any.some(isHeld) ? [] : missing.flat();
  }
  if ('not' in query) return [];
  if ('from' in query || 'to' in query || !evaluator.requiredTerms(query.field).fields.length)
    return findMissingValue(evaluator, query as RangeQuery | WordsQuery, alone);
  return findMissingInText(evaluator, query as WordsQuery | PhraseQuery | PrefixQuery, match, alone);
}

/** Whether a `not` of the query takes the document away. */
export function isExcluded(evaluator: QueryMatcher, query: Query, alone: PostingList): boolean {
  if ('all' in query) return query.all.some(part => isExcluded(evaluator, part, alone));
  if ('any' in query) return query.any.some(part => isExcluded(evaluator, part, alone));
  return 'not' in query && evaluator.match(query.not, 'all', alone).count > 0;
}

function findMissingValue(evaluator: QueryMatcher, query: RangeQuery | WordsQuery, alone: PostingList): MissingPart[] {
  if (evaluator.match(query, 'all', alone).count > 0) return [];
  const asked = 'words' in query ? query.words : `${query.from ?? ''}..${query.to ?? ''}`;
  return [{ text: `${query.field}:${asked}`, missingTerms: [], documents: evaluator.match(query, 'all').count }];
}

function findMissingInText(
  evaluator: QueryMatcher,
  query: WordsQuery | PhraseQuery | PrefixQuery,
  match: MatchMode,
  alone: PostingList,
): MissingPart[] {
  const finder = evaluator.requiredTerms(query.field);
  const isWords = 'words' in query;
  const text = evaluator.cut('words' in query ? query.words : 'phrase' in query ? query.phrase : query.prefix);
  const { length } = text.analysis;
  const holding = (piece: Span, among?: PostingList) => {
    if (!isWords) return evaluator.match(query, 'all', among).count;
    const { documents, count } = finder.match(text, piece, among);
    const holds = match === 'smart' ? evaluator.createNumberVerifier(text, finder, [piece]) : undefined;
    return holds ? documents.subarray(0, count).filter(holds).length : count;
  };
  const pieces = isWords ? finder.splitIntoPieces(text, match === 'smart') : [{ start: 0, end: length }];
  return pieces
    .filter(piece => holding(piece, alone) === 0)
    .map(piece => ({
      text: foldedText(text, piece),
      missingTerms: listRequiredTerms(text, piece)
        .filter(term => finder.match(text, term, alone).count === 0)
        .map(term => foldedText(text, term)),
      documents: holding(piece),
    }));
}

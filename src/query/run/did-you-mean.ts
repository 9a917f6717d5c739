/** What may a query be meant to say? Corrects its words one at a time. Entry point: `findDidYouMean`, called by `runQuery`. */

import { fold } from '../../text/folding.ts';
import { foldedText } from '../cut/cut-query.ts';
import type { PhraseQuery, Query, WordsQuery } from '../language/query.ts';
import type { QueryMatcher } from '../match/match-query.ts';
import { isQuestion } from '../match/question.ts';
import { listWords, maxRewrittenParts } from '../rewrite/rewrite-words.ts';
import { type Correction, findCorrections } from '../rewrite/similar/corrections.ts';
import type { QuerySession } from './query-session.ts';

/** A longer text is no single word that could be corrected, in UTF-16 units. */
const maxCorrectedUnits = 12;

/** Documents that are read to know how many contain a phrase. */
const maxReadDocuments = 16;

/** What may be meant instead of a query. */
export interface DidYouMean {
  /** The query as it was typed, with one word replaced; of a query as data, the corrected words. */
  readonly text: string;
  /** The word that may be mistyped, folded. */
  readonly typed: string;
  /** The word that may be meant. */
  readonly word: string;
}

/**
 * What may be meant instead of the query, the most frequent word first. A corrected word of a longer query makes more
 * documents contain all its words, a corrected query of one word is contained in some document.
 * Excluded parts, phrases, and words in keyword, date and number fields are left as they are, and so are questions: among
 * their many words, what hardly stands together is seldom mistyped.
 * @param typed what a person typed; undefined for a query as data
 */
export function findDidYouMean(query: Query, typed: string | undefined, session: QuerySession): DidYouMean[] {
  return listWords(query)
    .slice(0, maxRewrittenParts)
    .flatMap(part => (isQuestion(part, session.matcher) ? [] : correctWords(part, typed, session)));
}

function correctWords(query: WordsQuery, typed: string | undefined, session: QuerySession): DidYouMean[] {
  const { words } = query;
  const text = session.matcher.cut(words);
  const corrections = listCorrections(query, session);
  const texts = new Set<string>();
  return corrections.flatMap(({ span, word }) => {
    const corrected = words.slice(0, span.start) + word + words.slice(span.end);
    const isWhole = span.end - span.start === words.trim().length;
    // Several parts of the text may be corrected to the same: 食塘 and 幸福食塘.
    if (texts.has(corrected)) return [];
    texts.add(corrected);
    // A word whose documents were all removed or replaced still stands in the index.
    if (count({ ...query, words: corrected }, session) <= (isWhole ? 0 : count(query, session))) return [];
    const mistyped = foldedText(text, span);
    const at = typed === undefined ? -1 : fold(typed).indexOf(mistyped);
    const whole = at < 0 ? corrected : typed!.slice(0, at) + word + typed!.slice(at + mistyped.length);
    return [{ text: whole, typed: mistyped, word }];
  });
}

/**
 * The words that are certainly meant instead of a query of one word, which stands in documents only by accident; undefined
 * when there are none.
 */
export function findCertainCorrection(query: Query, session: QuerySession): Query | undefined {
  if (!('words' in query) || query.words.length > maxCorrectedUnits || isQuestion(query, session.matcher))
    return undefined;
  const { words } = query;
  const certain = listCorrections(query, session).filter(
    ({ span, isCertain }) => isCertain && span.end - span.start === words.trim().length,
  );
  return certain.length > 0 ? { any: certain.map(({ word }) => ({ ...query, words: word })) } : undefined;
}

function listCorrections(
  query: WordsQuery,
  { corrections, correctionMemory, index, matcher, context }: QuerySession,
): readonly Correction[] {
  let found = corrections.get(query);
  if (!found) {
    const { field } = query;
    const estimate = (typed: string) =>
      estimateDocuments(field === undefined ? { phrase: typed } : { phrase: typed, field }, matcher);
    const terms = matcher.requiredTerms(field);
    found = findCorrections(matcher.cut(query.words), terms, index.documentCount, context, correctionMemory, estimate);
    corrections.set(query, found);
  }
  return found;
}

/** About how many documents contain a phrase: of those with its terms, the first are read. */
function estimateDocuments(phrase: PhraseQuery, matcher: QueryMatcher): number {
  const { list, verify } = matcher.findCandidates(phrase);
  if (!verify || list.count === 0) return list.count;
  const read = Math.min(list.count, maxReadDocuments);
  let held = 0;
  for (let i = 0; i < read; i++) if (verify(list.documents[i])) held++;
  return (list.count * held) / read;
}

/** The number of documents that contain all words. */
function count(query: WordsQuery, { matcher }: QuerySession): number {
  return matcher.match(query, 'all').count;
}

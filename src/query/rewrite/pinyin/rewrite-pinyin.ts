/** Rewrites the words of a query that are typed in pinyin. Entry point: `rewritePinyin`, called by `QueryRewriter`. */

import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import { fold } from '../../../text/folding.ts';
import type { Query, WordsQuery } from '../../language/query.ts';
import type { QueryMatcher } from '../../match/match-query.ts';
import { isQuestion } from '../../match/question.ts';
import { maxRewritings } from '../synonyms/synonym-table.ts';
import { findTypedPinyin, findWholePinyin, type PinyinLookup, type TypedPinyin } from './find-typed-pinyin.ts';
import type { PinyinIndex } from './pinyin-index.ts';
import { findPinyinSpans, joinSyllable } from './pinyin-spans.ts';

/** Documents of a query in which phrases are looked for, to know whether they stand anywhere. */
const maxVerified = 150;
/** The same, for one phrase. */
const maxVerifiedPerPhrase = 16;

/** Parts of a query that are read as pinyin, at most: the first ones. */
const maxSpans = 16;
/** Parts that may be initials, words apart or sounds that are not told apart: the first ones. These rules try the most words. */
const maxGuessedSpans = 4;
/** UTF-16 units of all texts in which words replace pinyin, at most; there is always one. */
const maxReplacedUnits = 2048;

/** How much may still be tried for a query, over all its words. */
export class PinyinLimits {
  spans = maxSpans;
  guessed = maxGuessedSpans;
  verified = maxVerified;
}

/** What is searched. */
interface PinyinTools {
  readonly pinyin: PinyinIndex;
  readonly matcher: QueryMatcher;
  readonly limits: PinyinLimits;
}

/**
 * The query with a choice of words or phrases for each part that is typed in pinyin: a document must contain one of them,
 * and all the other words. Undefined when nothing is.
 * @param typed the folded words, with their accents
 */
export function rewritePinyin(
  query: WordsQuery,
  typed: string,
  { pinyin, matcher, limits }: PinyinTools,
): Query | undefined {
  const { field } = query;
  const isIndexed = (letters: string): boolean => pinyin.countDocuments(fold(letters)) > 0;
  const spans = findPinyinSpans(typed, isIndexed).slice(0, limits.spans);
  if (spans.length === 0) return undefined;
  const findCandidates = (phrase: string) =>
    matcher.findCandidates(field === undefined ? { phrase } : { phrase, field });
  const gather = (phrases: readonly string[]): void => {
    if (pinyin.loadsBytes) gatherMissing(phrases.length, i => void findCandidates(phrases[i]));
  };
  const stands = (phrase: string): boolean => {
    const { list, verify } = findCandidates(phrase);
    if (!verify) return list.count > 0;
    for (let i = 0; i < Math.min(list.count, maxVerifiedPerPhrase) && limits.verified > 0; i++, limits.verified--)
      if (verify(list.documents[i])) return true;
    return false;
  };
  const lookup: PinyinLookup = { pinyin, isIndexed, stands, gather };
  const found: TypedPinyin[] = [];
  for (let i = 0; i < spans.length; i++) {
    const joined = joinSyllable(typed, spans[i], spans[i + 1]);
    const whole = joined && findWholePinyin(joined, lookup);
    if (whole) i++;
    const meant = whole ?? findTypedPinyin(typed, spans[i], lookup, limits.guessed-- > 0);
    if (meant) found.push(meant);
  }
  limits.spans -= spans.length;
  if (found.length === 0) return undefined;
  return isQuestion(query, matcher) ? replaceInText(query, typed, found) : requireSpans(query, typed, found);
}

/** Texts with a word in place of each span: in a question not every word is required. */
function replaceInText({ field }: WordsQuery, typed: string, found: readonly TypedPinyin[]): Query {
  let texts = [''];
  let at = 0;
  for (const { start, end, words, phrases } of found) {
    const between = typed.slice(at, Math.max(at, start));
    texts = [...words, ...phrases]
      .flatMap(word => texts.map(text => `${text}${between}${word}`))
      .slice(0, Math.max(1, Math.min(maxRewritings, Math.floor(maxReplacedUnits / typed.length))));
    at = end;
  }
  const rest = typed.slice(at);
  return { any: texts.map(text => (field === undefined ? { words: text + rest } : { words: text + rest, field })) };
}

/** Requires one of the words or phrases of each span, and the words of the rest. */
function requireSpans({ field }: WordsQuery, typed: string, found: readonly TypedPinyin[]): Query {
  const inField = <Q extends object>(query: Q) => (field === undefined ? query : { ...query, field });
  let rest = '';
  let at = 0;
  const parts: Query[] = [];
  for (const { start, end, words, phrases } of found) {
    rest += `${typed.slice(at, Math.max(at, start))} `;
    at = end;
    const choices = [...words.map(each => inField({ words: each })), ...phrases.map(each => inField({ phrase: each }))];
    parts.push(choices.length === 1 ? choices[0] : { any: choices });
  }
  rest += typed.slice(at);
  if (rest.trim() !== '') parts.unshift(inField({ words: rest }));
  return parts.length === 1 ? parts[0] : { all: parts };
}

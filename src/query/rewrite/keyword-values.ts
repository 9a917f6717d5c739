/**
 * Which words of a query are values of searchable keyword fields? 周禾 春耕 becomes: the author or tag 周禾, or the word; the
 * author or tag 春耕, or the word.
 */
import { foldedText, type QueryText } from '../cut/cut-query.ts';
import { hasContentWord } from '../cut/function-words.ts';
import type { KeywordQuery, Query, WordsQuery } from '../language/query.ts';
import type { QueryMatcher } from '../match/match-query.ts';
import { rewriteWords } from './rewrite-words.ts';

/** Maximum number of words that a value is looked for in: longer values are found by `author:`. */
const maxValueWords = 8;

/** The query where words may also be values of searchable keyword fields; undefined when none is. */
export function addKeywordValues(query: Query, matcher: QueryMatcher): Query | undefined {
  return rewriteWords(
    query,
    words => {
      if (words.field !== undefined) return undefined;
      const hasContent = (text: string) => hasContentWord(matcher.cut(text));
      return replaceKeywordValues(words, matcher.cut(words.words), matcher.keywordFields, hasContent);
    },
    (_, rewritten) => rewritten,
  );
}

/**
 * The query in which each value is an alternative to itself as words; the longest values from left to right, which begin and
 * end with words of the query. Documents must match all other words. At most eight look-ups a word.
 * @param fieldsByValue names of the keyword fields by value, folded
 * @param hasContent whether a text has words that say something about the topic
 * @returns undefined when the query has no value
 */
function replaceKeywordValues(
  query: WordsQuery,
  text: QueryText,
  fieldsByValue: ReadonlyMap<string, readonly string[]>,
  hasContent: (text: string) => boolean,
): Query | undefined {
  const { words } = text;
  const parts: Query[] = [];
  const addWords = (start: number, end: number): void => {
    const between = query.words.slice(start, end);
    if (hasContent(between)) parts.push({ words: between });
  };
  let at = 0;
  let isReplaced = false;
  for (let first = 0; first < words.length; first++)
    for (let last = Math.min(words.length, first + maxValueWords) - 1; last >= first; last--) {
      const span = { start: words[first].start, end: words[last].end };
      const fields = fieldsByValue.get(foldedText(text, span));
      if (!fields) continue;
      addWords(at, span.start);
      const value = query.words.slice(span.start, span.end);
      const values = fields.map((field): KeywordQuery => ({ words: value, field, isWholeValue: true }));
      parts.push({ any: [{ words: value }, ...values] });
      isReplaced = true;
      at = span.end;
      first = last;
      break;
    }
  if (!isReplaced) return undefined;
  addWords(at, query.words.length);
  return parts.length === 1 ? parts[0] : { all: parts };
}

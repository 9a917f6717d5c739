/**
 * Replaces spans of a words query by spellings that are found literally: 二〇二二年总结 becomes 2022年 or 2022年度 as it
 * stands, and the word 总结. Words that are replaced by words are in synonym-table.ts.
 */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { Span } from '../../text/span.ts';
import type { Query, SpellingQuery, WordsQuery } from '../language/query.ts';

/** Maximum number of spellings of one span, the typed one included. */
const maxSpellings = 32;
/** Maximum number of spans of a text that are replaced; those behind stay as they were typed. */
const maxSpelledSpans = 4;

/** A span of a text that may be spelled otherwise. */
export interface SpelledSpan extends Span {
  /** Its other spellings, folded, the most usual first. */
  spell(): readonly string[];
  /** Whether they are days that must have no year before them. */
  readonly areWithoutYear?: boolean;
}

/** What replacing by spellings must know of the index. */
export interface SpellingIndex {
  /** Whether some document may contain a spelling. */
  isIndexed(spelling: SpellingQuery): boolean;
  /** See `IndexReader.loadsBytes`. */
  readonly loadsBytes: boolean;
  /** Whether a text has words that say something about the topic. */
  hasContent(text: string): boolean;
}

/**
 * The query in which each span is replaced by the spellings that stand in the index, or by itself where it stands there
 * as it was typed. A document must contain one spelling of each span, and the words before, between and behind them.
 * @param spans by start, disjoint, of the folded text
 * @returns undefined when no span has another spelling in the index, or some span has none at all
 */
export function replaceBySpellings(
  query: WordsQuery,
  spans: readonly SpelledSpan[],
  index: SpellingIndex,
): Query | undefined {
  const inField = query.field === undefined ? {} : { field: query.field };
  const parts: Query[] = [];
  const addWords = (words: string): void => {
    if (index.hasContent(words)) parts.push({ words, ...inField });
  };
  let at = 0;
  let isReplaced = false;
  const toTyped = ({ start, end }: Span): SpellingQuery => ({
    phrase: query.words.slice(start, end),
    isSpelling: true,
    ...inField,
  });
  if (index.loadsBytes)
    gatherMissing(2 * Math.min(spans.length, maxSpelledSpans), i => {
      const span = spans[i >>> 1];
      if (i % 2 === 0) findIndexed(span, inField, index);
      else index.isIndexed(toTyped(span));
    });
  for (const span of spans.slice(0, maxSpelledSpans)) {
    const { start, end } = span;
    const found = findIndexed(span, inField, index);
    if (found.length > 0) isReplaced = true;
    const typed = toTyped(span);
    if (index.isIndexed(typed)) found.unshift(typed);
    if (!found.length) return undefined;
    addWords(query.words.slice(at, start));
    parts.push(found.length === 1 ? found[0] : { any: found });
    at = end;
  }
  addWords(query.words.slice(at));
  if (!isReplaced) return undefined;
  return parts.length === 1 ? parts[0] : { all: parts };
}

/** The spellings of the spans that stand in the index, those of one span after those of the other. */
export function listSpellings(query: WordsQuery, spans: readonly SpelledSpan[], index: SpellingIndex): SpellingQuery[] {
  const inField = query.field === undefined ? {} : { field: query.field };
  return spans.slice(0, maxSpelledSpans).flatMap(span => findIndexed(span, inField, index));
}

function findIndexed(span: SpelledSpan, inField: { readonly field?: string }, index: SpellingIndex): SpellingQuery[] {
  const found: SpellingQuery[] = [];
  const phrases = span.spell();
  const toSpelling = (phrase: string): SpellingQuery => ({
    phrase,
    isSpelling: true,
    ...(span.areWithoutYear && { isWithoutYear: true }),
    ...inField,
  });
  if (index.loadsBytes) gatherMissing(phrases.length, i => void index.isIndexed(toSpelling(phrases[i])));
  for (const phrase of phrases) {
    if (found.length === maxSpellings - 1) break;
    const spelling = toSpelling(phrase);
    if (index.isIndexed(spelling)) found.push(spelling);
  }
  return found;
}

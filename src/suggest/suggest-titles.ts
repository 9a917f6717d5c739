/** Which titles may the reader be typing? Called by `suggestWords`. */
import type { IndexReader } from '../index/index-reader.ts';
import type { Budget } from '../query/context/budget.ts';
import { maxQueryClauses, type Query } from '../query/language/query.ts';
import type { Filter } from '../query/match/columns/filter.ts';
import type { QuerySession } from '../query/run/query-session.ts';
import { type RankedDocuments, runQuery } from '../query/run/run-query.ts';
import { Needles } from '../snippet/needles.ts';
import { type Snippet, SnippetBuffers, SnippetMaker } from '../snippet/snippet.ts';
import { fold } from '../text/folding.ts';
import type { Span } from '../text/span.ts';

/** A whole title that the typed text may become. */
export interface TitleSuggestion {
  /** The id of the document that has it; of several the first in the order of scores. */
  readonly id: string;
  /** The title on one line: line breaks and tabs are spaces. */
  readonly text: string;
  /** What of it was typed, in UTF-16 units; `toHtml` writes both as HTML. */
  readonly highlights: readonly Span[];
}

/** How titles are suggested. */
export interface TitleOptions {
  /** The text field of titles. */
  readonly field: string;
  readonly limit: number;
  readonly filter: Filter | undefined;
  readonly budget: Budget;
}

/** Maximum length of a text that is a title, and of what is typed of one, in UTF-16 units. */
const maxTitleUnits = 256;
/** How many titles with the typed text are read, the best by score, unless more are wanted; those that begin with it come first. */
const minRead = 100;
/** Maximum number of words whose pinyin was typed that titles are looked for by. */
const maxPinyinWords = 8;

/**
 * The titles with the typed text, as far as it was typed: those that begin with it first, then those that hold it anywhere or,
 * when a space is in it, its parts. If these are too few, titles with what was typed in pinyin, then those with all the typed words.
 *
 * Law: every title is that of a document that passes the filter, and none is suggested twice.
 * @param continued the texts that `typed` becomes when its pinyin is replaced
 */
export function suggestTitles(
  index: IndexReader,
  typed: string,
  continued: readonly string[],
  { field, limit, filter, budget }: TitleOptions,
  session: QuerySession,
): TitleSuggestion[] {
  const text = typed.trim();
  if (text === '' || text.length > maxTitleUnits || limit === 0) return [];
  const found = new Map<string, TitleSuggestion>();
  const buffers = new SnippetBuffers();
  const beginnings = [text, ...continued].map(fold);
  for (const query of listQueries(text, typed !== typed.trimEnd(), continued, field)) {
    if (found.size === limit || budget.isSpent) break;
    const options = { offset: 0, limit: Math.max(minRead, limit), match: 'all', filter, budget } as const;
    const ranked = runQuery(index, query, options, session);
    for (const { id, title } of readTitles(index, ranked, field, beginnings, buffers)) {
      const key = fold(title.text).trim();
      if (!found.has(key)) found.set(key, { id, text: title.text, highlights: title.highlights });
      if (found.size === limit) break;
    }
  }
  return [...found.values()];
}

/** @param isWhole whether the last word is typed to its end */
function listQueries(text: string, isWhole: boolean, continued: readonly string[], field: string): Query[] {
  const literal = partsOf(text).map((part, i, { length }) =>
    i === length - 1 && !isWhole ? { prefix: part, field } : { phrase: part, field },
  );
  const pinyin = continued.slice(0, maxPinyinWords).map(each => all(partsOf(each).map(phrase => ({ phrase, field }))));
  return [all(literal), ...(pinyin.length > 0 ? [{ any: pinyin }] : []), { words: text, field }];
}

/** The parts of a text between spaces. What is behind the last ones that a query may have is not looked for. */
function partsOf(text: string): string[] {
  return text.trim().split(/\s+/).slice(0, maxQueryClauses);
}

function all(parts: readonly Query[]): Query {
  return parts.length === 1 ? parts[0] : { all: parts };
}

/** Reads the titles of ranked documents, those that begin with one of some folded texts first. */
function* readTitles(
  index: IndexReader,
  ranked: RankedDocuments,
  field: string,
  beginnings: readonly string[],
  buffers: SnippetBuffers,
): Generator<{ id: string; title: Snippet }> {
  const reader = index.getTextReader(field);
  const maker = new SnippetMaker(Needles.fromTexts(ranked, index.documentCount, buffers), {}, buffers);
  const later: { id: string; title: Snippet }[] = [];
  for (const document of ranked.documents) {
    maker.beginDocument();
    const [title] = maker.highlightWhole(reader, document);
    if (title === undefined || title.text.length > maxTitleUnits) continue;
    const suggestion = { id: index.getId(document), title };
    const start = fold(title.text).trimStart();
    if (beginnings.some(beginning => start.startsWith(beginning))) yield suggestion;
    else later.push(suggestion);
  }
  yield* later;
}

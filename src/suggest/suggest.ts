/**
 * How may the typed text continue? Completes the last word: by its first characters, by pinyin and initials, or by both
 * (中guo). Entry point: `suggestWords`, called by `SearchIndex.suggest`.
 */

import { Analysis, TermKind } from '../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../index/index-reader.ts';
import type { PostingList } from '../index/posting-list.ts';
import { Budget, type BudgetOptions } from '../query/context/budget.ts';
import { intersectWithSet, listSet } from '../query/context/document-lists.ts';
import type { DocumentSet } from '../query/context/document-set.ts';
import { analyzeQueryText, cutQueryText } from '../query/cut/cut-query.ts';
import { type Filter, matchFilter } from '../query/match/columns/filter.ts';
import { PinyinIndex } from '../query/rewrite/pinyin/pinyin-index.ts';
import type { QuerySession } from '../query/run/query-session.ts';
import { CharacterClass, classOfUnit } from '../text/characters.ts';
import { fold } from '../text/folding.ts';
import { requireString } from '../validate.ts';
import { type Completion, WordCompleter } from './complete-word.ts';
import { suggestTitles, type TitleSuggestion } from './suggest-titles.ts';

/** One completion. */
export interface Suggestion {
  /** The whole typed text with its last word completed. */
  readonly text: string;
  /** The word that completes the last one, folded. */
  readonly word: string;
  /** `prefix`: the word begins with the typed letters or characters; `pinyin`: its pinyin or initials do. */
  readonly by: 'prefix' | 'pinyin';
}

/** The result of `suggest`. */
export interface SuggestResult {
  /** The best first, at most `limit`. */
  readonly suggestions: readonly Suggestion[];
  /** Present with the option `titles`: whole titles with the typed text, those that begin with it first, at most `limit`. */
  readonly titles?: readonly TitleSuggestion[];
  /** Present when `timeLimit` or `signal` ended the work: more words may continue the text. */
  readonly partial?: true;
}

/** What is suggested; see `SuggestOptions`. */
export interface SuggestRules extends BudgetOptions {
  readonly limit: number;
  readonly fields?: readonly string[] | undefined;
  readonly titles?: string | undefined;
  readonly filter?: Filter | undefined;
}

/** What was typed before its last units is kept in the suggestions, but not read. In UTF-16 units. */
const maxReadUnits = 256;
/** Candidates per suggestion that are tested for occurring together with the words before. */
const candidatesPerSuggestion = 4;
/** Maximum number of candidates that are tested so, however many suggestions are wanted; the most frequent words come first. */
const maxTestedWords = 150;
/** Documents in which it is looked for that a word stands behind the one before, for each candidate. */
const maxVerified = 8;

/**
 * Completes the text after the last space, or if nothing continues it, the last word in it (长江防 may continue as 长江防洪).
 *
 * Laws: all suggested words occur in a document that passes the filter, and if any of these contains the words before, in such
 * a document. A word that is completed
 * without a space before it stands somewhere behind the word before, so that only what stands is suggested (张三 is not
 * continued as 张三次). The most frequent words come first, except that whole pinyin comes before its beginning. This holds of
 * partial results too, except that the order may differ.
 */
export function suggestWords(
  index: IndexReader,
  typed: string,
  options: SuggestRules,
  session: QuerySession,
): SuggestResult {
  const budget = new Budget(options);
  const { limit, titles, filter } = options;
  session.beginQuery(index, options, budget);
  const unread = requireString(typed, 'what was typed').slice(0, Math.max(typed.length - maxReadUnits, 0));
  const among = filter && matchFilter(index, filter, budget);
  const suggestions = completeText(index, typed.slice(unread.length), { limit, among }, session).map(each => ({
    ...each,
    text: unread + each.text,
  }));
  const pinyin = suggestions.flatMap(({ by, text }) => (by === 'pinyin' ? [text] : []));
  const found = titles && suggestTitles(index, typed, pinyin, { field: titles, limit, filter, budget }, session);
  return { suggestions, ...(found && { titles: found }), ...(budget.isPartial && { partial: true }) };
}

/** How words are completed. */
interface CompleteOptions {
  readonly limit: number;
  /** Only words of these documents are suggested; undefined for all. */
  readonly among: DocumentSet | undefined;
}

function completeText(
  index: IndexReader,
  typed: string,
  { limit, among }: CompleteOptions,
  session: QuerySession,
): Suggestion[] {
  let start = typed.length;
  while (start > 0 && classOfUnit(typed.charCodeAt(start - 1)) !== CharacterClass.Space) start--;
  if (start === typed.length || limit === 0) return [];
  const { fields } = session.matcher.requiredTerms(undefined);
  const completer = new WordCompleter(fields, new PinyinIndex(index, fields, session.context));
  const suggester = new Suggester(session, fields, completer, among);
  const found = new Map<string, Suggestion>();
  const add = (from: number, words: readonly Completion[]) => {
    const before = typed.slice(0, from);
    for (const { word, by } of words)
      if (!found.has(before + word)) found.set(before + word, { text: before + word, word, by });
  };
  add(start, suggester.complete(typed, start, start, limit));
  if (found.size === 0)
    for (const from of listWordStarts(index, typed, start, session))
      add(from, suggester.complete(typed, start, from, limit));
  return [...found.values()].slice(0, limit);
}

/**
 * Where the last word begins in the text after the last space, if that is not its beginning; before that, if it consists of
 * letters right behind Han characters, where the word before begins (长江防hong).
 */
function listWordStarts(index: IndexReader, typed: string, start: number, session: QuerySession): number[] {
  const { words } = cutQueryText(typed.slice(start), openTextFields(index), index.documentCount, session.context);
  const last = words[words.length - 1];
  if (!last || last.start === 0 || start + last.end !== typed.length) return [];
  const before = words[words.length - 2];
  const isMixed =
    before !== undefined && before.start > 0 && before.end === last.start && isLatin(typed, start + last.start);
  return isMixed ? [start + before.start, start + last.start] : [start + last.start];
}

function isLatin(typed: string, at: number): boolean {
  return /[a-z]/.test(fold(typed[at]));
}

function openTextFields(index: IndexReader): TextReader[] {
  return Object.entries(index.schema).flatMap(([name, { type }]) =>
    type === 'text' ? [index.getTextReader(name)] : [],
  );
}

/** Completes words, and tests them against what was typed before. */
class Suggester {
  /** Scratch. */
  private readonly analysis = new Analysis(64);

  constructor(
    private readonly session: QuerySession,
    private readonly fields: readonly TextReader[],
    private readonly completer: WordCompleter,
    /** See `CompleteOptions`. */
    private readonly among: DocumentSet | undefined,
  ) {}

  /**
   * The words that complete `typed` from `from` on.
   * @param start where the text after the last space begins
   */
  complete(typed: string, start: number, from: number, limit: number): Completion[] {
    const before = typed.slice(0, from);
    const adjacent = fold(typed.slice(start, from));
    const { budget } = this.session.context;
    if (budget.isSpent) return [];
    const together = this.findTogether(before);
    const prefix = fold(typed.slice(from));
    if (!together) return this.completer.complete(prefix, limit);
    // The words of a few documents may be rare ones of the index.
    const maxTested = this.among ? maxTestedWords : Math.min(limit * candidatesPerSuggestion, maxTestedWords);
    let words = this.completer.complete(prefix, maxTested);
    // Without all documents that contain the words before, nothing tells which words occur with them.
    if (together.count === 0 && budget.isSpent) return [];
    if (together.count > 0 || this.among)
      words = words
        .map(each => ({ ...each, documents: budget.isSpent ? 0 : this.countDocumentsWith(each.word, together) }))
        .filter(({ documents }) => documents > 0)
        .sort((a, b) => b.documents - a.documents);
    if (adjacent === '') return words.slice(0, limit);
    const found: Completion[] = [];
    for (const each of words) {
      if (found.length === limit || budget.isSpent) break;
      if (this.stands(adjacent, each.word)) found.push(each);
    }
    return found;
  }

  /** The documents in which suggested words must occur, if any: those with the words before, and those that pass the filter. */
  private findTogether(before: string): PostingList | undefined {
    const { among } = this;
    const { context, matcher } = this.session;
    const passing = among && listSet(among, context.borrowList());
    if (before.trim() === '' || passing?.count === 0) return passing;
    const together = matcher.match({ words: before }, 'content', passing);
    return together.count === 0 && passing ? passing : together;
  }

  /** Whether a word stands somewhere behind the last word of a text. */
  private stands(before: string, word: string): boolean {
    const { matcher } = this.session;
    const { words } = matcher.cut(before);
    const last = words[words.length - 1];
    const phrase = before.slice(last && last.end === before.length ? last.start : before.length - 1) + word;
    const { list: found, verify } = matcher.findCandidates({ phrase });
    const list = this.among ? intersectWithSet(found, this.among, this.session.context.borrowList()) : found;
    if (!verify) return list.count > 0;
    for (let i = 0; i < Math.min(list.count, maxVerified); i++) if (verify(list.documents[i])) return true;
    return false;
  }

  /** The number of candidates that contain a word, in the field where it is highest. */
  private countDocumentsWith(word: string, candidates: PostingList): number {
    const { context } = this.session;
    const { units, length } = analyzeQueryText(word, this.analysis);
    const term = context.scratchTerm.set(TermKind.InnerWord, units, 0, length);
    const { scratchList: list } = context.termLists;
    let maxCount = 0;
    for (const field of this.fields) {
      context.termLists.readIn(field, term, candidates, list);
      maxCount = Math.max(maxCount, list.count);
    }
    return maxCount;
  }
}

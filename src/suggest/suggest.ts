/** Type-ahead: how what is being typed may go on. */
import { TermKind } from '../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../index/index-reader.ts';
import type { PostingList } from '../index/posting-list.ts';
import type { QueryContext } from '../query/context/query-context.ts';
import { analyzeQueryText, cutQueryText } from '../query/cut/cut-query.ts';
import { QueryMatcher } from '../query/match/match-query.ts';
import { LookalikeWords } from '../query/rewrite/lookalikes.ts';
import { CharacterClass, classOf } from '../text/characters.ts';
import { fold } from '../text/folding.ts';
import { requireString } from '../validate.ts';

export interface SuggestOptions {
  /** Maximum number of suggestions (default 10). */
  readonly limit?: number;
  /** Text fields that suggestions are taken from (default all). */
  readonly fields?: readonly string[];
}

/** One way to go on. */
export interface Suggestion {
  /** The whole of what would then be typed. */
  readonly text: string;
  /** The word that was put in for the last one, folded. */
  readonly word: string;
  /** `prefix`: the word begins with what was typed; `pinyin`: its pinyin or initials do. */
  readonly by: 'prefix' | 'pinyin';
}

/** So few letters begin the pinyin of too much. */
const minPinyinLetters = 2;
/** So many times as many words as are wanted are asked whether they stand with those before. */
const candidatesPerSuggestion = 4;

/**
 * Words that begin with what was typed last: behind a blank, then behind the last word of what stands without blanks
 * (长江防 may go on as 长江防洪).
 *
 * Law: when some document holds the words before, only words that stand in such a document are given, those in the most of
 * them first.
 */
export function suggestWords(
  index: IndexReader,
  typed: string,
  { limit, fields: names }: { readonly limit: number; readonly fields: readonly string[] | undefined },
  queryMemory: QueryContext,
): Suggestion[] {
  const memory = queryMemory.for(index);
  let start = requireString(typed, 'what was typed').length;
  while (start > 0 && classOf(typed.charCodeAt(start - 1)) !== CharacterClass.Space) start--;
  if (start === typed.length || limit === 0) return [];
  const allFields = openTextFields(index);
  const matcher = QueryMatcher.of(index, memory, names);
  const found = new Map<string, Suggestion>();
  const take = (from: number) => {
    const before = typed.slice(0, from);
    for (const [word, by] of findWords(fold(typed.slice(from)), before, { index, memory, matcher, limit }))
      if (!found.has(before + word)) found.set(before + word, { text: before + word, word, by });
  };
  take(start);
  if (found.size < limit) {
    const last = cutQueryText(typed.slice(start), allFields, index.documentCount, memory).words.at(-1);
    if (last && last.start > 0 && start + last.end === typed.length) take(start + last.start);
  }
  return [...found.values()].slice(0, limit);
}

function openTextFields(index: IndexReader): TextReader[] {
  return Object.entries(index.schema).flatMap(([name, { type }]) => (type === 'text' ? [index.text(name)] : []));
}

/** An index to take words from, the fields of it (those that the matcher searches), and how many are wanted. */
interface WordSource {
  readonly index: IndexReader;
  readonly memory: QueryContext;
  readonly matcher: QueryMatcher;
  readonly limit: number;
}

/** The words that begin so, in the order in which they are to be shown. */
function findWords(
  prefix: string,
  before: string,
  { index, memory, matcher, limit }: WordSource,
): [string, Suggestion['by']][] {
  const { fields } = matcher.finder(undefined);
  const context = before.trim() === '' ? undefined : matcher.match({ words: before }, 'topical');
  const most = context ? limit * candidatesPerSuggestion : limit;
  const words = new Map<string, Suggestion['by']>();
  const lists = fields.map(field => field.wordsWithPrefix(prefix, most));
  // The fields take turns: each gives its most frequent first.
  for (let i = 0; i < most; i++)
    for (const list of lists) if (i < list.length && list[i] !== prefix) words.set(list[i], 'prefix');
  if (/^[a-zü'’]+$/.test(prefix) && prefix.length >= minPinyinLetters)
    for (const word of new LookalikeWords(index, fields).sounds.findByPinyinPrefix(prefix, most))
      if (!words.has(word)) words.set(word, 'pinyin');
  if (!context || context.count === 0) return [...words].slice(0, limit);
  return [...words]
    .map(([word, by]) => ({ word, by, together: countDocumentsWith(word, context, fields, memory) }))
    .filter(({ together }) => together > 0)
    .sort((a, b) => b.together - a.together)
    .slice(0, limit)
    .map(({ word, by }) => [word, by]);
}

/** How many of the documents hold a word: in the field where it is most of them. */
function countDocumentsWith(
  word: string,
  candidates: PostingList,
  fields: readonly TextReader[],
  memory: QueryContext,
): number {
  const { units, length } = analyzeQueryText(word);
  const term = memory.scratchTerm.set(TermKind.InnerWord, units, 0, length);
  const { list } = memory.terms;
  let most = 0;
  for (const field of fields) {
    field.readPostingsIn(term, candidates, list);
    most = Math.max(most, list.count);
  }
  return most;
}

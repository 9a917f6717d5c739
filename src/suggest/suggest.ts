/**
 * How may the typed text continue? Completes the last word by prefix, or by pinyin and initials. Entry point:
 * `suggestWords`, called by `SearchIndex.suggest`.
 */
import { TermKind } from '../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../index/index-reader.ts';
import type { PostingList } from '../index/posting-list.ts';
import { analyzeQueryText, cutQueryText } from '../query/cut/cut-query.ts';
import { SimilarWords } from '../query/rewrite/similar-words.ts';
import type { QuerySession } from '../query/run/query-session.ts';
import { CharacterClass, classOfUnit } from '../text/characters.ts';
import { fold } from '../text/folding.ts';
import { requireString } from '../validate.ts';

/** One completion. */
export interface Suggestion {
  /** The whole typed text with its last word completed. */
  readonly text: string;
  /** The word that completes the last one, folded. */
  readonly word: string;
  /** `prefix`: the word begins with the typed letters or characters; `pinyin`: its pinyin or initials do. */
  readonly by: 'prefix' | 'pinyin';
}

/** Minimum number of letters that are completed as pinyin: fewer match too many words. */
const minPinyinLetters = 2;
/** Candidates per suggestion that are tested for occurring together with the words before. */
const candidatesPerSuggestion = 4;

/**
 * Completes the text after the last space, then, if there is room, the last word in it (长江防 may continue as 长江防洪).
 *
 * Law: if any document contains the words before, all suggested words occur in such a document, the most frequent first.
 */
export function suggestWords(
  index: IndexReader,
  typed: string,
  { limit, fields: names }: { readonly limit: number; readonly fields: readonly string[] | undefined },
  session: QuerySession,
): Suggestion[] {
  session.beginQuery(index, names);
  let start = requireString(typed, 'what was typed').length;
  while (start > 0 && classOfUnit(typed.charCodeAt(start - 1)) !== CharacterClass.Space) start--;
  if (start === typed.length || limit === 0) return [];
  const allFields = openTextFields(index);
  const found = new Map<string, Suggestion>();
  const complete = (from: number) => {
    const before = typed.slice(0, from);
    for (const [word, by] of findWords(fold(typed.slice(from)), before, { session, limit }))
      if (!found.has(before + word)) found.set(before + word, { text: before + word, word, by });
  };
  complete(start);
  if (found.size < limit) {
    const last = cutQueryText(typed.slice(start), allFields, index.documentCount, session.context).words.at(-1);
    if (last && last.start > 0 && start + last.end === typed.length) complete(start + last.start);
  }
  return [...found.values()].slice(0, limit);
}

function openTextFields(index: IndexReader): TextReader[] {
  return Object.entries(index.schema).flatMap(([name, { type }]) =>
    type === 'text' ? [index.getTextReader(name)] : [],
  );
}

/** Where words come from (the fields that the session's query searches), and the maximum number of them. */
interface WordSource {
  readonly session: QuerySession;
  readonly limit: number;
}

/** The words that complete a prefix, in the order of the suggestions. */
function findWords(prefix: string, before: string, { session, limit }: WordSource): [string, Suggestion['by']][] {
  const { index, context, matcher, similarWords } = session;
  const { fields } = matcher.requiredTerms(undefined);
  const together = before.trim() === '' ? undefined : matcher.match({ words: before }, 'content');
  const candidateLimit = together ? limit * candidatesPerSuggestion : limit;
  const words = new Map<string, Suggestion['by']>();
  const lists = fields.map(field => field.wordsWithPrefix(prefix, candidateLimit));
  // The fields take turns; each lists its most frequent words first.
  for (let i = 0; i < candidateLimit; i++)
    for (const list of lists) if (i < list.length && list[i] !== prefix) words.set(list[i], 'prefix');
  if (/^[a-zü'’]+$/.test(prefix) && prefix.length >= minPinyinLetters)
    for (const word of new SimilarWords(index, fields, similarWords).pinyin.findByPinyinPrefix(prefix, candidateLimit))
      if (!words.has(word)) words.set(word, 'pinyin');
  if (!together || together.count === 0) return [...words].slice(0, limit);
  return [...words]
    .map(([word, by]) => ({ word, by, documents: countDocumentsWith(word, together, fields, context) }))
    .filter(({ documents }) => documents > 0)
    .sort((a, b) => b.documents - a.documents)
    .slice(0, limit)
    .map(({ word, by }) => [word, by]);
}

/** The number of candidates that contain a word, in the field where it is highest. */
function countDocumentsWith(
  word: string,
  candidates: PostingList,
  fields: readonly TextReader[],
  context: QuerySession['context'],
): number {
  const { units, length } = analyzeQueryText(word);
  const term = context.scratchTerm.set(TermKind.InnerWord, units, 0, length);
  const { scratchList: list } = context.termLists;
  let maxCount = 0;
  for (const field of fields) {
    field.readPostingsIn(term, candidates, list);
    maxCount = Math.max(maxCount, list.count);
  }
  return maxCount;
}

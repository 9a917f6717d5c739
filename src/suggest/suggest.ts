/** Type-ahead: how what is being typed may go on. */
import { checkedText } from '../checked.ts';
import type { IndexReader } from '../inverted/index-reader.ts';
import { Lookalikes } from '../query/lookalikes.ts';
import type { QueryMemory } from '../query/memory.ts';
import { CharacterClass, classOf } from '../text/characters.ts';
import { fold } from '../text/folding.ts';

export interface SuggestOptions {
  /** At most so many; default 10. */
  readonly limit?: number;
}

/** One way to go on. */
export interface Suggestion {
  /** The whole of what would then be typed. */
  readonly text: string;
  /** The word that was put in for the last one, folded. */
  readonly word: string;
  /** `beginning`: the word begins with what was typed; `pinyin`: its pinyin or initials do. */
  readonly by: 'beginning' | 'pinyin';
}

/** So few letters begin the pinyin of too much. */
const fewestLetters = 2;

export function suggestWords(index: IndexReader, typed: string, limit: number, queryMemory: QueryMemory): Suggestion[] {
  const memory = queryMemory.for(index);
  let start = checkedText(typed, 'what was typed').length;
  while (start > 0 && classOf(typed.charCodeAt(start - 1)) !== CharacterClass.Space) start--;
  const before = typed.slice(0, start);
  const last = fold(typed.slice(start));
  if (last === '' || limit === 0) return [];
  const found = new Map<string, Suggestion['by']>();
  const lists = Object.entries(index.schema).flatMap(([name, field]) =>
    field.type === 'text' ? [index.text(name).wordsWithPrefix(last, limit)] : [],
  );
  // The fields take turns: each gives its most frequent first.
  for (let i = 0; i < limit; i++)
    for (const words of lists) if (i < words.length && words[i] !== last) found.set(words[i], 'beginning');
  if (/^[a-zü'’]+$/.test(last) && last.length >= fewestLetters)
    for (const word of memory.once(Lookalikes, () => new Lookalikes(index)).sounds.beginningWith(last, limit))
      if (!found.has(word)) found.set(word, 'pinyin');
  return [...found].slice(0, limit).map(([word, by]) => ({ text: before + word, word, by }));
}

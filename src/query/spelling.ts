/** Latin words of an index that are one slip of the fingers away. */
import type { IndexReader } from '../inverted/index-reader.ts';

/** Shorter words are too often each other's neighbours. */
export const shortestMisspelt = 5;

/** All words of Latin letters that an index holds, at least four long, with how many documents hold them. */
export function latinWords(index: IndexReader): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const [name, field] of Object.entries(index.schema)) {
    if (field.type !== 'text') continue;
    index.text(name).eachWord((word, documents) => {
      if (word.length >= shortestMisspelt - 1 && isLatinWord(word)) words.set(word, (words.get(word) ?? 0) + documents);
    });
  }
  return words;
}

export function isLatinWord(word: string): boolean {
  return /^\p{Script=Latin}+$/u.test(word);
}

/** The words at one edit, the most frequent first. */
export function misspellingsOf(word: string, words: ReadonlyMap<string, number>, most: number): string[] {
  const found: string[] = [];
  for (const other of words.keys())
    if (Math.abs(other.length - word.length) <= 1 && other !== word && isOneEdit(word, other)) found.push(other);
  return found.sort((a, b) => words.get(b)! - words.get(a)! || (a < b ? -1 : 1)).slice(0, most);
}

/** Whether one letter left out, put in, changed, or two neighbours exchanged make the one word the other. */
export function isOneEdit(a: string, b: string): boolean {
  if (a.length > b.length) return isOneEdit(b, a);
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.length - start - end;
  const right = b.length - start - end;
  if (right === 1) return left <= 1;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

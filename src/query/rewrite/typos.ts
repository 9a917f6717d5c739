/** Latin words of an index that are one slip of the fingers away. */
import { stringOf } from '../../text/folding.ts';

/** Shorter words are too often each other's neighbours. */
export const minTypoLetters = 5;

/** The words of Latin letters of a part of an index, at least four long, with how many documents hold them. */
export class LatinWords {
  readonly documents = new Map<string, number>();

  add(units: Uint16Array, start: number, end: number, documents: number): void {
    if (end - start < minTypoLetters - 1) return;
    const word = stringOf(units, start, end);
    if (isLatinWord(word)) this.documents.set(word, documents);
  }
}

export function isLatinWord(word: string): boolean {
  return /^\p{Script=Latin}+$/u.test(word);
}

/** The words at one edit, the most frequent first. @param vocabularies the words of an index */
export function findTypoCorrections(word: string, vocabularies: readonly LatinWords[], limit: number): string[] {
  const found = new Map<string, number>();
  for (const { documents } of vocabularies)
    for (const [other, count] of documents)
      if (Math.abs(other.length - word.length) <= 1 && other !== word && isOneEdit(word, other))
        found.set(other, (found.get(other) ?? 0) + count);
  return [...found]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([other]) => other);
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

import { stringFromUnits } from '../../text/units.ts';
/** Finds Latin words of an index that are one edit away from a typed word. */

/** Minimum length of a word that is corrected, in letters: shorter words have too many neighbours. */
export const minTypoLetters = 5;

/** The Latin words of one vocabulary, of at least `minTypoLetters - 1` letters. */
export class LatinWords {
  /** By word: the number of documents that contain it. */
  readonly documents = new Map<string, number>();

  add(units: Uint16Array, start: number, end: number, documents: number): void {
    if (end - start < minTypoLetters - 1) return;
    const word = stringFromUnits(units, start, end);
    if (isLatinWord(word)) this.documents.set(word, documents);
  }
}

/** Whether a word consists of Latin letters only. */
export function isLatinWord(word: string): boolean {
  return /^\p{Script=Latin}+$/u.test(word);
}

/** The words that are one edit away; the most frequent first. */
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

/**
 * Whether one insertion, deletion or substitution of a letter, or one swap of neighbours, turns one word into the other.
 * @internal exported for tests
 */
export function isOneEdit(a: string, b: string): boolean {
  if (a.length > b.length) return isOneEdit(b, a);
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const restOfA = a.length - start - end;
  const restOfB = b.length - start - end;
  if (restOfB === 1) return restOfA <= 1;
  return restOfA === 2 && restOfB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

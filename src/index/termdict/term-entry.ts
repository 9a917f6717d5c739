/** A term with its posting list, and the order of terms. */
import { TermPostings } from '../postings/term-postings.ts';

/** What a term is in the dictionary. Of terms with the same units, the smaller shape comes first. */
export const TermShape = {
  /** One character; every occurrence counts. */
  Character: 0,
  /** Two adjacent characters. A word of two characters has no term of its own: it is stored with its bigram. */
  Bigram: 1,
  /** A word of any other length. */
  Word: 2,
} as const;
export type TermShape = (typeof TermShape)[keyof typeof TermShape];

/** Maximum length of a term in UTF-16 units; longer words are not indexed. */
export const maxTermUnits = 64;

/** A term of a segment with its posting list. Filled again for each term. */
export class TermEntry {
  readonly units = new Uint16Array(maxTermUnits);
  length = 0;
  shape: TermShape = TermShape.Word;
  /** Whether the lexicon has the word as a name. */
  isName = false;
  /** For a bigram: whether it is a word in any of its documents. */
  isWord = false;
  /** The frequencies of a word count its occurrences on the best path: 0 where it is an inner word only. */
  readonly postings = new TermPostings();
}

/**
 * Compares `a[aStart … aEnd)` with `b[bStart … bEnd)` by UTF-16 units. Terms are in this order, then in that of their shapes.
 *
 * Hot loop: parameters stay separate so that nothing is allocated.
 */
export function compareUnits(
  a: Uint16Array,
  aStart: number,
  aEnd: number,
  b: Uint16Array,
  bStart: number,
  bEnd: number,
): number {
  const length = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < length; i++) {
    const difference = a[aStart + i] - b[bStart + i];
    if (difference !== 0) return difference;
  }
  return aEnd - aStart - (bEnd - bStart);
}

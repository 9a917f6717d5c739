import type { CharacterOccurrences, OccurrenceBlock } from './sort-occurrences.ts';
import type { SortedWords } from './sorted-words.ts';

/** What a text field of some documents has of terms, all or those of some ranks: sorted, but no list is coded yet. */
export interface InvertedTerms {
  readonly characters: CharacterOccurrences;
  readonly words: SortedWords;
}

/** Takes the same part by part: what is not to be in memory as a whole. */
export interface InvertedTermsSink {
  /** Takes the next block, which is written over when this returns. */
  addBlock(block: OccurrenceBlock): void;
  /** Takes the rest: both units of the characters by rank (see `CharacterOccurrences`), and the words. */
  finish(units: Uint32Array, words: SortedWords): void;
}

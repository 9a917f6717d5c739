/** The result of inverting documents: sorted terms whose posting lists are not yet encoded. */
import type { CharacterOccurrences, OccurrenceBlock } from './sort-occurrences.ts';
import type { SortedWords } from './sorted-words.ts';

/** The terms of one text field in a run of documents, or a range of them: sorted, with posting lists not yet encoded. */
export interface InvertedTerms {
  readonly characters: CharacterOccurrences;
  readonly words: SortedWords;
}

/** Receives inverted terms piece by piece, so that they are never in memory as a whole. */
export interface InvertedTermsSink {
  /** Takes the next block. The block is reused after this returns. */
  addBlock(block: OccurrenceBlock): void;
  /**
   * Takes the rest.
   * @param units the characters by rank, packed as in `CharacterOccurrences.units`
   */
  finish(units: Uint32Array, words: SortedWords): void;
}

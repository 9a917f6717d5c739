/** A posting list before it is decoded. */
import { BitReader } from '../../bytes/bit-reader.ts';
import type { SkipList } from './skip-list.ts';

/**
 * An encoded posting list of more than 128 documents: the reader that is at its start, and what the term dictionary holds
 * about it. Set again for each list, so that reading a list allocates nothing.
 */
export class EncodedPostings {
  readonly bits = new BitReader();
  /** Number of documents in the list. */
  count = 0;
  /** The minimum of the encoded frequencies: 0 or 1. */
  minFrequency = 1;
  /** Whether the word codes of a bigram follow the frequencies. */
  hasWordCodes = false;
  skipList: SkipList | undefined;

  /** @param documentLimit number of documents of the segment */
  constructor(readonly documentLimit: number) {}
}

/** A decoded block of the term dictionary. */
import { termsPerBlock } from './term-dictionary-format.ts';

/** Number of terms that a search through a block decodes at a time; most searches end before the last term. */
export const decodeStep = 4;

/** Units that most blocks need at most: terms that are words have two or three. */
const usualUnits = 128;

/** A block of the dictionary: the metadata of up to 32 terms, as far as they have been decoded. */
export class TermBlock {
  /** The ordinal of the block; -1 if none is loaded. */
  ordinal = -1;
  /** Where its bytes are in the section of the terms. */
  start = 0;
  end = 0;
  /** Number of terms in the block. */
  count = 0;
  /** Number of terms decoded. The next three fields say where decoding continues. */
  decodedCount = 0;
  nextBit = 0;
  /** Where the next long posting list begins in the postings section. */
  postingsOffset = 0;
  /** The Rice parameter of the gaps between units. */
  unitGapRiceParameter = 0;
  /** Term `i` is `units[starts[i] … starts[i] + lengths[i])`; another array when a term has no room. */
  units = new Uint16Array(usualUnits);
  readonly starts = new Uint16Array(termsPerBlock);
  readonly lengths = new Uint8Array(termsPerBlock);
  readonly shapes = new Uint8Array(termsPerBlock);
  /** Number of documents in the posting list of each term. */
  readonly documentCounts = new Uint32Array(termsPerBlock);
  /** 1 or 0, as are names. */
  readonly isWord = new Uint8Array(termsPerBlock);
  readonly isName = new Uint8Array(termsPerBlock);
  /** Number of documents in which each term is a word at all. */
  readonly wordDocuments = new Uint32Array(termsPerBlock);
  /** Number of documents in which each term is a word of the best path. */
  readonly pathDocuments = new Uint32Array(termsPerBlock);
  /** For long posting lists: where they begin in the postings section. */
  readonly postingsStarts = new Float64Array(termsPerBlock);
  /** The bytes of long posting lists, 0 for those that are inline. */
  readonly postingsSizes = new Uint32Array(termsPerBlock);

  /** Ensures room for `size` units; keeps those that there are. */
  reserveUnits(size: number): this {
    if (size <= this.units.length) return this;
    const units = new Uint16Array(Math.max(size, this.units.length * 2));
    units.set(this.units);
    this.units = units;
    return this;
  }
}

/** Sorted words with their postings, not yet encoded. */

/** Low bits of a posting that hold the frequency; the other 24 hold the document. */
export const frequencyBits = 8;
/** The largest inline value: frequencies from here on are in a separate map. */
export const maxInlineFrequency = 255;

/** The units of consecutive words. */
export interface WordUnits {
  readonly units: Uint16Array;
  /** Word `w` is `units[starts[w] … starts[w + 1])`. */
  readonly starts: Uint32Array;
}

/** Words that are neither a single character nor a bigram, in dictionary order, with their documents. */
export class SortedWords {
  readonly count: number;
  readonly units: Uint16Array;
  readonly starts: Uint32Array;

  /**
   * @param postingStarts the postings of word `w` are `postings[postingStarts[w] … postingStarts[w + 1])`
   * @param postings document << `frequencyBits` | frequency
   * @param largeFrequencies by index of the posting: frequencies of at least `maxInlineFrequency`
   */
  constructor(
    { units, starts }: WordUnits,
    readonly postingStarts: Uint32Array,
    readonly postings: Uint32Array,
    readonly largeFrequencies: ReadonlyMap<number, number>,
  ) {
    this.count = starts.length - 1;
    this.units = units;
    this.starts = starts;
  }

  /** The document of a posting. */
  document(at: number): number {
    return this.postings[at] >>> frequencyBits;
  }

  /** How often the word is on the best path of that document; 0 when it is an inner word only. */
  frequency(at: number): number {
    const frequency = this.postings[at] & maxInlineFrequency;
    return frequency === maxInlineFrequency ? this.largeFrequencies.get(at)! : frequency;
  }
}

/** Of a posting: 24 bits name a document, 8 are the frequency. */
export const frequencyBits = 8;
/** Frequencies from here on stand in a map of their own. */
export const maxInlineFrequency = 255;

/** Words one behind the other. */
export interface WordUnits {
  readonly units: Uint16Array;
  /** Word `w` is `units[starts[w] … starts[w + 1])`. */
  readonly starts: Uint32Array;
}

/** Words that are neither one character nor a pair, in the order of the dictionary, and their documents. */
export class SortedWords {
  readonly count: number;
  readonly units: Uint16Array;
  readonly starts: Uint32Array;

  /**
   * @param postingStarts postings of word `w` are those from `postingStarts[w]` to `postingStarts[w + 1]`
   * @param postings document and frequency
   * @param largeFrequencies by place of the posting: frequencies from `mostFrequency` on
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

  document(at: number): number {
    return this.postings[at] >>> frequencyBits;
  }

  frequency(at: number): number {
    const frequency = this.postings[at] & maxInlineFrequency;
    return frequency === maxInlineFrequency ? this.largeFrequencies.get(at)! : frequency;
  }
}

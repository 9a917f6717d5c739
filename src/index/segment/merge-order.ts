/** In which order do the documents of merged segments stand? */

/** Consecutive documents of one source: the next ones that are kept of it. */
export interface MergeRun {
  /** Its place among the sources. */
  readonly source: number;
  /** Number of documents. */
  readonly count: number;
}

/** The documents of a run. */
export interface RunDocuments {
  readonly source: number;
  /** Numbers in the source, ascending. */
  readonly documents: Uint32Array;
}

/**
 * The order of merged documents. Documents of one source keep their order.
 * Law: each kept document of each source stands in one run, at one number of the merged segment.
 */
export class MergeOrder {
  readonly runs: readonly RunDocuments[];
  /** By source: the numbers of its documents in the merged segment; undefined if those of each source follow the previous one's. */
  private readonly numbers: readonly Uint32Array[] | undefined;

  /**
   * @param kept by source: the documents that are kept, ascending
   * @param runs all of them, in order; by default source after source
   */
  constructor(kept: readonly Uint32Array[], runs?: readonly MergeRun[]) {
    if (!runs) {
      this.runs = kept.map((documents, source) => ({ source, documents }));
      return;
    }
    const numbers = kept.map(({ length }) => new Uint32Array(length));
    const taken = kept.map(() => 0);
    let number = 0;
    this.runs = runs.map(({ source, count }) => {
      const from = taken[source];
      taken[source] += count;
      for (let i = from; i < taken[source]; i++) numbers[source][i] = number++;
      return { source, documents: kept[source].subarray(from, taken[source]) };
    });
    this.numbers = numbers;
  }

  /** The numbers of the documents of a source in the merged segment; undefined if they follow those of the source before. */
  numbersOf(source: number): Uint32Array | undefined {
    return this.numbers?.[source];
  }
}

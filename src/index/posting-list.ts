/** Decoded posting lists, as queries use them. */

/**
 * The documents that hold a term, ascending, with the frequency of the term in each: parallel arrays whose first `count`
 * entries are valid. A list is filled again and again, so that reading allocates nothing.
 */
export class PostingList {
  count = 0;
  documents = new Uint32Array(1024);
  frequencies = new Uint32Array(1024);

  /** Swaps the arrays with those of another list, so that nothing is copied. The counts stay. */
  swapArrays(other: PostingList): void {
    const { documents, frequencies } = this;
    this.documents = other.documents;
    this.frequencies = other.frequencies;
    other.documents = documents;
    other.frequencies = frequencies;
  }

  /** Ensures room for `size` entries; keeps the first `count`. */
  reserve(size: number): void {
    const capacity = Math.max(size, this.documents.length * 2);
    this.documents = this.withRoom(this.documents, size, capacity);
    this.frequencies = this.withRoom(this.frequencies, size, capacity);
  }

  /**
   * One of the arrays with room for `size` entries: itself if it has it, else one of `capacity`.
   *
   * Law: room is made for entries, not for as many as other arrays, which may come from another list, have room for: that would
   * allocate it again each time the list is filled.
   */
  protected withRoom(
    array: Uint32Array<ArrayBuffer>,
    size: number,
    capacity = this.documents.length,
  ): Uint32Array<ArrayBuffer> {
    if (size <= array.length) return array;
    const grown = new Uint32Array(capacity);
    grown.set(array.subarray(0, this.count));
    return grown;
  }
}

/** The posting list of a bigram. It also holds the frequency of the bigram as a word of the best path. */
export class BigramList extends PostingList {
  /** For each document: the number of occurrences that are words of the best path, 0 if there are none. */
  wordFrequencies = new Uint32Array(1024);

  override reserve(size: number): void {
    super.reserve(size);
    this.wordFrequencies = this.withRoom(this.wordFrequencies, size);
  }
}

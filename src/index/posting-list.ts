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
    if (size <= this.documents.length) return;
    const capacity = Math.max(size, this.documents.length * 2);
    const documents = new Uint32Array(capacity);
    const frequencies = new Uint32Array(capacity);
    documents.set(this.documents.subarray(0, this.count));
    frequencies.set(this.frequencies.subarray(0, this.count));
    this.documents = documents;
    this.frequencies = frequencies;
  }
}

/** The posting list of a bigram. It also holds the frequency of the bigram as a word of the best path. */
export class BigramList extends PostingList {
  /** For each document: the number of occurrences that are words of the best path, 0 if there are none. */
  wordFrequencies = new Uint32Array(1024);

  override reserve(size: number): void {
    super.reserve(size);
    // Not as many as the other arrays, which may come from another list, have room for: that would allocate them again and again.
    if (this.wordFrequencies.length >= size) return;
    const wordFrequencies = new Uint32Array(this.documents.length);
    wordFrequencies.set(this.wordFrequencies.subarray(0, this.count));
    this.wordFrequencies = wordFrequencies;
  }
}

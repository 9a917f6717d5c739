/**
 * The documents that hold a term, ascending, and how often: parallel arrays to be filled again and again, of which the
 * first `count` entries count.
 */
export class PostingList {
  count = 0;
  documents = new Uint32Array(1024);
  frequencies = new Uint32Array(1024);

  /** Takes the arrays of another list and leaves it its own, so that nothing is copied. Counts stay. */
  swapArrays(other: PostingList): void {
    const { documents, frequencies } = this;
    this.documents = other.documents;
    this.frequencies = other.frequencies;
    other.documents = documents;
    other.frequencies = frequencies;
  }

  /** Makes room for `size` entries in all and keeps the first `count`. */
  reserve(size: number): void {
    if (size <= this.documents.length) return;
    const room = Math.max(size, this.documents.length * 2);
    const documents = new Uint32Array(room);
    const frequencies = new Uint32Array(room);
    documents.set(this.documents.subarray(0, this.count));
    frequencies.set(this.frequencies.subarray(0, this.count));
    this.documents = documents;
    this.frequencies = frequencies;
  }
}

/** The documents of a pair, and how often each has it as a word of the best path. */
export class BigramList extends PostingList {
  wordFrequencies = new Uint32Array(1024);

  override reserve(size: number): void {
    super.reserve(size);
    if (this.wordFrequencies.length >= this.documents.length) return;
    const words = new Uint32Array(this.documents.length);
    words.set(this.wordFrequencies.subarray(0, this.count));
    this.wordFrequencies = words;
  }
}

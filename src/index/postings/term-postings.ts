/** A posting list of one segment after it was decoded, or before it is encoded. */
import { PostingList } from '../posting-list.ts';

/** The decoded posting list of one term of a segment. Documents are numbered as in the segment. */
export class TermPostings extends PostingList {
  /**
   * Only if the term is a bigram that is a word in some document: 0 where it is not a word, else 1 plus the number of its
   * occurrences that are words of the best path.
   */
  wordCodes = new Uint32Array(1024);
  /** Only after an intersection: the index of each posting in the whole list. */
  listIndexes = new Uint32Array(1024);

  override reserve(size: number): void {
    super.reserve(size);
    this.wordCodes = this.withRoom(this.wordCodes, size);
    this.listIndexes = this.withRoom(this.listIndexes, size);
  }
}

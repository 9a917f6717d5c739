/** Collects the postings of words that are neither a single character nor a bigram. */
import { frequencyBits, maxInlineFrequency, SortedWords } from './sorted-words.ts';
import { WordNumbers } from './word-numbers.ts';

/** High bits of a collected posting that hold the word number; the low `frequencyBits` are as in `SortedWords`. */
export const wordNumberBits = 32 - frequencyBits;
/** Postings and words that fit before the arrays first grow. */
const initialCapacity = 1 << 12;

/**
 * The documents of words that are neither a single character nor a bigram.
 *
 * Postings are collected document by document, one for each distinct word of a document; every word remembers its last
 * posting. `sortByWord` sorts them with one counting sort.
 */
export class WordPostings {
  readonly numbers = new WordNumbers();
  /** Postings in document order: word << `frequencyBits` | frequency. */
  private postings: Uint32Array = new Uint32Array(initialCapacity);
  /** Number of postings. */
  count = 0;
  /** By index of the posting: frequencies of at least `maxInlineFrequency`. */
  private largeFrequencies = new Map<number, number>();
  /** By word: index of its last posting + 1. */
  private lastPostings: Uint32Array = new Uint32Array(initialCapacity);
  /** By document: where its postings end. */
  private ends: Uint32Array = new Uint32Array(64);
  private documentCount = 0;
  /** Where the postings of the current document begin. */
  private documentStart = 0;

  /** Adds a word of the current document. @param pathCount 1 for a word of the best path, 0 for an inner word */
  add(units: Uint16Array, start: number, end: number, pathCount: number): void {
    const word = this.numbers.findOrAdd(units, start, end);
    if (word >= this.lastPostings.length) this.lastPostings = grow(this.lastPostings, word * 2);
    const last = this.lastPostings[word];
    if (last <= this.documentStart) {
      if (this.count === this.postings.length) this.postings = grow(this.postings, this.count * 2);
      this.postings[this.count++] = (word << frequencyBits) | pathCount;
      this.lastPostings[word] = this.count;
    } else if (pathCount === 1) this.increment(last - 1);
  }

  /** Ends the current document. */
  endDocument(): void {
    if (this.documentCount === this.ends.length) this.ends = grow(this.ends, this.documentCount * 2);
    this.ends[this.documentCount++] = this.count;
    this.documentStart = this.count;
  }

  /** The words in dictionary order, each with its postings in document order. The collected postings are released. */
  sortByWord(): SortedWords {
    const { postings, count, ends, numbers } = this;
    const order = numbers.sortNumbers();
    const ranks = new Uint32Array(order.length);
    for (let rank = 0; rank < order.length; rank++) ranks[order[rank]] = rank;
    const starts = new Uint32Array(order.length + 1);
    for (let i = 0; i < count; i++) starts[ranks[postings[i] >>> frequencyBits] + 1]++;
    for (let rank = 0; rank < order.length; rank++) starts[rank + 1] += starts[rank];
    const next = starts.slice();
    const grouped = new Uint32Array(count);
    const largeFrequencies = new Map<number, number>();
    for (let i = 0, document = 0; i < count; i++) {
      while (i >= ends[document]) document++;
      const posting = postings[i];
      const to = next[ranks[posting >>> frequencyBits]]++;
      grouped[to] = (document << frequencyBits) | (posting & maxInlineFrequency);
      if ((posting & maxInlineFrequency) === maxInlineFrequency)
        largeFrequencies.set(to, this.largeFrequencies.get(i)!);
    }
    this.postings = new Uint32Array(0);
    this.largeFrequencies.clear();
    return new SortedWords(numbers.copyWords(order), starts, grouped, largeFrequencies);
  }

  /** Adds 1 to the frequency of a posting. */
  private increment(at: number): void {
    const { postings, largeFrequencies } = this;
    if ((postings[at] & maxInlineFrequency) < maxInlineFrequency - 1) postings[at]++;
    else {
      largeFrequencies.set(at, (largeFrequencies.get(at) ?? maxInlineFrequency - 1) + 1);
      postings[at] |= maxInlineFrequency;
    }
  }
}

function grow(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size);
  to.set(from);
  return to;
}

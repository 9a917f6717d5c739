import { frequencyBits, maxInlineFrequency, SortedWords } from './sorted-words.ts';
import { WordNumbers } from './word-numbers.ts';

/** A posting while it is collected: so many bits name a word, the others are as in `SortedWords`. */
export const wordNumberBits = 32 - frequencyBits;
const initialCapacity = 1 << 12;

/**
 * The documents of words that are neither one character nor a pair.
 *
 * A document's postings stand together, each word once, for which every word remembers where its last posting stands.
 * `sorted` sorts them with one counting pass.
 */
export class WordPostings {
  readonly numbers = new WordNumbers();
  /** Postings by document: word, frequency. */
  private postings: Uint32Array = new Uint32Array(initialCapacity);
  count = 0;
  /** Frequencies from 255 on, by place of the posting. */
  private largeFrequencies = new Map<number, number>();
  /** By word: the place behind its last posting. */
  private lastPostings: Uint32Array = new Uint32Array(initialCapacity);
  /** Where the postings of each document end. */
  private ends: Uint32Array = new Uint32Array(64);
  private documentCount = 0;
  /** Where those of the document at hand begin. */
  private documentStart = 0;

  /** @param pathCount how often it stands there on the best path: 1 or 0 */
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

  /** Ends the text: it is the next document. */
  endDocument(): void {
    if (this.documentCount === this.ends.length) this.ends = grow(this.ends, this.documentCount * 2);
    this.ends[this.documentCount++] = this.count;
    this.documentStart = this.count;
  }

  /** The words in the order of the dictionary, each with its postings by document. What was collected is given up. */
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

  /** Counts one more place on the path. */
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

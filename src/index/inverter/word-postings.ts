import { frequencyBits, maxInlineFrequency, SortedWords } from './sorted-words.ts';
import { WordNumbers } from './word-numbers.ts';

/** A posting while it is collected: so many bits name a word, the others are as in `SortedWords`. */
export const nameBits = 32 - frequencyBits;
const firstRoom = 1 << 12;

/**
 * The documents of words that are neither one character nor a pair.
 *
 * A document's postings stand together, each word once, for which every word remembers where its last posting stands.
 * `sorted` sorts them with one counting pass.
 */
export class WordPostings {
  readonly words = new WordNumbers();
  /** Postings by document: word, frequency. */
  private postings: Uint32Array = new Uint32Array(firstRoom);
  count = 0;
  /** Frequencies from 255 on, by place of the posting. */
  private large = new Map<number, number>();
  /** By word: the place behind its last posting. */
  private lasts: Uint32Array = new Uint32Array(firstRoom);
  /** Where the postings of each document end. */
  private ends: Uint32Array = new Uint32Array(64);
  private documentCount = 0;
  /** Where those of the document at hand begin. */
  private first = 0;

  /** @param more how often it stands there on the best path: 1 or 0 */
  add(units: Uint16Array, start: number, end: number, more: number): void {
    const word = this.words.number(units, start, end);
    if (word >= this.lasts.length) this.lasts = grown(this.lasts, word * 2);
    const last = this.lasts[word];
    if (last <= this.first) {
      if (this.count === this.postings.length) this.postings = grown(this.postings, this.count * 2);
      this.postings[this.count++] = (word << frequencyBits) | more;
      this.lasts[word] = this.count;
    } else if (more === 1) this.again(last - 1);
  }

  /** Ends the text: it is the next document. */
  end(): void {
    if (this.documentCount === this.ends.length) this.ends = grown(this.ends, this.documentCount * 2);
    this.ends[this.documentCount++] = this.count;
    this.first = this.count;
  }

  /** The words in the order of the dictionary, each with its postings by document. What was collected is given up. */
  sorted(): SortedWords {
    const { postings, count, ends, words } = this;
    const order = words.sorted();
    const ranks = new Uint32Array(order.length);
    for (let rank = 0; rank < order.length; rank++) ranks[order[rank]] = rank;
    const starts = new Uint32Array(order.length + 1);
    for (let i = 0; i < count; i++) starts[ranks[postings[i] >>> frequencyBits] + 1]++;
    for (let rank = 0; rank < order.length; rank++) starts[rank + 1] += starts[rank];
    const next = starts.slice();
    const grouped = new Uint32Array(count);
    const large = new Map<number, number>();
    for (let i = 0, document = 0; i < count; i++) {
      while (i >= ends[document]) document++;
      const posting = postings[i];
      const to = next[ranks[posting >>> frequencyBits]]++;
      grouped[to] = (document << frequencyBits) | (posting & maxInlineFrequency);
      if ((posting & maxInlineFrequency) === maxInlineFrequency) large.set(to, this.large.get(i)!);
    }
    this.postings = new Uint32Array(0);
    this.large.clear();
    return new SortedWords(words.inOrder(order), starts, grouped, large);
  }

  /** Counts one more place on the path. */
  private again(at: number): void {
    const { postings, large } = this;
    if ((postings[at] & maxInlineFrequency) < maxInlineFrequency - 1) postings[at]++;
    else {
      large.set(at, (large.get(at) ?? maxInlineFrequency - 1) + 1);
      postings[at] |= maxInlineFrequency;
    }
  }
}

function grown(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size);
  to.set(from);
  return to;
}

import { compareUnits, type TermEntry, TermShape } from '../termdict/term-entry.ts';
import type { SortedWords } from './sorted-words.ts';

/** The words of stretches of documents that follow each other in the order of the dictionary, each once. */
export class WordMerger {
  /** By stretch: the word to be taken next. */
  private readonly next: Uint32Array;
  /** The first stretch that has the first of the words that are left; below 0 when none is. */
  private least = -1;

  /** @param firsts by stretch: the number of its first document */
  constructor(
    private readonly sources: readonly SortedWords[],
    private readonly firsts: readonly number[],
  ) {
    this.next = new Uint32Array(sources.length);
    this.findLeast();
  }

  get ended(): boolean {
    return this.least < 0;
  }

  /** Whether the first of the words that are left comes before an entry, of which units and shape are filled in. */
  isBefore(entry: TermEntry): boolean {
    if (this.least < 0) return false;
    const difference = this.compare(this.least, entry);
    return difference < 0 || (difference === 0 && TermShape.Word < entry.shape);
  }

  /** Fills an entry with the first of the words that are left and its documents. */
  take(entry: TermEntry): void {
    const { sources, next, least } = this;
    const { units, starts } = sources[least];
    const start = starts[next[least]];
    entry.length = starts[next[least] + 1] - start;
    for (let i = 0; i < entry.length; i++) entry.units[i] = units[start + i];
    entry.shape = TermShape.Word;
    entry.isWord = true;
    entry.list.count = 0;
    for (let source = least; source < sources.length; source++) {
      if (next[source] === sources[source].count) continue;
      if (source > least && this.compare(source, entry) !== 0) continue;
      append(sources[source], next[source]++, this.firsts[source], entry);
    }
    this.findLeast();
  }

  private compare(source: number, entry: TermEntry): number {
    const { units, starts } = this.sources[source];
    const word = this.next[source];
    return compareUnits(units, starts[word], starts[word + 1], entry.units, 0, entry.length);
  }

  private findLeast(): void {
    const { sources, next } = this;
    let least = -1;
    for (let source = 0; source < sources.length; source++) {
      const { units, starts, count } = sources[source];
      const word = next[source];
      if (word === count) continue;
      if (least >= 0) {
        const best = sources[least];
        const bestStart = best.starts[next[least]];
        const bestEnd = best.starts[next[least] + 1];
        if (compareUnits(units, starts[word], starts[word + 1], best.units, bestStart, bestEnd) >= 0) continue;
      }
      least = source;
    }
    this.least = least;
  }
}

/** Puts the documents of a word, of which the first one has the number `first`, behind those of an entry. */
function append(words: SortedWords, word: number, first: number, entry: TermEntry): void {
  const { list } = entry;
  const from = words.postingStarts[word];
  const more = words.postingStarts[word + 1] - from;
  entry.reserve(list.count + more);
  const { documents, frequencies } = list;
  for (let i = 0, to = list.count; i < more; i++, to++) {
    documents[to] = first + words.document(from + i);
    frequencies[to] = words.frequency(from + i);
  }
  list.count += more;
}

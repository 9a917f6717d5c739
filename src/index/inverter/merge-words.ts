import { compareUnits, type TermEntry, TermShape } from '../termdict/term-entry.ts';
import type { SortedWords } from './sorted-words.ts';

/** The words of stretches of documents that follow each other in the order of the dictionary, each once. */
export class WordMerger {
  /** By stretch: the word to be taken next. */
  private readonly nextWords: Uint32Array;
  /** The first stretch that has the first of the words that are left; below 0 when none is. */
  private firstSource = -1;

  /** @param firstDocuments by stretch: the number of its first document */
  constructor(
    private readonly sources: readonly SortedWords[],
    private readonly firstDocuments: readonly number[],
  ) {
    this.nextWords = new Uint32Array(sources.length);
    this.findFirstSource();
  }

  get isDone(): boolean {
    return this.firstSource < 0;
  }

  /** Whether the first of the words that are left comes before an entry, of which units and shape are filled in. */
  isBefore(entry: TermEntry): boolean {
    if (this.firstSource < 0) return false;
    const difference = this.compareNext(this.firstSource, entry);
    return difference < 0 || (difference === 0 && TermShape.Word < entry.shape);
  }

  /** Fills an entry with the first of the words that are left and its documents. */
  takeNext(entry: TermEntry): void {
    const { sources, nextWords, firstSource } = this;
    const { units, starts } = sources[firstSource];
    const start = starts[nextWords[firstSource]];
    entry.length = starts[nextWords[firstSource] + 1] - start;
    for (let i = 0; i < entry.length; i++) entry.units[i] = units[start + i];
    entry.shape = TermShape.Word;
    entry.isWord = true;
    entry.list.count = 0;
    for (let source = firstSource; source < sources.length; source++) {
      if (nextWords[source] === sources[source].count) continue;
      if (source > firstSource && this.compareNext(source, entry) !== 0) continue;
      appendPostings(sources[source], nextWords[source]++, this.firstDocuments[source], entry);
    }
    this.findFirstSource();
  }

  private compareNext(source: number, entry: TermEntry): number {
    const { units, starts } = this.sources[source];
    const word = this.nextWords[source];
    return compareUnits(units, starts[word], starts[word + 1], entry.units, 0, entry.length);
  }

  private findFirstSource(): void {
    const { sources, nextWords } = this;
    let first = -1;
    for (let source = 0; source < sources.length; source++) {
      const { units, starts, count } = sources[source];
      const word = nextWords[source];
      if (word === count) continue;
      if (first >= 0) {
        const best = sources[first];
        const bestStart = best.starts[nextWords[first]];
        const bestEnd = best.starts[nextWords[first] + 1];
        if (compareUnits(units, starts[word], starts[word + 1], best.units, bestStart, bestEnd) >= 0) continue;
      }
      first = source;
    }
    this.firstSource = first;
  }
}

/** Puts the documents of a word, of which the first one has the number `first`, behind those of an entry. */
function appendPostings(words: SortedWords, word: number, first: number, entry: TermEntry): void {
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

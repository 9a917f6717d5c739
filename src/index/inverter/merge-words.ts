/** Merges the sorted words of several sources. */
import { compareUnits, type TermEntry, TermShape } from '../termdict/term-entry.ts';
import type { SortedWords } from './sorted-words.ts';

/** Iterates over the words of several sources (consecutive runs of documents) in dictionary order, each word once. */
export class WordMerger {
  /** By source: the next word to take. */
  private readonly nextWords: Uint32Array;
  /** The first source that has the smallest remaining word; below 0 when no word remains. */
  private firstSource = -1;

  /** @param firstDocuments by source: the number of its first document */
  constructor(
    private readonly sources: readonly SortedWords[],
    private readonly firstDocuments: readonly number[],
  ) {
    this.nextWords = new Uint32Array(sources.length);
    this.findFirstSource();
  }

  /** Whether no word remains. */
  get isDone(): boolean {
    return this.firstSource < 0;
  }

  /** Whether the smallest remaining word sorts before an entry. Only the units and shape of the entry are compared. */
  isBefore(entry: TermEntry): boolean {
    if (this.firstSource < 0) return false;
    const difference = this.compareNext(this.firstSource, entry);
    return difference < 0 || (difference === 0 && TermShape.Word < entry.shape);
  }

  /** Fills an entry with the smallest remaining word and its documents from all sources. */
  takeNext(entry: TermEntry): void {
    const { sources, nextWords, firstSource } = this;
    const { units, starts } = sources[firstSource];
    const start = starts[nextWords[firstSource]];
    entry.length = starts[nextWords[firstSource] + 1] - start;
    for (let i = 0; i < entry.length; i++) entry.units[i] = units[start + i];
    entry.shape = TermShape.Word;
    entry.isWord = true;
    entry.postings.count = 0;
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

/** Appends the documents of a word to an entry. @param firstDocument number of the source's first document */
function appendPostings(words: SortedWords, word: number, firstDocument: number, entry: TermEntry): void {
  const { postings: list } = entry;
  const from = words.postingStarts[word];
  const added = words.postingStarts[word + 1] - from;
  list.reserve(list.count + added);
  const { documents, frequencies } = list;
  for (let i = 0, to = list.count; i < added; i++, to++) {
    documents[to] = firstDocument + words.document(from + i);
    frequencies[to] = words.frequency(from + i);
  }
  list.count += added;
}

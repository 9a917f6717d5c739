import { type Analysis, TermKind } from '../analysis/analysis.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { TermEntry, TermShape } from './term-entry.ts';
import { TermTable } from './term-table.ts';
import { type TermsBytes, TermsWriter } from './terms-writer.ts';

/** Frequencies from here on stand in a map of their own: one byte is enough for nearly all. */
const mostInByte = 255;

/**
 * Collects the terms of a text field, document by document, and lays them out.
 *
 * A posting is a term and a frequency; a document's postings stand together, each term once, for which every term
 * remembers where its last posting stands. `finish` sorts them by term with one counting pass.
 */
export class TermsBuilder {
  private readonly table = new TermTable();
  private documentCount = 0;
  /** Where the postings of each document end. */
  private ends: Uint32Array = new Uint32Array(64);

  private postingCount = 0;
  private terms: Uint32Array = new Uint32Array(4096);
  private frequencies = new Uint8Array(4096);
  private readonly large = new Map<number, number>();

  /** By term: its last posting, if not below where the document's own begin. */
  private lasts: Uint32Array = new Uint32Array(4096);
  private documentStart = 0;

  /** By place in the text: the numbers of the character and of the pair that begin there, plus 1. */
  private characterAt: Uint32Array = new Uint32Array(1024);
  private pairAt: Uint32Array = new Uint32Array(1024);
  private ending = new Uint8Array(1024);

  /** How many postings were collected: what memory it takes is about 6 bytes each. */
  get size(): number {
    return this.postingCount;
  }

  /** Adds the next document's terms. */
  add(analysis: Analysis): void {
    this.documentStart = this.postingCount;
    this.reserve(analysis.count);
    this.clearPlaces(analysis.length);
    const { table, characterAt, pairAt, ending } = this;
    const { kinds, starts, ends, units, count } = analysis;
    let before = 0;
    for (let i = 0; i < count; i++) {
      const start = starts[i];
      const end = ends[i];
      switch (kinds[i]) {
        case TermKind.Character: {
          const term = table.character(units, start, end);
          characterAt[start] = term + 1;
          this.count(term, 1);
          before = term;
          break;
        }
        case TermKind.Bigram: {
          // Its second character is the last term: a pair is told right after it.
          const term = table.pair(characterAt[start] - 1, before, units, start, end);
          pairAt[start] = term + 1;
          ending[start] = end - start;
          this.count(term, 1);
          break;
        }
        default:
          this.count(
            pairAt[start] !== 0 && ending[start] === end - start
              ? table.pairAsWord(pairAt[start] - 1)
              : table.word(units, start, end),
            kinds[i] === TermKind.Word ? 1 : 0,
          );
      }
    }
    if (this.documentCount === this.ends.length) this.ends = grow32(this.ends, this.documentCount * 2);
    this.ends[this.documentCount++] = this.postingCount;
  }

  /**
   * @param postings takes the long lists
   * @param isName whether a word is a name
   */
  finish(postings: ByteSink, isName: (units: Uint16Array, start: number, end: number) => boolean): TermsBytes {
    const { table } = this;
    const { documents, frequencies, large, starts } = this.grouped();
    const writer = new TermsWriter(this.documentCount, postings);
    const entry = new TermEntry();
    const { units, starts: unitStarts, lengths, shapes, wordsOfPairs } = table;
    for (const term of table.sorted()) {
      const from = starts[term];
      const count = starts[term + 1] - from;
      entry.length = lengths[term];
      for (let i = 0; i < entry.length; i++) entry.units[i] = units[unitStarts[term] + i];
      entry.shape = shapes[term] as TermShape;
      entry.reserve(count);
      entry.list.count = count;
      for (let i = 0; i < count; i++) {
        const frequency = frequencies[from + i];
        entry.list.documents[i] = documents[from + i];
        entry.list.frequencies[i] = frequency === mostInByte ? large.get(from + i)! : frequency;
      }
      const word = wordsOfPairs[term];
      entry.isWord = word !== 0;
      if (word !== 0) {
        // The documents of the word are some of those of the pair.
        let at = starts[word - 1];
        const end = starts[word];
        for (let i = 0; i < count; i++) {
          const stands = at < end && documents[at] === entry.list.documents[i];
          entry.words[i] = stands ? 1 + (frequencies[at] === mostInByte ? large.get(at)! : frequencies[at]) : 0;
          if (stands) at++;
        }
      }
      entry.isName = (word !== 0 || entry.shape === TermShape.Word) && isName(entry.units, 0, entry.length);
      writer.add(entry);
    }
    return writer.finish();
  }

  /** The postings by term, each term's by document. */
  private grouped() {
    const { terms, postingCount, ends } = this;
    const starts = new Uint32Array(this.table.count + 1);
    for (let i = 0; i < postingCount; i++) starts[terms[i] + 1]++;
    for (let term = 0; term < this.table.count; term++) starts[term + 1] += starts[term];
    const next = starts.slice();
    const documents = new Uint32Array(postingCount);
    const frequencies = new Uint8Array(postingCount);
    const large = new Map<number, number>();
    for (let document = 0, i = 0; document < this.documentCount; document++) {
      for (; i < ends[document]; i++) {
        const to = next[terms[i]]++;
        documents[to] = document;
        const frequency = this.frequencies[i];
        frequencies[to] = frequency;
        if (frequency === mostInByte) large.set(to, this.large.get(i)!);
      }
    }
    return { documents, frequencies, large, starts };
  }

  private count(term: number, more: 0 | 1): void {
    if (term >= this.lasts.length) this.lasts = grow32(this.lasts, Math.max(term + 1, this.lasts.length * 2));
    const last = this.lasts[term];
    if (last > this.documentStart) {
      if (more === 0) return;
      const frequency = this.frequencies[last - 1];
      if (frequency < mostInByte - 1) this.frequencies[last - 1] = frequency + 1;
      else {
        this.large.set(last - 1, (this.large.get(last - 1) ?? frequency) + 1);
        this.frequencies[last - 1] = mostInByte;
      }
      return;
    }
    this.terms[this.postingCount] = term;
    this.frequencies[this.postingCount] = more;
    this.lasts[term] = ++this.postingCount;
  }

  private reserve(more: number): void {
    const needed = this.postingCount + more;
    if (needed <= this.terms.length) return;
    const size = Math.max(needed, this.terms.length * 2);
    this.terms = grow32(this.terms, size);
    const frequencies = new Uint8Array(size);
    frequencies.set(this.frequencies);
    this.frequencies = frequencies;
  }

  private clearPlaces(length: number): void {
    if (length > this.pairAt.length) {
      const size = Math.max(length, this.pairAt.length * 2);
      this.characterAt = new Uint32Array(size);
      this.pairAt = new Uint32Array(size);
      this.ending = new Uint8Array(size);
    } else this.pairAt.fill(0, 0, length);
  }
}

function grow32(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size);
  to.set(from);
  return to;
}

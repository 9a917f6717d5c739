/** The posting list of a term over many segments: decoded, without deleted documents, numbered as in the whole index. */

import { TermKind } from '../../../analysis/analysis.ts';
import { findNextAtLeast } from '../../ascending.ts';
import type { BigramList, PostingList } from '../../posting-list.ts';
import type { TermPostings } from '../../postings/term-postings.ts';

/** Candidates are looked up one by one where they are this many times fewer than the documents of a list. */
const sparseShare = 8;
const maxFrequency = 0xff;

/** Parallel arrays; documents ascend. */
export class JoinedPostings {
  private readonly documents: Uint32Array;
  private readonly frequencies: Uint8Array;
  /** By document: 0 where the term is no word, else 1 plus the number of its occurrences that are words of the best path. */
  private readonly wordCodes: Uint8Array;
  /** Number of documents in which the term is a word, and a word of the best path. */
  private readonly wordDocuments: number;
  private readonly pathDocuments: number;

  private constructor({ documents, frequencies, wordCodes, count }: TermPostings) {
    this.documents = documents.slice(0, count);
    this.frequencies = new Uint8Array(frequencies.subarray(0, count));
    this.wordCodes = new Uint8Array(wordCodes.subarray(0, count));
    let wordDocuments = 0;
    let pathDocuments = 0;
    for (const code of this.wordCodes) {
      if (code > 0) wordDocuments++;
      if (code > 1) pathDocuments++;
    }
    this.wordDocuments = wordDocuments;
    this.pathDocuments = pathDocuments;
  }

  /** The list that was read; undefined where a frequency needs more than 8 bits. */
  static of(read: TermPostings): JoinedPostings | undefined {
    const { frequencies, wordCodes, count } = read;
    for (let i = 0; i < count; i++) if (frequencies[i] > maxFrequency || wordCodes[i] > maxFrequency) return undefined;
    return new JoinedPostings(read);
  }

  /** Number of documents that hold it as a term of a kind. */
  countDocuments(kind: TermKind): number {
    if (kind === TermKind.Word) return this.pathDocuments;
    return kind === TermKind.InnerWord ? this.wordDocuments : this.documents.length;
  }

  /** Fills `out` with the documents that hold it as a term of a kind, of the candidates if there are any. */
  copy(kind: TermKind, candidates: PostingList | undefined, out: PostingList): void {
    const { documents, frequencies, wordCodes } = this;
    const isWord = kind === TermKind.Word || kind === TermKind.InnerWord;
    const minCode = kind === TermKind.Word ? 2 : 1;
    const count = this.find(candidates, out);
    let to = 0;
    for (let i = 0; i < count; i++) {
      const at = candidates ? out.frequencies[i] : i;
      const code = wordCodes[at];
      if (isWord && code < minCode) continue;
      out.documents[to] = documents[at];
      // An inner word has no frequency of its own.
      out.frequencies[to++] = isWord ? (code > 1 ? code - 1 : 1) : frequencies[at];
    }
    out.count = to;
  }

  /** Fills `out` with the documents of a bigram and the frequencies of its word, of the candidates if there are any. */
  copyBigram(candidates: PostingList | undefined, out: BigramList): void {
    const { documents, frequencies, wordCodes } = this;
    const count = this.find(candidates, out);
    for (let i = 0; i < count; i++) {
      const at = candidates ? out.frequencies[i] : i;
      const code = wordCodes[at];
      out.documents[i] = documents[at];
      out.frequencies[i] = frequencies[at];
      out.wordFrequencies[i] = code > 1 ? code - 1 : 0;
    }
    out.count = count;
  }

  /**
   * Makes room in `out`, and writes where the candidates stand in the list in the place of their frequencies. Without candidates
   * it is all of the list, and nothing is written.
   * @returns how many they are
   */
  private find(candidates: PostingList | undefined, out: PostingList): number {
    const { documents } = this;
    const { length } = documents;
    out.count = 0;
    out.reserve(candidates ? Math.min(candidates.count, length) : length);
    if (!candidates) return length;
    const isSparse = candidates.count * sparseShare < length;
    const places = out.frequencies;
    let count = 0;
    for (let i = 0, at = 0; i < candidates.count && at < length; i++) {
      const document = candidates.documents[i];
      if (isSparse) at = findNextAtLeast(documents, document, at, documents.length);
      else while (at < length && documents[at] < document) at++;
      if (documents[at] === document) places[count++] = at++;
    }
    return count;
  }
}

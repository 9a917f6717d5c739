/** What the term dictionary stores about a term besides its posting list, and the writing of that list. */
import type { BitWriter } from '../../bytes/bit-writer.ts';
import { writeWordCodes } from '../postings/bigram-word-codes.ts';
import { writeDocuments, writeFrequencies } from '../postings/posting-codec.ts';
import { maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** The metadata of a term. Set again for each term. */
export class TermMetadata {
  /** The term is `units[0 … length)`. */
  units = new Uint16Array(maxTermUnits);
  length = 0;
  shape: TermShape = TermShape.Word;
  /** Number of documents in the posting list. */
  documentCount = 0;
  isWord = false;
  isName = false;
  /** Number of documents in which the term is a word at all. */
  wordDocuments = 0;
  /** Number of documents in which it is a word of the best path. */
  pathDocuments = 0;

  /** Describes an entry. The units are shared with the entry, not copied. */
  setFrom(entry: TermEntry): void {
    const { postings, shape } = entry;
    const { count, frequencies, wordCodes } = postings;
    this.units = entry.units;
    this.length = entry.length;
    this.shape = shape;
    this.documentCount = count;
    this.isWord = shape === TermShape.Word || (shape === TermShape.Bigram && entry.isWord);
    this.isName = this.isWord && entry.isName;
    let wordDocuments = 0;
    let pathDocuments = 0;
    if (shape === TermShape.Word) {
      wordDocuments = count;
      for (let i = 0; i < count; i++) if (frequencies[i] > 0) pathDocuments++;
    } else if (this.isWord) {
      for (let i = 0; i < count; i++) {
        if (wordCodes[i] > 0) wordDocuments++;
        if (wordCodes[i] > 1) pathDocuments++;
      }
    }
    this.wordDocuments = wordDocuments;
    this.pathDocuments = pathDocuments;
  }
}

/** Writes the posting list of an entry. @param documentLimit number of documents of the segment */
export function writePostings(bits: BitWriter, entry: TermEntry, metadata: TermMetadata, documentLimit: number): void {
  const { shape } = entry;
  const { documents, frequencies, wordCodes, count } = entry.postings;
  writeDocuments(bits, documentLimit, documents, count);
  writeFrequencies(bits, frequencies, count, shape === TermShape.Word && metadata.pathDocuments < count ? 0 : 1);
  if (shape === TermShape.Bigram && entry.isWord) writeWordCodes(bits, wordCodes, frequencies, count);
}

import type { BitWriter } from '../../bytes/bit-writer.ts';
import { writeBigramWordCodes } from '../postings/bigram-words.ts';
import { writeDocuments, writeFrequencies } from '../postings/posting-codec.ts';
import { maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** What a dictionary says of a term besides its list. */
export class TermMetadata {
  /** The first `length` of them are the term. */
  units = new Uint16Array(maxTermUnits);
  length = 0;
  shape: TermShape = TermShape.Word;
  /** How many documents it has. */
  documentCount = 0;
  isWord = false;
  isName = false;
  /** Documents where it is a word at all, and where it is one of the best path. */
  wordDocuments = 0;
  pathDocuments = 0;

  /** Says it of an entry, whose units are the entry's from now on. */
  setFrom(entry: TermEntry): void {
    const { list, wordCodes: words, shape } = entry;
    this.units = entry.units;
    this.length = entry.length;
    this.shape = shape;
    this.documentCount = list.count;
    this.isWord = shape === TermShape.Word || (shape === TermShape.Bigram && entry.isWord);
    this.isName = this.isWord && entry.isName;
    let standing = 0;
    let onPath = 0;
    if (shape === TermShape.Word) {
      standing = list.count;
      for (let i = 0; i < list.count; i++) if (list.frequencies[i] > 0) onPath++;
    } else if (this.isWord) {
      for (let i = 0; i < list.count; i++) {
        if (words[i] > 0) standing++;
        if (words[i] > 1) onPath++;
      }
    }
    this.wordDocuments = standing;
    this.pathDocuments = onPath;
  }
}

/** Writes the list of an entry. @param limit documents of the segment */
export function writePostings(bits: BitWriter, entry: TermEntry, head: TermMetadata, limit: number): void {
  const { list, shape } = entry;
  writeDocuments(bits, limit, list.documents, list.count);
  writeFrequencies(
    bits,
    list.frequencies,
    list.count,
    shape === TermShape.Word && head.pathDocuments < list.count ? 0 : 1,
  );
  if (shape === TermShape.Bigram && entry.isWord)
    writeBigramWordCodes(bits, entry.wordCodes, list.frequencies, list.count);
}

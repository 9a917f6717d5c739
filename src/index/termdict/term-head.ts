import type { BitWriter } from '../../bytes/bit-writer.ts';
import { writeBigramWords } from '../postings/bigram-words.ts';
import { writeDocuments, writeValues } from '../postings/postings.ts';
import { maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** What a dictionary says of a term besides its list. */
export class TermHead {
  /** The first `length` of them are the term. */
  units = new Uint16Array(maxTermUnits);
  length = 0;
  shape: TermShape = TermShape.Word;
  /** How many documents it has. */
  count = 0;
  isWord = false;
  isName = false;
  /** Documents where it is a word at all, and where it is one of the best path. */
  standing = 0;
  onPath = 0;

  /** Says it of an entry, whose units are the entry's from now on. */
  of(entry: TermEntry): void {
    const { list, words, shape } = entry;
    this.units = entry.units;
    this.length = entry.length;
    this.shape = shape;
    this.count = list.count;
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
    this.standing = standing;
    this.onPath = onPath;
  }
}

/** Writes the list of an entry. @param limit documents of the segment */
export function writeList(bits: BitWriter, entry: TermEntry, head: TermHead, limit: number): void {
  const { list, shape } = entry;
  writeDocuments(bits, limit, list.documents, list.count);
  writeValues(bits, list.frequencies, list.count, shape === TermShape.Word && head.onPath < list.count ? 0 : 1);
  if (shape === TermShape.Bigram && entry.isWord) writeBigramWords(bits, entry.words, list.frequencies, list.count);
}

/**
 * The term dictionary of a text field: all characters, bigrams and words of its documents in the order of their units,
 * each with its posting list. Short lists are stored among the terms, long ones in a separate section.
 *
 *     terms      = page*, 4 zero bytes, terms u32, words u32, units of the longest word u32
 *     page       = see term-pages.ts
 *     block      = postings count, k (4 bits), metadata*, list* of the short lists, align     32 terms, the last fewer
 *     metadata   = name, rice? , count gamma, words, size gamma?
 *     name       = 1                                  a bigram: the first unit of the previous term and one more unit
 *                | 0 gamma(shared + 1) gamma(more + 1) shape (2 bits)
 *     rice       = how far the first unit that is not shared lies above that of the previous term, less 1; parameter k.
 *                  The first term of a block, and a term that continues the whole previous one, has a `unit` instead
 *     unit       = 0 and 15 bits from 4e00 on | 10 and 7 bits | 11 and 16 bits
 *     words      = isWord (1 bit)                     bigrams only: whether it is a word anywhere; then, if it is,
 *                  isName (1 bit) wordDocs? pathDocs  words only; `wordDocs` only for bigrams
 *     wordDocs   = 1 for all `count` documents | 0 gamma(documents in which it is a word + 1)
 *     pathDocs   = 1 for all of these          | 0 gamma(documents in which it is on the best path + 1)
 *     size       = bytes of a list of more than 6 documents in the postings section; `postings` of the block is where
 *                  the first of these begins
 *     list       = postings (posting-codec.ts); behind those of a bigram that is a word anywhere, its word codes
 *                  (bigram-word-codes.ts)
 *
 * The minimum of the frequencies is 1, or 0 for a word that is not on the best path in all of its documents.
 */
import { BitReader } from '../../bytes/bit-reader.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { readWordCodes } from '../postings/bigram-word-codes.ts';
import { buildSkipList } from '../postings/build-skip-list.ts';
import type { CandidateSlice } from '../postings/candidate-slice.ts';
import { EncodedPostings } from '../postings/encoded-postings.ts';
import { intersectDecodedPostings, intersectDocuments, intersectPostings } from '../postings/intersect-postings.ts';
import { maxRiceDocuments, readDocuments, readFrequencies } from '../postings/posting-codec.ts';
import { SkipListCache } from '../postings/skip-list.ts';
import { readSubsetCount, readTermUnits } from './read-term-metadata.ts';
import type { TermBlock } from './term-block.ts';
import {
  maxInlineDocuments,
  readAheadPadding,
  readCount,
  termsPerBlock,
  trailerSize,
} from './term-dictionary-format.ts';
import { compareUnits, maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';
import { TermPages } from './term-pages.ts';

/** Lists of this many documents and more are intersected with a skip list. */
const minSkipListDocuments = 1024;

/** Reads blocks, metadata and posting lists. Which block and term to read is decided by `TermDictionary`. */
export class TermDictionaryReader {
  readonly termCount: number;
  readonly wordCount: number;
  /** UTF-16 units of the longest word. */
  readonly longestWord: number;
  readonly blockCount: number;
  /** Where the blocks are. */
  readonly pages: TermPages;
  private readonly bits: BitReader;
  private readonly encoded: EncodedPostings;
  private readonly skipLists = new SkipListCache();

  /**
   * @param documentLimit number of documents of the segment
   * @throws HansouError BAD_INDEX if the sizes of the sections do not fit each other
   */
  constructor(
    private readonly terms: Section,
    index: Section,
    private readonly postings: Section,
    readonly documentLimit: number,
  ) {
    this.encoded = new EncodedPostings(documentLimit);
    this.bits = this.encoded.bits;
    if (terms.length < readAheadPadding + trailerSize || postings.length < readAheadPadding)
      throw damageError('a dictionary with its postings', `${terms.length} and ${postings.length} bytes`);
    const { data, origin } = terms.window(terms.length - trailerSize, terms.length);
    const at = terms.start + terms.length - trailerSize - origin;
    this.termCount = data.getUint32(at, true);
    this.wordCount = data.getUint32(at + 4, true);
    this.longestWord = data.getUint32(at + 8, true);
    this.blockCount = Math.ceil(this.termCount / termsPerBlock);
    this.pages = new TermPages(terms, index, this.blockCount, terms.length - readAheadPadding - trailerSize);
    if (this.longestWord > maxTermUnits) throw damageError(`words of up to ${maxTermUnits} units`, this.longestWord);
  }

  /**
   * The last block whose first term is not behind `units[start … end)`: the only one that can contain it. -1 if the first
   * term of the dictionary is behind it.
   */
  findBlock(units: Uint16Array, start: number, end: number, scratch: TermBlock): number {
    const key = keyOf(units, start, end);
    let low = this.pages.lowerBound(key);
    let high = key === 0x7fffffff ? this.blockCount : this.pages.lowerBound(key + 1);
    if (low < high && this.loadsBytes) this.pages.wantFew(low, high);
    // Several blocks may begin with these two units: compare their first terms.
    while (low < high) {
      const middle = (low + high) >>> 1;
      this.openBlock(middle, scratch);
      this.decodeTerms(scratch, 1);
      if (compareUnits(scratch.units, 0, scratch.lengths[0], units, start, end) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The number of blocks whose first term is before all terms that begin with the first two of these units. */
  countBlocksBefore(units: Uint16Array, start: number, end: number): number {
    return this.pages.lowerBound(keyOf(units, start, end));
  }

  /** Whether bytes may be missing until they are loaded. */
  get loadsBytes(): boolean {
    return this.terms.source.want !== undefined;
  }

  /** Notes that the blocks of all terms that begin with the first one or two units of a prefix will be needed. */
  wantPrefix(prefix: Uint16Array, shared: number): void {
    const first = keyOf(prefix, 0, Math.min(2, shared));
    this.pages.wantBlocks(first, shared > 1 ? first : first | 0xffff);
  }

  /** Notes that the block of a term will be needed. */
  want(units: Uint16Array, start: number, end: number): void {
    this.pages.want(keyOf(units, start, end));
  }

  /** Decodes the metadata of all terms of a block. @throws HansouError BAD_INDEX */
  loadBlock(ordinal: number, block: TermBlock): void {
    this.openBlock(ordinal, block);
    this.decodeTerms(block, block.count);
  }

  /** Makes `block` the block of this ordinal; none of its terms is decoded, unless it was this one. @throws HansouError BAD_INDEX */
  openBlock(ordinal: number, block: TermBlock): void {
    if (block.ordinal === ordinal) return;
    block.ordinal = -1;
    const { bits, pages } = this;
    pages.locate(ordinal);
    block.start = pages.start;
    block.end = pages.end;
    this.startBlock(bits, block);
    block.count = Math.min(termsPerBlock, this.termCount - ordinal * termsPerBlock);
    block.decodedCount = 0;
    block.postingsOffset = readCount(bits);
    block.unitGapRiceParameter = bits.readShort(4);
    block.nextBit = bits.position;
    block.ordinal = ordinal;
  }

  /** Decodes the metadata of the first `to` terms of a block. @throws HansouError BAD_INDEX */
  decodeTerms(block: TermBlock, to: number): void {
    if (block.decodedCount >= to) return;
    const { bits } = this;
    const { ordinal } = block;
    this.startBlock(bits, block);
    bits.position = block.nextBit;
    block.ordinal = -1;
    let { postingsOffset } = block;
    for (let i = block.decodedCount; i < to; i++) {
      const shape = readTermUnits(bits, block, i, block.unitGapRiceParameter);
      const documents = bits.readGamma();
      if (documents === 0 || documents > this.documentLimit)
        throw damageError(`a list of up to ${this.documentLimit} documents`, documents);
      block.documentCounts[i] = documents;
      const isWord = shape === TermShape.Word || (shape === TermShape.Bigram && bits.readFlag());
      block.isWord[i] = isWord ? 1 : 0;
      block.isName[i] = isWord && bits.readFlag() ? 1 : 0;
      block.wordDocuments[i] = isWord ? (shape === TermShape.Bigram ? readSubsetCount(bits, documents) : documents) : 0;
      block.pathDocuments[i] = isWord ? readSubsetCount(bits, block.wordDocuments[i]) : 0;
      block.postingsStarts[i] = postingsOffset;
      block.postingsSizes[i] = documents > maxInlineDocuments ? bits.readGamma() : 0;
      postingsOffset += block.postingsSizes[i];
    }
    if (postingsOffset > this.postings.length - readAheadPadding)
      throw damageError(`lists in ${this.postings.length} bytes of postings`, postingsOffset);
    const { start, end } = block;
    if (start + Math.ceil(bits.position / 8) > end) throw damageError('the terms of a block in its bytes', start);
    block.postingsOffset = postingsOffset;
    block.nextBit = bits.position;
    block.decodedCount = to;
    block.ordinal = ordinal;
  }

  /** Decodes the posting list of term `at` of a loaded block. @throws HansouError BAD_INDEX */
  readPostings(block: TermBlock, at: number, out: TermEntry): void {
    const { bits } = this;
    if (block.documentCounts[at] > maxInlineDocuments) {
      this.startLongPostings(block, at);
      this.decodePostings(bits, block, at, out);
      return;
    }
    this.startInlinePostings(block, bits);
    for (let i = 0; i <= at; i++)
      if (block.documentCounts[i] <= maxInlineDocuments) this.decodePostings(bits, block, i, out);
  }

  /** Loads the bytes of the posting list of term `at` of a loaded block. @throws HansouError BAD_INDEX */
  loadPostings(block: TermBlock, at: number): void {
    if (!this.isInline(block, at)) this.startLongPostings(block, at);
  }

  /** `readPostings` without frequencies and word codes: those in `out` mean nothing. @throws HansouError BAD_INDEX */
  readDocuments(block: TermBlock, at: number, out: TermEntry): void {
    const { postings } = out;
    const count = block.documentCounts[at];
    if (count <= maxRiceDocuments) {
      this.readPostings(block, at, out);
      return;
    }
    this.startLongPostings(block, at);
    postings.count = 0;
    postings.reserve(count);
    postings.count = count;
    readDocuments(this.bits, this.documentLimit, postings.documents, count);
  }

  /** `readPostings` for the documents among the candidates only. @throws HansouError BAD_INDEX */
  intersectPostings(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    if (block.documentCounts[at] > maxRiceDocuments)
      intersectPostings(this.startEncoded(block, at), candidates, out.postings);
    else {
      this.readPostings(block, at, out);
      intersectDecodedPostings(out.postings, candidates);
    }
  }

  /** `readDocuments` for the documents among the candidates only. @throws HansouError BAD_INDEX */
  intersectDocuments(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    if (block.documentCounts[at] > maxRiceDocuments)
      intersectDocuments(this.startEncoded(block, at), candidates, out.postings);
    else this.intersectPostings(block, at, candidates, out);
  }

  /** Prepares a list of more than 128 documents for an intersection, with a skip list if it is long enough. */
  private startEncoded(block: TermBlock, at: number): EncodedPostings {
    const { encoded } = this;
    const count = block.documentCounts[at];
    const isWord = block.shapes[at] === TermShape.Word;
    encoded.count = count;
    encoded.minFrequency = isWord && block.pathDocuments[at] < count ? 0 : 1;
    encoded.hasWordCodes = !isWord && block.isWord[at] === 1;
    encoded.skipList = undefined;
    if (count >= minSkipListDocuments) {
      const termOrdinal = block.ordinal * termsPerBlock + at;
      let skipList = this.skipLists.get(termOrdinal);
      if (!skipList) {
        this.startLongPostings(block, at);
        skipList = buildSkipList(encoded);
        this.skipLists.set(termOrdinal, skipList);
      }
      encoded.skipList = skipList;
    }
    this.startLongPostings(block, at);
    return encoded;
  }

  /** Calls `visit` for all terms of a block in order; `out` then holds the term. */
  visitEntries(ordinal: number, block: TermBlock, out: TermEntry, visit: () => void): void {
    this.loadBlock(ordinal, block);
    const inline = new BitReader();
    this.startInlinePostings(block, inline);
    for (let at = 0; at < block.count; at++) {
      this.readEntry(block, at, inline, out);
      visit();
    }
  }

  /** Puts `inline` on the first inline list of a block, for `readEntry`. */
  startInlinePostings(block: TermBlock, inline: BitReader): void {
    this.decodeTerms(block, block.count);
    this.startBlock(inline, block);
    inline.position = block.nextBit;
  }

  /** Whether the list of a term is stored among the terms. */
  isInline(block: TermBlock, at: number): boolean {
    return block.documentCounts[at] <= maxInlineDocuments;
  }

  /**
   * Fills `out` with a term of a loaded block and its posting list. All inline lists of a block must be read, in order.
   * @param inline must be at the start of the next inline list
   */
  readEntry(block: TermBlock, at: number, inline: BitReader, out: TermEntry): void {
    out.length = block.lengths[at];
    for (let i = 0; i < out.length; i++) out.units[i] = block.units[block.starts[at] + i];
    out.shape = block.shapes[at] as TermShape;
    out.isWord = block.isWord[at] === 1;
    out.isName = block.isName[at] === 1;
    if (block.documentCounts[at] > maxInlineDocuments) this.readPostings(block, at, out);
    else this.decodePostings(inline, block, at, out);
  }

  private decodePostings(bits: BitReader, block: TermBlock, at: number, { postings }: TermEntry): void {
    const count = block.documentCounts[at];
    postings.count = 0;
    postings.reserve(count);
    postings.count = count;
    readDocuments(bits, this.documentLimit, postings.documents, count);
    const isWord = block.shapes[at] === TermShape.Word;
    readFrequencies(bits, postings.frequencies, count, isWord && block.pathDocuments[at] < count ? 0 : 1);
    if (!isWord && block.isWord[at]) readWordCodes(bits, postings.frequencies, count, postings.wordCodes);
  }

  /** Puts the reader on a long list. */
  private startLongPostings(block: TermBlock, at: number): void {
    const { postings } = this;
    const from = block.postingsStarts[at];
    if (block.documentCounts[at] > block.postingsSizes[at] * 8)
      throw damageError('a list in its bytes', block.documentCounts[at]);
    const { data, origin } = postings.window(from, from + block.postingsSizes[at] + readAheadPadding);
    this.bits.reset(data, postings.start + from - origin);
  }

  /** Puts a reader on the first byte of a block. */
  private startBlock(bits: BitReader, { start, end }: TermBlock): void {
    const { terms } = this;
    const { data, origin } = terms.window(start, end + readAheadPadding);
    bits.reset(data, terms.start + start - origin);
  }
}

/** The key of the first units of a term, less 2^31. */
function keyOf(units: Uint16Array, start: number, end: number): number {
  return ((units[start] << 16) | (end - start > 1 ? units[start + 1] : 0)) ^ 0x80000000;
}

/**
 * The dictionary of a text field: all characters, pairs and words of its documents in the order of their units, each
 * with its postings, short lists among the terms, long ones in a section of their own.
 *
 *     terms      = block*, 4 zero bytes, terms u32, words u32, units of the longest word u32
 *     block      = postings count, k (4 bits), head*, body* of the short lists, align       32 terms, the last fewer
 *     head       = name, rice? , count gamma, about words, size gamma?
 *     name       = 1                                  a pair with the first unit of the term before and one unit more
 *                | 0 gamma(shared + 1) gamma(more + 1) shape (2 bits)
 *     rice       = how far the first unit that is not shared lies above that of the term before, less 1; parameter k.
 *                  The first term of a block, and one that only goes on where the other ended, has a `unit` instead
 *     unit       = 0 and 15 bits from 4e00 on | 10 and 7 bits | 11 and 16 bits
 *     about words                                     pairs: a bit, whether it is a word anywhere
 *                = isName (1 bit) standing? onPath    words only; `standing` only of pairs
 *     standing   = 1 for all `count` documents | 0 gamma(documents where it is a word + 1)
 *     onPath     = 1 for all of these          | 0 gamma(documents where it is on the best path + 1)
 *     size       = bytes of a list of more than 6 documents in the section of postings; `postings` of the block is where
 *                  the first of these begins
 *     body       = documents and values (postings.ts), of pairs that are words anywhere then their words (pair-words.ts)
 *
 *     term index = (second unit u16, first unit u16, start of the block u32)*
 *
 * Values are frequencies less 1; of words, times on the best path, less 1 when that is so in all documents.
 */
import { BitReader } from '../../bytes/bit-reader.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { retainableBytes } from '../packing/slice-section.ts';
import { readBigramWordCodes, readBigramWordCodesAt } from '../postings/bigram-words.ts';
import { buildSkipList } from '../postings/build-skip-list.ts';
import { intersectDocuments, readFrequenciesAt } from '../postings/intersect-postings.ts';
import { maxRiceDocuments, readDocuments, readFrequencies } from '../postings/posting-codec.ts';
import { type SkipList, SkipListCache } from '../postings/skip-list.ts';
import type { CandidateSlice } from './candidate-slice.ts';
import { readSubsetCount, readTermUnits } from './read-term-metadata.ts';
import type { TermBlock } from './term-block.ts';
import {
  indexEntrySize,
  maxInlineDocuments,
  readAheadPadding,
  readCount,
  termsPerBlock,
  trailerSize,
} from './term-dictionary-format.ts';
import { compareUnits, intersectInPlace, maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** Lists of so many documents and more are read with skips. */
const minSkipListDocuments = 1024;

export class TermDictionaryReader {
  readonly termCount: number;
  readonly wordCount: number;
  readonly longestWord: number;
  readonly blockCount: number;
  private readonly blocksEnd: number;
  private indexData: DataView | undefined;
  private readonly bits = new BitReader();
  private readonly skipLists = new SkipListCache();

  /**
   * @param documentLimit documents of the segment
   * @throws HansouError BAD_INDEX when the sections do not fit each other
   */
  constructor(
    private readonly terms: Section,
    private readonly index: Section,
    private readonly postings: Section,
    readonly documentLimit: number,
  ) {
    if (terms.length < readAheadPadding + trailerSize || postings.length < readAheadPadding)
      throw damageError('a dictionary with its postings', `${terms.length} and ${postings.length} bytes`);
    this.blocksEnd = terms.length - readAheadPadding - trailerSize;
    const { data, origin } = terms.window(terms.length - trailerSize, terms.length);
    const at = terms.start + terms.length - trailerSize - origin;
    this.termCount = data.getUint32(at, true);
    this.wordCount = data.getUint32(at + 4, true);
    this.longestWord = data.getUint32(at + 8, true);
    this.blockCount = Math.ceil(this.termCount / termsPerBlock);
    if (index.length !== this.blockCount * indexEntrySize)
      throw damageError(`an index of ${this.blockCount} blocks`, `${index.length} bytes`);
    if (this.longestWord > maxTermUnits) throw damageError(`words of up to ${maxTermUnits} units`, this.longestWord);
  }

  /**
   * The last block whose first term is not behind `units[start … end)`: the only one that can hold it. -1 when even the
   * first begins behind it.
   */
  findBlock(units: Uint16Array, start: number, end: number, scratch: TermBlock): number {
    // Less 2^31: signed numbers of 32 bits are no objects.
    const key = ((units[start] << 16) | (end - start > 1 ? units[start + 1] : 0)) ^ 0x80000000;
    let low = this.lowerBound(key, 0);
    let high = key === 0x7fffffff ? this.blockCount : this.lowerBound(key + 1, low);
    // Blocks that begin with the same two units: ask their first terms.
    while (low < high) {
      const middle = (low + high) >>> 1;
      this.openBlock(middle, scratch);
      this.decodeTerms(scratch, 1);
      if (compareUnits(scratch.units, 0, scratch.lengths[0], units, start, end) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The first block from `low` on whose first two units, less 2^31, are at least `least`. */
  private lowerBound(least: number, low: number): number {
    const data = this.loadIndex();
    let high = this.blockCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((data.getInt32(middle * indexEntrySize, true) ^ 0x80000000) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Decodes the heads of a block. @throws HansouError BAD_INDEX */
  loadBlock(number: number, block: TermBlock): void {
    this.openBlock(number, block);
    this.decodeTerms(block, block.count);
  }

  /** Goes to a block, of which no term is decoded yet unless it is the one at hand. @throws HansouError BAD_INDEX */
  openBlock(number: number, block: TermBlock): void {
    if (block.number === number) return;
    block.number = -1;
    const { bits } = this;
    this.startBlock(bits, number);
    block.count = Math.min(termsPerBlock, this.termCount - number * termsPerBlock);
    block.decodedCount = 0;
    block.postingsOffset = readCount(bits);
    block.gapRiceParameter = bits.readShort(4);
    block.nextBit = bits.position;
    block.number = number;
  }

  /** Decodes the heads of a block up to the term before `to`. @throws HansouError BAD_INDEX */
  decodeTerms(block: TermBlock, to: number): void {
    if (block.decodedCount >= to) return;
    const { bits } = this;
    const { number } = block;
    const start = this.startBlock(bits, number);
    bits.position = block.nextBit;
    block.number = -1;
    let { postingsOffset: postings } = block;
    for (let i = block.decodedCount; i < to; i++) {
      const shape = readTermUnits(bits, block, i, block.gapRiceParameter);
      const documents = bits.readGamma();
      if (documents === 0 || documents > this.documentLimit)
        throw damageError(`a list of up to ${this.documentLimit} documents`, documents);
      block.documentCounts[i] = documents;
      const isWord = shape === TermShape.Word || (shape === TermShape.Bigram && bits.readFlag());
      block.isWord[i] = isWord ? 1 : 0;
      block.isName[i] = isWord && bits.readFlag() ? 1 : 0;
      block.wordDocuments[i] = isWord ? (shape === TermShape.Bigram ? readSubsetCount(bits, documents) : documents) : 0;
      block.pathDocuments[i] = isWord ? readSubsetCount(bits, block.wordDocuments[i]) : 0;
      block.postingsStarts[i] = postings;
      block.postingsSizes[i] = documents > maxInlineDocuments ? bits.readGamma() : 0;
      postings += block.postingsSizes[i];
    }
    if (postings > this.postings.length - readAheadPadding)
      throw damageError(`lists in ${this.postings.length} bytes of postings`, postings);
    if (start + Math.ceil(bits.position / 8) > this.blocksEnd) throw damageError('a block in its section', start);
    block.postingsOffset = postings;
    block.nextBit = bits.position;
    block.decodedCount = to;
    block.number = number;
  }

  /** The documents, frequencies and words of a term of a loaded block. @throws HansouError BAD_INDEX */
  readPostings(block: TermBlock, at: number, out: TermEntry): void {
    const { bits } = this;
    if (block.documentCounts[at] > maxInlineDocuments) {
      this.startLongPostings(bits, block, at);
      this.decodePostings(bits, block, at, out);
      return;
    }
    this.startInlinePostings(block, bits);
    for (let i = 0; i <= at; i++)
      if (block.documentCounts[i] <= maxInlineDocuments) this.decodePostings(bits, block, i, out);
  }

  /** `readList` for the documents among the candidates only. @throws HansouError BAD_INDEX */
  intersectPostings(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    const count = block.documentCounts[at];
    if (count <= maxRiceDocuments) {
      this.readShortIn(block, at, candidates, out);
      return;
    }
    const skips = this.intersectLong(block, at, candidates, out);
    const { bits } = this;
    const { frequencies, count: found } = out.list;
    if (found === 0) return;
    const isWord = block.shapes[at] === TermShape.Word;
    const isPairWord = !isWord && block.isWord[at] === 1;
    const base = isWord && block.pathDocuments[at] < count ? 0 : 1;
    readFrequenciesAt(bits, count, base, out.listIndexes, found, frequencies, !isPairWord, skips);
    if (isPairWord) readBigramWordCodesAt(bits, frequencies, out.listIndexes, found, count, out.wordCodes, skips);
  }

  /** `intersectPostings` without frequencies and words: what `out` says of these means nothing. @throws HansouError BAD_INDEX */
  intersectDocuments(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    if (block.documentCounts[at] <= maxRiceDocuments) this.readShortIn(block, at, candidates, out);
    else this.intersectLong(block, at, candidates, out);
  }

  private readShortIn(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    this.readPostings(block, at, out);
    intersectInPlace(out, candidates.documents, candidates.from, candidates.to, candidates.first);
  }

  /** Fills the documents and places of `out`, and leaves the reader on the values. Returns the skips of the list. */
  private intersectLong(
    block: TermBlock,
    at: number,
    { documents: candidates, from, to, first }: CandidateSlice,
    out: TermEntry,
  ): SkipList | undefined {
    const { bits, documentLimit: limit } = this;
    const count = block.documentCounts[at];
    const skips = count >= minSkipListDocuments ? this.skipListOf(block, at) : undefined;
    this.startLongPostings(bits, block, at);
    out.list.count = 0;
    out.reserve(Math.min(count, to - from));
    const { listIndexes } = out;
    const { documents } = out.list;
    out.list.count = intersectDocuments(bits, limit, count, candidates, from, to, first, documents, listIndexes, skips);
    return skips;
  }

  /** `readList` for the documents alone: of how often, and of words, `out` says nothing. @throws HansouError BAD_INDEX */
  readDocuments(block: TermBlock, at: number, out: TermEntry): void {
    const count = block.documentCounts[at];
    if (count <= maxRiceDocuments) {
      this.readPostings(block, at, out);
      return;
    }
    const { bits } = this;
    this.startLongPostings(bits, block, at);
    out.list.count = 0;
    out.reserve(count);
    out.list.count = count;
    readDocuments(bits, this.documentLimit, out.list.documents, count);
  }

  private skipListOf(block: TermBlock, at: number): SkipList {
    const list = block.number * termsPerBlock + at;
    const known = this.skipLists.get(list);
    if (known) return known;
    const { bits } = this;
    this.startLongPostings(bits, block, at);
    const hasWords = block.shapes[at] === TermShape.Bigram && block.isWord[at] === 1;
    const skips = buildSkipList(bits, this.documentLimit, block.documentCounts[at], hasWords);
    this.skipLists.set(list, skips);
    return skips;
  }

  /** All terms of a block in order, each in `out`. */
  visitEntries(number: number, block: TermBlock, out: TermEntry, visit: () => void): void {
    this.loadBlock(number, block);
    const inline = new BitReader();
    this.startInlinePostings(block, inline);
    for (let at = 0; at < block.count; at++) {
      this.readEntry(block, at, inline, out);
      visit();
    }
  }

  /** Puts a reader on the first short list of a block, for `readEntry`. */
  startInlinePostings(block: TermBlock, inline: BitReader): void {
    this.decodeTerms(block, block.count);
    this.startBlock(inline, block.number);
    inline.position = block.nextBit;
  }

  /**
   * Fills `out` with a term of a loaded block and its list. Terms of a block must be read in order, each.
   * @param inline stands on the next short list
   */
  readEntry(block: TermBlock, at: number, inline: BitReader, out: TermEntry): void {
    out.length = block.lengths[at];
    for (let i = 0; i < out.length; i++) out.units[i] = block.units[at * maxTermUnits + i];
    out.shape = block.shapes[at] as TermShape;
    out.isWord = block.isWord[at] === 1;
    out.isName = block.isName[at] === 1;
    if (block.documentCounts[at] > maxInlineDocuments) this.readPostings(block, at, out);
    else this.decodePostings(inline, block, at, out);
  }

  private decodePostings(bits: BitReader, block: TermBlock, at: number, out: TermEntry): void {
    const count = block.documentCounts[at];
    out.list.count = 0;
    out.reserve(count);
    out.list.count = count;
    readDocuments(bits, this.documentLimit, out.list.documents, count);
    const isWord = block.shapes[at] === TermShape.Word;
    readFrequencies(bits, out.list.frequencies, count, isWord && block.pathDocuments[at] < count ? 0 : 1);
    if (!isWord && block.isWord[at]) readBigramWordCodes(bits, out.list.frequencies, count, out.wordCodes);
  }

  /** The index: where it lies in memory, or else a copy that is kept. */
  private loadIndex(): DataView {
    if (!this.indexData) {
      const bytes = retainableBytes(this.index);
      this.indexData = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    return this.indexData;
  }

  /** Puts the reader on a long list. */
  private startLongPostings(bits: BitReader, block: TermBlock, at: number): void {
    const { postings } = this;
    const from = block.postingsStarts[at];
    if (block.documentCounts[at] > block.postingsSizes[at] * 8)
      throw damageError('a list in its bytes', block.documentCounts[at]);
    const { data, origin } = postings.window(from, from + block.postingsSizes[at] + readAheadPadding);
    bits.reset(data, postings.start + from - origin);
  }

  /** Puts the reader on a block's first byte, and says where in the section that is. */
  private startBlock(bits: BitReader, number: number): number {
    const { terms } = this;
    const index = this.loadIndex();
    const from = index.getUint32(number * indexEntrySize + 4, true);
    const to = number + 1 < this.blockCount ? index.getUint32((number + 1) * indexEntrySize + 4, true) : this.blocksEnd;
    if (!(from <= to && to <= this.blocksEnd)) throw damageError(`a block in ${terms.length} bytes`, from);
    const { data, origin } = terms.window(from, to + readAheadPadding);
    bits.reset(data, terms.start + from - origin);
    return from;
  }
}

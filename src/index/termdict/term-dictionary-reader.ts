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
import type { Section } from '../../bytes/container.ts';
import { damageError } from '../damage.ts';
import { ownedBytes } from '../packing/subsection.ts';
import { intersectBigramWords, readBigramWords } from '../postings/bigram-words.ts';
import { intersectDocuments, readValuesAt } from '../postings/intersect-postings.ts';
import { maxRiceDocuments, readDocuments, readValues } from '../postings/postings.ts';
import { readSkipList } from '../postings/read-skip-list.ts';
import { type SkipList, SkipListCache } from '../postings/skip-list.ts';
import type { CandidateSlice } from './candidate-slice.ts';
import { readTermMetadata, readTermName } from './read-term-heads.ts';
import type { TermBlock } from './term-block.ts';
import {
  indexEntry,
  maxInlineDocuments,
  readCount,
  termsPerBlock,
  termsTrailer,
  trailer,
} from './term-dictionary-format.ts';
import { compareUnits, intersectInPlace, maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';

/** Lists of so many documents and more are read with skips. */
const leastSkipped = 1024;

export class TermDictionaryReader {
  readonly termCount: number;
  readonly wordCount: number;
  readonly longestWord: number;
  readonly blockCount: number;
  private readonly blocksEnd: number;
  private indexData: DataView | undefined;
  private readonly bits = new BitReader();
  private readonly skips = new SkipListCache();

  /**
   * @param limit documents of the segment
   * @throws HansouError BAD_INDEX when the sections do not fit each other
   */
  constructor(
    private readonly terms: Section,
    private readonly index: Section,
    private readonly postings: Section,
    readonly limit: number,
  ) {
    if (terms.length < trailer + termsTrailer || postings.length < trailer)
      throw damageError('a dictionary with its postings', `${terms.length} and ${postings.length} bytes`);
    this.blocksEnd = terms.length - trailer - termsTrailer;
    const { data, origin } = terms.window(terms.length - termsTrailer, terms.length);
    const at = terms.start + terms.length - termsTrailer - origin;
    this.termCount = data.getUint32(at, true);
    this.wordCount = data.getUint32(at + 4, true);
    this.longestWord = data.getUint32(at + 8, true);
    this.blockCount = Math.ceil(this.termCount / termsPerBlock);
    if (index.length !== this.blockCount * indexEntry)
      throw damageError(`an index of ${this.blockCount} blocks`, `${index.length} bytes`);
    if (this.longestWord > maxTermUnits) throw damageError(`words of up to ${maxTermUnits} units`, this.longestWord);
  }

  /**
   * The last block whose first term is not behind `units[start … end)`: the only one that can hold it. -1 when even the
   * first begins behind it.
   */
  blockOf(units: Uint16Array, start: number, end: number, scratch: TermBlock): number {
    // Less 2^31: signed numbers of 32 bits are no objects.
    const key = ((units[start] << 16) | (end - start > 1 ? units[start + 1] : 0)) ^ 0x80000000;
    let low = this.firstBlock(key, 0);
    let high = key === 0x7fffffff ? this.blockCount : this.firstBlock(key + 1, low);
    // Blocks that begin with the same two units: ask their first terms.
    while (low < high) {
      const middle = (low + high) >>> 1;
      this.open(middle, scratch);
      this.decode(scratch, 1);
      if (compareUnits(scratch.units, 0, scratch.lengths[0], units, start, end) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The first block from `low` on whose first two units, less 2^31, are at least `least`. */
  private firstBlock(least: number, low: number): number {
    const data = this.wholeIndex();
    let high = this.blockCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((data.getInt32(middle * indexEntry, true) ^ 0x80000000) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Decodes the heads of a block. @throws HansouError BAD_INDEX */
  load(number: number, block: TermBlock): void {
    this.open(number, block);
    this.decode(block, block.count);
  }

  /** Goes to a block, of which no term is decoded yet unless it is the one at hand. @throws HansouError BAD_INDEX */
  open(number: number, block: TermBlock): void {
    if (block.number === number) return;
    block.number = -1;
    const { bits } = this;
    this.startBlock(bits, number);
    block.count = Math.min(termsPerBlock, this.termCount - number * termsPerBlock);
    block.decoded = 0;
    block.postings = readCount(bits);
    block.gapBits = bits.short(4);
    block.bit = bits.bit;
    block.number = number;
  }

  /** Decodes the heads of a block up to the term before `to`. @throws HansouError BAD_INDEX */
  decode(block: TermBlock, to: number): void {
    if (block.decoded >= to) return;
    const { bits } = this;
    const { number } = block;
    const start = this.startBlock(bits, number);
    bits.bit = block.bit;
    block.number = -1;
    let { postings } = block;
    for (let i = block.decoded; i < to; i++) {
      const shape = readTermName(bits, block, i, block.gapBits);
      const documents = bits.gamma();
      if (documents === 0 || documents > this.limit)
        throw damageError(`a list of up to ${this.limit} documents`, documents);
      block.counts[i] = documents;
      const isWord = shape === TermShape.Word || (shape === TermShape.Bigram && bits.flag());
      block.isWord[i] = isWord ? 1 : 0;
      block.isName[i] = isWord && bits.flag() ? 1 : 0;
      block.standing[i] = isWord ? (shape === TermShape.Bigram ? readTermMetadata(bits, documents) : documents) : 0;
      block.onPath[i] = isWord ? readTermMetadata(bits, block.standing[i]) : 0;
      block.starts[i] = postings;
      block.sizes[i] = documents > maxInlineDocuments ? bits.gamma() : 0;
      postings += block.sizes[i];
    }
    if (postings > this.postings.length - trailer)
      throw damageError(`lists in ${this.postings.length} bytes of postings`, postings);
    if (start + Math.ceil(bits.bit / 8) > this.blocksEnd) throw damageError('a block in its section', start);
    block.postings = postings;
    block.bit = bits.bit;
    block.decoded = to;
    block.number = number;
  }

  /** The documents, frequencies and words of a term of a loaded block. @throws HansouError BAD_INDEX */
  readList(block: TermBlock, at: number, out: TermEntry): void {
    const { bits } = this;
    if (block.counts[at] > maxInlineDocuments) {
      this.startList(bits, block, at);
      this.readBody(bits, block, at, out);
      return;
    }
    this.startBodies(block, bits);
    for (let i = 0; i <= at; i++) if (block.counts[i] <= maxInlineDocuments) this.readBody(bits, block, i, out);
  }

  /** `readList` for the documents among the candidates only. @throws HansouError BAD_INDEX */
  readListIn(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    const count = block.counts[at];
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
    const base = isWord && block.onPath[at] < count ? 0 : 1;
    readValuesAt(bits, count, base, out.places, found, frequencies, !isPairWord, skips);
    if (isPairWord) intersectBigramWords(bits, frequencies, out.places, found, count, out.words, skips);
  }

  /** `readListIn` without frequencies and words: what `out` says of these means nothing. @throws HansouError BAD_INDEX */
  readDocumentsIn(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    if (block.counts[at] <= maxRiceDocuments) this.readShortIn(block, at, candidates, out);
    else this.intersectLong(block, at, candidates, out);
  }

  private readShortIn(block: TermBlock, at: number, candidates: CandidateSlice, out: TermEntry): void {
    this.readList(block, at, out);
    intersectInPlace(out, candidates.documents, candidates.from, candidates.to, candidates.first);
  }

  /** Fills the documents and places of `out`, and leaves the reader on the values. Returns the skips of the list. */
  private intersectLong(
    block: TermBlock,
    at: number,
    { documents: candidates, from, to, first }: CandidateSlice,
    out: TermEntry,
  ): SkipList | undefined {
    const { bits, limit } = this;
    const count = block.counts[at];
    const skips = count >= leastSkipped ? this.skipsOf(block, at) : undefined;
    this.startList(bits, block, at);
    out.list.count = 0;
    out.reserve(Math.min(count, to - from));
    const { places } = out;
    const { documents } = out.list;
    out.list.count = intersectDocuments(bits, limit, count, candidates, from, to, first, documents, places, skips);
    return skips;
  }

  /** `readList` for the documents alone: of how often, and of words, `out` says nothing. @throws HansouError BAD_INDEX */
  readDocuments(block: TermBlock, at: number, out: TermEntry): void {
    const count = block.counts[at];
    if (count <= maxRiceDocuments) {
      this.readList(block, at, out);
      return;
    }
    const { bits } = this;
    this.startList(bits, block, at);
    out.list.count = 0;
    out.reserve(count);
    out.list.count = count;
    readDocuments(bits, this.limit, out.list.documents, count);
  }

  private skipsOf(block: TermBlock, at: number): SkipList {
    const list = block.number * termsPerBlock + at;
    const known = this.skips.get(list);
    if (known) return known;
    const { bits } = this;
    this.startList(bits, block, at);
    const hasWords = block.shapes[at] === TermShape.Bigram && block.isWord[at] === 1;
    const skips = readSkipList(bits, this.limit, block.counts[at], hasWords);
    this.skips.keep(list, skips);
    return skips;
  }

  /** All terms of a block in order, each in `out`. */
  eachEntry(number: number, block: TermBlock, out: TermEntry, visit: () => void): void {
    this.load(number, block);
    const inline = new BitReader();
    this.startBodies(block, inline);
    for (let at = 0; at < block.count; at++) {
      this.readEntry(block, at, inline, out);
      visit();
    }
  }

  /** Puts a reader on the first short list of a block, for `readEntry`. */
  startBodies(block: TermBlock, inline: BitReader): void {
    this.decode(block, block.count);
    this.startBlock(inline, block.number);
    inline.bit = block.bit;
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
    if (block.counts[at] > maxInlineDocuments) this.readList(block, at, out);
    else this.readBody(inline, block, at, out);
  }

  private readBody(bits: BitReader, block: TermBlock, at: number, out: TermEntry): void {
    const count = block.counts[at];
    out.list.count = 0;
    out.reserve(count);
    out.list.count = count;
    readDocuments(bits, this.limit, out.list.documents, count);
    const isWord = block.shapes[at] === TermShape.Word;
    readValues(bits, out.list.frequencies, count, isWord && block.onPath[at] < count ? 0 : 1);
    if (!isWord && block.isWord[at]) readBigramWords(bits, out.list.frequencies, count, out.words);
  }

  /** The index: where it lies in memory, or else a copy that is kept. */
  private wholeIndex(): DataView {
    if (!this.indexData) {
      const bytes = ownedBytes(this.index);
      this.indexData = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    return this.indexData;
  }

  /** Puts the reader on a long list. */
  private startList(bits: BitReader, block: TermBlock, at: number): void {
    const { postings } = this;
    const from = block.starts[at];
    if (block.counts[at] > block.sizes[at] * 8) throw damageError('a list in its bytes', block.counts[at]);
    const { data, origin } = postings.window(from, from + block.sizes[at] + trailer);
    bits.start(data, postings.start + from - origin);
  }

  /** Puts the reader on a block's first byte, and says where in the section that is. */
  private startBlock(bits: BitReader, number: number): number {
    const { terms } = this;
    const index = this.wholeIndex();
    const from = index.getUint32(number * indexEntry + 4, true);
    const to = number + 1 < this.blockCount ? index.getUint32((number + 1) * indexEntry + 4, true) : this.blocksEnd;
    if (!(from <= to && to <= this.blocksEnd)) throw damageError(`a block in ${terms.length} bytes`, from);
    const { data, origin } = terms.window(from, to + trailer);
    bits.start(data, terms.start + from - origin);
    return from;
  }
}

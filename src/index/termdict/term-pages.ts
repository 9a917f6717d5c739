/**
 * Where the blocks of a term dictionary are: in pages of four blocks, each of which begins with the entries of its blocks.
 * The term index names the pages. A reader that loads its bytes keeps the term index and loads the page of a term.
 *
 *     page       = entry*, block*                    4 blocks, the last page fewer
 *     entry      = second unit u16, first unit u16, start of the block in the page u32
 *     term index = mean size u32, k u8 * 2, (key size)*, align, zero u8 * 3    of each page
 *     key        = gamma(gap + 1) second             of its first block: `gap` of the first unit from that of the page before
 *     second     = unit (16 bits) | rice(gap, k)     its second unit; the gap where the first units are equal
 *     size       = rice(difference, k)               its bytes: 2 * (size - mean), or 2 * (mean - size) - 1 if that is above 0
 */
import { BitReader } from '../../bytes/bit-reader.ts';
import { BitWriter, maxRiceParameter } from '../../bytes/bit-writer.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { riceParameterFor } from '../postings/posting-codec.ts';
import { blocksPerPage, pageEntrySize } from './term-dictionary-format.ts';

/** Bytes of the mean size and both k. */
const headerBytes = 6;
/** Zero bytes behind the last code, for readers that load four bytes at a time. */
const paddingBytes = 3;
/** Bits of a page in the term index, at least and at most. */
const minPageBits = 3;
const maxPageBits = 256;
/** The last key, less 2^31. */
const lastKey = 0x7fffffff;

/** The decoded term index. */
interface PageIndex {
  /** By page: the key of its first block, less 2^31: V8 allocates no object for a signed number of 32 bits. */
  readonly keys: Int32Array;
  /** By page: where it begins in the section of the terms; then where the last one ends. */
  readonly starts: Float64Array;
}

/** Collects pages and writes the term index. */
export class PageIndexWriter {
  private readonly keys: number[] = [];
  private readonly sizes: number[] = [];

  /** Adds a page. @param key the first two units of its first block @param size its bytes */
  add(key: number, size: number): void {
    this.keys.push(key);
    this.sizes.push(size);
  }

  /** The bytes of the term index. */
  finish(): Uint8Array {
    const { keys, sizes } = this;
    const mean = Math.round(sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length));
    const differences = sizes.map(size => (size >= mean ? 2 * (size - mean) : 2 * (mean - size) - 1));
    const gaps = keys.map((key, page) => {
      const before = page > 0 ? keys[page - 1] : 0;
      return key >>> 16 === before >>> 16 ? key - before : -1;
    });
    const gapBits = chooseRiceParameter(gaps.filter(gap => gap >= 0));
    const sizeBits = chooseRiceParameter(differences);
    const bits = new BitWriter();
    let before = 0;
    keys.forEach((key, page) => {
      bits.writeGamma((key >>> 16) - (before >>> 16) + 1);
      if (gaps[page] >= 0) bits.writeRice(gaps[page], gapBits);
      else bits.writeBits(key & 0xffff, 16);
      before = key;
      bits.writeRice(differences[page], sizeBits);
    });
    bits.alignToByte();
    const writer = new ByteWriter(headerBytes + bits.bitLength / 8 + paddingBytes);
    writer.writeU32(mean);
    writer.writeU8(gapBits);
    writer.writeU8(sizeBits);
    writer.writeBytes(bits.finish());
    for (let i = 0; i < paddingBytes; i++) writer.writeU8(0);
    return writer.finish();
  }
}

function chooseRiceParameter(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  return Math.min(maxRiceParameter, riceParameterFor(total, Math.max(1, values.length)));
}

/** Finds blocks by key and by ordinal. */
export class TermPages {
  /** The block that was located last is `terms[start … end)`. */
  start = 0;
  end = 0;
  private loadedIndex: PageIndex | undefined;
  private readonly pageCount: number;

  /**
   * @param terms the section of the terms, whose blocks end at `blocksEnd`
   * @throws HansouError BAD_INDEX if the term index has not the size for so many blocks
   */
  constructor(
    private readonly terms: Section,
    private readonly index: Section,
    private readonly blockCount: number,
    private readonly blocksEnd: number,
  ) {
    this.pageCount = Math.ceil(blockCount / blocksPerPage);
    const indexBits = 8 * (index.length - headerBytes - paddingBytes);
    if (indexBits < minPageBits * this.pageCount || indexBits > maxPageBits * this.pageCount + 7)
      throw damageError(`an index of ${this.pageCount} pages`, `${index.length} bytes`);
  }

  /** The first block whose key, less 2^31, is at least `key`. */
  lowerBound(key: number): number {
    const page = this.lastPageBefore(key);
    if (page < 0) return 0;
    // Its first block has a lower key.
    const first = page * blocksPerPage;
    const count = this.countBlocks(page);
    const { data, at } = this.readEntries(page, count);
    let low = 1;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((data.getInt32(at + middle * pageEntrySize, true) ^ 0x80000000) < key) low = middle + 1;
      else high = middle;
    }
    return first + low;
  }

  /** Sets `start` and `end` to a block. @throws HansouError BAD_INDEX */
  locate(ordinal: number): void {
    const page = Math.floor(ordinal / blocksPerPage);
    const { starts } = this.pageIndex;
    const count = this.countBlocks(page);
    const { data, at } = this.readEntries(page, count);
    const place = ordinal - page * blocksPerPage;
    const size = starts[page + 1] - starts[page];
    const from = data.getUint32(at + place * pageEntrySize + 4, true);
    const to = place + 1 < count ? data.getUint32(at + (place + 1) * pageEntrySize + 4, true) : size;
    if (!(from >= count * pageEntrySize && from <= to && to <= size))
      throw damageError(`a block in a page of ${size} bytes`, `${from} to ${to}`);
    this.start = starts[page] + from;
    this.end = starts[page] + to;
  }

  /** Notes that blocks with a key, less 2^31, will be needed. */
  want(key: number): void {
    if (this.terms.source.want === undefined || this.blockCount === 0) return;
    const { starts } = this.pageIndex;
    const first = Math.max(0, this.lastPageBefore(key));
    const last = key === lastKey ? first : Math.max(0, this.lastPageBefore(key + 1));
    this.terms.want(starts[first], starts[first + 1]);
    if (last > first) this.terms.want(starts[last], starts[last + 1]);
  }

  /** Notes that the blocks with terms between two keys, less 2^31, will be needed, but not more of their pages. */
  wantBlocks(first: number, last: number): void {
    if (this.blockCount === 0) return;
    const from = Math.max(0, this.lowerBound(first) - 1);
    const to = last === lastKey ? this.blockCount : this.lowerBound(last + 1);
    if (to <= from) return;
    this.locate(to - 1);
    const { end } = this;
    this.locate(from);
    this.terms.want(this.start, end);
  }

  /** Checks the page of a block, if it is the first one there. @param key the first two units of the block @throws HansouError BAD_INDEX */
  verifyPage(ordinal: number, key: number): void {
    const { keys } = this.pageIndex;
    const got = (keys[Math.floor(ordinal / blocksPerPage)] ^ 0x80000000) >>> 0;
    if (ordinal % blocksPerPage === 0 && got !== key)
      throw damageError(`the first two units of block ${ordinal}, ${key}`, got);
  }

  /** Checks the entry of a block. @param key the first two units of the block @throws HansouError BAD_INDEX */
  verifyEntry(ordinal: number, key: number): void {
    const page = Math.floor(ordinal / blocksPerPage);
    const count = this.countBlocks(page);
    const { data, at } = this.readEntries(page, count);
    const place = ordinal - page * blocksPerPage;
    const got = data.getUint32(at + place * pageEntrySize, true);
    if (got !== key) throw damageError(`the first two units of block ${ordinal}, ${key}`, got);
    this.locate(ordinal);
    if (place === 0 && this.start !== this.pageIndex.starts[page] + count * pageEntrySize)
      throw damageError('a first block behind the entries', this.start);
    if (this.end === this.start) throw damageError('a block', 'no bytes');
  }

  /** The last page whose first block has a key below `key`; -1 if there is none. */
  private lastPageBefore(key: number): number {
    const { keys } = this.pageIndex;
    let low = 0;
    let high = this.pageCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private countBlocks(page: number): number {
    return Math.min(blocksPerPage, this.blockCount - page * blocksPerPage);
  }

  private readEntries(page: number, count: number): { readonly data: DataView; readonly at: number } {
    const from = this.pageIndex.starts[page];
    const { data, origin } = this.terms.window(from, from + count * pageEntrySize);
    return { data, at: this.terms.start + from - origin };
  }

  private get pageIndex(): PageIndex {
    this.loadedIndex ??= this.readIndex();
    return this.loadedIndex;
  }

  private readIndex(): PageIndex {
    const { pageCount, blocksEnd } = this;
    const { index } = this;
    const { data, origin } = index.window(0, index.length);
    const at = index.start - origin;
    const mean = data.getUint32(at, true);
    const gapBits = Math.min(maxRiceParameter, data.getUint8(at + 4));
    const sizeBits = Math.min(maxRiceParameter, data.getUint8(at + 5));
    const bits = new BitReader();
    bits.reset(data, at + headerBytes);
    const end = 8 * (index.length - headerBytes - paddingBytes);
    const keys = new Int32Array(pageCount);
    const starts = new Float64Array(pageCount + 1);
    let first = 0;
    let second = 0;
    for (let page = 0; page < pageCount; page++) {
      const gap = bits.readGamma() - 1;
      first += gap;
      second = gap > 0 ? bits.readShort(16) : second + bits.readRice(gapBits);
      const difference = bits.readRice(sizeBits);
      if (first > 0xffff || second > 0xffff || bits.position > end)
        throw damageError('the first units of a page', `${first} and ${second}`);
      keys[page] = ((first << 16) | second) ^ 0x80000000;
      const half = (difference + 1) >>> 1;
      const size = difference % 2 === 0 ? mean + half : mean - half;
      if (size < this.countBlocks(page) * pageEntrySize) throw damageError('a page with its entries', `${size} bytes`);
      starts[page + 1] = starts[page] + size;
    }
    if (bits.position + 7 < end || starts[pageCount] !== blocksEnd)
      throw damageError(`pages of ${blocksEnd} bytes`, starts[pageCount]);
    return { keys, starts };
  }
}

/**
 * Where the blocks of a term dictionary are: in pages of eight blocks, each of which begins with the entries of its blocks.
 * The term index names the pages. A reader that loads its bytes keeps the term index and loads the page of a term.
 *
 *     page       = entry*, block*                    8 blocks, the last page fewer
 *     entry      = second unit u16, first unit u16, start of the block in the page u32
 *     term index = (key varint, size varint)*        of each page: the key of its first block (first unit << 16 | second
 *                                                    unit) less that of the page before, and its bytes
 */
import type { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { blocksPerPage, pageEntrySize } from './term-dictionary-format.ts';

/** Bytes of a varint of 32 bits, at most. */
const maxVarintBytes = 5;
/** The last key, less 2^31. */
const lastKey = 0x7fffffff;

/** The decoded term index. */
interface PageIndex {
  /** By page: the key of its first block, less 2^31: V8 allocates no object for a signed number of 32 bits. */
  readonly keys: Int32Array;
  /** By page: where it begins in the section of the terms; then where the last one ends. */
  readonly starts: Float64Array;
}

/** Writes a varint of the term index. */
export function writePageIndexEntry(index: ByteWriter, keyGap: number, size: number): void {
  index.writeVarint(keyGap);
  index.writeVarint(size);
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
    if (index.length < 2 * this.pageCount || index.length > 2 * maxVarintBytes * this.pageCount)
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
    const bytes = this.index.bytes();
    const keys = new Int32Array(pageCount);
    const starts = new Float64Array(pageCount + 1);
    let at = 0;
    const readVarint = (): number => {
      let value = 0;
      for (let factor = 1, size = 0; size < maxVarintBytes && at < bytes.length; factor *= 128, size++) {
        const byte = bytes[at++];
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) return value;
      }
      throw damageError('a number of the term index', 'none');
    };
    let key = 0;
    for (let page = 0; page < pageCount; page++) {
      key += readVarint();
      if (key > 0xffffffff) throw damageError('the first units of a page', key);
      keys[page] = key ^ 0x80000000;
      const size = readVarint();
      if (size < this.countBlocks(page) * pageEntrySize) throw damageError('a page with its entries', `${size} bytes`);
      starts[page + 1] = starts[page] + size;
    }
    if (at !== bytes.length || starts[pageCount] !== blocksEnd)
      throw damageError(`pages of ${blocksEnd} bytes`, starts[pageCount]);
    return { keys, starts };
  }
}

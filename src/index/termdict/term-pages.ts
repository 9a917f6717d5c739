/**
 * Where the blocks of a term dictionary are: in pages of four blocks, each of which begins with the entries of its blocks.
 * The term index (page-index.ts) names the pages. A reader that loads its bytes keeps the term index and loads the page of a term.
 *
 *     page       = entry*, block*                    4 blocks, the last page fewer
 *     entry      = second unit u16, first unit u16, start of the block in the page u32
 */
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { PageIndexReader } from './page-index.ts';
import { blocksPerPage, pageEntrySize, readAheadPadding } from './term-dictionary-format.ts';

/** Pages of so many bytes are loaded together, where a search among them would wait for one after the other. */
const maxTogetherBytes = 0x2000;
/** The last key, less 2^31. */
const lastKey = 0x7fffffff;

/** Finds blocks by key and by ordinal. */
export class TermPages {
  /** The block that was located last is `terms[start … end)`. */
  start = 0;
  end = 0;
  private readonly pages: PageIndexReader;
  /** The entries of a page that were read last begin at `entriesAt`: fields, since an object for each look-up is garbage. */
  private entries!: DataView;
  private entriesAt = 0;

  /**
   * @param terms the section of the terms, whose blocks end at `blocksEnd`
   * @throws HansouError BAD_INDEX if the term index has not the size for so many blocks
   */
  constructor(
    private readonly terms: Section,
    index: Section,
    private readonly blockCount: number,
    blocksEnd: number,
  ) {
    const pageCount = Math.ceil(blockCount / blocksPerPage);
    this.pages = new PageIndexReader(index, pageCount, blocksEnd, page => this.countBlocks(page) * pageEntrySize);
  }

  /** Bytes at the beginning of the term index that say where its groups are. */
  get groupTableBytes(): number {
    return this.pages.groupTableBytes;
  }

  /** Loads the term index, if it has at most `maxBytes`. */
  loadIndex(maxBytes: number): void {
    this.pages.load(maxBytes);
  }

  /** The first block whose key, less 2^31, is at least `key`. */
  lowerBound(key: number): number {
    const page = this.pages.lastPageBefore(key);
    if (page < 0) return 0;
    // Its first block has a lower key.
    const first = page * blocksPerPage;
    const count = this.countBlocks(page);
    this.readEntries(page, count);
    const { entries: data, entriesAt: at } = this;
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
    const count = this.countBlocks(page);
    this.readEntries(page, count);
    const { entries: data, entriesAt: at } = this;
    const place = ordinal - page * blocksPerPage;
    const start = this.pages.startOf(page);
    const size = this.pages.sizeOf(page);
    const from = data.getUint32(at + place * pageEntrySize + 4, true);
    const to = place + 1 < count ? data.getUint32(at + (place + 1) * pageEntrySize + 4, true) : size;
    if (!(from >= count * pageEntrySize && from <= to && to <= size))
      throw damageError(`a block in a page of ${size} bytes`, `${from} to ${to}`);
    this.start = start + from;
    this.end = start + to;
  }

  /** Notes that blocks with a key, less 2^31, will be needed. */
  want(key: number): void {
    if (this.terms.source.want === undefined || this.blockCount === 0) return;
    const first = Math.max(0, this.pages.lastPageBefore(key));
    const last = key === lastKey ? first : Math.max(0, this.pages.lastPageBefore(key + 1));
    this.wantPage(first);
    if (last > first) this.wantPage(last);
  }

  /** Notes that the blocks `[from, to)` will be needed, if they are few. */
  wantFew(from: number, to: number): void {
    const first = this.pages.startOf(Math.floor(from / blocksPerPage));
    const lastPage = Math.floor((to - 1) / blocksPerPage);
    const end = this.pages.startOf(lastPage) + this.pages.sizeOf(lastPage);
    if (end - first <= maxTogetherBytes) this.terms.want(first, end + readAheadPadding);
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
    this.terms.want(this.start, end + readAheadPadding);
  }

  /** Checks the page of a block, if it is the first one there. @param key the first two units of the block @throws HansouError BAD_INDEX */
  verifyPage(ordinal: number, key: number): void {
    const page = Math.floor(ordinal / blocksPerPage);
    const got = (this.pages.keyOf(page) ^ 0x80000000) >>> 0;
    if (ordinal % blocksPerPage === 0 && got !== key)
      throw damageError(`the first two units of block ${ordinal}, ${key}`, got);
  }

  /** Checks the entry of a block. @param key the first two units of the block @throws HansouError BAD_INDEX */
  verifyEntry(ordinal: number, key: number): void {
    const page = Math.floor(ordinal / blocksPerPage);
    const count = this.countBlocks(page);
    this.readEntries(page, count);
    const { entries: data, entriesAt: at } = this;
    const place = ordinal - page * blocksPerPage;
    const got = data.getUint32(at + place * pageEntrySize, true);
    if (got !== key) throw damageError(`the first two units of block ${ordinal}, ${key}`, got);
    this.locate(ordinal);
    if (place === 0 && this.start !== this.pages.startOf(page) + count * pageEntrySize)
      throw damageError('a first block behind the entries', this.start);
    if (this.end === this.start) throw damageError('a block', 'no bytes');
  }

  private countBlocks(page: number): number {
    return Math.min(blocksPerPage, this.blockCount - page * blocksPerPage);
  }

  private wantPage(page: number): void {
    const start = this.pages.startOf(page);
    this.terms.want(start, start + this.pages.sizeOf(page) + readAheadPadding);
  }

  /** Sets `entries` and `entriesAt`. */
  private readEntries(page: number, count: number): void {
    const from = this.pages.startOf(page);
    const { data, origin } = this.terms.window(from, from + count * pageEntrySize);
    this.entries = data;
    this.entriesAt = this.terms.start + from - origin;
  }
}

/**
 * The term index: the first terms and the sizes of all pages of a term dictionary (term-pages.ts), for a reader that keeps
 * them.
 *
 *     term index = mean size u32, k u8 * 2, group*, (key? size)*, align, zero u8 * 3    key and size of each page
 *     group      = second unit u16, first unit u16, start of its first page u48, first bit of its pages u32       64 pages
 *     key        = gamma(gap + 1) second             of its first block: `gap` of the first unit from that of the page before;
 *                                                    the first page of a group has none
 *     second     = unit (16 bits) | rice(gap, k)     its second unit; the gap where the first units are equal
 *     size       = rice(difference, k)               its bytes: 2 * (size - mean), or 2 * (mean - size) - 1 if that is above 0
 *
 * The pages of a group are decoded when a term is first looked for there: a process that asks one query needs few of them.
 */
import { BitReader } from '../../bytes/bit-reader.ts';
import { BitWriter, maxRiceParameter } from '../../bytes/bit-writer.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { retainableBytes } from '../packing/slice-section.ts';
import { riceParameterFor } from '../postings/posting-codec.ts';

/** A term index of no more bytes is loaded when the file is opened, where bytes are loaded. */
export const maxWholeIndexBytes = 0x2000;
/** Bytes of the mean size and both k. */
const headerBytes = 6;
/** Zero bytes behind the last code, for readers that load four bytes at a time. */
const paddingBytes = 3;
/** Pages of a group, and the bytes that say where it is. */
const groupPages = 64;
const groupBytes = 14;
/** Bits of a page behind the groups, at least and at most. */
const minPageBits = 1;
const maxPageBits = 256;

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
    const isFirst = (page: number) => page % groupPages === 0;
    const gaps = keys.map((key, page) =>
      !isFirst(page) && key >>> 16 === keys[page - 1] >>> 16 ? key - keys[page - 1] : -1,
    );
    const gapBits = chooseRiceParameter(gaps.filter(gap => gap >= 0));
    const sizeBits = chooseRiceParameter(differences);
    const writer = new ByteWriter();
    writer.writeU32(mean);
    writer.writeU8(gapBits);
    writer.writeU8(sizeBits);
    const bits = new BitWriter();
    let start = 0;
    keys.forEach((key, page) => {
      if (isFirst(page)) {
        writer.writeU32(key);
        writer.writeU48(start);
        writer.writeU32(bits.bitLength);
      } else {
        bits.writeGamma((key >>> 16) - (keys[page - 1] >>> 16) + 1);
        if (gaps[page] >= 0) bits.writeRice(gaps[page], gapBits);
        else bits.writeBits(key & 0xffff, 16);
      }
      bits.writeRice(differences[page], sizeBits);
      start += sizes[page];
    });
    bits.alignToByte();
    writer.writeBytes(bits.finish());
    for (let i = 0; i < paddingBytes; i++) writer.writeU8(0);
    return writer.finish();
  }
}

function chooseRiceParameter(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  return Math.min(maxRiceParameter, riceParameterFor(total, Math.max(1, values.length)));
}

/** Finds pages by key. Keys are those of their first blocks, less 2^31, as V8 allocates no object for such a number. */
export class PageIndexReader {
  private readonly groupCount: number;
  /** By page of a group that was decoded: its key, its bytes, and where it begins in the section of the terms. */
  private readonly keys: Int32Array;
  private readonly sizes: Uint32Array;
  private readonly starts: Float64Array;
  /** By group: 1 if its pages were decoded. */
  private readonly isDecoded: Uint8Array;
  /** The header and the groups, when they were first needed. */
  private loadedGroups: DataView | undefined;
  /** Whether a part of the section is loaded for each group. */
  private readonly isPaged: boolean;

  /**
   * @param pagesEnd where the last page ends in the section of the terms
   * @param minSize the bytes that a page has at least
   * @throws HansouError BAD_INDEX if the section has not the size for so many pages
   */
  constructor(
    private readonly section: Section,
    private readonly pageCount: number,
    private readonly pagesEnd: number,
    private readonly minSize: (page: number) => number,
  ) {
    this.groupCount = Math.ceil(pageCount / groupPages);
    this.isPaged = section.source.want !== undefined && section.length > maxWholeIndexBytes;
    const codeBits = 8 * (section.length - this.codesStart - paddingBytes);
    if (codeBits < minPageBits * pageCount || codeBits > maxPageBits * pageCount + 7)
      throw damageError(`an index of ${pageCount} pages`, `${section.length} bytes`);
    this.keys = new Int32Array(pageCount);
    this.sizes = new Uint32Array(pageCount);
    this.starts = new Float64Array(pageCount);
    this.isDecoded = new Uint8Array(this.groupCount);
  }

  /** Bytes at the beginning of the section that say where its groups are. */
  get groupTableBytes(): number {
    return this.codesStart;
  }

  /** Loads the section, if it has at most `maxBytes`. */
  load(maxBytes: number): void {
    if (this.section.length <= maxBytes) this.section.bytes();
  }

  /** The key of a page. @throws HansouError BAD_INDEX */
  keyOf(page: number): number {
    this.decodePage(page);
    return this.keys[page];
  }

  /** Where a page begins in the section of the terms. @throws HansouError BAD_INDEX */
  startOf(page: number): number {
    this.decodePage(page);
    return this.starts[page];
  }

  /** The bytes of a page. @throws HansouError BAD_INDEX */
  sizeOf(page: number): number {
    this.decodePage(page);
    return this.sizes[page];
  }

  /** The last page with a key below `key`; -1 if there is none. */
  lastPageBefore(key: number): number {
    if (this.pageCount === 0) return -1;
    const data = this.groups;
    let low = 0;
    let high = this.groupCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((data.getInt32(headerBytes + middle * groupBytes, true) ^ 0x80000000) < key) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return -1;
    const group = low - 1;
    this.decodeGroup(group);
    const { keys } = this;
    // Its first page has a lower key.
    low = group * groupPages + 1;
    high = Math.min(this.pageCount, (group + 1) * groupPages);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private get groups(): DataView {
    if (!this.loadedGroups) {
      const bytes = retainableBytes(this.section, 0, this.isPaged ? this.codesStart : this.section.length);
      this.loadedGroups = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    return this.loadedGroups;
  }

  /** Where the keys and sizes begin. */
  private get codesStart(): number {
    return headerBytes + groupBytes * this.groupCount;
  }

  private decodePage(page: number): void {
    this.decodeGroup(Math.floor(page / groupPages));
  }

  /** Decodes keys, sizes and starts of the pages of a group. @throws HansouError BAD_INDEX */
  private decodeGroup(group: number): void {
    if (this.isDecoded[group] === 1) return;
    const { keys, sizes, starts } = this;
    const data = this.groups;
    const mean = data.getUint32(0, true);
    const gapBits = Math.min(maxRiceParameter, data.getUint8(4));
    const sizeBits = Math.min(maxRiceParameter, data.getUint8(5));
    const codesEnd = 8 * (this.section.length - this.codesStart - paddingBytes);
    const record = headerBytes + groupBytes * group;
    const isLast = group === this.groupCount - 1;
    const pagesEnd = isLast ? this.pagesEnd : this.readStart(record + groupBytes);
    const bitsEnd = isLast ? codesEnd : data.getUint32(record + groupBytes + 10, true);
    const bits = new BitReader();
    const bitsStart = data.getUint32(record + 10, true);
    if (bitsStart > codesEnd || bitsEnd > codesEnd || bitsStart > bitsEnd)
      throw damageError(`up to ${codesEnd} bits of pages`, bitsStart);
    if (this.isPaged) {
      const from = this.codesStart + (bitsStart >>> 3);
      const to = this.codesStart + Math.ceil(bitsEnd / 8) + paddingBytes;
      const { data: window, origin } = this.section.window(from, to);
      bits.reset(window, this.section.start + this.codesStart - origin);
    } else bits.reset(data, this.codesStart);
    bits.position = bitsStart;
    let start = this.readStart(record);
    let second = data.getUint16(record, true);
    let first = data.getUint16(record + 2, true);
    const firstPage = group * groupPages;
    const end = Math.min(this.pageCount, firstPage + groupPages);
    for (let page = firstPage; page < end; page++) {
      if (page > firstPage) {
        const gap = bits.readGamma() - 1;
        first += gap;
        second = gap > 0 ? bits.readShort(16) : second + bits.readRice(gapBits);
      }
      const difference = bits.readRice(sizeBits);
      if (first > 0xffff || second > 0xffff || bits.position > bitsEnd)
        throw damageError('the first units of a page', `${first} and ${second}`);
      keys[page] = ((first << 16) | second) ^ 0x80000000;
      const half = (difference + 1) >>> 1;
      const size = difference % 2 === 0 ? mean + half : mean - half;
      if (size < this.minSize(page) || size > pagesEnd - start)
        throw damageError('a page with its entries', `${size} bytes`);
      sizes[page] = size;
      starts[page] = start;
      start += size;
    }
    if (start !== pagesEnd || (isLast ? bits.position + 7 < bitsEnd : bits.position !== bitsEnd))
      throw damageError(`pages up to ${pagesEnd}`, start);
    this.isDecoded[group] = 1;
  }

  /** The start of a group's first page. @param record where the group stands in the term index @throws HansouError BAD_INDEX */
  private readStart(record: number): number {
    const data = this.groups;
    const start = data.getUint32(record + 4, true) + data.getUint16(record + 8, true) * 2 ** 32;
    if (start > this.pagesEnd) throw damageError(`a page that begins before ${this.pagesEnd}`, start);
    return start;
  }
}

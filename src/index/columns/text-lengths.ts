/**
 * The lengths of a text field, rounded to one of 256 sizes.
 *
 *     lengths = total f64, tableBytes u16, pageBytes u16 * ceil(documents / 256), table, page*, zero u8 * 3
 *     table   = gamma(sizes + 1) (gamma(code - the one before) bits (4 bits))*, align     of the sizes that occur, ascending,
 *               the first code from -1: how many bits the size has in the pages
 *     page    = bit*, align                    the sizes of 256 documents, in a canonical Huffman code of at most 12 bits
 *
 * `total` is the sum of the sizes that the codes stand for.
 *
 * Ranking divides by the length, where an error of 3 % makes no difference; with one byte, the division is a table look-up.
 * The total is that of the rounded sizes, so that it does not depend on how a segment came to hold its documents: by
 * adding, removing or merging.
 */
import { BitReader } from '../../bytes/bit-reader.ts';
import { BitWriter } from '../../bytes/bit-writer.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError, toDamageError } from '../damage.ts';
import { sliceSection } from '../packing/slice-section.ts';
import { computeCodeLengths } from '../store/encoding/code-lengths.ts';

/** Bytes of `total` and `tableBytes`. */
const headerBytes = 10;
/** Documents of a page. */
const pageDocuments = 256;
/** Maximum number of bits of a size. */
const maxBits = 12;
/** Zero bytes behind the last page, for readers that load four bytes at a time. */
const paddingBytes = 3;
/** A section of no more bytes is loaded as a whole, where bytes are loaded. */
const wholeBytes = 0x8000;
const maxExactSize = 32;
const fineStepsPerOctave = 16;
const maxFineSize = 2 ** 17;
const coarseStepsPerOctave = 2;

/**
 * By code: the size that it stands for. Every size up to 32 has a code, then 16 sizes for each doubling up to 2^17, then 2
 * up to 2^33.
 *
 * Law: `sizeByCode[encodeSize(size)]` is `size` up to 32, differs from it by at most 1/32 of it up to 2^17, by a quarter above.
 */
export const sizeByCode: Float32Array = (() => {
  const table = new Float32Array(256);
  let size = 0;
  for (let code = 0; code < 256; code++) {
    table[code] = size;
    const octave = 2 ** Math.floor(Math.log2(Math.max(1, size)));
    size += size < maxExactSize ? 1 : octave / (size < maxFineSize ? fineStepsPerOctave : coarseStepsPerOctave);
  }
  return table;
})();

/**
 * The code of the nearest size in `sizeByCode`; of two equally near sizes the greater.
 * @internal exported for tests
 */
export function encodeSize(size: number): number {
  if (size <= maxExactSize) return size;
  let low = 0;
  let high = sizeByCode.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sizeByCode[middle] <= size) low = middle;
    else high = middle - 1;
  }
  return low + 1 < sizeByCode.length && sizeByCode[low + 1] - size <= size - sizeByCode[low] ? low + 1 : low;
}

/** Writes the lengths of a text field document by document. */
export class TextLengthWriter {
  private readonly codes = new ByteWriter();
  private total = 0;

  /** Adds the size of the next document. @param size an integer */
  add(size: number): void {
    this.addCode(encodeSize(size));
  }

  /** Appends documents of another segment. */
  append(reader: TextLengthReader, documents: Uint32Array): void {
    for (const document of documents) this.addCode(reader.codes[document]);
  }

  /** Ends the section. @returns its bytes */
  finish(): Uint8Array {
    const codes = this.codes.finish();
    const { bits, table } = createCode(codes);
    const values = assignCodes(bits);
    const pageBytes: number[] = [];
    const pages = new BitWriter();
    for (let first = 0; first < codes.length; first += pageDocuments) {
      const start = pages.bitLength / 8;
      for (const code of codes.subarray(first, first + pageDocuments)) pages.writeBits(values[code], bits[code]);
      pages.alignToByte();
      pageBytes.push(pages.bitLength / 8 - start);
    }
    const writer = new ByteWriter(headerBytes + 2 * pageBytes.length + table.length + pages.bitLength / 8);
    writer.writeF64(this.total);
    writer.writeU16(table.length);
    for (const bytes of pageBytes) writer.writeU16(bytes);
    writer.writeBytes(table);
    writer.writeBytes(pages.finish());
    for (let i = 0; i < paddingBytes; i++) writer.writeU8(0);
    return writer.finish();
  }

  private addCode(code: number): void {
    this.codes.writeU8(code);
    this.total += sizeByCode[code];
  }
}

/** The bits of each code, 0 for those that do not occur; and the table that says so. */
function createCode(codes: Uint8Array): { readonly bits: Uint8Array; readonly table: Uint8Array } {
  const counts = new Uint32Array(256);
  for (const code of codes) counts[code]++;
  const used = Array.from(counts.keys()).filter(code => counts[code] > 0);
  const lengths = computeCodeLengths(
    used.map(code => counts[code]),
    maxBits,
  );
  const bits = new Uint8Array(256);
  const table = new BitWriter();
  table.writeGamma(used.length + 1);
  used.forEach((code, i) => {
    bits[code] = lengths[i];
    table.writeGamma(code - (i > 0 ? used[i - 1] : -1));
    table.writeBits(lengths[i], 4);
  });
  table.alignToByte();
  return { bits, table: table.finish() };
}

/** The canonical code for these bits: codes ascend by bits, then by symbol. */
function assignCodes(bits: Uint8Array): Uint16Array {
  const values = new Uint16Array(bits.length);
  let next = 0;
  for (let length = 1; length <= maxBits; length++, next *= 2)
    for (let code = 0; code < bits.length; code++) if (bits[code] === length) values[code] = next++;
  return values;
}

/** Reads the lengths of a text field. */
export class TextLengthReader {
  /** The sum of the sizes that the codes stand for. */
  readonly total: number;
  private readonly tableBytes: number;
  private readonly pageCount: number;
  /** Whether pages are read one by one. */
  private readonly isPaged: boolean;
  private decoder: LengthDecoder | undefined;
  private readonly decodedCodes: Uint8Array;
  /** By page: 1 if it is in `decodedCodes`. */
  private readonly isDecoded: Uint8Array;
  private decodedPages = 0;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    private readonly section: Section,
    private readonly documentCount: number,
  ) {
    this.pageCount = Math.ceil(documentCount / pageDocuments);
    const { data, origin } = sliceSection(section, 0, headerBytes).window(0, headerBytes);
    const total = data.getFloat64(section.start - origin, true);
    this.total = total >= 0 && total < Number.POSITIVE_INFINITY ? total : 0;
    this.tableBytes = data.getUint16(section.start - origin + 8, true);
    const minBytes = this.pagesStart + this.pageCount + paddingBytes;
    if (section.length < minBytes || section.length > minBytes + 2 * documentCount)
      throw damageError(`lengths of ${documentCount} documents`, `${section.length} bytes`);
    this.isPaged = section.source.want !== undefined && section.length > wholeBytes;
    this.decodedCodes = new Uint8Array(documentCount);
    this.isDecoded = new Uint8Array(this.pageCount);
  }

  /**
   * By document: the code of its size (see `sizeByCode`). Of a long section whose bytes are loaded while it is read, only those
   * that `load` was called for.
   * @throws HansouError BAD_INDEX
   */
  get codes(): Uint8Array {
    if (!this.isPaged && this.decodedPages < this.pageCount) {
      this.section.bytes();
      for (let page = 0; page < this.pageCount; page++) this.decode(page);
    }
    return this.decodedCodes;
  }

  /** Notes that codes will be needed. @param isLater see `ByteSource.want` */
  want(isLater?: boolean): void {
    if (this.decodedPages === this.pageCount) return;
    this.section.want(0, this.isPaged ? this.pagesStart + paddingBytes : this.section.length, isLater);
  }

  /** Loads the codes of `documents[from … to)`, which ascend and are numbered from `first` on. @returns whether `codes` has changed */
  load(documents: Uint32Array, from: number, to: number, first: number): boolean {
    if (!this.isPaged || this.decodedPages === this.pageCount) return false;
    const before = this.decodedPages;
    let page = -1;
    gatherMissing(to - from, i => {
      const next = Math.floor((documents[from + i] - first) / pageDocuments);
      if (next === page) return;
      page = next;
      this.decode(page);
    });
    return this.decodedPages > before;
  }

  private get pagesStart(): number {
    return headerBytes + 2 * this.pageCount + this.tableBytes;
  }

  private decode(page: number): void {
    if (this.isDecoded[page] === 1) return;
    const { decodedCodes, section } = this;
    const start = page * pageDocuments;
    try {
      this.decoder ??= new LengthDecoder(section, this.pageCount, this.tableBytes);
      this.decoder.decode(page, decodedCodes, start, Math.min(this.documentCount, start + pageDocuments));
    } catch (error) {
      throw toDamageError(error);
    }
    this.isDecoded[page] = 1;
    this.decodedPages++;
  }
}

/** Decodes pages. */
class LengthDecoder {
  /** By the next `maxBits` bits: how many of them are a code, and the size that it stands for. */
  private readonly table = new Uint16Array(1 << maxBits);
  /** By page: where it begins in the section; then where the last one ends. */
  private readonly starts: Uint32Array;
  private readonly bits = new BitReader();

  /** @throws HansouError BAD_INDEX */
  constructor(
    private readonly section: Section,
    pageCount: number,
    tableBytes: number,
  ) {
    const tableStart = headerBytes + 2 * pageCount;
    const { data, origin } = section.window(headerBytes, tableStart + tableBytes + paddingBytes);
    const at = section.start - origin;
    this.starts = new Uint32Array(pageCount + 1);
    this.starts[0] = tableStart + tableBytes;
    for (let page = 0; page < pageCount; page++)
      this.starts[page + 1] = this.starts[page] + data.getUint16(at + headerBytes + 2 * page, true);
    if (this.starts[pageCount] !== section.length - paddingBytes)
      throw damageError(`pages of ${section.length - paddingBytes - this.starts[0]} bytes`, this.starts[pageCount]);
    this.bits.reset(data, at + tableStart);
    this.fillTable(this.readBits(8 * tableBytes));
  }

  /** Fills `codes[from … to)` with a page. @throws HansouError BAD_INDEX */
  decode(page: number, codes: Uint8Array, from: number, to: number): void {
    const { section, starts, table, bits } = this;
    const end = starts[page + 1];
    const { data, origin } = section.window(starts[page], end + paddingBytes);
    bits.reset(data, section.start + starts[page] - origin);
    const maxPosition = 8 * (end - starts[page]);
    for (let i = from; i < to; i++) {
      const entry = table[bits.peek() >>> (32 - maxBits)];
      bits.position += entry >>> 8;
      if (entry === 0 || bits.position > maxPosition) throw damageError('a size in its page', 'another code');
      codes[i] = entry & 0xff;
    }
  }

  /** The bits of each code. */
  private readBits(maxPosition: number): Uint8Array {
    const { bits } = this;
    const lengths = new Uint8Array(256);
    const count = bits.readGamma() - 1;
    for (let i = 0, code = -1; i < count; i++) {
      code += bits.readGamma();
      const length = bits.readShort(4);
      if (code > 255 || length === 0 || length > maxBits || bits.position > maxPosition)
        throw damageError('the bits of a size', `${length} of code ${code}`);
      lengths[code] = length;
    }
    return lengths;
  }

  private fillTable(lengths: Uint8Array): void {
    const values = assignCodes(lengths);
    lengths.forEach((length, code) => {
      if (length === 0) return;
      const from = values[code] << (maxBits - length);
      const to = from + (1 << (maxBits - length));
      if (to > this.table.length) throw damageError('a code of sizes', 'one with too many');
      this.table.fill((length << 8) | code, from, to);
    });
  }
}

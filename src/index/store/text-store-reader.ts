/**
 * The document store: the texts of a field, each of which can be decoded alone and comes back unchanged (any UTF-16, lone
 * surrogates included). Snippets and results read texts from it.
 *
 *     texts   = records (records.ts), code, trailer
 *     record  = length varint, bits            of a document: its units, then their codes (text-code.ts); '' is empty
 *             | unit u16*                      when the code is empty: texts too few to be worth a code
 *             | zero u8                        the document has no text
 *     trailer = codeSize u64, units u64, learntUnits u64
 *
 * `units` is the number of UTF-16 units of all texts, `learntUnits` of the texts that the code was learned for.
 */
import type { ByteWindow } from '../../bytes/byte-source.ts';
import type { Section } from '../../bytes/section.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits } from '../../text/units.ts';
import { damageError } from '../damage.ts';
import { RecordsReader, recordsPadding } from '../packing/records.ts';
import { retainableBytes, sliceSection } from '../packing/slice-section.ts';
import { readUint64 } from '../packing/uint64.ts';
import type { TextFilter } from '../text-filter.ts';
import { scanTexts, TextBatch } from './scan-texts.ts';
import { maxPieceUnits, TextCode } from './text-code.ts';
import { TextEncoding, trailerBytes } from './text-encoding.ts';

/** Bytes of an encoded text that takes less time to decode than to note that it may be decoded later. */
const shortTextBytes = 96;

/** Bytes of the texts that are filtered together: a bit of them is a small number. */
const maxBatchBytes = 1 << 26;

/** Reads the texts of a field. */
export class TextStoreReader {
  /** UTF-16 units of all texts. */
  readonly totalUnits: number;
  /** The record of each document. */
  readonly records: RecordsReader;
  private readonly codeSection: Section;
  /** UTF-16 units of the texts that the code was learned for. */
  readonly learntUnits: number;
  private readonly buffer = new UnitBuffer();
  private loadedCodeBytes: Uint8Array | undefined;
  private loadedEncoding: TextEncoding | undefined;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    section: Section,
    readonly documentCount: number,
  ) {
    const end = section.length - trailerBytes;
    const trailer = sliceSection(section, end, section.length);
    const codeAt = end - readUint64(trailer, 0);
    this.totalUnits = readUint64(trailer, 8);
    this.learntUnits = readUint64(trailer, 16);
    this.codeSection = sliceSection(section, codeAt, end);
    this.records = new RecordsReader(sliceSection(section, 0, codeAt), documentCount);
  }

  /** Bytes of the code; empty for uncompressed texts. */
  get codeBytes(): Uint8Array {
    this.loadedCodeBytes ??= retainableBytes(this.codeSection);
    return this.loadedCodeBytes;
  }

  /** How the texts are encoded. The code is read when it is first needed. @throws HansouError BAD_INDEX */
  get encoding(): TextEncoding {
    if (!this.loadedEncoding) {
      const { codeBytes, learntUnits } = this;
      this.loadedEncoding = new TextEncoding(codeBytes.length === 0 ? undefined : new TextCode(codeBytes), learntUnits);
    }
    return this.loadedEncoding;
  }

  /** Notes that the code will be needed. */
  wantCode(): void {
    if (!this.loadedEncoding) this.codeSection.want(0, this.codeSection.length);
  }

  /** Shares the code of another reader if it is the same: reading a code takes longer than reading a small segment's texts. */
  shareEncoding(other: TextStoreReader): void {
    if (this.codeBytes === other.codeBytes || this.codeBytes.length === 0) return;
    if (this.learntUnits !== other.learntUnits || !sameBytes(this.codeBytes, other.codeBytes)) return;
    this.loadedCodeBytes = other.codeBytes;
    this.loadedEncoding = other.encoding;
  }

  /**
   * Fills `into` with a document's text, or with its first `maxUnits` units.
   * @throws HansouError BAD_INDEX when its bytes are damaged
   */
  readText(document: number, into: UnitBuffer, maxUnits = Number.POSITIVE_INFINITY): void {
    const { code } = this.encoding;
    const { records } = this;
    records.locate(document);
    const { section, start } = records;
    const bytes = records.end - start;
    into.length = 0;
    if (bytes === 0) return;
    const window = section.window(start, start + bytes + recordsPadding);
    let at = section.start + start - window.origin;
    const end = at + bytes;
    if (!code) {
      const length = Math.min(maxUnits, (end - at) >>> 1);
      into.reserve(length);
      for (let i = 0; i < length; i++, at += 2) into.units[i] = window.bytes[at] | (window.bytes[at + 1] << 8);
      into.length = length;
      return;
    }
    const { length, size } = this.readCheckedLength(code, window.bytes, at, end);
    at += size;
    const readUnits = Math.min(maxUnits, length);
    into.reserve(readUnits + maxPieceUnits);
    code.decode(window, at, end, readUnits, into);
  }

  /**
   * Writes a 1 into `possible[i]` if the text of document `documents[i] - first` may contain what a filter looks for.
   * @param documents ascending
   * @throws HansouError BAD_INDEX, RangeError when the bytes are damaged
   */
  markPossible(documents: Uint32Array, first: number, filter: TextFilter, possible: Uint8Array): void {
    const { code } = this.encoding;
    if (!code) {
      possible.fill(1, 0, documents.length);
      return;
    }
    const { records } = this;
    const { section } = records;
    const batch = new TextBatch();
    let window: ByteWindow | undefined;
    let firstByte = 0;
    const scanBatch = () => {
      if (!window || batch.count === 0) return;
      const { buffer, byteOffset, byteLength } = window.data;
      const view = new DataView(buffer, byteOffset + firstByte, byteLength - firstByte);
      scanTexts(view, batch, filter.stepsFor(code), code.tableBits, filter, possible);
      batch.count = 0;
    };
    for (let i = 0; i < documents.length; i++) {
      records.locate(documents[i] - first);
      const { start } = records;
      const bytes = records.end - start;
      if (bytes === 0) continue;
      const textWindow = section.window(start, start + bytes + recordsPadding);
      const at = section.start + start - textWindow.origin;
      if (textWindow !== window || at - firstByte > maxBatchBytes) {
        scanBatch();
        window = textWindow;
        firstByte = at;
      }
      const { length, size } = this.readCheckedLength(code, textWindow.bytes, at, at + bytes);
      if (length > 0) batch.add((at + size - firstByte) * 8, length, i);
    }
    scanBatch();
  }

  /** The length of a text. One that the bytes cannot hold is damage: nothing is allocated for it. */
  private readCheckedLength(code: TextCode, bytes: Uint8Array, at: number, end: number): TextLength {
    const read = readLength(bytes, at, end);
    if (read.length * code.minCodeBits > (end - at - read.size) * 8 * maxPieceUnits)
      throw damageError('a text inside its bytes', `${read.length} units`);
    return read;
  }

  /** A document's text. @throws HansouError BAD_INDEX when its bytes are damaged */
  text(document: number): string {
    this.readText(document, this.buffer);
    return stringFromUnits(this.buffer.units, 0, this.buffer.length);
  }

  /** Whether the document has no text; its text is then read as ''. */
  isMissing(document: number): boolean {
    return this.records.at(document).length === 1;
  }

  /** Whether a document's text takes more than `shortTextBytes`. */
  isLong(document: number): boolean {
    this.records.locate(document);
    return this.records.end - this.records.start > shortTextBytes;
  }

  /** The encoded bytes of a document's text, valid until the next call. */
  record(document: number): Uint8Array {
    return this.records.at(document).bytes();
  }

  /** Number of UTF-16 units of a document's text. */
  countUnits(document: number): number {
    const record = this.record(document);
    if (this.codeSection.length === 0) return record.length >>> 1;
    return record.length === 0 ? 0 : readLength(record, 0, record.length).length;
  }
}

/** The UTF-16 units of a text, and the bytes that say so. */
interface TextLength {
  readonly length: number;
  readonly size: number;
}

/** The varint at `at`, and the number of its bytes. @throws HansouError BAD_INDEX */
function readLength(bytes: Uint8Array, at: number, end: number): TextLength {
  let length = 0;
  let size = 0;
  for (let factor = 1; at + size < end && size < 6; factor *= 128) {
    const byte = bytes[at + size++];
    length += (byte & 0x7f) * factor;
    if (byte < 0x80) return { length, size };
  }
  throw damageError('the length of a text', 'none');
}

/** Whether two codes have the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

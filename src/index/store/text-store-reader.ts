/** Reads one part of each record of the document store: the texts of a field, its stored values, or the ids. */
import type { ByteWindow } from '../../bytes/byte-source.ts';
import { UnitBuffer } from '../../text/unit-buffer.ts';
import { stringFromUnits } from '../../text/units.ts';
import { damageError } from '../damage.ts';
import type { TextFilter } from '../text-filter.ts';
import type { WideTextFilter } from '../wide-text-filter.ts';
import { DecodedTexts, minKeptUnits } from './decoded-texts.ts';
import type { DocumentStoreReader } from './document-store-reader.ts';
import { maxPieceUnits, type TextCode } from './encoding/text-code.ts';
import { scanBatchFor } from './scan-texts.ts';
import { TextBatch } from './text-batch.ts';

/** Bytes of an encoded text that takes less time to decode than to note that it may be decoded later. */
const shortTextBytes = 96;

/** Bytes of the texts that are filtered together: a bit of them is a small number. */
const maxBatchBytes = 1 << 26;

/** Reads texts, each of which can be decoded alone. */
export class TextStoreReader {
  private readonly buffer = new UnitBuffer();
  private readonly batch = new TextBatch();
  /** Created when a text is first decoded. */
  private decoded: DecodedTexts | undefined;

  /** @param part the part of each record */
  constructor(
    readonly store: DocumentStoreReader,
    readonly part: number,
  ) {}

  /** UTF-16 units of all texts. */
  get totalUnits(): number {
    return this.store.partUnits[this.part];
  }

  get documentCount(): number {
    return this.store.documentCount;
  }

  /**
   * Fills `into` with a document's text, or with its first `maxUnits` units.
   * @throws HansouError BAD_INDEX when its bytes are damaged
   */
  readText(document: number, into: UnitBuffer, maxUnits = Number.POSITIVE_INFINITY): void {
    const { store, decoded } = this;
    if (decoded?.find(document)) {
      const length = Math.min(maxUnits, decoded.end - decoded.start);
      into.reserve(length);
      into.units.set(decoded.units.subarray(decoded.start, decoded.start + length));
      into.length = length;
      return;
    }
    const { code } = store.encoding;
    store.locate(document, this.part);
    const { window, end } = store;
    let at = store.start;
    into.length = 0;
    if (at === end) return;
    if (!code) {
      const length = Math.min(maxUnits, (end - at) >>> 1);
      into.reserve(length);
      for (let i = 0; i < length; i++, at += 2) into.units[i] = window.bytes[at] | (window.bytes[at + 1] << 8);
      into.length = length;
      return;
    }
    const { length, size } = readCheckedLength(code, window.bytes, at, end);
    at += size;
    const readUnits = Math.min(maxUnits, length);
    into.reserve(readUnits + maxPieceUnits);
    code.decode(window, at, end, readUnits, into);
    if (readUnits < length || length < minKeptUnits) return;
    this.decoded ??= new DecodedTexts(this.totalUnits);
    this.decoded.keep(document, into);
  }

  /**
   * Writes a 1 into `possible[i]` if the text of document `documents[i] - first` may contain what a filter looks for.
   * @param documents ascending
   * @throws HansouError BAD_INDEX, RangeError when the bytes are damaged
   */
  markPossible(documents: Uint32Array, first: number, filter: TextFilter | WideTextFilter, possible: Uint8Array): void {
    const { store } = this;
    if (this.totalUnits === 0) return;
    const { code } = store.encoding;
    if (!code) {
      // Texts too few to be worth a code: all that are not empty or missing.
      for (let i = 0; i < documents.length; i++) {
        store.locate(documents[i] - first, this.part);
        if (store.end - store.start > 1) possible[i] = 1;
      }
      return;
    }
    const { batch } = this;
    batch.count = 0;
    let window: ByteWindow | undefined;
    let firstByte = 0;
    const scanBatch = () => {
      if (!window || batch.count === 0) return;
      const { buffer, byteOffset, byteLength } = window.data;
      const view = new DataView(buffer, byteOffset + firstByte, byteLength - firstByte);
      scanBatchFor(view, batch, code, filter, possible);
      batch.count = 0;
    };
    for (let i = 0; i < documents.length; i++) {
      store.locate(documents[i] - first, this.part);
      const { start, end } = store;
      if (start === end) continue;
      if (store.window !== window || start - firstByte > maxBatchBytes) {
        scanBatch();
        window = store.window;
        firstByte = start;
      }
      const { length, size } = readCheckedLength(code, window.bytes, start, end);
      if (length > 0) batch.add((start + size - firstByte) * 8, length, i);
    }
    scanBatch();
  }

  /** A document's text. @throws HansouError BAD_INDEX when its bytes are damaged */
  text(document: number): string {
    const { decoded } = this;
    if (decoded?.find(document)) return stringFromUnits(decoded.units, decoded.start, decoded.end);
    this.readText(document, this.buffer);
    return stringFromUnits(this.buffer.units, 0, this.buffer.length);
  }

  /** Whether the document has no text; its text is then read as ''. */
  isMissing(document: number): boolean {
    const { store } = this;
    store.locate(document, this.part);
    return store.end - store.start === 1;
  }

  /** Whether a document's text takes more than `shortTextBytes`. */
  isLong(document: number): boolean {
    const { store } = this;
    store.locate(document, this.part);
    return store.end - store.start > shortTextBytes;
  }

  /** The encoded bytes of a document's text, valid until the next call. */
  record(document: number): Uint8Array {
    const { store } = this;
    store.locate(document, this.part);
    return store.window.bytes.subarray(store.start, store.end);
  }

  /** Number of UTF-16 units of a document's text. */
  countUnits(document: number): number {
    const record = this.record(document);
    if (this.store.codeBytes.length === 0) return record.length >>> 1;
    return record.length === 0 ? 0 : readLength(record, 0, record.length).length;
  }
}

/** The UTF-16 units of a text, and the bytes that say so. */
interface TextLength {
  readonly length: number;
  readonly size: number;
}

/** The length of a text. One that the bytes cannot hold is damage: nothing is allocated for it. */
function readCheckedLength(code: TextCode, bytes: Uint8Array, at: number, end: number): TextLength {
  const read = readLength(bytes, at, end);
  if (read.length * code.minCodeBits > (end - at - read.size) * 8 * maxPieceUnits)
    throw damageError('a text inside its bytes', `${read.length} units`);
  return read;
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

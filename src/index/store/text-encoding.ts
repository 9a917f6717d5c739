/** How the texts of a field are encoded, and the writer of encoded texts. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { type RecordsReader, RecordsWriter } from '../packing/records.ts';
import { PieceEncoder } from './piece-encoder.ts';
import type { TextCode } from './text-code.ts';

/** Bytes of the trailer of a text store, described in `text-store-reader.ts`. */
export const trailerBytes = 24;

/** How texts are encoded: in a code, or uncompressed. */
export class TextEncoding {
  private builtEncoder: PieceEncoder | undefined;

  /**
   * @param code undefined for uncompressed texts, two bytes a unit
   * @param learntUnits UTF-16 units of the texts that the code was learned for
   */
  constructor(
    readonly code: TextCode | undefined,
    readonly learntUnits: number,
  ) {}

  /** Encodes in the code. Created when first needed: most encodings are only read with. */
  get encoder(): PieceEncoder | undefined {
    if (this.code) this.builtEncoder ??= new PieceEncoder(this.code);
    return this.builtEncoder;
  }
}

const noCode = new Uint8Array(0);

/** Creates the encoding of two bytes a unit. */
export function createUncompressedEncoding(): TextEncoding {
  return new TextEncoding(undefined, 0);
}

/** Writes texts in a given encoding. */
export class EncodingWriter {
  private readonly records: RecordsWriter;
  /** UTF-16 units of all texts. */
  private totalUnits = 0;

  constructor(
    readonly encoding: TextEncoding,
    sink: ByteSink | undefined,
  ) {
    this.records = new RecordsWriter(sink);
  }

  /** Bytes of all texts. */
  get recordBytes(): number {
    return this.records.recordBytes;
  }

  /** Bytes of the code; empty for uncompressed texts. */
  get codeBytes(): Uint8Array {
    return this.encoding.code?.bytes ?? noCode;
  }

  /** Adds the text `units[start … end)`. */
  add(units: Uint16Array, start: number, end: number): void {
    const { encoder } = this.encoding;
    const { record: bytes } = this.records;
    if (!encoder) for (let i = start; i < end; i++) bytes.writeU16(units[i]);
    else if (end > start) {
      bytes.writeVarint(end - start);
      encoder.encode(units, start, end, bytes);
    }
    this.records.endRecord();
    this.totalUnits += end - start;
  }

  /** Adds a document without text: one byte, while '' takes none. */
  addMissing(): void {
    this.records.record.writeU8(0);
    this.records.endRecord();
  }

  /** Copies the bytes of a text in the same encoding. */
  copy(record: Uint8Array, units: number): void {
    this.records.record.writeBytes(record);
    this.records.endRecord();
    this.totalUnits += units;
  }

  /** Copies all texts of a reader with the same encoding. @param units UTF-16 units of these texts */
  copyAll(records: RecordsReader, units: number): void {
    this.records.appendAll(records);
    this.totalUnits += units;
  }

  /** Ends the section. @returns its bytes, without those that the sink already has */
  finish(): Uint8Array {
    const records = this.records.finish();
    const code = this.codeBytes;
    const writer = new ByteWriter(records.length + code.length + trailerBytes);
    writer.writeBytes(records);
    writer.writeBytes(code);
    for (const value of [code.length, this.totalUnits, this.encoding.learntUnits]) writer.writeU64(value);
    return writer.finish();
  }
}

/** How the texts of a field are encoded, and the writer of encoded texts. */
import type { ByteSink } from '../../../bytes/byte-sink.ts';
import { ByteWriter } from '../../../bytes/byte-writer.ts';
import { type RecordsReader, RecordsWriter } from '../../packing/records.ts';
import { PieceEncoder } from './piece-encoder.ts';
import type { TextCode } from './text-code.ts';

/** Bytes of the trailer of the document store (document-store-reader.ts). */
export function storeTrailerBytes(partCount: number): number {
  return 8 * partCount + 8;
}

/** The sections beside the records: where each begins, and the code of their texts. */
export interface StoreSections {
  readonly starts: Uint8Array;
  readonly code: Uint8Array;
}

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

/** Writes records (document-store-reader.ts) in a given encoding, part by part. */
export class EncodingWriter {
  private readonly records: RecordsWriter;
  /** The bytes of the current part, whose size is written before them. */
  private readonly text = new ByteWriter();
  private part = 0;
  /** UTF-16 units of all texts, by part. */
  private readonly partUnits: number[];

  constructor(
    readonly encoding: TextEncoding,
    private readonly partCount: number,
    sink: ByteSink | undefined,
  ) {
    this.records = new RecordsWriter(sink);
    this.partUnits = new Array(partCount).fill(0);
  }

  /** Bytes of all records. */
  get recordBytes(): number {
    return this.records.recordBytes;
  }

  /** Bytes of the code; empty for uncompressed texts. */
  get codeBytes(): Uint8Array {
    return this.encoding.code?.bytes ?? noCode;
  }

  /** Adds the text `units[start … end)` as the next part. */
  add(units: Uint16Array, start: number, end: number): void {
    const { encoder } = this.encoding;
    const bytes = this.isLastPart ? this.records.record : this.text;
    if (!encoder) for (let i = start; i < end; i++) bytes.writeU16(units[i]);
    else if (end > start) {
      bytes.writeVarint(end - start);
      encoder.encode(units, start, end, bytes);
    }
    this.partUnits[this.part] += end - start;
    this.endPart();
  }

  /** Adds a part without text: one byte, while '' takes none. */
  addMissing(): void {
    (this.isLastPart ? this.records.record : this.text).writeU8(0);
    this.endPart();
  }

  /** Copies a record in the same encoding. @param units UTF-16 units of its parts */
  copy(record: Uint8Array, units: readonly number[]): void {
    this.records.record.writeBytes(record);
    this.records.endRecord();
    for (let part = 0; part < this.partCount; part++) this.partUnits[part] += units[part];
  }

  /** Copies all records of a reader with the same encoding. */
  copyAll({ records, partUnits }: { readonly records: RecordsReader; readonly partUnits: readonly number[] }): void {
    this.records.appendAll(records);
    for (let part = 0; part < this.partCount; part++) this.partUnits[part] += partUnits[part];
  }

  /** Ends the section. @returns its bytes, without those that the sink already has, and the sections beside it */
  finish(): StoreSections & { readonly bytes: Uint8Array } {
    const { bytes: records, starts } = this.records.finishApart();
    const writer = new ByteWriter(records.length + storeTrailerBytes(this.partCount));
    writer.writeBytes(records);
    for (const value of [...this.partUnits, this.encoding.learntUnits]) writer.writeU64(value);
    return { bytes: writer.finish(), starts, code: this.codeBytes };
  }

  private get isLastPart(): boolean {
    return this.part === this.partCount - 1;
  }

  private endPart(): void {
    if (this.isLastPart) {
      this.part = 0;
      this.records.endRecord();
      return;
    }
    const { record } = this.records;
    record.writeVarint(this.text.length);
    this.text.appendTo(record);
    this.part++;
  }
}

import type { ByteSink } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { type RecordsReader, RecordsWriter } from '../packing/records.ts';
import { PieceEncoder } from './piece-encoder.ts';
import type { TextCode } from './text-code.ts';

/** Bytes of the trailer of texts, see texts.ts. */
export const trailerBytes = 24;

/** How texts are written. */
export class TextEncoding {
  private builtEncoder: PieceEncoder | undefined;

  /**
   * @param code undefined: as they are, two bytes a unit
   * @param learntUnits units of the texts that the code was learnt for
   */
  constructor(
    readonly code: TextCode | undefined,
    readonly learntUnits: number,
  ) {}

  /** Writes in the code; made when first needed, since few readers are written like. */
  get encoder(): PieceEncoder | undefined {
    if (this.code) this.builtEncoder ??= new PieceEncoder(this.code);
    return this.builtEncoder;
  }
}

const noCode = new Uint8Array(0);

/** Two bytes a unit. */
export function createUncompressedEncoding(): TextEncoding {
  return new TextEncoding(undefined, 0);
}

/** Writes texts in a form that is known. */
export class EncodingWriter {
  private readonly records: RecordsWriter;
  private units = 0;

  constructor(
    readonly encoding: TextEncoding,
    sink: ByteSink | undefined,
  ) {
    this.records = new RecordsWriter(sink);
  }

  /** Bytes of the texts. */
  get recordBytes(): number {
    return this.records.recordBytes;
  }

  /** Bytes of the texts and of the code. */
  get size(): number {
    return this.records.recordBytes + this.codeBytes.length;
  }

  get codeBytes(): Uint8Array {
    return this.encoding.code?.bytes ?? noCode;
  }

  add(units: Uint16Array, start: number, end: number): void {
    const { encoder } = this.encoding;
    const { record: bytes } = this.records;
    if (!encoder) for (let i = start; i < end; i++) bytes.writeU16(units[i]);
    else if (end > start) {
      bytes.writeVarint(end - start);
      encoder.encode(units, start, end, bytes);
    }
    this.records.endRecord();
    this.units += end - start;
  }

  /** A document that has no text: a byte, where '' takes none. */
  addMissing(): void {
    this.records.record.writeU8(0);
    this.records.endRecord();
  }

  /** Takes over the bytes of a text in the same form. */
  copy(record: Uint8Array, units: number): void {
    this.records.record.writeBytes(record);
    this.records.endRecord();
    this.units += units;
  }

  /** The same for all texts of a reader, which take so many units. */
  copyAll(records: RecordsReader, units: number): void {
    this.records.appendAll(records);
    this.units += units;
  }

  /** What the sink has not got: everything without a sink. */
  finish(): Uint8Array {
    const records = this.records.finish();
    const code = this.codeBytes;
    const writer = new ByteWriter(records.length + code.length + trailerBytes);
    writer.writeBytes(records);
    writer.writeBytes(code);
    for (const value of [code.length, this.units, this.encoding.learntUnits]) writer.writeU64(value);
    return writer.finish();
  }
}

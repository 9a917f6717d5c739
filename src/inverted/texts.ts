/**
 * The texts of a field, each decoding alone to exactly what was given in: any UTF-16, lone surrogates too.
 *
 *     texts  = sort u8, zero u8 * 7, codeSize u64, code, starts, record*, zero u8 * 4
 *     record = unit u16*                       of a document, in sort 0 (plain)
 */
import { ByteWriter } from '../bytes/byte-writer.ts';
import type { Section } from '../bytes/container.ts';
import { stringOf } from '../text/folding.ts';
import { damaged } from './damage.ts';
import { UnitBuffer } from './index-reader.ts';
import { partOf } from './part.ts';
import { Starts, StartsWriter } from './starts.ts';

const headerSize = 16;
const tailSize = 4;

export class TextsWriter {
  private readonly records = new ByteWriter();
  private readonly starts = new StartsWriter();
  private readonly buffer = new UnitBuffer();

  /** A writer for the documents of these readers. */
  static forMerge(_readers: readonly TextsReader[]): TextsWriter {
    return new TextsWriter();
  }

  /** @param text '' for none */
  add(text: string): void {
    for (let i = 0; i < text.length; i++) this.records.u16(text.charCodeAt(i));
    this.starts.add(2 * text.length);
  }

  /** Takes over documents of another segment, rising. */
  append(reader: TextsReader, documents: Uint32Array): void {
    for (const document of documents) {
      reader.readText(document, this.buffer);
      for (let i = 0; i < this.buffer.length; i++) this.records.u16(this.buffer.units[i]);
      this.starts.add(2 * this.buffer.length);
    }
  }

  finish(): Uint8Array {
    const writer = new ByteWriter(this.records.length + 64);
    writer.align(headerSize);
    writer.u32(0);
    writer.u32(0);
    writer.u32(0);
    writer.u32(0);
    this.starts.write(writer);
    writer.block(this.records.finish());
    writer.u32(0);
    return writer.finish();
  }
}

export class TextsReader {
  private readonly starts: Starts;
  private readonly records: Section;
  private readonly buffer = new UnitBuffer();

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(section: Section, documentCount: number) {
    const rest = partOf(section, headerSize, section.length);
    this.starts = new Starts(rest, documentCount);
    if (this.starts.size + this.starts.total + tailSize !== rest.length)
      throw damaged(`${this.starts.total} bytes of texts`, rest.length - this.starts.size - tailSize);
    this.records = partOf(rest, this.starts.size, rest.length);
  }

  /** Fills `into` with a document's text. @throws HansouError BAD_INDEX when its bytes are damaged */
  readText(document: number, into: UnitBuffer): void {
    const from = this.starts.at(document);
    const part = partOf(this.records, from, this.starts.at(document + 1));
    const { data, origin } = part.window(0, part.length);
    into.length = 0;
    into.reserve(part.length >> 1);
    into.length = part.length >> 1;
    for (let i = 0; i < into.length; i++) into.units[i] = data.getUint16(part.start - origin + 2 * i, true);
  }

  /** A document's text. @throws HansouError BAD_INDEX when its bytes are damaged */
  text(document: number): string {
    this.readText(document, this.buffer);
    return stringOf(this.buffer.units, 0, this.buffer.length);
  }
}

/**
 * Terms whose lists are coded, before it is known in which block of the dictionary they stand: what one thread makes of
 * a range of the dictionary, for the one that writes it all. No part of an index file.
 *
 *     terms = term*
 *     term  = length u8, shape + 4 * isWord + 8 * isName u8, unit u16 * length, count varint, standing varint,
 *             onPath varint, bits varint, list                the bits of the list as terms.ts has them, in whole bytes
 */
import { BitWriter } from '../../bytes/bit-writer.ts';
import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { ByteSource, ByteWindow } from '../../bytes/byte-source.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { TermDictionaryWriter } from './term-dictionary-writer.ts';
import { maxTermUnits, type TermEntry, type TermShape } from './term-entry.ts';
import { TermMetadata, writePostings } from './term-metadata.ts';

/** Bytes of terms that are handed on at once. */
const flushBytes = 1 << 16;

export class EncodedTermsWriter {
  private readonly metadata = new TermMetadata();
  private readonly bits = new BitWriter();
  private readonly bytes = new ByteWriter(flushBytes * 2);

  /** @param documentLimit documents of the segment */
  constructor(
    private readonly documentLimit: number,
    private readonly sink: ByteSink,
  ) {}

  add(entry: TermEntry): void {
    const { metadata: head, bits, bytes } = this;
    head.setFrom(entry);
    bits.clear();
    writePostings(bits, entry, head, this.documentLimit);
    bytes.writeU8(head.length);
    bytes.writeU8(head.shape | (head.isWord ? 4 : 0) | (head.isName ? 8 : 0));
    for (let i = 0; i < head.length; i++) bytes.writeU16(head.units[i]);
    bytes.writeVarint(head.documentCount);
    bytes.writeVarint(head.wordDocuments);
    bytes.writeVarint(head.pathDocuments);
    bytes.writeVarint(bits.bitLength);
    bytes.writeBytes(bits.finish());
    if (bytes.length >= flushBytes) this.finish();
  }

  /** Hands on what the sink has not got. */
  finish(): void {
    this.sink.write(this.bytes.finish());
    this.bytes.length = 0;
  }
}

/** The most bytes before a list. */
const maxMetadataBytes = 2 + 2 * maxTermUnits + 4 * 5;

/** Gives all terms that were written to a source to the writer of a dictionary, which go before those to come. */
export function appendEncodedTerms(source: ByteSource, to: TermDictionaryWriter): void {
  const head = new TermMetadata();
  let at = 0;
  let window: ByteWindow = { bytes: new Uint8Array(0), data: new DataView(new ArrayBuffer(0)), origin: 0 };
  const need = (more: number) => {
    const end = Math.min(source.size, at + more);
    if (at < window.origin || end > window.origin + window.bytes.length) window = source.window(at, end);
  };
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = window.bytes[at++ - window.origin];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < source.size) {
    need(maxMetadataBytes);
    head.length = window.bytes[at - window.origin];
    const said = window.bytes[at + 1 - window.origin];
    head.shape = (said & 3) as TermShape;
    head.isWord = (said & 4) !== 0;
    head.isName = (said & 8) !== 0;
    at += 2;
    for (let i = 0; i < head.length; i++, at += 2) head.units[i] = window.data.getUint16(at - window.origin, true);
    head.documentCount = varint();
    head.wordDocuments = varint();
    head.pathDocuments = varint();
    const bits = varint();
    const size = Math.ceil(bits / 8);
    need(size);
    to.addEncoded(head, window.bytes.subarray(at - window.origin, at - window.origin + size), bits);
    at += size;
  }
}

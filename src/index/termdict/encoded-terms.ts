/**
 * Terms with encoded posting lists, before it is known which block of the dictionary they go into: one thread encodes a
 * range of the dictionary, and another writes all ranges into one dictionary. Not part of an index file.
 *
 *     terms = term*
 *     term  = length u8, shape + 4 * isWord + 8 * isName u8, unit u16 * length, count varint, wordDocuments varint,
 *             pathDocuments varint, bits varint, list          the bits of the list as in the dictionary, in whole bytes
 */
import { BitWriter } from '../../bytes/bit-writer.ts';
import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { ByteSource, ByteWindow } from '../../bytes/byte-source.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { TermDictionaryWriter } from './term-dictionary-writer.ts';
import { maxTermUnits, type TermEntry, type TermShape } from './term-entry.ts';
import { TermMetadata, writePostings } from './term-metadata.ts';

/** Bytes of terms that are collected before they are written to the sink. */
const flushBytes = 1 << 16;

/** Encodes terms and writes them to a sink. */
export class EncodedTermsWriter {
  private readonly metadata = new TermMetadata();
  private readonly bits = new BitWriter();
  private readonly bytes = new ByteWriter(flushBytes * 2);

  /** @param documentLimit number of documents of the segment */
  constructor(
    private readonly documentLimit: number,
    private readonly sink: ByteSink,
  ) {}

  add(entry: TermEntry): void {
    const { metadata, bits, bytes } = this;
    metadata.setFrom(entry);
    bits.clear();
    writePostings(bits, entry, metadata, this.documentLimit);
    bytes.writeU8(metadata.length);
    bytes.writeU8(metadata.shape | (metadata.isWord ? 4 : 0) | (metadata.isName ? 8 : 0));
    for (let i = 0; i < metadata.length; i++) bytes.writeU16(metadata.units[i]);
    bytes.writeVarint(metadata.documentCount);
    bytes.writeVarint(metadata.wordDocuments);
    bytes.writeVarint(metadata.pathDocuments);
    bytes.writeVarint(bits.bitLength);
    bytes.writeBytes(bits.finish());
    if (bytes.length >= flushBytes) this.finish();
  }

  /** Writes the terms that are not in the sink yet. */
  finish(): void {
    this.bytes.flushTo(this.sink);
  }
}

/** Maximum number of bytes of a term before its list. */
const maxMetadataBytes = 2 + 2 * maxTermUnits + 4 * 5;

/** Adds all encoded terms of a source to a dictionary. */
export function appendEncodedTerms(source: ByteSource, writer: TermDictionaryWriter): void {
  const metadata = new TermMetadata();
  let at = 0;
  let window: ByteWindow = { bytes: new Uint8Array(0), data: new DataView(new ArrayBuffer(0)), origin: 0 };
  const ensureWindow = (more: number) => {
    const end = Math.min(source.size, at + more);
    if (at < window.origin || end > window.origin + window.bytes.length) window = source.window(at, end);
  };
  const readVarint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = window.bytes[at++ - window.origin];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < source.size) {
    ensureWindow(maxMetadataBytes);
    metadata.length = window.bytes[at - window.origin];
    const flags = window.bytes[at + 1 - window.origin];
    metadata.shape = (flags & 3) as TermShape;
    metadata.isWord = (flags & 4) !== 0;
    metadata.isName = (flags & 8) !== 0;
    at += 2;
    for (let i = 0; i < metadata.length; i++, at += 2)
      metadata.units[i] = window.data.getUint16(at - window.origin, true);
    metadata.documentCount = readVarint();
    metadata.wordDocuments = readVarint();
    metadata.pathDocuments = readVarint();
    const bits = readVarint();
    const size = Math.ceil(bits / 8);
    ensureWindow(size);
    writer.addEncoded(metadata, window.bytes.subarray(at - window.origin, at - window.origin + size), bits);
    at += size;
  }
}

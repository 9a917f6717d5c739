/**
 * Stores the offset maps of documents whose text was repaired: for each piece of the text, its place in the source.
 *
 *     maps   = records, packed, recordsSize u64, count u32, width u32
 *     records = map*                           see records.ts
 *     packed = the documents with a map, ascending (packed-numbers.ts); `width` is 0 when all documents have one
 *     map    = textLength varint, sourceStart varint, piece*
 *     piece  = run varint, gap varint?         for each piece but the last
 *
 * `run` is (length - 1) * 2, plus 1 when `gap` follows: the number of source units dropped after the piece. Without a
 * `gap`, one unit was dropped: a line break, or the space between two characters.
 */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { OffsetMap } from '../../text/offset-map.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, PackedNumbersReader, writePackedNumbers } from '../packing/packed-numbers.ts';
import { RecordsReader, RecordsWriter } from '../packing/records.ts';
import { sliceSection } from '../packing/slice-section.ts';
import { readUint64 } from '../packing/uint64.ts';

const trailerBytes = 16;
/** All offsets, in the text and in its source, are below this. */
const offsetEnd = 2 ** 32;

/** Writes offset maps document by document. */
export class OffsetMapWriter {
  private readonly documents: number[] = [];
  private readonly maps: RecordsWriter;
  private documentCount = 0;

  /** @param sink takes bytes as soon as they are complete */
  constructor(sink?: ByteSink) {
    this.maps = new RecordsWriter(sink);
  }

  /** Adds the next document. @param map undefined when its text was not repaired */
  add(map: OffsetMap | undefined): void {
    const document = this.documentCount++;
    if (!map) return;
    const { textStarts, sourceStarts, textLength } = map;
    const { record: bytes } = this.maps;
    bytes.writeVarint(textLength);
    bytes.writeVarint(sourceStarts[0]);
    for (let i = 1; i < textStarts.length; i++) {
      const length = textStarts[i] - textStarts[i - 1];
      const gap = sourceStarts[i] - sourceStarts[i - 1] - length;
      bytes.writeVarint((length - 1) * 2 + (gap === 1 ? 0 : 1));
      if (gap !== 1) bytes.writeVarint(gap);
    }
    this.documents.push(document);
    this.maps.endRecord();
  }

  /** Appends documents of another segment, ascending. */
  append(reader: OffsetMapReader, documents: Uint32Array): void {
    for (const document of documents) this.add(reader.offsetMap(document));
  }

  /** Ends the section. @returns its bytes, without those that the sink already has */
  finish(): Uint8Array {
    const { documents, documentCount } = this;
    const width = documents.length === documentCount ? 0 : bitWidthFor(documentCount);
    const maps = this.maps.finish();
    const writer = new ByteWriter(maps.length + 4 * documents.length + 64);
    writer.writeBytes(maps);
    writePackedNumbers(writer, documents, documents.length, width);
    writer.writeU64(this.maps.byteLength);
    writer.writeU32(documents.length);
    writer.writeU32(width);
    return writer.finish();
  }
}

/** Reads offset maps. */
export class OffsetMapReader {
  /** Number of maps. */
  readonly count: number;
  private readonly documents: PackedNumbersReader;
  private readonly maps: RecordsReader;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(section: Section, documentCount: number) {
    const end = section.length - trailerBytes;
    const trailer = sliceSection(section, end, section.length);
    const documentsAt = readUint64(trailer, 0);
    const { data, origin } = trailer.window(8, trailerBytes);
    const count = data.getUint32(trailer.start + 8 - origin, true);
    const width = data.getUint32(trailer.start + 12 - origin, true);
    if (count > documentCount || (width === 0 && count !== documentCount))
      throw damageError(`offset maps of ${documentCount} documents`, count);
    this.count = count;
    this.maps = new RecordsReader(sliceSection(section, 0, documentsAt), count);
    this.documents = new PackedNumbersReader(sliceSection(section, documentsAt, end), count, width);
  }

  /** The offset map of a document; undefined when its text was not repaired. @throws HansouError BAD_INDEX */
  offsetMap(document: number): OffsetMap | undefined {
    const index = this.findMap(document);
    if (index < 0) return undefined;
    const record = this.maps.at(index);
    const { bytes, origin } = record.window(0, record.length);
    const end = record.start + record.length - origin;
    let at = record.start - origin;
    const varint = (): number => {
      let value = 0;
      for (let factor = 1; at < end && factor < 2 ** 42; factor *= 128) {
        const byte = bytes[at++];
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) return value;
      }
      throw damageError('a number inside its offset map', 'none');
    };
    const textLength = varint();
    const textStarts = new Uint32Array(1 + end - at);
    const sourceStarts = new Uint32Array(1 + end - at);
    let text = 0;
    let source = varint();
    let count = 0;
    for (;;) {
      if (source >= offsetEnd || (text >= textLength && count > 0)) throw damageError('pieces inside the text', text);
      textStarts[count] = text;
      sourceStarts[count++] = source;
      if (at === end) break;
      const run = varint();
      const length = Math.floor(run / 2) + 1;
      text += length;
      source += length + (run % 2 === 0 ? 1 : varint());
    }
    if (textLength >= offsetEnd) throw damageError('a text below 2^32 units', textLength);
    return new OffsetMap(textStarts.slice(0, count), sourceStarts.slice(0, count), textLength);
  }

  /** The index of a document's map; -1 when it has none. */
  private findMap(document: number): number {
    const { documents } = this;
    if (documents.width === 0) return documents.count === 0 ? -1 : document;
    let low = 0;
    let high = documents.count;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (documents.at(middle) < document) low = middle + 1;
      else high = middle;
    }
    return low < documents.count && documents.at(low) === document ? low : -1;
  }
}

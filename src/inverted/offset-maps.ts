/**
 * The offset maps of the documents whose text was repaired.
 *
 *     maps   = count u32, width u8, zero u8 * 3, packed, starts, map*
 *     packed = the documents with a map, rising (packed.ts); `width` is 0 when all documents have one
 *     map    = textLength varint, sourceStart varint, piece*
 *     piece  = run varint, gap varint?         one for each piece but the last
 *
 * A piece is (length - 1) * 2, and 1 more when a gap follows: so many units of the source were dropped behind the
 * piece. Without, it was one: a line break, or the blank between two characters.
 */
import { ByteWriter } from '../bytes/byte-writer.ts';
import type { Section } from '../bytes/container.ts';
import { OffsetMap } from '../text/offset-map.ts';
import { damaged } from './damage.ts';
import { Packed, packedSize, widthFor, writePacked } from './packed.ts';
import { partOf } from './part.ts';
import { Starts, StartsWriter } from './starts.ts';

const headerSize = 8;
/** Offsets in a text or its source are below this. */
const offsetEnd = 2 ** 32;

export class OffsetMapsWriter {
  private readonly documents: number[] = [];
  private readonly maps = new ByteWriter();
  private readonly starts = new StartsWriter();
  private documentCount = 0;

  /** @param map undefined for a text that is as it was given in */
  add(map: OffsetMap | undefined): void {
    const document = this.documentCount++;
    if (!map) return;
    const { textStarts, sourceStarts, textLength } = map;
    const from = this.maps.length;
    this.maps.varint(textLength);
    this.maps.varint(sourceStarts[0]);
    for (let i = 1; i < textStarts.length; i++) {
      const length = textStarts[i] - textStarts[i - 1];
      const gap = sourceStarts[i] - sourceStarts[i - 1] - length;
      this.maps.varint((length - 1) * 2 + (gap === 1 ? 0 : 1));
      if (gap !== 1) this.maps.varint(gap);
    }
    this.documents.push(document);
    this.starts.add(this.maps.length - from);
  }

  /** Takes over documents of another segment, rising. */
  append(reader: OffsetMapsReader, documents: Uint32Array): void {
    for (const document of documents) this.add(reader.offsetMap(document));
  }

  finish(): Uint8Array {
    const { documents, documentCount } = this;
    const width = documents.length === documentCount ? 0 : widthFor(documentCount);
    const writer = new ByteWriter(this.maps.length + 64);
    writer.u32(documents.length);
    writer.u8(width);
    writer.align(headerSize);
    writePacked(writer, documents, documents.length, width);
    this.starts.write(writer);
    writer.block(this.maps.finish());
    return writer.finish();
  }
}

export class OffsetMapsReader {
  private readonly documents: Packed;
  private readonly starts: Starts;
  private readonly maps: Section;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(section: Section, documentCount: number) {
    if (section.length < headerSize) throw damaged(`at least ${headerSize} bytes of offset maps`, section.length);
    const { data, origin } = section.window(0, headerSize);
    const at = section.start - origin;
    const count = data.getUint32(at, true);
    const width = data.getUint8(at + 4);
    if (count > documentCount || (width === 0 && count !== documentCount))
      throw damaged(`offset maps of ${documentCount} documents`, count);
    const startsAt = headerSize + packedSize(count, width);
    this.documents = new Packed(partOf(section, headerSize, startsAt), count, width);
    const rest = partOf(section, startsAt, section.length);
    this.starts = new Starts(rest, count);
    this.maps = partOf(rest, this.starts.size, rest.length);
    if (this.maps.length !== this.starts.total) throw damaged(`${this.starts.total} bytes of maps`, this.maps.length);
  }

  /** The map of a document's text; undefined when it is as it was given in. @throws HansouError BAD_INDEX */
  offsetMap(document: number): OffsetMap | undefined {
    const place = this.placeOf(document);
    if (place < 0) return undefined;
    const part = partOf(this.maps, this.starts.at(place), this.starts.at(place + 1));
    const { bytes, origin } = part.window(0, part.length);
    const end = part.start + part.length - origin;
    let at = part.start - origin;
    const varint = (): number => {
      let value = 0;
      for (let factor = 1; at < end && factor < 2 ** 42; factor *= 128) {
        const byte = bytes[at++];
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) return value;
      }
      throw damaged('a number inside its offset map', 'none');
    };
    const textLength = varint();
    const textStarts = new Uint32Array(1 + end - at);
    const sourceStarts = new Uint32Array(1 + end - at);
    let text = 0;
    let source = varint();
    let count = 0;
    for (;;) {
      if (source >= offsetEnd || (text >= textLength && count > 0)) throw damaged('pieces inside the text', text);
      textStarts[count] = text;
      sourceStarts[count++] = source;
      if (at === end) break;
      const run = varint();
      const length = Math.floor(run / 2) + 1;
      text += length;
      source += length + (run % 2 === 0 ? 1 : varint());
    }
    if (textLength >= offsetEnd) throw damaged('a text below 2^32 units', textLength);
    return new OffsetMap(textStarts.slice(0, count), sourceStarts.slice(0, count), textLength);
  }

  /** Which map is the document's; -1 when it has none. */
  private placeOf(document: number): number {
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

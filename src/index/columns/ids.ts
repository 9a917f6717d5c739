/**
 * The ids of documents, with a hash table that finds the document of an id. A hit takes its id from its record
 * (store/document-store-reader.ts); these ones are few bytes for who needs the ids of many documents.
 *
 *     ids     = strings, table, stringsSize u64
 *     strings = see strings.ts, in the order of the documents
 *     table   = packed (packed-numbers.ts) slots: 0 is free, else 1 + document, times 64, plus 6 bits of the id's hash
 *
 * A quarter of the slots is free. A look-up probes linearly from the slot that the hash selects to the first free slot; the
 * 6 bits avoid reading nearly all ids of other documents.
 */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import type { Section } from '../../bytes/section.ts';
import { damageError } from '../damage.ts';
import { bitWidthFor, PackedNumbersReader, writePackedNumbers } from '../packing/packed-numbers.ts';
import { sliceSection } from '../packing/slice-section.ts';
import { StringsReader, StringsWriter } from '../packing/strings.ts';
import { readUint64 } from '../packing/uint64.ts';

const trailerBytes = 8;
/** Values of the 6 hash bits in a slot. */
const tagValues = 64;

/** Writes ids document by document. */
export class IdWriter {
  private readonly strings: StringsWriter;
  private hashes = new Uint32Array(64);

  /** @param sink takes bytes as soon as they are complete */
  constructor(sink?: ByteSink) {
    this.strings = new StringsWriter(sink);
  }

  /** Adds the id of the next document. @param id not empty and distinct, which the caller ensures */
  add(id: string): void {
    const { count } = this.strings;
    if (count === this.hashes.length) {
      const grown = new Uint32Array(count * 2);
      grown.set(this.hashes);
      this.hashes = grown;
    }
    this.hashes[count] = hashId(id);
    this.strings.add(id);
  }

  /** Appends documents of another segment, ascending. */
  append(reader: IdReader, documents: Uint32Array): void {
    for (const document of documents) this.add(reader.idOf(document));
  }

  /** Ends the section. @returns its bytes, without those that the sink already has */
  finish(): Uint8Array {
    const { count } = this.strings;
    const slots = new Float64Array(countSlots(count));
    for (let document = 0; document < count; document++) {
      const hash = this.hashes[document];
      let slot = hash % slots.length;
      while (slots[slot] !== 0) slot = (slot + 1) % slots.length;
      slots[slot] = (document + 1) * tagValues + hashTag(hash);
    }
    const strings = this.strings.finish();
    const writer = new ByteWriter(strings.length + 4 * slots.length + 64);
    writer.writeBytes(strings);
    writePackedNumbers(writer, slots, slots.length, slotBits(count));
    writer.writeU64(this.strings.byteLength);
    return writer.finish();
  }
}

/** Reads ids. */
export class IdReader {
  private readonly strings: StringsReader;
  private readonly slots: PackedNumbersReader;

  /** @throws HansouError BAD_INDEX when the sizes do not fit */
  constructor(
    section: Section,
    private readonly documentCount: number,
  ) {
    const end = section.length - trailerBytes;
    const tableAt = readUint64(sliceSection(section, end, section.length), 0);
    const slots = countSlots(documentCount);
    this.strings = new StringsReader(sliceSection(section, 0, tableAt), documentCount);
    this.slots = new PackedNumbersReader(sliceSection(section, tableAt, end), slots, slotBits(documentCount));
  }

  /** The id of a document. @throws HansouError BAD_INDEX when its bytes are damaged */
  idOf(document: number): string {
    return this.strings.at(document);
  }

  /** The document with this id; -1 when there is none. */
  documentOf(id: string): number {
    if (typeof id !== 'string') return -1;
    const { slots, documentCount } = this;
    const hash = hashId(id);
    const tag = hashTag(hash);
    let slot = hash % slots.count;
    for (let tries = 0; tries < slots.count; tries++) {
      const entry = slots.at(slot);
      if (entry === 0) return -1;
      const document = Math.floor(entry / tagValues) - 1;
      if (entry % tagValues === tag && document >= 0 && document < documentCount && this.hasId(document, id))
        return document;
      slot = slot + 1 === slots.count ? 0 : slot + 1;
    }
    return -1;
  }

  /**
   * Checks that every document has a distinct id, and that the table finds the document by it: the document is in exactly one
   * slot, with the right tag, and no slot before it on the probe path is free. Linear in the number of slots.
   * @throws HansouError BAD_INDEX
   */
  verify(): void {
    const { slots, documentCount } = this;
    const ids = new Set<string>();
    const seen = new Uint8Array(documentCount);
    // Two rounds, since a probe path may wrap around: in the second, the run of used slots before each slot is known.
    let usedRun = 0;
    for (let step = 0; step < slots.count * 2; step++) {
      const slot = step % slots.count;
      const entry = slots.at(slot);
      if (entry === 0) usedRun = 0;
      else {
        usedRun++;
        if (step < slots.count) continue;
        const document = Math.floor(entry / tagValues) - 1;
        if (document < 0 || document >= documentCount || seen[document])
          throw damageError('one slot for each document', `document ${document}`);
        seen[document] = 1;
        const id = this.idOf(document);
        const hash = hashId(id);
        const distance = (slot - (hash % slots.count) + slots.count) % slots.count;
        if (entry % tagValues !== hashTag(hash) || distance >= usedRun)
          throw damageError(`document ${document} found by its id`, `slot ${slot}`);
        ids.add(id);
      }
    }
    if (ids.size !== documentCount || ids.has(''))
      throw damageError(`${documentCount} ids`, `${ids.size} distinct ids`);
  }

  private hasId(document: number, id: string): boolean {
    const { strings } = this;
    strings.read(document);
    if (strings.length !== id.length) return false;
    for (let i = 0; i < id.length; i++) if (strings.units[i] !== id.charCodeAt(i)) return false;
    return true;
  }
}

/** Number of slots for `count` ids. */
function countSlots(count: number): number {
  return Math.ceil((count * 4) / 3) + 1;
}

/** Width of a slot in bits. */
function slotBits(count: number): number {
  return bitWidthFor(count * tagValues + tagValues - 1);
}

/** Multiplies and rotates unit by unit, then mixes as MurmurHash3 (Appleby) does. Part of the file format. */
function hashId(id: string): number {
  let hash = id.length;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x9e3779b1);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The tag is the high bits of the hash; the slot depends on all bits. */
function hashTag(hash: number): number {
  return hash >>> 26;
}

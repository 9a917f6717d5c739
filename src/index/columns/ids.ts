/**
 * The documents' ids, and which document has an id.
 *
 *     ids     = strings, table, stringsSize u64
 *     strings = see strings.ts, in the order of the documents
 *     table   = packed (packed.ts) slots: 0 is free, else 1 + document, times 64, plus 6 bits of the id's hash
 *
 * A quarter of the slots is free. An id is looked for from the slot that its hash names on, up to a free one; the 6 bits
 * spare nearly every reading of another document's id.
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
const tagValues = 64;

export class IdWriter {
  private readonly strings: StringsWriter;
  private hashes = new Uint32Array(64);

  /** @param sink takes bytes as they come */
  constructor(sink?: ByteSink) {
    this.strings = new StringsWriter(sink);
  }

  /** @param id not empty, and not added before; the caller sees to that */
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

  /** Takes over documents of another segment, rising. */
  append(reader: IdReader, documents: Uint32Array): void {
    for (const document of documents) this.add(reader.idOf(document));
  }

  /** What the sink has not got; everything without a sink. */
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

  /** @throws HansouError BAD_INDEX when its bytes are damaged */
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
   * Checks that every document has an id of its own, and that the table finds it by it: that it stands in one slot, with its
   * tag, and no slot is free on the way there. One pass over the slots, however they are filled.
   * @throws HansouError BAD_INDEX
   */
  verify(): void {
    const { slots, documentCount } = this;
    const ids = new Set<string>();
    const seen = new Uint8Array(documentCount);
    // Twice around, since a way may go over the end: in the second round the run of used slots is known.
    let used = 0;
    for (let step = 0; step < slots.count * 2; step++) {
      const slot = step % slots.count;
      const entry = slots.at(slot);
      if (entry === 0) used = 0;
      else {
        used++;
        if (step < slots.count) continue;
        const document = Math.floor(entry / tagValues) - 1;
        if (document < 0 || document >= documentCount || seen[document])
          throw damageError('one slot for each document', `document ${document}`);
        seen[document] = 1;
        const id = this.idOf(document);
        const hash = hashId(id);
        const way = (slot - (hash % slots.count) + slots.count) % slots.count;
        if (entry % tagValues !== hashTag(hash) || way >= used)
          throw damageError(`the document ${document} under its id`, `slot ${slot}`);
        ids.add(id);
      }
    }
    if (ids.size !== documentCount || ids.has(''))
      throw damageError(`${documentCount} ids`, `${ids.size} different ones`);
  }

  private hasId(document: number, id: string): boolean {
    const { strings } = this;
    strings.read(document);
    if (strings.length !== id.length) return false;
    for (let i = 0; i < id.length; i++) if (strings.units[i] !== id.charCodeAt(i)) return false;
    return true;
  }
}

function countSlots(count: number): number {
  return Math.ceil((count * 4) / 3) + 1;
}

function slotBits(count: number): number {
  return bitWidthFor(count * tagValues + tagValues - 1);
}

/** Multiply and rotate, unit by unit, then mixed as in MurmurHash3 (Appleby). Part of the format. */
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

/** The slot comes from the low bits, the tag from the high ones. */
function hashTag(hash: number): number {
  return hash >>> 26;
}

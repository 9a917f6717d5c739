/** Writes the dictionary and the postings of a text field; the grammar stands in terms.ts. */
import { BitWriter } from '../../bytes/bit-writer.ts';
import { type ByteSink, ChunkedBuffer } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { riceParameterFor } from '../postings/posting-codec.ts';
import {
  firstShortUnit,
  maxInlineDocuments,
  readAheadPadding,
  shortUnitBits,
  termsPerBlock,
  trailerSize,
  writeCount,
} from './term-dictionary-format.ts';
import { maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';
import { TermMetadata, writePostings } from './term-metadata.ts';

/** What one field's terms become, besides the postings. */
export interface TermDictionaryBytes {
  readonly terms: ChunkedBuffer;
  readonly termIndex: Uint8Array;
}

/** So many bytes of lists are handed on at once. */
const flushBytes = 1 << 16;

export class TermDictionaryWriter {
  private readonly blocks = new ChunkedBuffer();
  private readonly index = new ByteWriter(1 << 12);
  private readonly metadataBits = new BitWriter();
  private readonly inlinePostings = new BitWriter();
  private readonly longPostings = new BitWriter();
  /** Lists that were not handed on yet. */
  private readonly pendingPostings = new ByteWriter(1 << 12);
  private postingsLength = 0;
  private termCount = 0;
  private wordCount = 0;
  private longestWord = 0;
  private readonly metadata = new TermMetadata();

  // The terms of the block that is not written yet.
  private blockTerms = 0;
  private blockPostings = 0;
  private readonly units = new Uint16Array(termsPerBlock * maxTermUnits);
  private readonly lengths = new Uint8Array(termsPerBlock);
  private readonly shapes = new Uint8Array(termsPerBlock);
  private readonly documentCounts = new Uint32Array(termsPerBlock);
  private readonly isWord = new Uint8Array(termsPerBlock);
  private readonly isName = new Uint8Array(termsPerBlock);
  private readonly wordDocuments = new Uint32Array(termsPerBlock);
  private readonly pathDocuments = new Uint32Array(termsPerBlock);
  private readonly postingsSizes = new Uint32Array(termsPerBlock);

  /**
   * @param documentLimit documents of the segment
   * @param postingsSink takes the lists that are too long for the dictionary
   */
  constructor(
    private readonly documentLimit: number,
    private readonly postingsSink: ByteSink,
  ) {}

  /** Terms come in the order of the dictionary, each once, none without documents. */
  add(entry: TermEntry): void {
    const { metadata: head, longPostings: body } = this;
    head.setFrom(entry);
    if (entry.list.count <= maxInlineDocuments) {
      writePostings(this.inlinePostings, entry, head, this.documentLimit);
      this.put(head, 0);
      return;
    }
    body.clear();
    writePostings(body, entry, head, this.documentLimit);
    this.addLong(head, body.finish());
  }

  /** A term whose list is coded already. @param bits of the list */
  addEncoded(head: TermMetadata, list: Uint8Array, bits: number): void {
    if (head.documentCount > maxInlineDocuments) {
      this.addLong(head, list);
      return;
    }
    const whole = bits >>> 3;
    for (let i = 0; i < whole; i++) this.inlinePostings.writeBits(list[i], 8);
    const rest = bits & 7;
    if (rest > 0) this.inlinePostings.writeBits(list[whole] >>> (8 - rest), rest);
    this.put(head, 0);
  }

  finish(): TermDictionaryBytes {
    if (this.blockTerms > 0) this.closeBlock();
    this.pendingPostings.writeBytes(new Uint8Array(readAheadPadding));
    this.flushPostings();
    const end = new ByteWriter(readAheadPadding + trailerSize);
    end.writeU32(0);
    end.writeU32(this.termCount);
    end.writeU32(this.wordCount);
    end.writeU32(this.longestWord);
    this.blocks.write(end.finish());
    return { terms: this.blocks, termIndex: this.index.finish() };
  }

  private flushPostings(): void {
    this.postingsSink.write(this.pendingPostings.finish());
    this.pendingPostings.length = 0;
  }

  private addLong(head: TermMetadata, list: Uint8Array): void {
    this.pendingPostings.writeBytes(list);
    if (this.pendingPostings.length >= flushBytes) this.flushPostings();
    this.put(head, list.length);
  }

  /** @param size bytes of a list that is too long for the dictionary, else 0 */
  private put(head: TermMetadata, size: number): void {
    const at = this.blockTerms;
    if (at === 0) this.blockPostings = this.postingsLength;
    this.postingsLength += size;
    for (let i = 0; i < head.length; i++) this.units[at * maxTermUnits + i] = head.units[i];
    this.lengths[at] = head.length;
    this.shapes[at] = head.shape;
    this.documentCounts[at] = head.documentCount;
    this.isWord[at] = head.isWord ? 1 : 0;
    this.isName[at] = head.isName ? 1 : 0;
    this.wordDocuments[at] = head.wordDocuments;
    this.pathDocuments[at] = head.pathDocuments;
    this.postingsSizes[at] = size;
    if (head.isWord) {
      this.wordCount++;
      this.longestWord = Math.max(this.longestWord, head.length);
    }
    this.termCount++;
    if (++this.blockTerms === termsPerBlock) this.closeBlock();
  }

  private closeBlock(): void {
    const { metadataBits: heads, blocks, index, units, lengths } = this;
    index.writeU32(units[0] * 0x10000 + (lengths[0] > 1 ? units[1] : 0));
    index.writeU32(blocks.length);
    heads.clear();
    const k = this.gapRiceParameter();
    writeCount(heads, this.blockPostings);
    heads.writeBits(k, 4);
    for (let at = 0; at < this.blockTerms; at++) this.writeMetadata(at, k);
    heads.append(this.inlinePostings);
    blocks.write(heads.finish());
    this.inlinePostings.clear();
    this.blockTerms = 0;
  }

  /** The Rice parameter for the gaps between units in which terms differ from the ones before. */
  private gapRiceParameter(): number {
    const { units, lengths } = this;
    let gaps = 0;
    let total = 0;
    for (let at = 1; at < this.blockTerms; at++) {
      const shared = this.sharedUnits(at);
      if (shared >= lengths[at - 1] || shared >= lengths[at]) continue;
      gaps++;
      total += units[at * maxTermUnits + shared] - units[(at - 1) * maxTermUnits + shared] - 1;
    }
    return gaps === 0 ? 0 : Math.min(15, riceParameterFor(total, gaps));
  }

  private sharedUnits(at: number): number {
    if (at === 0) return 0;
    const { units, lengths } = this;
    const most = Math.min(lengths[at], lengths[at - 1]);
    const start = at * maxTermUnits;
    let shared = 0;
    while (shared < most && units[start + shared] === units[start - maxTermUnits + shared]) shared++;
    return shared;
  }

  private writeMetadata(at: number, k: number): void {
    const { metadataBits: heads, units, lengths, shapes, documentCounts: counts } = this;
    const length = lengths[at];
    const shape = shapes[at];
    const start = at * maxTermUnits;
    const shared = this.sharedUnits(at);
    let unit = shared;
    if (at > 0 && shape === TermShape.Bigram && shared === 1 && length === 2) heads.writeBits(1, 1);
    else {
      heads.writeBits(0, 1);
      heads.writeGamma(shared + 1);
      heads.writeGamma(length - shared + 1);
      heads.writeBits(shape, 2);
    }
    if (at > 0 && unit < length && unit < lengths[at - 1]) {
      heads.writeRice(units[start + unit] - units[start - maxTermUnits + unit] - 1, k);
      unit++;
    }
    for (; unit < length; unit++) this.writeUnit(units[start + unit]);
    const count = counts[at];
    heads.writeGamma(count);
    if (shape === TermShape.Bigram) heads.writeBits(this.isWord[at], 1);
    if (this.isWord[at]) {
      heads.writeBits(this.isName[at], 1);
      const standing = this.wordDocuments[at];
      if (shape === TermShape.Bigram) this.writeSubsetCount(standing, count);
      this.writeSubsetCount(this.pathDocuments[at], standing);
    }
    if (count > maxInlineDocuments) heads.writeGamma(this.postingsSizes[at]);
  }

  /** A count that most often is the whole. */
  private writeSubsetCount(part: number, whole: number): void {
    this.metadataBits.writeBits(part === whole ? 1 : 0, 1);
    if (part !== whole) this.metadataBits.writeGamma(part + 1);
  }

  private writeUnit(unit: number): void {
    const { metadataBits: heads } = this;
    if (unit >= firstShortUnit && unit < firstShortUnit + (1 << shortUnitBits))
      heads.writeBits(unit - firstShortUnit, shortUnitBits + 1);
    else if (unit < 0x80) heads.writeBits(0x100 | unit, 9);
    else heads.writeBits(0x30000 | unit, 18);
  }
}

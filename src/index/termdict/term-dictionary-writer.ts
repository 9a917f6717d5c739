/** Writes the term dictionary and the postings of a text field. The grammar is in term-dictionary-reader.ts. */
import { BitWriter } from '../../bytes/bit-writer.ts';
import { type ByteSink, ChunkedBuffer } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { riceParameterFor } from '../postings/posting-codec.ts';
import { PageIndexWriter } from './page-index.ts';
import {
  blocksPerPage,
  firstShortUnit,
  maxInlineDocuments,
  pageEntrySize,
  readAheadPadding,
  shortUnitBits,
  termsPerBlock,
  trailerSize,
  writeCount,
} from './term-dictionary-format.ts';
import { maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';
import { TermMetadata, writePostings } from './term-metadata.ts';

/** The sections of a term dictionary, except the postings. */
export interface TermDictionaryBytes {
  readonly terms: ChunkedBuffer;
  readonly termIndex: Uint8Array;
}

/** Takes the metadata of each term of a dictionary, in order. It is valid until the call returns. */
export interface TermVisitor {
  add(metadata: TermMetadata): void;
}

/** Bytes of posting lists that are collected before they are written to the sink. */
const flushBytes = 1 << 16;

export class TermDictionaryWriter {
  private readonly pages = new ChunkedBuffer();
  /** The page that is being written: its blocks, and by block its first two units and where it begins. */
  private readonly page = { blocks: new ByteWriter(1 << 12), keys: [] as number[], starts: [] as number[] };
  private readonly index = new PageIndexWriter();
  /** The block that is being written. */
  private readonly blockBits = new BitWriter();
  /** The inline posting lists of the current block. */
  private readonly inlinePostings = new BitWriter();
  /** The long posting list that is being written. */
  private readonly longPostings = new BitWriter();
  /** Long posting lists that are not in the sink yet. */
  private readonly pendingPostings = new ByteWriter(1 << 12);
  /** Bytes of all long posting lists. */
  private postingsLength = 0;
  private termCount = 0;
  private wordCount = 0;
  private longestWord = 0;
  private readonly metadata = new TermMetadata();

  // The metadata of the terms of the current block.
  private blockTerms = 0;
  /** Where the first long list of the block begins in the postings section. */
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
   * @param documentLimit number of documents of the segment
   * @param postingsSink takes the posting lists that are too long to be inline
   * @param visitor is given each term that is added
   */
  constructor(
    private readonly documentLimit: number,
    private readonly postingsSink: ByteSink,
    private readonly visitor?: TermVisitor,
  ) {}

  /** Adds a term. Terms must come in the order of the dictionary, each once, none without documents. */
  add(entry: TermEntry): void {
    const { metadata, longPostings } = this;
    metadata.setFrom(entry);
    if (entry.postings.count <= maxInlineDocuments) {
      writePostings(this.inlinePostings, entry, metadata, this.documentLimit);
      this.addMetadata(metadata, 0);
      return;
    }
    longPostings.clear();
    writePostings(longPostings, entry, metadata, this.documentLimit);
    this.addLong(metadata, longPostings.finish());
  }

  /** Adds a term whose posting list is already encoded. @param bits number of bits of the list */
  addEncoded(metadata: TermMetadata, list: Uint8Array, bits: number): void {
    if (metadata.documentCount > maxInlineDocuments) {
      this.addLong(metadata, list);
      return;
    }
    const whole = bits >>> 3;
    for (let i = 0; i < whole; i++) this.inlinePostings.writeBits(list[i], 8);
    const rest = bits & 7;
    if (rest > 0) this.inlinePostings.writeBits(list[whole] >>> (8 - rest), rest);
    this.addMetadata(metadata, 0);
  }

  finish(): TermDictionaryBytes {
    if (this.blockTerms > 0) this.closeBlock();
    if (this.page.keys.length > 0) this.closePage();
    this.pendingPostings.writeBytes(new Uint8Array(readAheadPadding));
    this.flushPostings();
    const end = new ByteWriter(readAheadPadding + trailerSize);
    end.writeU32(0);
    end.writeU32(this.termCount);
    end.writeU32(this.wordCount);
    end.writeU32(this.longestWord);
    this.pages.write(end.finish());
    return { terms: this.pages, termIndex: this.index.finish() };
  }

  private flushPostings(): void {
    this.pendingPostings.flushTo(this.postingsSink);
  }

  private addLong(metadata: TermMetadata, list: Uint8Array): void {
    this.pendingPostings.writeBytes(list);
    if (this.pendingPostings.length >= flushBytes) this.flushPostings();
    this.addMetadata(metadata, list.length);
  }

  /** @param size bytes of the posting list if it is long, 0 if it is inline */
  private addMetadata(metadata: TermMetadata, size: number): void {
    this.visitor?.add(metadata);
    const at = this.blockTerms;
    if (at === 0) this.blockPostings = this.postingsLength;
    this.postingsLength += size;
    for (let i = 0; i < metadata.length; i++) this.units[at * maxTermUnits + i] = metadata.units[i];
    this.lengths[at] = metadata.length;
    this.shapes[at] = metadata.shape;
    this.documentCounts[at] = metadata.documentCount;
    this.isWord[at] = metadata.isWord ? 1 : 0;
    this.isName[at] = metadata.isName ? 1 : 0;
    this.wordDocuments[at] = metadata.wordDocuments;
    this.pathDocuments[at] = metadata.pathDocuments;
    this.postingsSizes[at] = size;
    if (metadata.isWord) {
      this.wordCount++;
      this.longestWord = Math.max(this.longestWord, metadata.length);
    }
    this.termCount++;
    if (++this.blockTerms === termsPerBlock) this.closeBlock();
  }

  private closeBlock(): void {
    const { blockBits, page, units, lengths } = this;
    page.keys.push(units[0] * 0x10000 + (lengths[0] > 1 ? units[1] : 0));
    page.starts.push(page.blocks.length);
    blockBits.clear();
    const k = this.unitGapRiceParameter();
    writeCount(blockBits, this.blockPostings);
    blockBits.writeBits(k, 4);
    for (let at = 0; at < this.blockTerms; at++) this.writeMetadata(at, k);
    blockBits.append(this.inlinePostings);
    page.blocks.writeBytes(blockBits.finish());
    this.inlinePostings.clear();
    this.blockTerms = 0;
    if (page.keys.length === blocksPerPage) this.closePage();
  }

  private closePage(): void {
    const { blocks, keys, starts } = this.page;
    const entriesBytes = keys.length * pageEntrySize;
    const entries = new ByteWriter(entriesBytes);
    keys.forEach((key, i) => {
      entries.writeU32(key);
      entries.writeU32(entriesBytes + starts[i]);
    });
    this.index.add(keys[0], entriesBytes + blocks.length);
    this.pages.write(entries.finish());
    blocks.flushTo(this.pages);
    keys.length = 0;
    starts.length = 0;
  }

  /** The Rice parameter for the gaps between the first units in which terms differ from the previous term. */
  private unitGapRiceParameter(): number {
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

  /** The number of first units that term `at` shares with the previous term of the block. */
  private sharedUnits(at: number): number {
    if (at === 0) return 0;
    const { units, lengths } = this;
    const length = Math.min(lengths[at], lengths[at - 1]);
    const start = at * maxTermUnits;
    let shared = 0;
    while (shared < length && units[start + shared] === units[start - maxTermUnits + shared]) shared++;
    return shared;
  }

  private writeMetadata(at: number, k: number): void {
    const { blockBits, units, lengths, shapes, documentCounts } = this;
    const length = lengths[at];
    const shape = shapes[at];
    const start = at * maxTermUnits;
    const shared = this.sharedUnits(at);
    let unit = shared;
    if (at > 0 && shape === TermShape.Bigram && shared === 1 && length === 2) blockBits.writeBits(1, 1);
    else {
      blockBits.writeBits(0, 1);
      blockBits.writeGamma(shared + 1);
      blockBits.writeGamma(length - shared + 1);
      blockBits.writeBits(shape, 2);
    }
    if (at > 0 && unit < length && unit < lengths[at - 1]) {
      blockBits.writeRice(units[start + unit] - units[start - maxTermUnits + unit] - 1, k);
      unit++;
    }
    for (; unit < length; unit++) this.writeUnit(units[start + unit]);
    const count = documentCounts[at];
    blockBits.writeGamma(count);
    if (shape === TermShape.Bigram) blockBits.writeBits(this.isWord[at], 1);
    if (this.isWord[at]) {
      blockBits.writeBits(this.isName[at], 1);
      const wordDocuments = this.wordDocuments[at];
      if (shape === TermShape.Bigram) this.writeSubsetCount(wordDocuments, count);
      this.writeSubsetCount(this.pathDocuments[at], wordDocuments);
    }
    if (count > maxInlineDocuments) blockBits.writeGamma(this.postingsSizes[at]);
  }

  /** Writes the number of documents in a subset of `total` documents; most often it is all of them. */
  private writeSubsetCount(count: number, total: number): void {
    this.blockBits.writeBits(count === total ? 1 : 0, 1);
    if (count !== total) this.blockBits.writeGamma(count + 1);
  }

  private writeUnit(unit: number): void {
    const { blockBits } = this;
    if (unit >= firstShortUnit && unit < firstShortUnit + (1 << shortUnitBits))
      blockBits.writeBits(unit - firstShortUnit, shortUnitBits + 1);
    else if (unit < 0x80) blockBits.writeBits(0x100 | unit, 9);
    else blockBits.writeBits(0x30000 | unit, 18);
  }
}

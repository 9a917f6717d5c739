/** Writes the dictionary and the postings of a text field; the grammar stands in terms.ts. */
import { BitWriter } from '../../bytes/bit-writer.ts';
import { ByteChunks, type ByteSink } from '../../bytes/byte-sink.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { riceParameter } from '../postings/postings.ts';
import {
  firstHan,
  hanBits,
  maxInlineDocuments,
  termsPerBlock,
  termsTrailer,
  trailer,
  writeCount,
} from './term-dictionary-format.ts';
import { maxTermUnits, type TermEntry, TermShape } from './term-entry.ts';
import { TermHead, writeList } from './term-head.ts';

/** What one field's terms become, besides the postings. */
export interface TermDictionaryBytes {
  readonly terms: ByteChunks;
  readonly termIndex: Uint8Array;
}

/** So many bytes of lists are handed on at once. */
const handedOn = 1 << 16;

export class TermDictionaryWriter {
  private readonly blocks = new ByteChunks();
  private readonly index = new ByteWriter(1 << 12);
  private readonly heads = new BitWriter();
  private readonly inline = new BitWriter();
  private readonly body = new BitWriter();
  /** Lists that were not handed on yet. */
  private readonly lists = new ByteWriter(1 << 12);
  private postingsLength = 0;
  private termCount = 0;
  private wordCount = 0;
  private longestWord = 0;
  private readonly head = new TermHead();

  // The terms of the block that is not written yet.
  private inBlock = 0;
  private blockPostings = 0;
  private readonly units = new Uint16Array(termsPerBlock * maxTermUnits);
  private readonly lengths = new Uint8Array(termsPerBlock);
  private readonly shapes = new Uint8Array(termsPerBlock);
  private readonly counts = new Uint32Array(termsPerBlock);
  private readonly isWord = new Uint8Array(termsPerBlock);
  private readonly isName = new Uint8Array(termsPerBlock);
  private readonly standing = new Uint32Array(termsPerBlock);
  private readonly onPath = new Uint32Array(termsPerBlock);
  private readonly sizes = new Uint32Array(termsPerBlock);

  /**
   * @param limit documents of the segment
   * @param postings takes the lists that are too long for the dictionary
   */
  constructor(
    private readonly limit: number,
    private readonly postings: ByteSink,
  ) {}

  /** Terms come in the order of the dictionary, each once, none without documents. */
  add(entry: TermEntry): void {
    const { head, body } = this;
    head.of(entry);
    if (entry.list.count <= maxInlineDocuments) {
      writeList(this.inline, entry, head, this.limit);
      this.put(head, 0);
      return;
    }
    body.clear();
    writeList(body, entry, head, this.limit);
    this.addLong(head, body.finish());
  }

  /** A term whose list is coded already. @param bits of the list */
  addCoded(head: TermHead, list: Uint8Array, bits: number): void {
    if (head.count > maxInlineDocuments) {
      this.addLong(head, list);
      return;
    }
    const whole = bits >>> 3;
    for (let i = 0; i < whole; i++) this.inline.write(list[i], 8);
    const rest = bits & 7;
    if (rest > 0) this.inline.write(list[whole] >>> (8 - rest), rest);
    this.put(head, 0);
  }

  finish(): TermDictionaryBytes {
    if (this.inBlock > 0) this.closeBlock();
    this.lists.block(new Uint8Array(trailer));
    this.handOn();
    const end = new ByteWriter(trailer + termsTrailer);
    end.u32(0);
    end.u32(this.termCount);
    end.u32(this.wordCount);
    end.u32(this.longestWord);
    this.blocks.write(end.finish());
    return { terms: this.blocks, termIndex: this.index.finish() };
  }

  private handOn(): void {
    this.postings.write(this.lists.finish());
    this.lists.length = 0;
  }

  private addLong(head: TermHead, list: Uint8Array): void {
    this.lists.block(list);
    if (this.lists.length >= handedOn) this.handOn();
    this.put(head, list.length);
  }

  /** @param size bytes of a list that is too long for the dictionary, else 0 */
  private put(head: TermHead, size: number): void {
    const at = this.inBlock;
    if (at === 0) this.blockPostings = this.postingsLength;
    this.postingsLength += size;
    for (let i = 0; i < head.length; i++) this.units[at * maxTermUnits + i] = head.units[i];
    this.lengths[at] = head.length;
    this.shapes[at] = head.shape;
    this.counts[at] = head.count;
    this.isWord[at] = head.isWord ? 1 : 0;
    this.isName[at] = head.isName ? 1 : 0;
    this.standing[at] = head.standing;
    this.onPath[at] = head.onPath;
    this.sizes[at] = size;
    if (head.isWord) {
      this.wordCount++;
      this.longestWord = Math.max(this.longestWord, head.length);
    }
    this.termCount++;
    if (++this.inBlock === termsPerBlock) this.closeBlock();
  }

  private closeBlock(): void {
    const { heads, blocks, index, units, lengths } = this;
    index.u32(units[0] * 0x10000 + (lengths[0] > 1 ? units[1] : 0));
    index.u32(blocks.length);
    heads.clear();
    const k = this.gapBits();
    writeCount(heads, this.blockPostings);
    heads.write(k, 4);
    for (let at = 0; at < this.inBlock; at++) this.writeHead(at, k);
    heads.append(this.inline);
    blocks.write(heads.finish());
    this.inline.clear();
    this.inBlock = 0;
  }

  /** The Rice parameter for the gaps between units in which terms differ from the ones before. */
  private gapBits(): number {
    const { units, lengths } = this;
    let gaps = 0;
    let total = 0;
    for (let at = 1; at < this.inBlock; at++) {
      const shared = this.sharedUnits(at);
      if (shared >= lengths[at - 1] || shared >= lengths[at]) continue;
      gaps++;
      total += units[at * maxTermUnits + shared] - units[(at - 1) * maxTermUnits + shared] - 1;
    }
    return gaps === 0 ? 0 : Math.min(15, riceParameter(total, gaps));
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

  private writeHead(at: number, k: number): void {
    const { heads, units, lengths, shapes, counts } = this;
    const length = lengths[at];
    const shape = shapes[at];
    const start = at * maxTermUnits;
    const shared = this.sharedUnits(at);
    let unit = shared;
    if (at > 0 && shape === TermShape.Bigram && shared === 1 && length === 2) heads.write(1, 1);
    else {
      heads.write(0, 1);
      heads.gamma(shared + 1);
      heads.gamma(length - shared + 1);
      heads.write(shape, 2);
    }
    if (at > 0 && unit < length && unit < lengths[at - 1]) {
      heads.rice(units[start + unit] - units[start - maxTermUnits + unit] - 1, k);
      unit++;
    }
    for (; unit < length; unit++) this.writeUnit(units[start + unit]);
    const count = counts[at];
    heads.gamma(count);
    if (shape === TermShape.Bigram) heads.write(this.isWord[at], 1);
    if (this.isWord[at]) {
      heads.write(this.isName[at], 1);
      const standing = this.standing[at];
      if (shape === TermShape.Bigram) this.writePart(standing, count);
      this.writePart(this.onPath[at], standing);
    }
    if (count > maxInlineDocuments) heads.gamma(this.sizes[at]);
  }

  /** A count that most often is the whole. */
  private writePart(part: number, whole: number): void {
    this.heads.write(part === whole ? 1 : 0, 1);
    if (part !== whole) this.heads.gamma(part + 1);
  }

  private writeUnit(unit: number): void {
    const { heads } = this;
    if (unit >= firstHan && unit < firstHan + (1 << hanBits)) heads.write(unit - firstHan, hanBits + 1);
    else if (unit < 0x80) heads.write(0x100 | unit, 9);
    else heads.write(0x30000 | unit, 18);
  }
}

/**
 * A temporary file with the inverted terms of one text field, sorted but with posting lists not encoded yet; it is read by
 * ranges of the term dictionary. Numbers are in the byte order of the machine. Not part of the index format.
 *
 *     file   = block*  characters  words  blocks  trailer
 *     block  = starts u32[c + 1]  cells u32[…]                    see `OccurrenceBlock`; the first start is 0
 *     characters = units u32[c]  count u32[c]                     count: number of occurrences in all blocks
 *     words  = starts u32[w + 1]  posting starts u32[w + 1]  postings u32[p]
 *              position and frequency u32[2 l]                    frequencies too large for a posting
 *              first unit and first word u32[2 f]                 the first word of each first unit
 *              unit u16[u]  0 u16 if u is odd
 *     blocks = first document and number of cells u32[2 b]
 *     trailer = c w p l f u b u32
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSink } from '../../bytes/byte-sink.ts';
import { HansouError } from '../../errors.ts';
import { findFirstAtLeast } from '../../index/ascending.ts';
import type { InvertedTerms, InvertedTermsSink } from '../../index/inverter/inverted-terms.ts';
import { CharacterOccurrences, type OccurrenceBlock } from '../../index/inverter/sort-occurrences.ts';
import { SortedWords } from '../../index/inverter/sorted-words.ts';

/** Number of counts in the trailer. */
const trailerCounts = 7;
/** Bytes of a u32. */
const u32 = 4;

/** Writes terms to the file as it receives them. */
export class InvertedTermsFileWriter implements InvertedTermsSink {
  private readonly blocks: number[] = [];
  private counts: Uint32Array | undefined;

  constructor(private readonly sink: ByteSink) {}

  addBlock({ firstDocument, starts, cells }: OccurrenceBlock): void {
    const [first] = starts;
    const end = starts[starts.length - 1];
    this.counts ??= new Uint32Array(starts.length - 1);
    for (let rank = 0; rank < this.counts.length; rank++) this.counts[rank] += starts[rank + 1] - starts[rank];
    this.write(first === 0 ? starts : starts.map(start => start - first));
    this.write(cells.subarray(first, end));
    this.blocks.push(firstDocument, end - first);
  }

  finish(units: Uint32Array, words: SortedWords): void {
    const { blocks, counts = new Uint32Array(0) } = this;
    const large = [...words.largeFrequencies].flat();
    const firsts: number[] = [];
    for (let word = 0; word < words.count; word++) {
      const unit = words.units[words.starts[word]];
      if (firsts.length === 0 || firsts[firsts.length - 2] !== unit) firsts.push(unit, word);
    }
    for (const section of [units, counts, words.starts, words.postingStarts, words.postings]) this.write(section);
    this.write(Uint32Array.from(large));
    this.write(Uint32Array.from(firsts));
    this.write(words.units);
    if (words.units.length % 2 === 1) this.write(new Uint16Array(1));
    this.write(Uint32Array.from(blocks));
    const { postings, count } = words;
    const lengths = [units.length, count, postings.length, large.length / 2, firsts.length / 2, words.units.length];
    this.write(Uint32Array.of(...lengths, blocks.length / 2));
  }

  private write({ buffer, byteOffset, byteLength }: Uint32Array | Uint16Array): void {
    this.sink.write(new Uint8Array(buffer, byteOffset, byteLength));
  }
}

/** Reads the file by ranges. All methods throw HansouError IO. */
export class InvertedTermsFile {
  /** By rank: both UTF-16 units of the character (see `CharacterOccurrences`). */
  readonly units: Uint32Array;
  /** By rank: how often the character occurs. */
  readonly counts: Uint32Array;
  private readonly file: number;
  /** By block, in pairs: its first document and its number of cells. */
  private readonly blocks: Uint32Array;
  private readonly firstUnits: Uint32Array;
  private readonly firstWords: Uint32Array;
  private readonly wordCount: number;
  private readonly large: ReadonlyMap<number, number>;
  // Where each section begins, in bytes from the start of the file.
  private readonly wordStartsAt: number;
  private readonly postingStartsAt: number;
  private readonly postingsAt: number;
  private readonly wordUnitsAt: number;
  /** Reused for each range. */
  private cells = new Uint32Array(0);

  constructor(private readonly path: string) {
    try {
      this.file = openSync(path, 'r');
    } catch (cause) {
      throw this.error(cause);
    }
    const { size } = fstatSync(this.file);
    const trailerAt = size - trailerCounts * u32;
    const [characters, words, postings, large, firsts, units, blocks] = this.readU32s(trailerAt, trailerCounts);
    const blocksAt = trailerAt - 2 * blocks * u32;
    this.wordUnitsAt = blocksAt - (units + (units % 2)) * 2;
    const firstsAt = this.wordUnitsAt - 2 * firsts * u32;
    const largeAt = firstsAt - 2 * large * u32;
    this.postingsAt = largeAt - postings * u32;
    this.postingStartsAt = this.postingsAt - (words + 1) * u32;
    this.wordStartsAt = this.postingStartsAt - (words + 1) * u32;
    const countsAt = this.wordStartsAt - characters * u32;
    this.blocks = this.readU32s(blocksAt, 2 * blocks);
    this.counts = this.readU32s(countsAt, characters);
    this.units = this.readU32s(countsAt - characters * u32, characters);
    this.wordCount = words;
    const firstUnitsAndWords = this.readU32s(firstsAt, 2 * firsts);
    this.firstUnits = firstUnitsAndWords.filter((_, i) => i % 2 === 0);
    this.firstWords = firstUnitsAndWords.filter((_, i) => i % 2 === 1);
    const frequencies = this.readU32s(largeAt, 2 * large);
    this.large = new Map(Array.from({ length: large }, (_, i) => [frequencies[2 * i], frequencies[2 * i + 1]]));
  }

  /**
   * Reads the terms whose first unit is at least `from` and less than `to`.
   * @returns terms that are valid until the next call
   */
  read(from: number, to: number): InvertedTerms {
    return { characters: this.readCharacters(from, to), words: this.readWords(from, to) };
  }

  close(): void {
    closeSync(this.file);
  }

  private readCharacters(from: number, to: number): CharacterOccurrences {
    const { units, counts, blocks } = this;
    const first = findFirstAtLeast(units, from * 0x10000);
    const end = findFirstAtLeast(units, to * 0x10000);
    let total = 0;
    for (let rank = first; rank < end; rank++) total += counts[rank];
    const read: OccurrenceBlock[] = [];
    if (total > 0) {
      if (this.cells.length < total) this.cells = new Uint32Array(total);
      let at = 0;
      let used = 0;
      for (let i = 0; i < blocks.length; i += 2) {
        const cellsAt = at + (units.length + 1) * u32;
        const starts = this.readU32s(at + first * u32, end - first + 1);
        const [start] = starts;
        const cells = this.cells.subarray(used, used + starts[end - first] - start);
        this.readInto(cells, cellsAt + start * u32);
        for (let i = 0; i < starts.length; i++) starts[i] -= start;
        read.push({ firstDocument: blocks[i], starts, cells });
        used += cells.length;
        at = cellsAt + blocks[i + 1] * u32;
      }
    }
    return new CharacterOccurrences(units, first, end, read);
  }

  private readWords(from: number, to: number): SortedWords {
    const first = this.firstWordFrom(from);
    const count = this.firstWordFrom(to) - first;
    const starts = this.readU32s(this.wordStartsAt + first * u32, count + 1);
    const postingStarts = this.readU32s(this.postingStartsAt + first * u32, count + 1);
    const [start] = starts;
    const [posting] = postingStarts;
    const postings = this.readU32s(this.postingsAt + posting * u32, postingStarts[count] - posting);
    const units = new Uint16Array(starts[count] - start);
    this.readBytes(new Uint8Array(units.buffer), this.wordUnitsAt + 2 * start);
    for (let word = 0; word <= count; word++) {
      starts[word] -= start;
      postingStarts[word] -= posting;
    }
    const large = new Map<number, number>();
    for (const [at, frequency] of this.large) large.set(at - posting, frequency);
    return new SortedWords({ units, starts }, postingStarts, postings, large);
  }

  /** The index of the first word that begins with this unit or a greater one. */
  private firstWordFrom(unit: number): number {
    const { firstUnits, firstWords, wordCount } = this;
    const at = findFirstAtLeast(firstUnits, unit);
    return at < firstWords.length ? firstWords[at] : wordCount;
  }

  private readU32s(at: number, count: number): Uint32Array {
    return this.readInto(new Uint32Array(count), at);
  }

  private readInto(into: Uint32Array, at: number): Uint32Array {
    this.readBytes(new Uint8Array(into.buffer, into.byteOffset, into.byteLength), at);
    return into;
  }

  private readBytes(into: Uint8Array, at: number): void {
    try {
      for (let done = 0; done < into.length; ) {
        const count = readSync(this.file, into, done, into.length - done, at + done);
        if (count === 0) throw new Error('the file is shorter than it was when written');
        done += count;
      }
    } catch (cause) {
      throw this.error(cause);
    }
  }

  private error(cause: unknown): HansouError {
    return new HansouError('IO', `${this.path} cannot be read`, {
      expected: 'a file written by this build',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'Build again, and do not touch the temporary folder beside the output while the build runs.',
      cause,
    });
  }
}

/**
 * The words of all text fields of a segment by their pinyin. A lookup reads the index of a level and a few blocks.
 *
 *     pinyin     = characters u32, size u32, (entries u32, code u32, size u32) * 3, character*, index * 3, block* * 3,
 *                  zero u8 * 4
 *     character  = gamma(unit - previous unit) syllable rarer      ascending, the first from 33ff; `size` bytes in all
 *     rarer      = 0 | 1 syllable                   a second reading, which the character has in fewer words
 *     syllable   = 9 bits, see text/syllables.ts
 *     index      = (key u32, start u32)*            the first key of each block of the level, and where the block begins
 *     block      = entry*                           64 entries, in the last block of a level maybe fewer
 *     entry      = gamma(key - previous key + 1)?   not of the first entry of a block, whose key is in the index
 *                  gamma(characters - 1) gamma(documents - code + 1) syllable* place*
 *     place      = the place of a character among those with its syllable, in as many bits as their number less 1 has
 *
 * An entry is a word of 2 to 8 characters with one of its readings. `key` stands for the first two syllables; `syllable`
 * are the others. `documents` is the code of the number of documents with the word on their best path (`documentsCode`). The three
 * levels hold the most frequent words, those that follow, and the rest: `code` is the lowest code of a level, and above
 * all codes of the next one.
 */

import { BitReader } from '../../bytes/bit-reader.ts';
import type { Section } from '../../bytes/section.ts';
import { syllableCount } from '../../text/syllables.ts';
import { findFirstAtLeast } from '../ascending.ts';
import { damageError } from '../damage.ts';
import { retainableBytes } from '../packing/slice-section.ts';
import {
  bitsOfPlace,
  blockIndexSize,
  documentsOfCode,
  entriesPerBlock,
  firstHan,
  firstSyllableOfKey,
  headSize,
  levelCount,
  maxEntryCharacters,
  readAheadPadding,
  secondSyllableOfKey,
  syllableBits,
} from './pinyin-format.ts';

/** A word with one of its readings. Filled again for each entry. */
export class PinyinEntry {
  readonly units = new Uint16Array(maxEntryCharacters);
  readonly syllables = new Uint16Array(maxEntryCharacters);
  /** Number of characters. */
  length = 0;
  /** About how many documents contain the word. */
  documents = 0;
}

/** The characters of a segment and their readings. */
interface Characters {
  /** By syllable: the characters that are read so, ascending. */
  readonly bySyllable: readonly (readonly number[])[];
  /** The characters, ascending. */
  readonly units: Uint16Array;
  /** By place in `units`: the usual syllable of a character, and a rarer one; 0 for none. */
  readonly usual: Uint16Array;
  readonly rarer: Uint16Array;
}

/** Where a level lies. */
interface Level {
  readonly entries: number;
  readonly minCode: number;
  readonly blockCount: number;
  readonly indexStart: number;
  readonly blocksStart: number;
  readonly blocksSize: number;
}

const noCharacters: readonly number[] = [];

/** Reads the section; only its head at first. */
export class PinyinReader {
  private readonly levels: readonly Level[];
  private readonly characterCount: number;
  private readonly charactersSize: number;
  private cachedCharacters: Characters | undefined;
  private readonly indexes: (DataView | undefined)[] = [];
  private readonly bits = new BitReader();

  /** @throws HansouError BAD_INDEX if the sizes do not fit the section */
  constructor(private readonly section: Section) {
    if (section.length < headSize + readAheadPadding) throw damageError('a head', `${section.length} bytes`);
    const { data, origin } = section.window(0, headSize);
    const at = section.start - origin;
    this.characterCount = data.getUint32(at, true);
    this.charactersSize = data.getUint32(at + 4, true);
    const heads = Array.from({ length: levelCount }, (_, level) => {
      const from = at + 8 + 12 * level;
      const entries = data.getUint32(from, true);
      const blockCount = Math.ceil(entries / entriesPerBlock);
      return {
        entries,
        minCode: data.getUint32(from + 4, true),
        blockCount,
        blocksSize: data.getUint32(from + 8, true),
      };
    });
    let indexStart = headSize + this.charactersSize;
    let blocksStart = heads.reduce((sum, { blockCount }) => sum + blockCount * blockIndexSize, indexStart);
    this.levels = heads.map(head => {
      const level = { ...head, indexStart, blocksStart };
      indexStart += head.blockCount * blockIndexSize;
      blocksStart += head.blocksSize;
      return level;
    });
    if (blocksStart + readAheadPadding !== section.length)
      throw damageError(`a section of ${blocksStart + readAheadPadding} bytes`, section.length);
  }

  /** Number of entries of a level. @param level 0 … 2 */
  entryCount(level: number): number {
    return this.levels[level].entries;
  }

  /** The characters of the segment that are read as a syllable, ascending. @throws HansouError BAD_INDEX */
  charactersOf(syllable: number): readonly number[] {
    return this.characters.bySyllable[syllable];
  }

  /** The syllables of a character, the usual one first; none if the segment does not have it. @throws HansouError BAD_INDEX */
  syllablesOf(unit: number): readonly number[] {
    const { units, usual, rarer } = this.characters;
    const at = findFirstAtLeast(units, unit);
    if (units[at] !== unit) return [];
    return rarer[at] === 0 ? [usual[at]] : [usual[at], rarer[at]];
  }

  /**
   * Calls `visit` for each entry of a level whose key is in a range that `ranges` lists, and for others in the same blocks.
   * `visit` must not begin another visit.
   * @param ranges lowest and highest key of each range, one after the other, the ranges ascending
   * @throws HansouError BAD_INDEX
   */
  visit(level: number, ranges: readonly number[], entry: PinyinEntry, visit: () => void): void {
    const { blockCount } = this.levels[level];
    if (this.section.source.want) this.want(level, ranges);
    let next = 0;
    for (let i = 0; i < ranges.length && next < blockCount; i += 2) {
      const first = Math.max(next, this.countBlocksBefore(level, ranges[i], next) - 1);
      for (next = first; next < blockCount && this.keyOfBlock(level, next) <= ranges[i + 1]; next++)
        this.visitBlock(level, next, entry, visit);
    }
  }

  /** Notes that the characters and the blocks with keys in these ranges will be needed. */
  private want(level: number, ranges: readonly number[]): void {
    const { section } = this;
    if (!this.cachedCharacters) section.want(headSize, headSize + this.charactersSize + readAheadPadding);
    const { blockCount, blocksStart, blocksSize } = this.levels[level];
    for (let i = 0; i < ranges.length && blockCount > 0; i += 2) {
      const first = Math.max(0, this.countBlocksBefore(level, ranges[i], 0) - 1);
      const behind = this.countBlocksBefore(level, ranges[i + 1] + 1, first);
      if (behind <= first) continue;
      const end = behind < blockCount ? this.startOfBlock(level, behind) : blocksSize;
      section.want(blocksStart + this.startOfBlock(level, first), blocksStart + end + readAheadPadding);
    }
  }

  /** Checks that characters, keys and blocks ascend and that all entries can be read. @throws HansouError BAD_INDEX */
  verify(): void {
    const entry = new PinyinEntry();
    for (let level = 0; level < levelCount; level++) {
      const { blockCount, minCode, blocksSize } = this.levels[level];
      const above = level === 0 ? Number.POSITIVE_INFINITY : documentsOfCode(this.levels[level - 1].minCode);
      const least = documentsOfCode(minCode);
      let lastKey = 0;
      let lastEnd = 0;
      for (let block = 0; block < blockCount; block++) {
        const key = this.keyOfBlock(level, block);
        if (key < lastKey) throw damageError('ascending keys', key);
        if (this.startOfBlock(level, block) !== lastEnd)
          throw damageError(`a block at ${lastEnd}`, this.startOfBlock(level, block));
        lastKey = this.visitBlock(level, block, entry, () => {
          if (entry.documents < least || entry.documents >= above)
            throw damageError(`a word in ${least} documents or more, fewer than ${above}`, entry.documents);
        });
        lastEnd += (this.bits.position + 7) >>> 3;
      }
      if (lastEnd !== blocksSize) throw damageError(`blocks of ${lastEnd} bytes`, blocksSize);
    }
  }

  /** The number of blocks from `from` on, and those before it, whose first key is below `key`. */
  private countBlocksBefore(level: number, key: number, from: number): number {
    let low = from;
    let high = this.levels[level].blockCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keyOfBlock(level, middle) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private keyOfBlock(level: number, block: number): number {
    return this.loadIndex(level).getUint32(block * blockIndexSize, true);
  }

  private startOfBlock(level: number, block: number): number {
    return this.loadIndex(level).getUint32(block * blockIndexSize + 4, true);
  }

  /** The index of a level: a view if it is in memory, else a copy that is kept. */
  private loadIndex(level: number): DataView {
    let index = this.indexes[level];
    if (!index) {
      const { indexStart, blockCount } = this.levels[level];
      const bytes = retainableBytes(this.section, indexStart, indexStart + blockCount * blockIndexSize);
      index = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      this.indexes[level] = index;
    }
    return index;
  }

  /** Visits the entries of a block. Returns the key of the last one. */
  private visitBlock(level: number, block: number, entry: PinyinEntry, visit: () => void): number {
    const { entries, minCode, blockCount, blocksStart, blocksSize } = this.levels[level];
    const { section, bits } = this;
    const { bySyllable } = this.characters;
    const { units, syllables } = entry;
    const start = this.startOfBlock(level, block);
    const end = block + 1 < blockCount ? this.startOfBlock(level, block + 1) : blocksSize;
    if (start > end || end > blocksSize) throw damageError(`a block inside ${blocksSize} bytes`, `${start} to ${end}`);
    const { data, origin } = section.window(blocksStart + start, blocksStart + end + readAheadPadding);
    bits.reset(data, section.start + blocksStart + start - origin);
    const count = Math.min(entriesPerBlock, entries - block * entriesPerBlock);
    let key = this.keyOfBlock(level, block);
    for (let i = 0; i < count; i++) {
      if (bits.position > (end - start) * 8) throw damageError('an entry inside its block', bits.position);
      if (i > 0) key += bits.readGamma() - 1;
      const length = bits.readGamma() + 1;
      const code = minCode + bits.readGamma() - 1;
      syllables[0] = firstSyllableOfKey(key);
      syllables[1] = secondSyllableOfKey(key);
      if (syllables[0] === 0 || syllables[1] === 0) throw damageError('a key of two syllables', key);
      if (length > maxEntryCharacters) throw damageError(`up to ${maxEntryCharacters} characters`, length);
      for (let at = 2; at < length; at++) syllables[at] = bits.readShort(syllableBits);
      for (let at = 0; at < length; at++) {
        const characters = syllables[at] <= syllableCount ? bySyllable[syllables[at]] : noCharacters;
        const place = bits.readShort(bitsOfPlace(characters.length));
        if (place >= characters.length) throw damageError(`${characters.length} characters of a syllable`, place);
        units[at] = characters[place];
      }
      entry.length = length;
      entry.documents = documentsOfCode(code);
      visit();
    }
    return key;
  }

  private get characters(): Characters {
    this.cachedCharacters ??= this.readCharacters();
    return this.cachedCharacters;
  }

  private readCharacters(): Characters {
    const { section, bits, characterCount, charactersSize } = this;
    if (characterCount > charactersSize) throw damageError(`up to ${charactersSize} characters`, characterCount);
    const { data, origin } = section.window(headSize, headSize + charactersSize + readAheadPadding);
    bits.reset(data, section.start + headSize - origin);
    const bySyllable: number[][] = Array.from({ length: syllableCount + 1 }, () => []);
    const units = new Uint16Array(characterCount);
    const usualOf = new Uint16Array(characterCount);
    const rarerOf = new Uint16Array(characterCount);
    let unit = firstHan - 1;
    for (let i = 0; i < characterCount; i++) {
      unit += bits.readGamma();
      const usual = bits.readShort(syllableBits);
      const rarer = bits.readFlag() ? bits.readShort(syllableBits) : 0;
      if (unit > 0xffff || usual === 0 || usual > syllableCount || rarer > syllableCount || usual === rarer)
        throw damageError('a character and its syllables', `${unit}: ${usual}, ${rarer}`);
      bySyllable[usual].push(unit);
      if (rarer !== 0) bySyllable[rarer].push(unit);
      units[i] = unit;
      usualOf[i] = usual;
      rarerOf[i] = rarer;
    }
    if ((bits.position + 7) >>> 3 !== charactersSize)
      throw damageError(`${charactersSize} bytes of characters`, bits.position);
    return { bySyllable, units, usual: usualOf, rarer: rarerOf };
  }
}

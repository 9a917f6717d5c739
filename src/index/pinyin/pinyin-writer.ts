/** Writes the pinyin section of a segment. The grammar is in pinyin-reader.ts. */
import { BitWriter } from '../../bytes/bit-writer.ts';
import { ByteWriter } from '../../bytes/byte-writer.ts';
import { maxReadings, type Readings } from '../../lexicon/readings/word-readings.ts';
import { syllableCount } from '../../text/syllables.ts';
import {
  bitsOfPlace,
  documentsCode,
  entriesPerBlock,
  entryKey,
  firstHan,
  levelCount,
  maxDocumentsCode,
  maxEntryCharacters,
  readAheadPadding,
  syllableBits,
} from './pinyin-format.ts';
import type { PinyinWords } from './pinyin-words.ts';

/** Words in the most documents that the first and the second level hold, at most. */
const maxLevelEntries = [2048, 16384];
/** A level is left empty unless all levels from it on have this many times as many entries as it could hold. */
const minLevelShare = 2;

/** Maximum number of entries, so that key and number fit into a sort key: of more, the most frequent words are kept. */
const maxEntries = 2 ** 22;

/** The characters of a segment that have a reading, and the place of each among those of its syllables. */
class Characters {
  count = 0;
  private readonly bits = new BitWriter();
  /** By syllable: the number of characters that are read so. */
  private readonly counts = new Uint32Array(syllableCount + 1);
  /** By unit: its place among the characters of its usual syllable, and of its rarer one. */
  private readonly usualPlaces = new Uint16Array(0x10000);
  private readonly rarerPlaces = new Uint16Array(0x10000);

  constructor(
    words: PinyinWords,
    private readonly readings: Readings,
  ) {
    const { bits, counts } = this;
    let previous = firstHan - 1;
    for (let unit = firstHan; unit < 0x10000; unit++) {
      const usual = words.hasCharacter(unit) ? readings.usual(unit) : 0;
      if (usual === 0) continue;
      const rarer = readings.rarer(unit);
      bits.writeGamma(unit - previous);
      bits.writeBits(usual, syllableBits);
      bits.writeBits(rarer > 0 ? 1 : 0, 1);
      if (rarer > 0) bits.writeBits(rarer, syllableBits);
      this.usualPlaces[unit] = counts[usual]++;
      if (rarer > 0) this.rarerPlaces[unit] = counts[rarer]++;
      previous = unit;
      this.count++;
    }
  }

  /** The place of a character among those that are read as a syllable. */
  placeOf(unit: number, syllable: number): number {
    return this.readings.usual(unit) === syllable ? this.usualPlaces[unit] : this.rarerPlaces[unit];
  }

  /** Bits of a place among the characters of a syllable. */
  placeBits(syllable: number): number {
    return bitsOfPlace(this.counts[syllable]);
  }

  finish(): Uint8Array {
    return this.bits.finish().slice();
  }
}

/** The readings of words, each an entry. */
class Entries {
  count = 0;
  /** The characters of entry `e` are `units[starts[e] … starts[e + 1])`, its syllables those of `syllables`. */
  units = new Uint16Array(1024);
  syllables = new Uint16Array(1024);
  starts = new Uint32Array(256);
  codes = new Uint8Array(256);

  add(units: Uint16Array, unitStart: number, syllables: Uint16Array, from: number, length: number, code: number): void {
    const { starts, count } = this;
    const start = starts[count];
    if (count + 2 > starts.length) {
      this.starts = new Uint32Array(count * 2 + 2);
      this.starts.set(starts);
      const codes = new Uint8Array(count * 2 + 2);
      codes.set(this.codes);
      this.codes = codes;
    }
    if (start + length > this.units.length) {
      for (const name of ['units', 'syllables'] as const) {
        const grown = new Uint16Array(this[name].length * 2);
        grown.set(this[name]);
        this[name] = grown;
      }
    }
    for (let i = 0; i < length; i++) {
      this.units[start + i] = units[unitStart + i];
      this.syllables[start + i] = syllables[from + i];
    }
    this.codes[count] = code;
    this.starts[++this.count] = start + length;
  }

  /** The numbers of the entries in the order of the section. Of more than fit, the least used are left out. */
  sort(): Uint32Array {
    const { syllables, starts, codes } = this;
    const minCode = this.count > maxEntries ? this.findMinCode(maxEntries) : 0;
    const kept = new Uint32Array(this.count);
    const keys = new Float64Array(this.count);
    let keptCount = 0;
    for (let entry = 0; entry < this.count; entry++) {
      if (codes[entry] < minCode) continue;
      const start = starts[entry];
      const third = starts[entry + 1] - start > 2 ? syllables[start + 2] : 0;
      const key = entryKey(syllables[start], syllables[start + 1]) * 2 ** syllableBits + third;
      kept[keptCount] = entry;
      keys[keptCount] = key * maxEntries + keptCount++;
    }
    const sorted = keys.subarray(0, keptCount).sort();
    const numbers = new Uint32Array(keptCount);
    // `Uint32Array.from` with a function takes longer than sorting.
    for (let i = 0; i < keptCount; i++) numbers[i] = kept[sorted[i] % maxEntries];
    return numbers;
  }

  /** The lowest code such that at most `max` entries have it or a higher one. */
  findMinCode(max: number): number {
    const counts = new Uint32Array(maxDocumentsCode + 1);
    for (let entry = 0; entry < this.count; entry++) counts[this.codes[entry]]++;
    let code = counts.length;
    for (let sum = 0; code > 0 && sum + counts[code - 1] <= max; code--) sum += counts[code - 1];
    return code;
  }
}

/** Writes the section for the characters and words that were collected. */
export function writePinyin(words: PinyinWords, readings: Readings): Uint8Array {
  const characters = new Characters(words, readings);
  const entries = new Entries();
  const read = new Uint16Array(maxReadings * maxEntryCharacters);
  words.visitAll((units, start, end, documents) => {
    const count = readings.read(units, start, end, read);
    const length = end - start;
    for (let i = 0; i < count; i++) entries.add(units, start, read, i * length, length, documentsCode(documents));
  });
  const sorted = entries.sort();
  const minCodes = chooseMinCodes(entries, sorted.length);
  const levels = writeLevels(entries, sorted, minCodes, characters);
  const head = new ByteWriter();
  const characterBytes = characters.finish();
  head.writeU32(characters.count);
  head.writeU32(characterBytes.length);
  for (const { count, minCode, bits } of levels) {
    head.writeU32(count);
    head.writeU32(minCode);
    head.writeU32(bits.finish().length);
  }
  head.writeBytes(characterBytes);
  for (const { index } of levels) head.writeBytes(index.finish());
  for (const { bits } of levels) head.writeBytes(bits.finish());
  head.writeBytes(new Uint8Array(readAheadPadding));
  return head.finish();
}

/** The lowest code of each level; that of the level before if it is empty. A small vocabulary has only the last level. */
function chooseMinCodes(entries: Entries, count: number): number[] {
  const minCodes: number[] = [];
  for (let level = 0; level < levelCount - 1; level++) {
    const isWorthIt = count >= minLevelShare * maxLevelEntries[level];
    const above = level === 0 ? maxDocumentsCode + 1 : minCodes[level - 1];
    minCodes.push(isWorthIt ? entries.findMinCode(maxLevelEntries[level]) : above);
  }
  return [...minCodes, 0];
}

/** A level while it is written. */
class Level {
  count = 0;
  readonly index = new ByteWriter();
  readonly bits = new BitWriter();
  /** The key of the entry before. */
  previous = 0;

  constructor(readonly minCode: number) {}
}

/**
 * Writes the blocks of all levels in one pass.
 * @param sorted the entries of all levels, in order
 * @param minCodes the lowest code of each level, falling
 */
function writeLevels(
  { units, syllables, starts, codes }: Entries,
  sorted: Uint32Array,
  minCodes: readonly number[],
  characters: Characters,
): Level[] {
  const levels = minCodes.map(minCode => new Level(minCode));
  const levelOfCode = Uint8Array.from({ length: maxDocumentsCode + 1 }, (_, code) =>
    minCodes.findIndex(minCode => code >= minCode),
  );
  for (let i = 0; i < sorted.length; i++) {
    const entry = sorted[i];
    const code = codes[entry];
    const level = levels[levelOfCode[code]];
    const { bits, index } = level;
    const start = starts[entry];
    const end = starts[entry + 1];
    const key = entryKey(syllables[start], syllables[start + 1]);
    if (level.count++ % entriesPerBlock === 0) {
      bits.alignToByte();
      index.writeU32(key);
      index.writeU32(bits.bitLength / 8);
    } else bits.writeGamma(key - level.previous + 1);
    level.previous = key;
    bits.writeGamma(end - start - 1);
    bits.writeGamma(code - level.minCode + 1);
    for (let at = start + 2; at < end; at++) bits.writeBits(syllables[at], syllableBits);
    for (let at = start; at < end; at++)
      bits.writeBits(characters.placeOf(units[at], syllables[at]), characters.placeBits(syllables[at]));
  }
  return levels;
}

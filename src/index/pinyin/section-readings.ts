/** Gives the readings of words from the pinyin sections of segments, so that segments are merged without other tables. */
import type { Readings } from '../../lexicon/readings/word-readings.ts';
import { stringFromUnits } from '../../text/units.ts';
import { levelCount, maxEntryCharacters } from './pinyin-format.ts';
import { PinyinEntry, type PinyinReader } from './pinyin-reader.ts';

/** Readings of the characters and words of some segments. */
export class SectionReadings implements Readings {
  private readonly usualSyllables = new Uint16Array(0x10000);
  private readonly rarerSyllables = new Uint16Array(0x10000);
  /** By word, if a character of it has its rarer reading: its readings, one after the other. */
  private readonly unusual = new Map<string, number[]>();

  /** @throws HansouError BAD_INDEX */
  constructor(readers: readonly PinyinReader[]) {
    for (const reader of readers)
      reader.visitCharacters((unit, usual, rarer) => {
        this.usualSyllables[unit] = usual;
        this.rarerSyllables[unit] = rarer;
      });
    this.collect(readers, false);
    // Such a word may have its usual reading too.
    if (this.unusual.size > 0) this.collect(readers, true);
  }

  usual(unit: number): number {
    return this.usualSyllables[unit];
  }

  rarer(unit: number): number {
    return this.rarerSyllables[unit];
  }

  read(units: Uint16Array, start: number, end: number, out: Uint16Array): number {
    const length = end - start;
    if (length > maxEntryCharacters) return 0;
    let hasRarer = false;
    for (let i = 0; i < length; i++) {
      const unit = units[start + i];
      if ((out[i] = this.usualSyllables[unit]) === 0) return 0;
      if (this.rarerSyllables[unit] > 0) hasRarer = true;
    }
    if (!hasRarer) return 1;
    const readings = this.unusual.get(stringFromUnits(units, start, end));
    if (!readings) return 1;
    out.set(readings);
    return readings.length / length;
  }

  /**
   * Collects words with an unusual reading.
   * @param isUsual whether the usual readings of these words are collected instead
   */
  private collect(readers: readonly PinyinReader[], isUsual: boolean): void {
    const { unusual } = this;
    const entry = new PinyinEntry();
    for (const reader of readers)
      for (let level = 0; level < levelCount; level++)
        reader.visitAll(level, entry, () => {
          if (this.isUnusual(entry) === isUsual || (isUsual && !this.mayBeUnusual(entry))) return;
          const { units, syllables, length } = entry;
          const word = stringFromUnits(units, 0, length);
          const readings = unusual.get(word);
          const reading = Array.from(syllables.subarray(0, length));
          // The usual reading is the first one, as in the table that the segments were built with.
          if (!isUsual && !readings) unusual.set(word, reading);
          else if (isUsual && readings?.length === length) readings.unshift(...reading);
        });
  }

  private isUnusual({ units, syllables, length }: PinyinEntry): boolean {
    for (let i = 0; i < length; i++) if (this.usualSyllables[units[i]] !== syllables[i]) return true;
    return false;
  }

  private mayBeUnusual({ units, length }: PinyinEntry): boolean {
    for (let i = 0; i < length; i++) if (this.rarerSyllables[units[i]] > 0) return true;
    return false;
  }
}

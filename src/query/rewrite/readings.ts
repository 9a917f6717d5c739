/** How Han characters are read, without tones. Some have two readings; rare ones are left out. */
import { readingTable } from './reading-table.ts';

export interface SyllableTable {
  readonly letters: readonly string[];
  /** By syllable: the characters that are read so. */
  readonly characters: readonly string[];
  /** By UTF-16 unit: 1 and the number of the syllable that it is read; 0 when there is none. */
  readonly first: Uint16Array;
  /** The same of its other reading. */
  readonly second: Uint16Array;
}

/** Laid out at the first use, never changed after: a memo of a constant. */
let cachedSyllables: SyllableTable | undefined;

export function loadSyllables(): SyllableTable {
  cachedSyllables ??= decodeReadingTable();
  return cachedSyllables;
}

function decodeReadingTable(): SyllableTable {
  const letters: string[] = [];
  const allCharacters: string[] = [];
  const first = new Uint16Array(0x10000);
  const second = new Uint16Array(0x10000);
  for (const [, syllable, characters] of readingTable.matchAll(/([a-z]+)([^a-z]+)/g)) {
    letters.push(syllable);
    allCharacters.push(characters);
    for (let i = 0; i < characters.length; i++) {
      const unit = characters.charCodeAt(i);
      if (first[unit] === 0) first[unit] = letters.length;
      else second[unit] = letters.length;
    }
  }
  return { letters, characters: allCharacters, first, second };
}

/** More readings of one word than this are not told. */
export const maxReadings = 8;

/**
 * The readings of a folded word, a syllable a character; none when it holds anything but Han characters that have one.
 */
export function findReadings(word: string): string[][] {
  const { letters, first, second } = loadSyllables();
  let readings: string[][] = [[]];
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (first[unit] === 0) return [];
    const next = readings.map(way => [...way, letters[first[unit] - 1]]);
    if (second[unit] !== 0 && next.length * 2 <= maxReadings)
      for (const way of readings) next.push([...way, letters[second[unit] - 1]]);
    readings = next;
  }
  return word.length ? readings : [];
}

/** The units of the characters that are read so, rising. */
export function findCharactersReadAs(syllable: string): Uint16Array {
  const { letters, characters } = loadSyllables();
  const read = characters[letters.indexOf(syllable)] ?? '';
  return Uint16Array.from({ length: read.length }, (_, i) => read.charCodeAt(i)).sort();
}

/** The beginnings of the syllables of a reading: hx for han xu. */
export function joinInitials(reading: readonly string[]): string {
  return reading.map(syllable => syllable[0]).join('');
}

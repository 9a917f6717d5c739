/** The readings (pinyin without tones) of Han characters and words. A character has one or two; rare ones are left out. */
import { readingTable } from '../../lexicon/reading-table.ts';

/** Syllables and the characters that are read so. */
interface SyllableTable {
  readonly letters: readonly string[];
  /** By syllable: the characters that are read so. */
  readonly characters: readonly string[];
  /** By UTF-16 unit: 1 + the number of the syllable of its first reading; 0 when it has none. */
  readonly first: Uint16Array;
  /** The same for its second reading. */
  readonly second: Uint16Array;
}

/** Decoded at first use and never changed after that. */
let cachedSyllables: SyllableTable | undefined;

function loadSyllables(): SyllableTable {
  cachedSyllables ??= decodeReadingTable();
  return cachedSyllables;
}

function decodeReadingTable(): SyllableTable {
  const letters: string[] = [];
  const charactersBySyllable: string[] = [];
  const first = new Uint16Array(0x10000);
  const second = new Uint16Array(0x10000);
  for (const [, syllable, characters] of readingTable.matchAll(/([a-z]+)([^a-z]+)/g)) {
    letters.push(syllable);
    charactersBySyllable.push(characters);
    for (let i = 0; i < characters.length; i++) {
      const unit = characters.charCodeAt(i);
      if (first[unit] === 0) first[unit] = letters.length;
      else second[unit] = letters.length;
    }
  }
  return { letters, characters: charactersBySyllable, first, second };
}

/** Maximum number of readings considered for one word. */
const maxReadings = 8;

/**
 * The readings of a folded word, each with one syllable per character; none when a character has no reading.
 */
export function findReadings(word: string): string[][] {
  const { letters, first, second } = loadSyllables();
  let readings: string[][] = [[]];
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (first[unit] === 0) return [];
    const longer = readings.map(reading => [...reading, letters[first[unit] - 1]]);
    if (second[unit] !== 0 && longer.length * 2 <= maxReadings)
      for (const reading of readings) longer.push([...reading, letters[second[unit] - 1]]);
    readings = longer;
  }
  return word.length ? readings : [];
}

/** The characters that are read as this syllable, as ascending UTF-16 units. */
export function findCharactersReadAs(syllable: string): Uint16Array {
  const { letters, characters } = loadSyllables();
  const found = characters[letters.indexOf(syllable)] ?? '';
  return Uint16Array.from({ length: found.length }, (_, i) => found.charCodeAt(i)).sort();
}

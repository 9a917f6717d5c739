/** How Han characters are read, without tones. Some have two readings; rare ones are left out. */
import { readingTable } from './reading-table.ts';

interface Readings {
  readonly syllables: readonly string[];
  /** By UTF-16 unit: the number of its reading and 1, or 0. */
  readonly first: Uint16Array;
  readonly second: Uint16Array;
}

/** Laid out at the first use, never changed after: a memo of a constant. */
let readings: Readings | undefined;

function layOut(): Readings {
  const syllables: string[] = [];
  const first = new Uint16Array(0x10000);
  const second = new Uint16Array(0x10000);
  for (const [, syllable, characters] of readingTable.matchAll(/([a-z]+)([^a-z]+)/g)) {
    syllables.push(syllable);
    for (let i = 0; i < characters.length; i++) {
      const unit = characters.charCodeAt(i);
      if (first[unit] === 0) first[unit] = syllables.length;
      else second[unit] = syllables.length;
    }
  }
  return { syllables, first, second };
}

/** More readings of one word than this are not told. */
const mostReadings = 8;

/**
 * The readings of a folded word, a syllable a character; none when it holds anything but Han characters that have one.
 */
export function readingsOf(word: string): string[][] {
  readings ??= layOut();
  const { syllables, first, second } = readings;
  let ways: string[][] = [[]];
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (first[unit] === 0) return [];
    const one = syllables[first[unit] - 1];
    const other = second[unit] ? syllables[second[unit] - 1] : undefined;
    const next = ways.map(way => [...way, one]);
    if (other !== undefined && next.length * 2 <= mostReadings) for (const way of ways) next.push([...way, other]);
    ways = next;
  }
  return word.length ? ways : [];
}

/** The beginnings of the syllables of a reading: hx for han xu. */
export function initialsOf(reading: readonly string[]): string {
  return reading.map(syllable => syllable[0]).join('');
}

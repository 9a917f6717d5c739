/**
 * How is a word pronounced? The readings of Han characters and words, as numbers of syllables (../text/syllables.ts). They
 * are needed when an index is built; an index then holds the readings of its own words.
 */
import { syllableNumber } from '../../text/syllables.ts';
import { loadReadingTable } from './load-reading-table.ts';

/** Maximum number of readings of one word. */
export const maxReadings = 2;
/** Words of up to this many characters have readings. */
const maxReadCharacters = 8;

/** Gives the readings of characters and of words. */
export interface Readings {
  /** The syllable of a character in most words; 0 when the character has no reading. @param unit a folded UTF-16 unit */
  usual(unit: number): number;
  /** The syllable of a character in other words; 0 when it has only one reading. */
  rarer(unit: number): number;
  /**
   * The readings of the folded word `units[start … end)`, each with a syllable for every character.
   * @param out takes the syllables of one reading after the other
   * @returns the number of readings; 0 when some character has none, or there are more than `maxReadCharacters`
   */
  read(units: Uint16Array, start: number, end: number, out: Uint16Array): number;
}

/** When a character with two readings has the rarer one. */
interface Rule {
  /** If the rarer reading is that of a family name: the characters before which it is no such name. */
  readonly notSurnameBefore: string | undefined;
  /** The characters behind which it has the rarer reading. */
  readonly behind: string;
  /** The characters before which it has the rarer reading. */
  readonly before: string;
}

/** A family name is read as one in names of up to this many characters. */
const maxNameCharacters = 3;

/** Readings from the table of all characters. */
class TableReadings implements Readings {
  private readonly first = new Uint16Array(0x10000);
  private readonly second = new Uint16Array(0x10000);
  private readonly rules = new Map<number, Rule>();

  constructor() {
    const { first, second } = this;
    const { readingRules, readingTable } = loadReadingTable();
    for (const [, letters, characters] of readingTable.matchAll(/([a-z]+)([^a-z]+)/g))
      for (let i = 0; i < characters.length; i++) {
        const unit = characters.charCodeAt(i);
        (first[unit] === 0 ? first : second)[unit] = syllableNumber(letters);
      }
    for (const [, character, letters, notSurname, behind, before] of readingRules.matchAll(
      /(.)([a-z]+)(\^[^<]*)?<([^>]*)>([^a-z]*?)(?=.[a-z]|$)/g,
    )) {
      const unit = character.charCodeAt(0);
      const rarer = syllableNumber(letters);
      if (first[unit] === rarer) first[unit] = second[unit];
      second[unit] = rarer;
      this.rules.set(unit, { notSurnameBefore: notSurname?.slice(1), behind, before });
    }
  }

  usual(unit: number): number {
    return this.first[unit];
  }

  rarer(unit: number): number {
    return this.second[unit];
  }

  /** A character has its rarer reading beside some others; at the beginning of a short word, a family name has both. */
  read(units: Uint16Array, start: number, end: number, out: Uint16Array): number {
    const { first, second } = this;
    const length = end - start;
    if (length > maxReadCharacters) return 0;
    let count = 1;
    for (let i = 0; i < length; i++) {
      const unit = units[start + i];
      if (first[unit] === 0) return 0;
      out[i] = first[unit];
      if (second[unit] === 0) continue;
      const { notSurnameBefore, behind, before } = this.rules.get(unit)!;
      const next = i + 1 < length ? units[start + i + 1] : 0;
      if ((i > 0 && includesUnit(behind, units[start + i - 1])) || includesUnit(before, next)) out[i] = second[unit];
      else if (notSurnameBefore !== undefined && i === 0 && length > 1 && length <= maxNameCharacters)
        count = includesUnit(notSurnameBefore, next) ? 1 : 2;
    }
    if (count === 2) {
      out.copyWithin(length, 0, length);
      out[length] = second[units[start]];
    }
    return length === 0 ? 0 : count;
  }
}

function includesUnit(characters: string, unit: number): boolean {
  for (let i = 0; i < characters.length; i++) if (characters.charCodeAt(i) === unit) return true;
  return false;
}

/** Decoded at first use and never changed after that. */
let cachedReadings: Readings | undefined;

/** The readings of all common characters. */
export function loadReadings(): Readings {
  cachedReadings ??= new TableReadings();
  return cachedReadings;
}

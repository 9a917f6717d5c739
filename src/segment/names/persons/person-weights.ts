/** How likely are characters as a surname, as given names, and side by side in transliterated names? */
import { compoundSurnames } from '../../../lexicon/readings/compound-surnames.ts';
import { maxTransliteratedUnits, NameRole, type NameTables } from '../name-tables.ts';
import { japaneseSurnames, japaneseWeight } from './japanese-names.ts';

/** Logarithms of the share of Chinese and of transliterated names among all words. */
const chineseShare = Math.log(0.025);
const transliteratedShare = Math.log(0.006);
/** How many characters names may have, for the share of one that was never seen. */
const characterCount = 4000;
/** The logarithm of the share of each compound surname among all words. */
const compoundWeight = chineseShare + Math.log(1 / 4000);
/** The least weight of a rare character as a given one: parents choose characters that nobody counted. */
const rareGiven = -14;
/** The least weight of the first two letters of a transliterated name. */
const minBeginning = -17;
export const someone = '某'.charCodeAt(0);
/** Number of roles of `NameRole`: columns of a row. */
export const roleCount = 4;

/** Bits of `unitBits`. */
export const chineseBit = 1;
export const transliteratedBit = 2;
/** A surname of two units and more. */
export const longBit = 4;
/** How much higher the bits of the second unit are. */
export const secondShift = 4;

/** A surname of two units and more. */
export interface LongSurname {
  readonly units: readonly number[];
  /** The logarithm of its share among all words. */
  readonly weight: number;
  readonly isJapanese: boolean;
}

/** The counts of the tables as logarithms of probabilities. */
export class PersonWeights {
  readonly unitBits = new Uint8Array(0x10000);
  /** By unit: the row of its character, or 0 if no Chinese name has it. */
  readonly rows = new Uint16Array(0x10000);
  /** By row and `NameRole`: logarithms of the character's share as a surname, with the share of Chinese names, and in each place. */
  readonly weightsOfRows: Float32Array;
  /** By first unit: the surnames of two units and more. */
  readonly longSurnames = new Map<number, readonly LongSurname[]>();
  /** By unit: 1 + its place among the letters of transliterated names, or 0. */
  readonly letters = new Uint16Array(0x10000);
  readonly letterCount: number;
  /** By letter, 0 for the beginning of a name, and the next letter: the logarithm of its share. */
  readonly pairs: Float32Array;
  /** By length − 1: the logarithm of the share of transliterated names of that length among all words. */
  readonly lengths: Float64Array;
  /** A bit for each cell of `pairs`: whether a name may begin with the two letters. */
  private readonly beginnings: Uint8Array;

  /** The row of all rare characters that the tables lack. */
  readonly rareRow: number;

  /** @param isRare by UTF-16 unit: whether it is a Han character that texts hardly ever have */
  constructor(tables: NameTables, isRare: (unit: number) => boolean) {
    this.rareRow = tables.characters.length + 1;
    this.weightsOfRows = this.weighCharacters(tables, isRare);
    this.addRare(isRare);
    this.addLongSurnames(compoundSurnames, compoundWeight, false);
    this.addLongSurnames(japaneseSurnames, japaneseWeight, true);
    this.letterCount = tables.letters.length;
    this.pairs = new Float32Array((this.letterCount + 1) * this.letterCount);
    this.beginnings = new Uint8Array((this.pairs.length >> 3) + 1);
    this.lengths = this.weighLetters(tables);
  }

  /** Whether a transliterated name may begin with two letters, given as in `letters`. */
  mayBegin(first: number, second: number): boolean {
    const cell = first * this.letterCount + second - 1;
    return ((this.beginnings[cell >> 3] >> (cell & 7)) & 1) !== 0;
  }

  private weighCharacters({ characters, roles }: NameTables, isRare: (unit: number) => boolean): Float32Array {
    characters.forEach((unit, i) => {
      this.rows[unit] = i + 1;
      this.unitBits[unit] |= chineseBit << secondShift;
      if (roles[NameRole.Surname][i] > 0) this.unitBits[unit] |= chineseBit;
    });
    this.unitBits[someone] |= chineseBit << secondShift;
    const sum = (role: number): number => roles[role].reduce((a, b) => a + b, 0);
    const surnameTotal = sum(NameRole.Surname);
    const firstTotal = sum(NameRole.First);
    const secondTotal = sum(NameRole.Second);
    const onlyTotal = sum(NameRole.Only);
    const bothTotal = firstTotal + onlyTotal;
    const weights = new Float32Array(roleCount * (characters.length + 2));
    for (let i = 0; i < characters.length; i++) {
      const counts = roles.map(counts => counts[i]);
      const all = counts[NameRole.First] + counts[NameRole.Second] + counts[NameRole.Only];
      const share = (all + 0.2) / (firstTotal + secondTotal + onlyTotal + 0.2 * characterCount);
      const least = isRare(characters[i]) ? rareGiven : Number.NEGATIVE_INFINITY;
      const given = (role: number, total: number): number =>
        Math.max(least, Math.log((counts[role] + 5 * share) / (total + 5)));
      const row = roleCount * (i + 1);
      weights[row + NameRole.Surname] = chineseShare + Math.log(counts[NameRole.Surname] / surnameTotal);
      weights[row + NameRole.First] = given(NameRole.First, firstTotal) + Math.log(firstTotal / bothTotal);
      weights[row + NameRole.Second] = given(NameRole.Second, secondTotal);
      weights[row + NameRole.Only] = given(NameRole.Only, onlyTotal) + Math.log(onlyTotal / bothTotal);
    }
    const rare = roleCount * this.rareRow;
    weights.fill(rareGiven, rare);
    weights[rare + NameRole.Surname] = Number.NEGATIVE_INFINITY;
    return weights;
  }

  private addRare(isRare: (unit: number) => boolean): void {
    for (let unit = 0; unit < this.rows.length; unit++) {
      if (this.rows[unit] !== 0 || !isRare(unit)) continue;
      this.rows[unit] = this.rareRow;
      this.unitBits[unit] |= chineseBit << secondShift;
    }
  }

  private addLongSurnames(names: readonly string[], weight: number, isJapanese: boolean): void {
    for (const name of names) {
      const units = Array.from(name, character => character.charCodeAt(0));
      const surname = { units, weight, isJapanese };
      this.longSurnames.set(units[0], [...(this.longSurnames.get(units[0]) ?? []), surname]);
      this.unitBits[units[0]] |= longBit;
      this.unitBits[units[1]] |= longBit << secondShift;
    }
  }

  private weighLetters(tables: NameTables): Float64Array {
    const { letterCount } = this;
    const counts = new Float64Array(letterCount);
    for (const { places, counts: row } of tables.pairs)
      places.forEach((place, i) => {
        counts[place] += row[i];
      });
    // Frequent letters first, so that what is read lies together.
    const ranks = new Uint16Array(letterCount);
    const order = Uint16Array.from(counts, (_, place) => place).sort((a, b) => counts[b] - counts[a] || a - b);
    order.forEach((place, rank) => {
      ranks[place] = rank;
      this.letters[tables.letters[place]] = rank + 1;
      this.unitBits[tables.letters[place]] |= transliteratedBit << secondShift;
    });
    const letterTotal = counts.reduce((a, b) => a + b, 0);
    const nameTotal = tables.lengths.reduce((a, b) => a + b, 0);
    // A pair of letters is mixed with the share of its second letter.
    const shares = counts.map(count => (count + 0.02) / (letterTotal + 0.02 * characterCount));
    const unseen = shares.map(share => Math.log(8 * share));
    tables.pairs.forEach(({ places, counts: seen }, first) => {
      const start = first === 0 ? 0 : (ranks[first - 1] + 1) * letterCount;
      if (first === 0)
        for (let place = 0; place < letterCount; place++) this.pairs[ranks[place]] = Math.log(0.2 * shares[place]);
      else {
        const total = Math.log(counts[first - 1] + 8);
        for (let place = 0; place < letterCount; place++) this.pairs[start + ranks[place]] = unseen[place] - total;
      }
      places.forEach((place, i) => {
        this.pairs[start + ranks[place]] = Math.log(
          first === 0
            ? (0.8 * seen[i]) / nameTotal + 0.2 * shares[place]
            : (seen[i] + 8 * shares[place]) / (counts[first - 1] + 8),
        );
        if (first === 0) this.unitBits[tables.letters[place]] |= transliteratedBit;
      });
    });
    for (let letter = 1, cell = letterCount; letter <= letterCount; letter++)
      for (const end = cell + letterCount; cell < end; cell++)
        if (this.pairs[letter - 1] + this.pairs[cell] > minBeginning) this.beginnings[cell >> 3] |= 1 << (cell & 7);
    return tables.lengths.map(
      count => transliteratedShare + Math.log((count + 1) / (nameTotal + maxTransliteratedUnits)),
    );
  }
}

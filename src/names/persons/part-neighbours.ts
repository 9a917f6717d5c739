/** Does the same character stand beside a string each time, so that it belongs to it? */
import { nameDots } from '../../segment/names/dotted-names.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import { createUnitSet } from '../../text/units.ts';
import type { Corpus } from '../corpus.ts';

/** No unit was seen, or several. */
const none = 0;
const several = 0xffff;

/** The units on one side of the places of strings. */
export class PartNeighbours {
  /** By string: the unit beside it, `none` or `several`. */
  private readonly units: Uint16Array;
  private readonly functionUnits: { has(unit: number): boolean };

  /** @param functionCharacters these are no part of a name on that side */
  constructor(
    private readonly corpus: Corpus,
    stringCount: number,
    functionCharacters: string,
  ) {
    this.units = new Uint16Array(stringCount).fill(none);
    this.functionUnits = createUnitSet(functionCharacters);
  }

  /** Notes a place of a string: the unit beside it, and the number of the word there, -1 for none. */
  see(string: number, at: number, word: number): void {
    const { units, corpus } = this;
    const isWord = word >= 0 && corpus.words.lengths[word] > 1;
    const unit = isWord ? several : corpus.units[at];
    units[string] = units[string] === none || units[string] === unit ? unit : several;
  }

  /** Whether the same Han character stands there each time, and neither in a word nor as a function character; or the same dot. */
  isPart(string: number): boolean {
    const unit = this.units[string];
    if (unit === several) return false;
    return nameDots.has(unit) || (classOfUnit(unit) === CharacterClass.Han && !this.functionUnits.has(unit));
  }
}

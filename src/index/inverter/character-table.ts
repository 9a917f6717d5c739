import { isHighSurrogate } from '../../text/characters.ts';

/** Numbers (ordinals) for characters as they come, from 0 on. */
export class CharacterTable {
  /** How many characters there are. */
  count = 0;
  /** By UTF-16 unit: 1 and the ordinal of that character; 0 when it did not come. One cell before there is any. */
  private ordinals = new Uint16Array(1);
  /** What units are masked by to find their cells. */
  private cellMask = 0;
  /** The ordinals of characters of two units, by both, and of those that come when there are no more of 16 bits. */
  private readonly wideOrdinals = new Map<number, number>();
  /** By ordinal: the character's units; the second is 0 where it has only one. */
  private characterUnits = new Uint32Array(1024);

  /** The ordinal of the character that begins at `at`. */
  findOrAdd(units: Uint16Array, at: number): number {
    const unit = units[at];
    const known = this.ordinals[unit & this.cellMask];
    return known > 0 ? known - 1 : this.findOrAddRare(unit, units[at + 1]);
  }

  /** The ordinals in the order of the characters' units. */
  sortOrdinals(): Uint32Array {
    const { characterUnits } = this;
    const order = new Uint32Array(this.count);
    for (let ordinal = 0; ordinal < order.length; ordinal++) order[ordinal] = ordinal;
    return order.sort((a, b) => characterUnits[a] - characterUnits[b]);
  }

  /** First and second unit of characters, in one number; the second is 0 where it has only one. */
  packUnits(ordinals: Uint32Array): Uint32Array {
    return ordinals.map(ordinal => this.characterUnits[ordinal]);
  }

  private findOrAddRare(unit: number, next: number): number {
    const isWide = isHighSurrogate(unit);
    if (!isWide && this.count < 0xffff) {
      if (this.cellMask === 0) {
        this.cellMask = 0xffff;
        this.ordinals = new Uint16Array(0x10000);
      }
      this.ordinals[unit] = this.count + 1;
      return this.addCharacter(unit * 0x10000);
    }
    const both = unit * 0x10000 + (isWide ? next : 0);
    let ordinal = this.wideOrdinals.get(both);
    if (ordinal === undefined) this.wideOrdinals.set(both, (ordinal = this.addCharacter(both)));
    return ordinal;
  }

  private addCharacter(both: number): number {
    if (this.count === this.characterUnits.length) {
      const grown = new Uint32Array(this.count * 2);
      grown.set(this.characterUnits);
      this.characterUnits = grown;
    }
    this.characterUnits[this.count] = both;
    return this.count++;
  }
}

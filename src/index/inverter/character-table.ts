import { isHighSurrogate } from '../../text/characters.ts';

/** Numbers (ordinals) for characters as they come, from 0 on. */
export class CharacterTable {
  /** How many characters there are. */
  count = 0;
  /** By UTF-16 unit: 1 and the ordinal of that character; 0 when it did not come. One cell before there is any. */
  private ordinals = new Uint16Array(1);
  /** What units are masked by to find their cells. */
  private mask = 0;
  /** The ordinals of characters of two units, by both, and of those that come when there are no more of 16 bits. */
  private readonly wide = new Map<number, number>();
  /** By ordinal: the character's units; the second is 0 where it has only one. */
  private pairs = new Uint32Array(1024);

  /** The ordinal of the character that begins at `at`. */
  ordinal(units: Uint16Array, at: number): number {
    const unit = units[at];
    const known = this.ordinals[unit & this.mask];
    return known > 0 ? known - 1 : this.rare(unit, units[at + 1]);
  }

  /** The ordinals in the order of the characters' units. */
  sorted(): Uint32Array {
    const { pairs } = this;
    const order = new Uint32Array(this.count);
    for (let ordinal = 0; ordinal < order.length; ordinal++) order[ordinal] = ordinal;
    return order.sort((a, b) => pairs[a] - pairs[b]);
  }

  /** First and second unit of characters, in one number; the second is 0 where it has only one. */
  unitsOf(ordinals: Uint32Array): Uint32Array {
    return ordinals.map(ordinal => this.pairs[ordinal]);
  }

  private rare(unit: number, next: number): number {
    const isWide = isHighSurrogate(unit);
    if (!isWide && this.count < 0xffff) {
      if (this.mask === 0) {
        this.mask = 0xffff;
        this.ordinals = new Uint16Array(0x10000);
      }
      this.ordinals[unit] = this.count + 1;
      return this.add(unit * 0x10000);
    }
    const both = unit * 0x10000 + (isWide ? next : 0);
    let ordinal = this.wide.get(both);
    if (ordinal === undefined) this.wide.set(both, (ordinal = this.add(both)));
    return ordinal;
  }

  private add(both: number): number {
    if (this.count === this.pairs.length) {
      const grown = new Uint32Array(this.count * 2);
      grown.set(this.pairs);
      this.pairs = grown;
    }
    this.pairs[this.count] = both;
    return this.count++;
  }
}

/** Numbers the characters of a text field in order of first appearance. */
import { isHighSurrogate } from '../../text/characters.ts';

/** Assigns each distinct character an ordinal: 0, 1, 2, … in order of first appearance. */
export class CharacterTable {
  /** Number of distinct characters. */
  count = 0;
  /** By UTF-16 unit: ordinal + 1 of that character, 0 when unknown. A single cell until the first character is added. */
  private ordinals = new Uint16Array(1);
  /** Units are masked with this to find their cell: 0 while there is a single cell. */
  private cellMask = 0;
  /** Ordinals of characters of two units, and of all characters that no longer fit 16-bit ordinals, by packed units. */
  private readonly wideOrdinals = new Map<number, number>();
  /** By ordinal: the packed units of the character (first << 16 | second; second is 0 for a character of one unit). */
  private characterUnits = new Uint32Array(1024);

  /** The ordinal of the character at `units[at]`; an unknown character is added. */
  findOrAdd(units: Uint16Array, at: number): number {
    const unit = units[at];
    const known = this.ordinals[unit & this.cellMask];
    return known > 0 ? known - 1 : this.findOrAddRare(unit, units[at + 1]);
  }

  /** All ordinals, sorted by the units of their characters. */
  sortOrdinals(): Uint32Array {
    const { characterUnits } = this;
    const order = new Uint32Array(this.count);
    for (let ordinal = 0; ordinal < order.length; ordinal++) order[ordinal] = ordinal;
    return order.sort((a, b) => characterUnits[a] - characterUnits[b]);
  }

  /** The packed units (first << 16 | second; second is 0 for a character of one unit) of these ordinals. */
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
    const packed = unit * 0x10000 + (isWide ? next : 0);
    let ordinal = this.wideOrdinals.get(packed);
    if (ordinal === undefined) this.wideOrdinals.set(packed, (ordinal = this.addCharacter(packed)));
    return ordinal;
  }

  private addCharacter(packed: number): number {
    if (this.count === this.characterUnits.length) {
      const grown = new Uint32Array(this.count * 2);
      grown.set(this.characterUnits);
      this.characterUnits = grown;
    }
    this.characterUnits[this.count] = packed;
    return this.count++;
  }
}

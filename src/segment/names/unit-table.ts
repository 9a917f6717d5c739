/** A number for each UTF-16 unit; those of units that a lexicon has lie together, the frequent ones first. */
export class UnitTable {
  private readonly byCode: Uint16Array;

  /**
   * @param codes by unit: its code in the trie of the lexicon, lower for frequent units, or 0
   * @param byUnit the numbers; kept
   */
  constructor(
    private readonly codes: Uint16Array,
    private readonly byUnit: Uint16Array,
  ) {
    this.byCode = new Uint16Array(codes.reduce((most, code) => Math.max(most, code)) + 1);
    for (let unit = 0; unit < codes.length; unit++) if (codes[unit] !== 0) this.byCode[codes[unit]] = byUnit[unit];
  }

  get(unit: number): number {
    const code = this.codes[unit];
    return code !== 0 ? this.byCode[code] : this.byUnit[unit];
  }
}

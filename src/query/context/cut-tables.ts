/** The tables that cutting a query text fills, by position in the text; they are kept and written again for each text. */
export class CutTables {
  /** 1 where a word may begin or end. */
  breaks = new Uint8Array(0);
  /**
   * 1 + the start of the last bigram in no document that ends here or earlier, 0 for none: a word that ends here begins
   * at this position or later.
   */
  minWordStarts = new Uint32Array(0);
  /** The score of the best path from here to the end of the text. */
  bestScores = new Float64Array(0);
  /** The end of the first word on that path. */
  nextEnds = new Uint32Array(0);

  /** Makes room for a text of `length` UTF-16 units. */
  reset(length: number): this {
    if (this.bestScores.length <= length) {
      const size = Math.max(64, 2 * length);
      this.breaks = new Uint8Array(size);
      this.minWordStarts = new Uint32Array(size);
      this.bestScores = new Float64Array(size);
      this.nextEnds = new Uint32Array(size);
    }
    this.bestScores[length] = 0;
    return this;
  }
}

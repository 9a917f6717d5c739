/**
 * A set of document numbers below a limit, as a bitmap.
 *
 * Law: after any operations it contains what a `Set<number>` would.
 */
export class DocumentSet {
  private readonly bits: Uint32Array;

  /** @param limit all numbers in the set are below it */
  constructor(readonly limit: number) {
    this.bits = new Uint32Array((limit + 31) >>> 5);
  }

  /** Adds the first `count` documents of an array. */
  addAll(documents: Uint32Array, count: number): this {
    const { bits } = this;
    for (let i = 0; i < count; i++) bits[documents[i] >>> 5] |= 1 << (documents[i] & 31);
    return this;
  }

  has(document: number): boolean {
    return ((this.bits[document >>> 5] >>> (document & 31)) & 1) === 1;
  }

  add(document: number): void {
    this.bits[document >>> 5] |= 1 << (document & 31);
  }

  delete(document: number): void {
    this.bits[document >>> 5] &= ~(1 << (document & 31));
  }

  /** Removes all numbers. */
  clear(): void {
    this.bits.fill(0);
  }

  /** Adds all numbers below the limit. */
  fill(): this {
    this.bits.fill(0xffffffff);
    const lastBits = this.limit & 31;
    if (lastBits) this.bits[this.bits.length - 1] = 2 ** lastBits - 1;
    return this;
  }

  /** Removes the numbers that are not in the other set. */
  intersectWith(other: DocumentSet): this {
    for (let i = 0; i < this.bits.length; i++) this.bits[i] &= other.bits[i];
    return this;
  }

  /** Adds the numbers of the other set. */
  uniteWith(other: DocumentSet): this {
    for (let i = 0; i < this.bits.length; i++) this.bits[i] |= other.bits[i];
    return this;
  }

  /** Removes the numbers of the other set. */
  subtract(other: DocumentSet): this {
    for (let i = 0; i < this.bits.length; i++) this.bits[i] &= ~other.bits[i];
    return this;
  }

  /** All numbers, ascending. */
  toArray(): number[] {
    const numbers = new Uint32Array(this.size);
    this.copyTo(numbers);
    return [...numbers];
  }

  /** How many numbers are in the set. */
  get size(): number {
    let size = 0;
    for (let i = 0; i < this.bits.length; i++) size += countBits(this.bits[i] | 0);
    return size;
  }

  /** Writes all numbers, ascending, to `out`, which must have room for them. Returns how many there are. */
  copyTo(out: Uint32Array): number {
    const { bits } = this;
    let count = 0;
    for (let word = 0; word < bits.length; word++)
      // From the lowest bit up.
      for (let left = bits[word] | 0; left !== 0; left &= left - 1)
        out[count++] = (word << 5) + 31 - Math.clz32(left & -left);
    return count;
  }
}

function countBits(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

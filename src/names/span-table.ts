/** Distinct strings of one long text, found by their place in it: a hash table in typed arrays. */

/** Multiplier of the hash: the golden ratio as 32 bits. */
const hashFactor = 0x9e3779b1;

/**
 * Distinct strings of a text, each numbered from 0 by its first occurrence, with the number of its occurrences and of the
 * documents that hold it. Adding an occurrence allocates nothing but room.
 *
 * Law: two spans have one number exactly if their units are equal.
 */
export class SpanTable {
  size = 0;
  /** By number: where the first occurrence begins, and its length in UTF-16 units. */
  starts = new Int32Array(1024);
  lengths = new Uint8Array(1024);
  /** By number: occurrences, and documents that hold one. */
  counts = new Int32Array(1024);
  documents = new Int32Array(1024);
  private lastDocuments = new Int32Array(1024).fill(-1);
  private hashes = new Int32Array(1024);
  /** Number + 1 of the string in each slot, 0 for a free one. */
  private slots = new Int32Array(4096);

  /** @param units the text; strings have at most 255 units */
  constructor(private readonly units: Uint16Array) {}

  /** Counts an occurrence of `units[start … end)` in a document, and returns the number of the string. */
  add(start: number, end: number, document: number): number {
    const number = this.intern(start, end);
    this.counts[number]++;
    if (this.lastDocuments[number] !== document) {
      this.lastDocuments[number] = document;
      this.documents[number]++;
    }
    return number;
  }

  /** The number of `units[start … end)`, -1 if no occurrence was added. */
  find(start: number, end: number): number {
    return this.slots[this.slotOf(start, end, this.hash(start, end))] - 1;
  }

  /** The number of `units[start … end)`, which is added without an occurrence if it is new. */
  private intern(start: number, end: number): number {
    const hash = this.hash(start, end);
    const slot = this.slotOf(start, end, hash);
    if (this.slots[slot] > 0) return this.slots[slot] - 1;
    if (this.size === this.starts.length) this.grow();
    const number = this.size++;
    this.starts[number] = start;
    this.lengths[number] = end - start;
    this.hashes[number] = hash;
    this.slots[slot] = number + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return number;
  }

  private hash(start: number, end: number): number {
    let hash = end - start;
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ this.units[at], hashFactor);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  /** The slot that holds the string, or the free one where it belongs. */
  private slotOf(start: number, end: number, hash: number): number {
    const { slots, starts, lengths, hashes, units } = this;
    const mask = slots.length - 1;
    const length = end - start;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot] - 1;
      if (number < 0) return slot;
      if (hashes[number] !== hash || lengths[number] !== length) continue;
      const other = starts[number];
      let same = 0;
      while (same < length && units[other + same] === units[start + same]) same++;
      if (same === length) return slot;
    }
  }

  private grow(): void {
    const size = this.starts.length * 2;
    this.starts = copyInto(new Int32Array(size), this.starts);
    this.lengths = copyInto(new Uint8Array(size), this.lengths);
    this.counts = copyInto(new Int32Array(size), this.counts);
    this.documents = copyInto(new Int32Array(size), this.documents);
    this.lastDocuments = copyInto(new Int32Array(size).fill(-1), this.lastDocuments);
    this.hashes = copyInto(new Int32Array(size), this.hashes);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = this.hashes[number] & mask;
      while (this.slots[slot] > 0) slot = (slot + 1) & mask;
      this.slots[slot] = number + 1;
    }
  }
}

function copyInto<T extends Int32Array | Uint8Array>(to: T, from: T): T {
  to.set(from);
  return to;
}

/** Distinct strings of one long text, found by their place in it: a hash table in typed arrays. */

/** Multiplier of the hash: the golden ratio as 32 bits. */
const hashFactor = 0x9e3779b1;
/** Numbers a slot. */
const slotInts = 4;
/** Maximum length of strings that both halves hold. */
const exactUnits = 4;

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
  /**
   * Four numbers a slot, so that a lookup reads one place: number + 1 of the string (0 for a free slot), its length, and twice a half of it.
   * The halves of a string of at most four units are the string itself.
   */
  private slots = new Int32Array(slotInts * 4096);
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
    return this.slots[this.slotOf(start, end)] - 1;
  }

  /** The number of `units[start … end)`, which is added without an occurrence if it is new. */
  private intern(start: number, end: number): number {
    const slot = this.slotOf(start, end);
    const { slots } = this;
    if (slots[slot] > 0) return slots[slot] - 1;
    if (this.size === this.starts.length) this.grow();
    const number = this.size++;
    this.starts[number] = start;
    this.lengths[number] = end - start;
    slots[slot] = number + 1;
    slots[slot + 1] = end - start;
    slots[slot + 2] = lowHalf(this.units, start, end);
    slots[slot + 3] = highHalf(this.units, start, end);
    if (this.size * 2 * slotInts > slots.length) this.rehash();
    return number;
  }

  /** Where the slot begins that holds the string, or the free one where it belongs. */
  private slotOf(start: number, end: number): number {
    const { slots, starts, units } = this;
    const mask = slots.length - 1;
    const length = end - start;
    const low = lowHalf(units, start, end);
    const high = highHalf(units, start, end);
    for (let slot = firstSlot(low, high, length) & mask; ; slot = (slot + slotInts) & mask) {
      const number = slots[slot] - 1;
      if (number < 0) return slot;
      if (slots[slot + 2] !== low || slots[slot + 3] !== high || slots[slot + 1] !== length) continue;
      if (length <= exactUnits) return slot;
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
  }

  private rehash(): void {
    const { slots: old } = this;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += slotInts) {
      if (old[from] === 0) continue;
      let slot = firstSlot(old[from + 2], old[from + 3], old[from + 1]) & mask;
      while (slots[slot] > 0) slot = (slot + slotInts) & mask;
      for (let i = 0; i < slotInts; i++) slots[slot + i] = old[from + i];
    }
    this.slots = slots;
  }
}

/** The first two units of a string. */
function lowHalf(units: Uint16Array, start: number, end: number): number {
  return end - start > 1 ? units[start] | (units[start + 1] << 16) : units[start];
}

/** The next two units, mixed with all further ones. */
function highHalf(units: Uint16Array, start: number, end: number): number {
  const length = end - start;
  if (length < 3) return 0;
  if (length === 3) return units[start + 2];
  let high = units[start + 2] | (units[start + 3] << 16);
  for (let at = start + exactUnits; at < end; at++) {
    high = Math.imul(high ^ units[at], hashFactor);
    high ^= high >>> 15;
  }
  return high;
}

/** A multiple of `slotInts` that is spread well. */
function firstSlot(low: number, high: number, length: number): number {
  let hash = Math.imul(low ^ length, hashFactor) ^ Math.imul(high, 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0xc2b2ae35) & ~(slotInts - 1);
}

function copyInto<T extends Int32Array | Uint8Array>(to: T, from: T): T {
  to.set(from);
  return to;
}

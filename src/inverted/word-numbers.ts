import type { WordUnits } from './sorted-words.ts';
import { compareUnits } from './term-entry.ts';

/** Slots of a new table; at most half of them are filled. */
const firstSlots = 1024;
/** Small digits: a table of 65,536 counters costs a small segment more than two more passes. */
const digitBits = 8;

/** Numbers for words as they come, from 0 on. Nothing is keyed by strings: words are hashed where they stand. */
export class WordNumbers {
  /** How many words there are. */
  count = 0;
  /** Word `w` is `units[starts[w] … + lengths[w])`. */
  private units = new Uint16Array(4096);
  private starts = new Uint32Array(firstSlots);
  private lengths = new Uint8Array(firstSlots);
  private unitCount = 0;
  /** Two cells a slot: the hash; 1 and the number. */
  private slots = new Uint32Array(2 * firstSlots);

  /** The number of the word `units[start … end)`. */
  number(units: Uint16Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i], 0x9e3779b1) ^ (hash >>> 15);
    hash >>>= 0;
    const { slots } = this;
    const mask = slots.length - 2;
    let slot = homeSlot(hash) & mask;
    for (;;) {
      const found = slots[slot + 1];
      if (found === 0) break;
      if (slots[slot] === hash && this.equals(found - 1, units, start, end)) return found - 1;
      slot = (slot + 2) & mask;
    }
    const word = this.push(units, start, end);
    slots[slot] = hash;
    slots[slot + 1] = word + 1;
    if (this.count * 4 > mask) this.growSlots();
    return word;
  }

  /** The numbers in the order of the dictionary. */
  sorted(): Uint32Array {
    const { units, starts, lengths, count } = this;
    // By the first two units with a radix sort, those that have the same by comparing.
    const keys = new Uint32Array(count);
    let order = new Uint32Array(count);
    for (let word = 0; word < count; word++) {
      keys[word] = units[starts[word]] * 0x10000 + (lengths[word] > 1 ? units[starts[word] + 1] : 0);
      order[word] = word;
    }
    let spare = new Uint32Array(count);
    for (let shift = 0; shift < 32; shift += digitBits) {
      sortByDigit(order, keys, shift, spare);
      [order, spare] = [spare, order];
    }
    const compare = (a: number, b: number): number =>
      compareUnits(units, starts[a], starts[a] + lengths[a], units, starts[b], starts[b] + lengths[b]);
    for (let from = 0, to = 1; from < count; from = to++) {
      const key = keys[order[from]];
      while (to < count && keys[order[to]] === key) to++;
      if (to - from > 1) order.subarray(from, to).sort(compare);
    }
    return order;
  }

  /** Words in an order, one behind the other. */
  inOrder(order: Uint32Array): WordUnits {
    const units = new Uint16Array(this.unitCount);
    const starts = new Uint32Array(order.length + 1);
    let to = 0;
    for (let i = 0; i < order.length; i++) {
      const from = this.starts[order[i]];
      const end = from + this.lengths[order[i]];
      for (let at = from; at < end; at++) units[to++] = this.units[at];
      starts[i + 1] = to;
    }
    return { units, starts };
  }

  private equals(word: number, units: Uint16Array, start: number, end: number): boolean {
    if (this.lengths[word] !== end - start) return false;
    const at = this.starts[word] - start;
    for (let i = start; i < end; i++) if (this.units[at + i] !== units[i]) return false;
    return true;
  }

  private push(units: Uint16Array, start: number, end: number): number {
    if (this.count === this.starts.length) this.growWords();
    if (this.unitCount + end - start > this.units.length)
      this.units = grown(this.units, new Uint16Array(this.units.length * 2));
    const word = this.count++;
    this.starts[word] = this.unitCount;
    this.lengths[word] = end - start;
    for (let i = start; i < end; i++) this.units[this.unitCount++] = units[i];
    return word;
  }

  private growWords(): void {
    const size = this.starts.length * 2;
    this.starts = grown(this.starts, new Uint32Array(size));
    this.lengths = grown(this.lengths, new Uint8Array(size));
  }

  private growSlots(): void {
    const old = this.slots;
    const slots = new Uint32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = homeSlot(old[from]) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[from];
      slots[slot + 1] = old[from + 1];
    }
    this.slots = slots;
  }
}

/** Where the search for a hash begins: an even number, to be masked. */
function homeSlot(hash: number): number {
  return (hash ^ (hash >>> 16)) << 1;
}

/** Sorts numbers by one digit of their keys into `to`, keeping the order of those that have the same. */
function sortByDigit(numbers: Uint32Array, keys: Uint32Array, shift: number, to: Uint32Array): void {
  const mask = (1 << digitBits) - 1;
  const starts = new Uint32Array((1 << digitBits) + 1);
  for (let i = 0; i < numbers.length; i++) starts[((keys[numbers[i]] >>> shift) & mask) + 1]++;
  for (let digit = 0; digit < mask; digit++) starts[digit + 1] += starts[digit];
  for (let i = 0; i < numbers.length; i++) to[starts[(keys[numbers[i]] >>> shift) & mask]++] = numbers[i];
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

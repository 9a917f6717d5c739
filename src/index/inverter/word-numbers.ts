/** Numbers the words of a text field in order of first appearance. */
import { compareUnits } from '../termdict/term-entry.ts';
import type { WordUnits } from './sorted-words.ts';

/** Slots of a new hash table. At most half of the slots are used. */
const initialSlots = 1024;
const cellsPerSlot = 3;
/** The highest bits of a slot's last cell say whether the word is short or long; the number is below them. */
const kindShift = 30;
const shortWord = 1 << kindShift;
const longWord = 2 * shortWord;
const wordMask = shortWord - 1;
/** Bits of a radix sort digit. 65,536 counters would cost a small segment more than two extra passes. */
const digitBits = 8;

/**
 * Assigns each distinct word a number: 0, 1, 2, … in order of first appearance. Words are hashed from their units in the
 * text; no string is created.
 */
export class WordNumbers {
  /** Number of distinct words. */
  count = 0;
  /** Word `w` is `units[starts[w] … + lengths[w])`. */
  private units = new Uint16Array(4096);
  private starts = new Uint32Array(initialSlots);
  private lengths = new Uint8Array(initialSlots);
  private unitCount = 0;
  /**
   * Three cells a slot. A short word (up to four units) is stored as its units, padded with 0, so that comparing it
   * needs no other memory; a long word as its hash and 0. The third cell is `shortWord` or `longWord`, and the number.
   */
  private slots = new Uint32Array(cellsPerSlot * initialSlots);

  /** The number of the word `units[start … end)`; an unknown word is added. */
  findOrAdd(units: Uint16Array, start: number, end: number): number {
    const length = end - start;
    const first = units[start];
    const second = length > 1 ? units[start + 1] : 0;
    const third = length > 2 ? units[start + 2] : 0;
    const fourth = length > 3 ? units[start + 3] : 0;
    let head = ((first << 16) | second) >>> 0;
    let tail = ((third << 16) | fourth) >>> 0;
    let kind = shortWord;
    // A unit 0 would look like padding.
    if (length > 4 || !hasNoZero(length, first, second, third, fourth)) {
      for (let i = start; i < end; i++) head = Math.imul(head ^ units[i], 0x9e3779b1) ^ (head >>> 15);
      head >>>= 0;
      tail = 0;
      kind = longWord;
    }
    const { slots } = this;
    const mask = slots.length / cellsPerSlot - 1;
    let slot = hashWord(head, tail) & mask;
    for (;;) {
      const found = slots[cellsPerSlot * slot + 2];
      if (found === 0) break;
      if (
        slots[cellsPerSlot * slot] === head &&
        slots[cellsPerSlot * slot + 1] === tail &&
        (found ^ kind) >>> kindShift === 0
      ) {
        const word = found & wordMask;
        if (kind === shortWord || this.equals(word, units, start, end)) return word;
      }
      slot = (slot + 1) & mask;
    }
    const word = this.addWord(units, start, end);
    slots[cellsPerSlot * slot] = head;
    slots[cellsPerSlot * slot + 1] = tail;
    slots[cellsPerSlot * slot + 2] = kind | word;
    if (this.count * 2 > mask) this.growSlots();
    return word;
  }

  /** All numbers, sorted by the units of their words (dictionary order). */
  sortNumbers(): Uint32Array {
    const { units, starts, lengths, count } = this;
    // Radix sort by the first two units, then words with equal first units by comparison.
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

  /** Copies the units of words, given by their numbers, one after the other. */
  copyWords(order: Uint32Array): WordUnits {
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

  private addWord(units: Uint16Array, start: number, end: number): number {
    if (this.count === this.starts.length) this.growWords();
    if (this.unitCount + end - start > this.units.length)
      this.units = copyInto(this.units, new Uint16Array(this.units.length * 2));
    const word = this.count++;
    this.starts[word] = this.unitCount;
    this.lengths[word] = end - start;
    for (let i = start; i < end; i++) this.units[this.unitCount++] = units[i];
    return word;
  }

  private growWords(): void {
    const size = this.starts.length * 2;
    this.starts = copyInto(this.starts, new Uint32Array(size));
    this.lengths = copyInto(this.lengths, new Uint8Array(size));
  }

  private growSlots(): void {
    const old = this.slots;
    const slots = new Uint32Array(old.length * 2);
    const mask = slots.length / cellsPerSlot - 1;
    for (let from = 0; from < old.length; from += cellsPerSlot) {
      if (old[from + 2] === 0) continue;
      let slot = hashWord(old[from], old[from + 1]) & mask;
      while (slots[cellsPerSlot * slot + 2] !== 0) slot = (slot + 1) & mask;
      for (let cell = 0; cell < cellsPerSlot; cell++) slots[cellsPerSlot * slot + cell] = old[from + cell];
    }
    this.slots = slots;
  }
}

/** Hash of a word's first two cells, to be masked: the slot where probing begins. */
function hashWord(head: number, tail: number): number {
  const hash = Math.imul(head ^ Math.imul(tail, 0x85ebca6b), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** Whether none of the first `length` units is 0. */
function hasNoZero(length: number, first: number, second: number, third: number, fourth: number): boolean {
  return first !== 0 && (length < 2 || second !== 0) && (length < 3 || third !== 0) && (length < 4 || fourth !== 0);
}

/** One pass of a stable radix sort: sorts numbers by one digit of their keys, into `to`. */
function sortByDigit(numbers: Uint32Array, keys: Uint32Array, shift: number, to: Uint32Array): void {
  const mask = (1 << digitBits) - 1;
  const starts = new Uint32Array((1 << digitBits) + 1);
  for (let i = 0; i < numbers.length; i++) starts[((keys[numbers[i]] >>> shift) & mask) + 1]++;
  for (let digit = 0; digit < mask; digit++) starts[digit + 1] += starts[digit];
  for (let i = 0; i < numbers.length; i++) to[starts[(keys[numbers[i]] >>> shift) & mask]++] = numbers[i];
}

/** Copies a full array to the beginning of a larger one, and returns that. */
function copyInto<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

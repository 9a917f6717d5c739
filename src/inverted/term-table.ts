import { isHighSurrogate } from '../text/characters.ts';
import { compareUnits, TermShape } from './term-entry.ts';

/** Slots of a new table; at most half of them are filled. */
const firstSlots = 1024;
const pairSlot = 3;
/** Pairs of the characters that came first, which are the frequent ones, have a square table of their own. */
const squareBits = 10;
const square = 1 << squareBits;
/** With fewer pairs the square is not worth its 4 MB. */
const squareFrom = 1 << 15;

/** Small digits: a table of 65,536 counters costs a small segment more than two more passes. */
const digitBits = 8;

/**
 * Numbers for terms as they come, from 0 on. Nothing is keyed by strings: words are hashed where they stand, pairs by
 * the ordinals of their two characters. The number behind that of a character or pair is kept free, for its places as a
 * word.
 */
export class TermTable {
  /** How many terms there are. */
  count = 0;
  /** Term `t` is `units[starts[t] … + lengths[t])`. */
  units = new Uint16Array(4096);
  starts = new Uint32Array(firstSlots);
  lengths = new Uint8Array(firstSlots);
  shapes = new Uint8Array(firstSlots);
  /** By ordinal of a character, from 1 on: its number. */
  characterTerms = new Uint32Array(firstSlots);
  private characterCount = 0;
  private hashes = new Uint32Array(firstSlots);
  private unitCount = 0;
  /** By UTF-16 unit: the ordinal of that character; 0 when it did not come. */
  private readonly ordinals = new Uint32Array(0x10000);
  /** Of a character of two units, by its number: its ordinal. */
  private readonly wideOrdinals = new Map<number, number>();
  /** Words and characters of two units: 1 and the number. */
  private slots = new Uint32Array(firstSlots);
  private slotsUsed = 0;
  /** Pairs: ordinals of first and second, 1 and the number. */
  private pairs = new Uint32Array(firstSlots * pairSlot);
  private pairsUsed = 0;
  private near: Uint32Array | undefined;

  /** The ordinal of the character `units[start … end)`; `characterTerms` has its number. */
  character(units: Uint16Array, start: number, end: number): number {
    const unit = units[start];
    return this.ordinals[unit] || this.newCharacter(unit, units, start, end);
  }

  /** The ordinal of the character that is this unit; 0 when it did not come. */
  knownOrdinal(unit: number): number {
    return this.ordinals[unit];
  }

  private newCharacter(unit: number, units: Uint16Array, start: number, end: number): number {
    const isWide = isHighSurrogate(unit);
    const term = isWide
      ? this.hashed(TermShape.Character, units, start, end)
      : this.push(TermShape.Character, units, start, end);
    const known = this.wideOrdinals.get(term);
    if (known !== undefined) return known;
    const ordinal = ++this.characterCount;
    if (ordinal === this.characterTerms.length)
      this.characterTerms = grown(this.characterTerms, new Uint32Array(ordinal * 2));
    this.characterTerms[ordinal] = term;
    if (isWide) this.wideOrdinals.set(term, ordinal);
    else this.ordinals[unit] = ordinal;
    return ordinal;
  }

  /** The number of the pair `units[start … end)` of the characters with these ordinals. */
  pair(first: number, second: number, units: Uint16Array, start: number, end: number): number {
    if (this.near !== undefined && (first | second) < square) {
      const at = (first << squareBits) | second;
      const found = this.near[at];
      if (found !== 0) return found - 1;
      const term = this.push(TermShape.Pair, units, start, end);
      this.near[at] = term + 1;
      return term;
    }
    const mask = this.pairs.length / pairSlot - 1;
    let slot = pairHash(first, second) & mask;
    for (;;) {
      const at = slot * pairSlot;
      const found = this.pairs[at + 2];
      if (found === 0) break;
      if (this.pairs[at] === first && this.pairs[at + 1] === second) return found - 1;
      slot = (slot + 1) & mask;
    }
    const term = this.push(TermShape.Pair, units, start, end);
    const at = slot * pairSlot;
    this.pairs[at] = first;
    this.pairs[at + 1] = second;
    this.pairs[at + 2] = term + 1;
    if (++this.pairsUsed * 2 > mask) this.growPairs();
    return term;
  }

  /** The word `units[start … end)`. */
  word(units: Uint16Array, start: number, end: number): number {
    return this.hashed(TermShape.Word, units, start, end);
  }

  /** Numbers of the terms in the order of the dictionary, without those that count characters and pairs as words. */
  sorted(): Uint32Array {
    const { units, starts, lengths, shapes, count } = this;
    // By the first two units with a radix sort, those that have the same by comparing.
    const keys = new Uint32Array(count);
    let order = new Uint32Array(count);
    let named = 0;
    for (let term = 0; term < count; term++) {
      const length = lengths[term];
      if (length === 0) continue;
      keys[term] = units[starts[term]] * 0x10000 + (length > 1 ? units[starts[term] + 1] : 0);
      order[named++] = term;
    }
    order = order.subarray(0, named);
    let spare = new Uint32Array(named);
    for (let shift = 0; shift < 32; shift += digitBits) {
      sortByDigit(order, keys, shift, spare);
      [order, spare] = [spare, order];
    }
    const compare = (a: number, b: number): number =>
      compareUnits(units, starts[a], starts[a] + lengths[a], units, starts[b], starts[b] + lengths[b]) ||
      shapes[a] - shapes[b];
    for (let from = 0, to = 1; from < named; from = to++) {
      const key = keys[order[from]];
      while (to < named && keys[order[to]] === key) to++;
      if (to - from > 1) order.subarray(from, to).sort(compare);
    }
    return order;
  }

  private hashed(shape: number, units: Uint16Array, start: number, end: number): number {
    let hash = shape;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i], 0x9e3779b1) ^ (hash >>> 15);
    hash >>>= 0;
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const found = this.slots[slot];
      if (found === 0) break;
      if (this.hashes[found - 1] === hash && this.equals(found - 1, shape, units, start, end)) return found - 1;
      slot = (slot + 1) & mask;
    }
    const term = this.push(shape, units, start, end);
    this.hashes[term] = hash;
    this.slots[slot] = term + 1;
    if (++this.slotsUsed * 2 > mask) this.growSlots();
    return term;
  }

  private equals(term: number, shape: number, units: Uint16Array, start: number, end: number): boolean {
    if (this.lengths[term] !== end - start || this.shapes[term] !== shape) return false;
    const at = this.starts[term] - start;
    for (let i = start; i < end; i++) if (this.units[at + i] !== units[i]) return false;
    return true;
  }

  private push(shape: number, units: Uint16Array, start: number, end: number): number {
    if (this.count + 2 > this.starts.length) this.growTerms();
    if (this.unitCount + end - start > this.units.length)
      this.units = grown(this.units, new Uint16Array(this.units.length * 2));
    const term = this.count++;
    this.starts[term] = this.unitCount;
    this.lengths[term] = end - start;
    this.shapes[term] = shape;
    for (let i = start; i < end; i++) this.units[this.unitCount++] = units[i];
    if (shape !== TermShape.Word) this.count++;
    return term;
  }

  private growTerms(): void {
    const size = this.starts.length * 2;
    this.starts = grown(this.starts, new Uint32Array(size));
    this.lengths = grown(this.lengths, new Uint8Array(size));
    this.shapes = grown(this.shapes, new Uint8Array(size));
    this.hashes = grown(this.hashes, new Uint32Array(size));
  }

  private growSlots(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    const mask = this.slots.length - 1;
    for (const number of old) {
      if (number === 0) continue;
      const hash = this.hashes[number - 1];
      let slot = (hash ^ (hash >>> 16)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number;
    }
  }

  private growPairs(): void {
    const old = this.pairs;
    if (this.near === undefined && this.pairsUsed >= squareFrom) this.near = new Uint32Array(square * square);
    const { near } = this;
    this.pairs = new Uint32Array(old.length * 2);
    const mask = this.pairs.length / pairSlot - 1;
    for (let from = 0; from < old.length; from += pairSlot) {
      const number = old[from + 2];
      if (number === 0) continue;
      if (near !== undefined && (old[from] | old[from + 1]) < square) {
        near[(old[from] << squareBits) | old[from + 1]] = number;
        this.pairsUsed--;
        continue;
      }
      let slot = pairHash(old[from], old[from + 1]) & mask;
      while (this.pairs[slot * pairSlot + 2] !== 0) slot = (slot + 1) & mask;
      this.pairs[slot * pairSlot] = old[from];
      this.pairs[slot * pairSlot + 1] = old[from + 1];
      this.pairs[slot * pairSlot + 2] = number;
    }
  }
}

/** Sorts numbers by one digit of their keys into `to`, keeping the order of those that have the same. */
function sortByDigit(numbers: Uint32Array, keys: Uint32Array, shift: number, to: Uint32Array): void {
  const mask = (1 << digitBits) - 1;
  const starts = new Uint32Array((1 << digitBits) + 1);
  for (let i = 0; i < numbers.length; i++) starts[((keys[numbers[i]] >>> shift) & mask) + 1]++;
  for (let digit = 0; digit < mask; digit++) starts[digit + 1] += starts[digit];
  for (let i = 0; i < numbers.length; i++) to[starts[(keys[numbers[i]] >>> shift) & mask]++] = numbers[i];
}

function pairHash(first: number, second: number): number {
  const hash = Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca77);
  return hash ^ (hash >>> 15);
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Document frequencies by term: a hash table over spans of UTF-16 units, so that a look-up creates no string. */
import { TermKind } from '../../../analysis/analysis.ts';
import type { Term } from '../../../index/term.ts';

/**
 * Terms that are remembered; when there are more, all are forgotten. A power of two. A text of 512 units asks for some 5,000, each
 * five times.
 */
const maxTerms = 1 << 13;
const slotCount = maxTerms * 2;
/** The key of field and kind is stored as a UTF-16 unit before those of the term. */
const maxKey = 0xffff;
const kindCount = Object.keys(TermKind).length;
/** UTF-16 units of all remembered terms, with their keys. */
const maxUnits = maxTerms * 8;

/**
 * Remembers document frequencies.
 *
 * Law: `get` returns what was set for the same field, kind and units, or -1; it may forget, but never confuses terms.
 */
export class TermFrequencies {
  /** By slot: 1 + the number of the remembered term; 0 for none. */
  private readonly slots = new Uint16Array(slotCount);
  private readonly hashes = new Int32Array(maxTerms);
  private readonly starts = new Uint32Array(maxTerms + 1);
  private readonly frequencies = new Uint32Array(maxTerms);
  private units = new Uint16Array(1024);
  private count = 0;

  /** Forgets everything. */
  clear(): void {
    this.slots.fill(0);
    this.count = 0;
  }

  /** The document frequency of a term of a field (by its number), or -1. */
  get(field: number, term: Term): number {
    const key = field * kindCount + term.kind;
    const hash = hashTerm(key, term);
    for (let slot = hash & (slotCount - 1); this.slots[slot] !== 0; slot = (slot + 1) & (slotCount - 1)) {
      const number = this.slots[slot] - 1;
      if (this.hashes[number] === hash && this.isTerm(number, key, term)) return this.frequencies[number];
    }
    return -1;
  }

  /** Remembers a term for which `get` returned -1. */
  set(field: number, term: Term, documentFrequency: number): void {
    const { kind, units, start, end } = term;
    const size = end - start + 1;
    const key = field * kindCount + kind;
    if (size > maxUnits || key > maxKey) return;
    if (this.count === maxTerms || this.starts[this.count] + size > maxUnits) {
      this.clear();
    }
    const hash = hashTerm(key, term);
    let slot = hash & (slotCount - 1);
    while (this.slots[slot] !== 0) slot = (slot + 1) & (slotCount - 1);
    const number = this.count++;
    this.slots[slot] = number + 1;
    this.hashes[number] = hash;
    this.frequencies[number] = documentFrequency;
    let at = this.starts[number];
    if (this.units.length < at + size) {
      const grown = new Uint16Array(Math.max(at + size, this.units.length * 2));
      grown.set(this.units);
      this.units = grown;
    }
    this.units[at++] = key;
    for (let from = start; from < end; from++) this.units[at++] = units[from];
    this.starts[number + 1] = at;
  }

  private isTerm(number: number, key: number, { units, start, end }: Term): boolean {
    let at = this.starts[number];
    if (this.starts[number + 1] - at !== end - start + 1 || this.units[at++] !== key) return false;
    for (let from = start; from < end; from++) if (this.units[at++] !== units[from]) return false;
    return true;
  }
}

function hashTerm(key: number, { units, start, end }: Term): number {
  let hash = key + 1;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ units[at], 0x9e3779b1);
  // A signed number: one above 2^31 would be a heap object where code is not compiled yet.
  return hash ^ (hash >>> 15);
}

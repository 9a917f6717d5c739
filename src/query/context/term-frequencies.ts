import { TermKind } from '../../analysis/analysis.ts';
import type { Term } from '../../index/term.ts';

/** Terms that are remembered; then all are forgotten. A power of two. */
const maxTerms = 1 << 12;
const slots = maxTerms * 2;
/** What stands before the units of a term is one too. */
const maxKey = 0xffff;
const kinds = Object.keys(TermKind).length;
/** Units of remembered terms. */
const maxUnits = maxTerms * 8;

/**
 * Numbers by term, remembered: a hash table over spans of units, so that asking makes no string.
 *
 * Law: what comes out is what went in for the same field, kind and units, or -1; it may forget, never mistake.
 */
export class TermFrequencies {
  /** By slot: 1 + the place of the term among those remembered; 0 for none. */
  private readonly slots = new Uint16Array(slots);
  private readonly hashes = new Int32Array(maxTerms);
  private readonly starts = new Uint32Array(maxTerms + 1);
  private readonly numbers = new Uint32Array(maxTerms);
  private units = new Uint16Array(1024);
  private count = 0;

  /** Forgets everything. */
  clear(): void {
    this.slots.fill(0);
    this.count = 0;
  }

  /** The number of a term of a field (by its number), or -1. */
  get(field: number, searched: Term): number {
    const key = field * kinds + searched.kind;
    const hash = hashOf(key, searched);
    for (let slot = hash & (slots - 1); this.slots[slot] !== 0; slot = (slot + 1) & (slots - 1)) {
      const term = this.slots[slot] - 1;
      if (this.hashes[term] === hash && this.isTerm(term, key, searched)) return this.numbers[term];
    }
    return -1;
  }

  /** Remembers a term that `get` did not know. */
  set(field: number, added: Term, number: number): void {
    const { kind, units, start, end } = added;
    const size = end - start + 1;
    const key = field * kinds + kind;
    if (size > maxUnits || key > maxKey) return;
    if (this.count === maxTerms || this.starts[this.count] + size > maxUnits) {
      this.clear();
    }
    const hash = hashOf(key, added);
    let slot = hash & (slots - 1);
    while (this.slots[slot] !== 0) slot = (slot + 1) & (slots - 1);
    const term = this.count++;
    this.slots[slot] = term + 1;
    this.hashes[term] = hash;
    this.numbers[term] = number;
    let at = this.starts[term];
    if (this.units.length < at + size) {
      const more = new Uint16Array(Math.max(at + size, this.units.length * 2));
      more.set(this.units);
      this.units = more;
    }
    this.units[at++] = key;
    for (let from = start; from < end; from++) this.units[at++] = units[from];
    this.starts[term + 1] = at;
  }

  private isTerm(term: number, key: number, { units, start, end }: Term): boolean {
    let at = this.starts[term];
    if (this.starts[term + 1] - at !== end - start + 1 || this.units[at++] !== key) return false;
    for (let from = start; from < end; from++) if (this.units[at++] !== units[from]) return false;
    return true;
  }
}

function hashOf(key: number, { units, start, end }: Term): number {
  let hash = key + 1;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ units[at], 0x9e3779b1);
  // As a signed number: one above 2^31 would be an object where code is not compiled yet.
  return hash ^ (hash >>> 15);
}

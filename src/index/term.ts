/** A term as a value: what an index is asked for. */
import type { TermKind } from '../analysis/analysis.ts';

/** A term of a text field: its kind, and its folded text, which is `units[start … end)`. */
export interface Term {
  readonly kind: TermKind;
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
}

const noUnits: Uint16Array = new Uint16Array(0);

/**
 * A term that can be set again, so that a loop over many terms allocates nothing. All terms of queries are objects of this
 * class: with two shapes of objects in the look-ups, V8 took 10 % longer for queries of words.
 */
export class ReusableTerm implements Term {
  kind: TermKind = 0;
  units = noUnits;
  start = 0;
  end = 0;

  set(kind: TermKind, units: Uint16Array, start: number, end: number): this {
    this.kind = kind;
    this.units = units;
    this.start = start;
    this.end = end;
    return this;
  }
}

/** Whether two terms have the same text, whatever their kinds. */
export function hasSameUnits(a: Term, b: Term): boolean {
  const length = a.end - a.start;
  if (b.end - b.start !== length) return false;
  for (let i = 0; i < length; i++) if (a.units[a.start + i] !== b.units[b.start + i]) return false;
  return true;
}

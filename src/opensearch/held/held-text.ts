/** A text of a document that is held in memory, and its terms. */
import type { Analysis } from '../../analysis/analysis.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { encodeSize } from '../../index/columns/text-lengths.ts';
import type { TextValue } from '../../index/segment/document-values.ts';

/** A text with the list of its terms (`Analyzer.analyze`) as parallel arrays. */
export class HeldText {
  /** The folded text, and behind it the copies that some terms stand in. */
  readonly units: Uint16Array;
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** By term: `hashUnits` of its units. */
  readonly hashes: Uint16Array;
  /** An index of `sizeByCode`. */
  readonly sizeCode: number;

  /** @param analysis is filled anew */
  constructor(
    readonly value: TextValue,
    analyzer: Analyzer,
    analysis: Analysis,
  ) {
    analyzer.analyze(value.text, analysis);
    const { units, copiesEnd, kinds, starts, ends, count } = analysis;
    this.units = units.slice(0, copiesEnd);
    this.kinds = kinds.slice(0, count);
    this.starts = starts.slice(0, count);
    this.ends = ends.slice(0, count);
    this.hashes = new Uint16Array(count);
    for (let i = 0; i < count; i++) this.hashes[i] = hashUnits(units, starts[i], ends[i]);
    this.sizeCode = encodeSize(analysis.fieldLength);
  }

  /** Whether a term begins with `units[start … end)`. */
  hasPrefix(term: number, units: Uint16Array, start: number, end: number): boolean {
    const { units: own, starts, ends } = this;
    const from = starts[term];
    if (ends[term] - from < end - start) return false;
    for (let i = 0; i < end - start; i++) if (own[from + i] !== units[start + i]) return false;
    return true;
  }

  /** The number of units of a term. */
  lengthOf(term: number): number {
    return this.ends[term] - this.starts[term];
  }
}

/** A number of 16 bits made of units. */
export function hashUnits(units: Uint16Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ units[at], 0x9e3779b1);
  return hash >>> 16;
}

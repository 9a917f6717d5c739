/** A term in some of many segments. */
import { TermKind } from '../../../analysis/analysis.ts';
import type { TermBlock } from '../../termdict/term-block.ts';
import { compareUnits, type TermShape } from '../../termdict/term-entry.ts';
import { hasKind, locationNumbers, pushLocation } from './segment-terms.ts';

/** Numbers of a place: its segment, then those of `pushLocation`. */
export const placeNumbers = 1 + locationNumbers;

/** What is known of a term before its lists are read. */
export class JoinedTerm {
  /** Numbers of documents, deleted ones included. */
  documents = 0;
  wordDocuments = 0;
  pathDocuments = 0;
  /** `placeNumbers` for each segment that has it; segments ascend. */
  readonly places: number[] = [];
  /** What reading its list for some candidates has cost so far. */
  cost = 0;
  /** Its short lists are in `TermCollector.lists` as long as this is its generation; 0 for never. */
  generation = 0;

  constructor(
    /** Its number among all that were found. */
    readonly ordinal: number,
    readonly units: Uint16Array,
    readonly shape: TermShape,
  ) {}

  /** Adds the documents of a segment: term `at` of a block of its dictionary. */
  add(segment: number, block: TermBlock, at: number): void {
    this.places.push(segment);
    pushLocation(block, at, this.places);
    this.documents += block.documentCounts[at];
    this.wordDocuments += block.wordDocuments[at];
    this.pathDocuments += block.pathDocuments[at];
  }

  /** Says where in `TermCollector.lists` the short list of the segment is that was added last: in place of where a long one is. */
  setList(start: number, count: number): void {
    const { places } = this;
    places[places.length - 2] = start;
    places[places.length - 1] = count;
  }

  /** Whether it is a term of this kind in any segment. */
  hasKind(kind: TermKind): boolean {
    return hasKind(this.shape, this.wordDocuments > 0, kind);
  }

  /** Number of documents that hold it as a term of a kind, deleted ones included. */
  countDocuments(kind: TermKind): number {
    if (kind === TermKind.Word) return this.pathDocuments;
    return kind === TermKind.InnerWord ? this.wordDocuments : this.documents;
  }

  /** Whether it is the term of a shape with `units[start … end)`. */
  is(units: Uint16Array, start: number, end: number, shape: TermShape): boolean {
    return this.shape === shape && this.has(units, start, end - start);
  }

  /** Whether it stands before that term in a dictionary. */
  isBefore(units: Uint16Array, start: number, end: number, shape: TermShape): boolean {
    const order = compareUnits(this.units, 0, this.units.length, units, start, end);
    return order < 0 || (order === 0 && this.shape < shape);
  }

  has(units: Uint16Array, start: number, length: number): boolean {
    return this.units.length === length && this.standsAt(units, start);
  }

  /** Whether its units stand at a place of a text. */
  standsAt(units: Uint16Array, start: number): boolean {
    const own = this.units;
    for (let i = 0; i < own.length; i++) if (own[i] !== units[start + i]) return false;
    return true;
  }
}

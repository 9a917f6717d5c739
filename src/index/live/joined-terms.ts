/**
 * The places of terms in the dictionaries of many segments. A query looks up each of its terms several times, and words that
 * begin with the same two units: here each segment is looked at once for all of them, and later queries find it remembered.
 */
import { TermKind } from '../../analysis/analysis.ts';
import type { Term } from '../term.ts';
import type { TermBlock } from '../termdict/term-block.ts';
import type { TermDictionary } from '../termdict/term-dictionary.ts';
import { maxTermUnits, TermShape } from '../termdict/term-entry.ts';

/** Maximum number of places that are remembered: 12 MB. */
const maxPlaces = 1 << 20;
/** Numbers of a place: segment, block of its dictionary, term in the block. */
export const placeNumbers = 3;

/** A term in some of the segments. */
export class JoinedTerm {
  private documents = 0;
  private wordDocuments = 0;
  private pathDocuments = 0;
  /** Segment, block and place in the block, one after the other; segments ascend. */
  readonly places: number[] = [];

  constructor(
    private readonly units: Uint16Array,
    readonly shape: TermShape,
  ) {}

  /** Adds the documents of a segment: term `at` of a block of its dictionary. */
  add(segment: number, block: TermBlock, at: number): void {
    this.documents += block.documentCounts[at];
    this.wordDocuments += block.wordDocuments[at];
    this.pathDocuments += block.pathDocuments[at];
    this.places.push(segment, block.ordinal, at);
  }

  /** Whether it is a term of this kind in any segment. */
  hasKind(kind: TermKind): boolean {
    if (kind === TermKind.Character || kind === TermKind.Bigram)
      return this.shape === (kind === TermKind.Bigram ? TermShape.Bigram : TermShape.Character);
    return this.wordDocuments > 0;
  }

  /** Number of documents that hold it as a term of a kind, deleted ones included. */
  countDocuments(kind: TermKind): number {
    if (kind === TermKind.Word) return this.pathDocuments;
    return kind === TermKind.InnerWord ? this.wordDocuments : this.documents;
  }

  has(units: Uint16Array, start: number, length: number): boolean {
    const own = this.units;
    if (own.length !== length) return false;
    for (let i = 0; i < length; i++) if (own[i] !== units[start + i]) return false;
    return true;
  }
}

/** The terms of one field over many segments, whose bytes are all there. */
export class JoinedTerms {
  /** By key: the terms of one unit, or those that begin with the same two units. */
  private readonly groups = new Map<number, readonly JoinedTerm[]>();
  private placeCount = 0;

  constructor(private readonly dictionaries: readonly TermDictionary[]) {}

  /** The term in all segments; undefined if none has it. */
  find({ kind, units, start, end }: Term): JoinedTerm | undefined {
    const length = end - start;
    if (length <= 0) return undefined;
    // One unit and a unit of 0 behind it are told apart by the sign.
    const key = length === 1 ? -1 - units[start] : units[start] * 0x10000 + units[start + 1];
    let group = this.groups.get(key);
    if (!group) {
      group = this.collect(units, start, Math.min(2, length));
      if (this.placeCount > maxPlaces) {
        this.groups.clear();
        this.placeCount = 0;
      }
      for (const { places } of group) this.placeCount += places.length / placeNumbers;
      this.groups.set(key, group);
    }
    for (const term of group) if (term.hasKind(kind) && term.has(units, start, length)) return term;
    return undefined;
  }

  /** The terms with these units (one), or that begin with them (two), of all segments. */
  private collect(units: Uint16Array, start: number, length: number): JoinedTerm[] {
    const terms: JoinedTerm[] = [];
    this.dictionaries.forEach((dictionary, segment) => {
      let next = 0;
      dictionary.visitGroup(units, start, length, (block, at) => {
        const from = at * maxTermUnits;
        const size = block.lengths[at];
        const shape = block.shapes[at] as TermShape;
        const isSame = (each: JoinedTerm | undefined) => each?.shape === shape && each.has(block.units, from, size);
        // Mostly the term behind the last one.
        let term = isSame(terms[next]) ? terms[next] : terms.find(isSame);
        if (!term) {
          term = new JoinedTerm(block.units.slice(from, from + size), shape);
          terms.push(term);
        }
        next = terms.indexOf(term) + 1;
        term.add(segment, block, at);
      });
    });
    return terms;
  }
}

/**
 * The terms of a field over many segments, whose bytes are all there. A query looks up each of its terms several times, and words
 * that begin with the same two units: here each segment is looked at once for all of them, and what was found and decoded is
 * remembered for later queries, so that many segments answer about as quickly as one.
 */
import { TermKind } from '../../../analysis/analysis.ts';
import { TermPostings } from '../../postings/term-postings.ts';
import type { Term } from '../../term.ts';
import type { TermBlock } from '../../termdict/term-block.ts';
import { compareUnits, TermEntry, type TermShape } from '../../termdict/term-entry.ts';
import { DeletionCounter, type TextSlice } from '../text-slice.ts';
import { JoinedPostings } from './joined-postings.ts';
import { RecentValues } from './recent-values.ts';
import { hasKind, locationNumbers, pushLocation, TermSeeker, visitGroup } from './segment-terms.ts';

/** Places that are remembered: 28 MB. */
const maxPlaces = 1 << 19;
/** Documents of lists that are remembered: 24 MB. */
const maxDocuments = 1 << 22;
/** A longer list costs much more to decode than to find in each segment. */
const maxListDocuments = 1 << 14;
/** Reading a list for some candidates costs this for each, in documents of decoding all of it. */
const costPerCandidate = 4;
/** Numbers of a place: its segment, then those of `pushLocation`. */
const placeNumbers = 1 + locationNumbers;

/** By shape: a kind that all terms of it have. */
const kindOfShape = [TermKind.Character, TermKind.Bigram, TermKind.InnerWord] as const;

/** A term in some of the segments. */
export class JoinedTerm {
  /** Numbers of documents, deleted ones included. */
  documents = 0;
  wordDocuments = 0;
  pathDocuments = 0;
  /** `placeNumbers` for each segment that has it; segments ascend. */
  readonly places: number[] = [];
  /** What reading its list for some candidates has cost so far. */
  cost = 0;

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
    const own = this.units;
    if (own.length !== length) return false;
    for (let i = 0; i < length; i++) if (own[i] !== units[start + i]) return false;
    return true;
  }
}

/** The terms of one field over many segments. */
export class JoinedTerms {
  /** By key: the terms of one unit, or those that begin with the same two units. */
  private readonly groups = new RecentValues<readonly JoinedTerm[]>(maxPlaces, group =>
    group.reduce((sum, { places }) => sum + places.length / placeNumbers, 1),
  );
  /** By the ordinal of a term. */
  private readonly lists = new RecentValues<JoinedPostings>(
    maxDocuments,
    list => list.countDocuments(TermKind.Bigram) + 1,
  );
  private termCount = 0;
  private readonly entry = new TermEntry();
  private readonly read = new TermPostings();
  private readonly seeker = new TermSeeker();
  private readonly hasDeletions: boolean;
  private readonly deletions = new DeletionCounter();

  constructor(private readonly slices: readonly TextSlice[]) {
    this.hasDeletions = slices.some(({ deletedDocuments }) => deletedDocuments !== undefined);
  }

  /** The term in all segments; undefined if none has it. */
  find({ kind, units, start, end }: Term): JoinedTerm | undefined {
    const length = end - start;
    if (length <= 0) return undefined;
    for (const term of this.groupOf(units, start, Math.min(2, length)))
      if (term.hasKind(kind) && term.has(units, start, length)) return term;
    return undefined;
  }

  /**
   * The terms of one unit, or those that begin with two units.
   * @param length 1 or 2
   */
  groupOf(units: Uint16Array, start: number, length: number): readonly JoinedTerm[] {
    // One unit and a unit of 0 behind it are told apart by the sign.
    const key = length === 1 ? -1 - units[start] : units[start] * 0x10000 + units[start + 1];
    let group = this.groups.get(key);
    if (!group) this.groups.set(key, (group = this.collect(units, start, length)));
    return group;
  }

  /**
   * The list of a term, where it is remembered or should be: it is decoded when it is read whole, or its reads for candidates have
   * cost as much.
   * @param candidateCount number of documents that are looked up; default all
   */
  listOf(term: JoinedTerm, candidateCount = maxListDocuments): JoinedPostings | undefined {
    if (term.documents > maxListDocuments) return undefined;
    const known = this.lists.get(term.ordinal);
    if (known) return known;
    term.cost += candidateCount * costPerCandidate;
    if (term.cost < term.documents) return undefined;
    term.cost = 0;
    const { entry, read } = this;
    read.count = 0;
    const kind = kindOfShape[term.shape];
    this.visitSlices(
      term,
      kind,
      () => true,
      slice => this.seeker.appendWithWords(slice.text.dictionary, slice, entry, read),
    );
    const list = JoinedPostings.of(read);
    if (list) this.lists.set(term.ordinal, list);
    return list;
  }

  /** Calls `read` for each wanted segment that has a term of a kind, when its dictionary has found it. */
  visitSlices(
    { places, shape }: JoinedTerm,
    kind: TermKind,
    isWanted: (slice: TextSlice) => boolean,
    read: (slice: TextSlice) => void,
  ): void {
    for (let i = 0; i < places.length; i += placeNumbers) {
      const slice = this.slices[places[i]];
      if (isWanted(slice) && this.seeker.seek(slice.text.dictionary, places, i + 1, shape, kind)) read(slice);
    }
  }

  /** Number of live documents that hold it as a term of a kind. */
  countLive(term: JoinedTerm, kind: TermKind): number {
    const documents = term.countDocuments(kind);
    if (!this.hasDeletions) return documents;
    const list = this.listOf(term);
    if (list) return list.countDocuments(kind);
    let deleted = 0;
    const hasDeleted = ({ deletedDocuments }: TextSlice) => deletedDocuments !== undefined;
    this.visitSlices(term, kind, hasDeleted, slice => {
      deleted += this.deletions.count(kind, slice);
    });
    return documents - deleted;
  }

  /** The terms with these units (one), or that begin with them (two), of all segments. */
  private collect(units: Uint16Array, start: number, length: number): JoinedTerm[] {
    const terms: JoinedTerm[] = [];
    this.slices.forEach(({ text }, segment) => {
      // All segments have their terms in the same order.
      let next = 0;
      visitGroup(text.dictionary, units, start, length, (block, at) => {
        const from = block.starts[at];
        const to = from + block.lengths[at];
        const shape = block.shapes[at] as TermShape;
        while (next < terms.length && terms[next].isBefore(block.units, from, to, shape)) next++;
        if (!terms[next]?.is(block.units, from, to, shape))
          terms.splice(next, 0, new JoinedTerm(this.termCount++, block.units.slice(from, to), shape));
        terms[next++].add(segment, block, at);
      });
    });
    return terms;
  }
}

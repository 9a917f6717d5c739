/**
 * The terms of a field over many segments, whose bytes are all there. A query looks up each of its terms several times, and words
 * that begin with the same two units: here each segment is looked at once for all of them, and what was found and decoded is
 * remembered for later queries, so that many segments answer about as quickly as one.
 */
import { TermKind } from '../../../analysis/analysis.ts';
import { TermPostings } from '../../postings/term-postings.ts';
import type { Term } from '../../term.ts';
import { maxInlineDocuments } from '../../termdict/term-dictionary-format.ts';
import { TermEntry } from '../../termdict/term-entry.ts';
import { DeletionCounter, type TextSlice } from '../text-slice.ts';
import { JoinedPostings } from './joined-postings.ts';
import { type JoinedTerm, placeNumbers } from './joined-term.ts';
import { RecentValues } from './recent-values.ts';
import { appendWithWords, TermSeeker } from './segment-terms.ts';
import { TermCollector, TermGroup } from './term-groups.ts';

/** Places that are remembered: 28 MB. */
const maxPlaces = 1 << 19;
/** Documents of lists that are remembered: 24 MB. */
const maxDocuments = 1 << 22;
/** A longer list costs much more to decode than to find in each segment. */
const maxListDocuments = 1 << 14;
/** Reading a list for some candidates costs this for each candidate and each segment, in documents of decoding all of it. */
const costPerCandidate = 4;
const costPerSegment = 16;

/** By shape: a kind that all terms of it have. */
const kindOfShape = [TermKind.Character, TermKind.Bigram, TermKind.InnerWord] as const;

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
  private readonly collector: TermCollector;
  private readonly entry = new TermEntry();
  private readonly read = new TermPostings();
  private readonly seeker = new TermSeeker();
  private readonly hasDeletions: boolean;
  private readonly deletions = new DeletionCounter();

  constructor(private readonly slices: readonly TextSlice[]) {
    this.collector = new TermCollector(slices);
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
    const key = keyOf(units, start, length);
    let terms = this.groups.get(key);
    if (!terms) {
      const group = new TermGroup(units, start, length, false);
      this.collector.collect([group]);
      this.groups.set(key, (terms = group.terms));
    }
    return terms;
  }

  /** Finds terms that will be looked up. The short lists of the characters and pairs of a text are read with them, and of its words. */
  want(count: number, termAt: (i: number) => Term): void {
    const groups = new Map<number, TermGroup>();
    for (let i = 0; i < count; i++) {
      const { kind, units, start, end } = termAt(i);
      if (start >= end) continue;
      const length = Math.min(2, end - start);
      const key = keyOf(units, start, length);
      if (groups.has(key) || this.groups.get(key)) continue;
      groups.set(key, new TermGroup(units, start, length, kind === TermKind.Character || kind === TermKind.Bigram));
    }
    if (groups.size === 0) return;
    this.collector.collect([...groups.values()]);
    for (const [key, group] of groups) this.groups.set(key, group.terms);
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
    term.cost += candidateCount * costPerCandidate + (term.places.length / placeNumbers) * costPerSegment;
    if (term.cost < term.documents) return undefined;
    term.cost = 0;
    const { read } = this;
    read.count = 0;
    this.readList(term);
    const list = JoinedPostings.of(read);
    if (list) this.lists.set(term.ordinal, list);
    return list;
  }

  /** Appends the list of a term in all segments to `read`. */
  private readList({ places, shape, generation }: JoinedTerm): void {
    const { slices, seeker, collector, entry, read } = this;
    const kind = kindOfShape[shape];
    const isRead = generation === collector.generation;
    for (let i = 0; i < places.length; i += placeNumbers) {
      if (isRead && places[i + 3] <= maxInlineDocuments) {
        append(read, collector.lists, places[i + 5], places[i + 6]);
        continue;
      }
      const slice = slices[places[i]];
      const { dictionary, termReader } = slice.text;
      seeker.seek(dictionary, places, i + 1, shape, kind);
      appendWithWords(termReader, seeker.block, seeker.at, slice, entry, read);
    }
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
}

/** The key of the terms of one unit, or of those that begin with the same two. */
function keyOf(units: Uint16Array, start: number, length: number): number {
  // One unit and a unit of 0 behind it are told apart by the sign.
  return length === 1 ? -1 - units[start] : units[start] * 0x10000 + units[start + 1];
}

/** Appends `count` postings of another list, from `start` on. */
function append(
  out: TermPostings,
  { documents, frequencies, wordCodes }: TermPostings,
  start: number,
  count: number,
): void {
  out.reserve(out.count + count);
  for (let i = start; i < start + count; i++) {
    out.documents[out.count] = documents[i];
    out.frequencies[out.count] = frequencies[i];
    out.wordCodes[out.count++] = wordCodes[i];
  }
}

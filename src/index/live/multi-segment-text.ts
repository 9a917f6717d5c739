/** A text field over all segments of an index. */
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { OffsetMap } from '../../text/offset-map.ts';
import type { UnitBuffer } from '../../text/unit-buffer.ts';
import { sizeByCode } from '../columns/text-lengths.ts';
import { toDamageError } from '../damage.ts';
import type { TextReader, Vocabulary } from '../index-reader.ts';
import { type BigramList, PostingList } from '../posting-list.ts';
import { CandidateSlice } from '../postings/candidate-slice.ts';
import type { SegmentText } from '../segment/segment.ts';
import type { Term } from '../term.ts';
import { TermEntry } from '../termdict/term-entry.ts';
import type { TextFilter } from '../text-filter.ts';
import type { WideTextFilter } from '../wide-text-filter.ts';
import { findSlice, type Slice } from './find-slice.ts';
import { JoinedTerms, placeNumbers } from './joined-terms.ts';

/** A text field of one segment. */
export interface TextSlice extends Slice {
  readonly text: SegmentText;
  /** By document of the segment: 1 for deleted; undefined when none is. */
  readonly deleted: Uint8Array | undefined;
  /** The numbers of the deleted documents in the segment, ascending; undefined when none are. */
  readonly deletedDocuments: Uint32Array | undefined;
}

/** Terms of this many segments are looked up together. */
const minJoinedSegments = 4;
const noPlaces: readonly number[] = [];

/** All documents of a segment, numbered as there. */
const withoutDeletions = { first: 0, deleted: undefined } as const;

/** A text field over several segments, in the state in which it was created. */
export class MultiSegmentText implements TextReader {
  readonly sizes = sizeByCode;
  readonly averageSize: number;
  readonly longestWord: number;
  /** The size codes of all segments, once needed. */
  private concatenatedCodes: Uint8Array | undefined;
  private readonly entry = new TermEntry();
  /** The candidates that belong to the segment being read. */
  private readonly candidateSlice = new CandidateSlice();
  /** The deleted documents that hold a term. */
  private readonly deletedWithTerm = new PostingList();

  /** Finds terms in all segments at once; undefined where it does not pay. */
  private readonly joined: JoinedTerms | undefined;
  readonly hasDeletions: boolean;

  constructor(
    private readonly slices: readonly TextSlice[],
    liveDocumentCount: number,
  ) {
    this.hasDeletions = slices.some(({ deletedDocuments }) => deletedDocuments !== undefined);
    if (slices.length >= minJoinedSegments && !slices.some(({ text }) => text.termReader.loadsBytes))
      this.joined = new JoinedTerms(slices.map(({ text }) => text.dictionary));
    let totalSize = 0;
    gatherMissing(slices.length, slice => {
      const { text, deletedDocuments } = slices[slice];
      const { lengths } = text;
      totalSize += lengths.total;
      if (!deletedDocuments) return;
      lengths.load(deletedDocuments, 0, deletedDocuments.length, 0);
      const { codes } = lengths;
      for (const document of deletedDocuments) totalSize -= sizeByCode[codes[document]];
    });
    this.averageSize = liveDocumentCount > 0 ? totalSize / liveDocumentCount : 0;
    this.longestWord = slices.reduce((longest, { text }) => Math.max(longest, text.termReader.longestWord), 0);
  }

  readPostings(term: Term, out: PostingList): void {
    out.count = 0;
    this.eachSlice(term, undefined, slice => slice.text.dictionary.readPostings(term.kind, slice, this.entry, out));
  }

  readPostingsIn(term: Term, candidates: PostingList, out: PostingList): void {
    out.count = 0;
    this.eachSlice(term, candidates, (slice, own) =>
      slice.text.dictionary.readPostingsIn(term.kind, slice, own!, this.entry, out),
    );
  }

  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void {
    out.count = 0;
    this.eachSlice(term, candidates, (slice, own) => slice.text.dictionary.readBigram(slice, own, this.entry, out));
  }

  readDocuments(term: Term, candidates: PostingList | undefined, out: PostingList): void {
    out.count = 0;
    this.eachSlice(term, candidates, (slice, own) =>
      slice.text.dictionary.readDocuments(term.kind, slice, own, this.entry, out),
    );
  }

  /**
   * Calls `read` for each segment that has the term, with its own candidates, when the dictionary has found the term;
   * segments without any candidate are left out.
   */
  private eachSlice(
    term: Term,
    candidates: PostingList | undefined,
    read: (slice: TextSlice, candidates: CandidateSlice | undefined) => void,
  ): void {
    const { candidateSlice, slices, joined } = this;
    let from = 0;
    /** The candidates of a segment; undefined if it has none. */
    const choose = ({ first, documentCount }: TextSlice): CandidateSlice | undefined => {
      const { documents, count } = candidates!;
      if (from < count && documents[from] < first) from = findFirstAtLeast(documents, from, count, first);
      const start = from;
      from = findFirstAtLeast(documents, start, count, first + documentCount);
      return from > start ? candidateSlice.set(documents, start, from, first) : undefined;
    };
    try {
      if (joined) {
        const places = joined.find(term)?.places ?? noPlaces;
        for (let i = 0; i < places.length; i += placeNumbers) {
          const slice = slices[places[i]];
          const own = candidates && choose(slice);
          if (candidates && !own) continue;
          if (slice.text.dictionary.seek(places[i + 1], places[i + 2], term.kind)) read(slice, own);
        }
        return;
      }
      for (const slice of slices) {
        const own = candidates && choose(slice);
        if (candidates && !own) continue;
        if (slice.text.dictionary.find(term)) read(slice, own);
      }
    } catch (error) {
      throw toDamageError(error);
    }
  }

  documentFrequency(term: Term): number {
    try {
      const { joined } = this;
      if (joined && !this.hasDeletions) return joined.find(term)?.countDocuments(term.kind) ?? 0;
      let documents = 0;
      for (const slice of this.slices) {
        const own = slice.text.dictionary.documentFrequency(term);
        documents += own && own - this.countDeleted(term, slice);
      }
      return documents;
    } catch (error) {
      throw toDamageError(error);
    }
  }

  boundTermUnits(units: Uint16Array, start: number, end: number): number {
    try {
      let bound = 0;
      for (const { text } of this.slices) bound = Math.max(bound, text.dictionary.boundTermUnits(units, start, end));
      return bound;
    } catch (error) {
      throw toDamageError(error);
    }
  }

  /** The number of deleted documents of a segment that hold the term. */
  private countDeleted(term: Term, { text, deletedDocuments }: TextSlice): number {
    if (!deletedDocuments) return 0;
    const { candidateSlice, deletedWithTerm, entry } = this;
    deletedWithTerm.count = 0;
    candidateSlice.set(deletedDocuments, 0, deletedDocuments.length, 0);
    text.dictionary.readPostingsIn(term.kind, withoutDeletions, candidateSlice, entry, deletedWithTerm);
    return deletedWithTerm.count;
  }

  readUnfollowed(character: Term, candidates: PostingList, out: PostingList): void {
    out.count = 0;
    this.eachSlice(character, candidates, (slice, own) =>
      slice.text.dictionary.readUnfollowed(character, slice, own!, this.entry, out),
    );
  }

  markWordsWithPrefix(prefix: Uint16Array, marks: Uint8Array): void {
    try {
      for (const slice of this.slices) slice.text.vocabulary.markWordsWithPrefix(prefix, slice, this.entry, marks);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  get vocabularies(): readonly Vocabulary[] {
    return this.slices.map(({ text }) => text.vocabulary);
  }

  get sizeCodes(): Uint8Array {
    const { slices } = this;
    if (slices.length === 1) return slices[0].text.lengths.codes;
    if (this.concatenatedCodes) return this.concatenatedCodes;
    const codes = new Uint8Array(slices.reduce((sum, { documentCount }) => sum + documentCount, 0));
    for (const { text, first } of slices) codes.set(text.lengths.codes, first);
    return (this.concatenatedCodes = codes);
  }

  wantSizes(): void {
    for (const { text } of this.slices) text.lengths.want();
  }

  loadSizes({ documents, count }: PostingList): void {
    try {
      let from = 0;
      for (const { text, first, documentCount } of this.slices) {
        const to = findFirstAtLeast(documents, from, count, first + documentCount);
        if (text.lengths.load(documents, from, to, first)) this.concatenatedCodes = undefined;
        from = to;
      }
    } catch (error) {
      throw toDamageError(error);
    }
  }

  readText(document: number, into: UnitBuffer, maxUnits?: number): void {
    into.length = 0;
    const slice = findSlice(this.slices, document);
    if (!slice) return;
    try {
      slice.text.store.readText(document - slice.first, into, maxUnits);
    } catch (error) {
      throw toDamageError(error);
    }
  }

  markPossible(documents: Uint32Array, filter: TextFilter | WideTextFilter, possible: Uint8Array): void {
    try {
      let from = 0;
      for (const { text, first, documentCount } of this.slices) {
        const to = findFirstAtLeast(documents, from, documents.length, first + documentCount);
        if (to > from)
          text.store.markPossible(documents.subarray(from, to), first, filter, possible.subarray(from, to));
        from = to;
      }
    } catch (error) {
      throw toDamageError(error);
    }
  }

  want(term: Term): void {
    for (const { text } of this.slices) text.dictionary.want(term);
  }

  wantTexts(): void {
    for (const { text } of this.slices) text.store.store.wantCode();
  }

  getOffsetMap(document: number): OffsetMap | undefined {
    const slice = findSlice(this.slices, document);
    if (!slice) return undefined;
    try {
      return slice.text.offsetMaps?.offsetMap(document - slice.first);
    } catch (error) {
      throw toDamageError(error);
    }
  }
}

/** Index of the first of `numbers[low … high)`, which ascend, that is at least `min`; `high` when there is none. */
function findFirstAtLeast(numbers: Uint32Array, low: number, high: number, min: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < min) low = middle + 1;
    else high = middle;
  }
  return low;
}
